"""No regular expression of the package takes more than linear time on hostile strings."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from choking import attacks
from regexes import check

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "warcorpus"
SCRIPT = Path(__file__).with_name("regexes.py")

COMPILED_INSIDE = {
    "warcorpus.matching.naming._glued": "made of a table of months, once",
    "warcorpus.normalizing.dates.finding._searches": "made of a table of months, once",
    "warcorpus.normalizing.leads._cues": "made of a table of words, once",
    "warcorpus.normalizing.leads._verbs": "made of a table of words, once",
    "warcorpus.normalizing.quantities.cores._digits": "made of a table of words, once",
    "warcorpus.normalizing.quantities.cores._run": "made of a table of words, once",
    "warcorpus.normalizing.quantities.masking._dates": "made of a table of months, once",
    "warcorpus.normalizing.results._class_words": "made of a table of words, once",
    "warcorpus.text.delimited._Rows.__init__": "made for the table's delimiter, once a file",
    "warcorpus.text.delimited._borders": "made for the table's delimiter, then cached",
    "warcorpus.text.delimited._plain_row": "made for the table's delimiter, once a file",
    "warcorpus.text.dump_pages._up_to": "fills a constant",
    "warcorpus.text.folding._unassigned": "made of a table of characters, once",
    "warcorpus.text.residue._pattern": "stands in a table, read once",
    "warcorpus.text.residue._suspects": "made of a table, then cached",
}
"""Functions that compile, and why they may. All others use constants of their module."""

ONLY_MATCHED = ["warcorpus.text.delimited._plain_row"]
"""Of those: asked only where a row begins, and each try goes no further than the row."""

MARKS_OF_A_TABLE = {
    "warcorpus.testing.damage.respelled",  # the names of an invented event
    "warcorpus.text.residue._balanced",
}
"""Searches for one of some words, which a table names: nothing can be repeated."""


@pytest.fixture(scope="module")
def report() -> dict:
    """What the script finds, in a process of its own, where re can be listened to."""
    done = subprocess.run(
        [sys.executable, SCRIPT, *ONLY_MATCHED], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_expression_grows_faster_than_linear(report: dict) -> None:
    assert report["grown"] == []
    assert report["patterns"] > 250


def test_expressions_are_constants_of_their_modules(report: dict) -> None:
    assert set(report["inside"]) == set(COMPILED_INSIDE)
    found = {name for path in sorted(PACKAGE.rglob("*.py")) for name in asking(path)}
    assert found == set(COMPILED_INSIDE) | MARKS_OF_A_TABLE


def asking(path: Path) -> Iterator[str]:
    """Functions of a module that ask ``re`` itself for something but to escape."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    module = ".".join(parts).removesuffix(".__init__")

    def inside(node: ast.AST, names: tuple[str, ...], in_function: bool) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            own, within = names, in_function
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                own = (*names, child.name)
                within = in_function or not isinstance(child, ast.ClassDef)
            elif within and isinstance(child, ast.Attribute) and _asks(child):
                yield f"{module}.{'.'.join(names)}"
            yield from inside(child, own, within)

    return inside(ast.parse(path.read_text(encoding="utf-8")), (), False)


def _asks(node: ast.Attribute) -> bool:
    return ast.unparse(node.value) == "re" and node.attr.islower() and node.attr != "escape"


@pytest.mark.parametrize(
    "pattern",
    [
        r"^\s*-?\s*([\w ]+?)\s*:",
        r"^(=+)\s*(.+?)\s*\1\s*$",
        r"(?:a+)+b",
        rb"<ref[^>]*>.*</ref>",
        r"\[\[[^\]]*\]\]",
        r"https?://\S+\.(?:png|jpg)",
    ],
)
def test_expressions_that_choke_are_found(pattern: str | bytes) -> None:
    found = check(re.compile(pattern), matched=False)
    assert found is not None
    assert found[1] >= 1.3


@pytest.mark.parametrize(
    "pattern", [r"[ \t]{0,40}x", r"(?<!\s)\s++$", r"[^<>]*+[<>]?", rb"(?:abc)+", r"(?i)\bbattle\b"]
)
def test_linear_expressions_pass(pattern: str | bytes) -> None:
    assert check(re.compile(pattern), matched=False) is None


def test_matching_at_one_place_is_less_than_searching() -> None:
    assert check(re.compile(r"[^x]*x"), matched=True) is None
    assert check(re.compile(r"[^x]*x"), matched=False) is not None


def test_attacks_are_made_of_the_pattern() -> None:
    found = attacks(re.compile(r"(?i)<ref name=(?:\"[^\"]*\"|[a-z]+)[ \t]*/>"))
    assert found == attacks(re.compile(r"(?i)<ref name=(?:\"[^\"]*\"|[a-z]+)[ \t]*/>"))
    assert any(one.begin == '<ref name="' for one in found)
    assert all(len(one.of_length(1_000)) > 900 for one in found)
