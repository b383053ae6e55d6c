"""What is said of the code beside the code: docstrings, help texts, generated pages, slugs."""

from __future__ import annotations

import ast
import doctest
import os
import re
import shlex
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import click
import pytest
from click.testing import CliRunner

import warcorpus
from warcorpus.cli import COMMANDS, main
from warcorpus.readers.registry import all_readers

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MODULES = [
    found.name
    for found in walk_packages(warcorpus.__path__, "warcorpus.")
    if not found.name.endswith("__main__")
]


@pytest.mark.parametrize("module", ["warcorpus", *MODULES])
def test_the_examples_of_docstrings_run(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    told: list[str] = []
    runner = doctest.DocTestRunner()
    for test in doctest.DocTestFinder().find(import_module(module)):
        if test.examples:
            runner.run(test, out=told.append)
    assert not told, "".join(told)


def examples() -> list[str]:
    """The examples of every help text."""
    found = []
    for name in COMMANDS:
        command: click.Command = import_module(f"warcorpus.cli.{name}").command
        shown = str(command.help).partition("Examples:")[2]
        own = [line.strip(" \b") for line in shown.split("\n") if line.strip(" \b")]
        assert len(own) >= 2, f"{name} needs two examples"
        found += own
    return found


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with seeds, truth and a corpus."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    (folder / "docs").symlink_to(ROOT / "docs")
    warcorpus.dedupe(ROOT / "seeds").to_jsonl(folder / "corpus.jsonl")
    return folder


@pytest.mark.parametrize("example", examples())
def test_the_examples_of_help_texts_run(
    example: str, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout)
    words = shlex.split(example)
    assert words[0] == "warcorpus"
    result = CliRunner().invoke(main, words[1:])
    assert result.exit_code == 0, result.output
    assert result.output


def test_every_help_page_shows_its_examples_line_by_line() -> None:
    for name in COMMANDS:
        page = CliRunner().invoke(main, [name, "--help"], terminal_width=100).output
        own = [example for example in examples() if shlex.split(example)[1] == name]
        shown = [line.strip() for line in page.split("\n")]
        assert [example for example in own if example not in shown] == []


def test_the_generated_pages_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"run python docs/generate.py\n{done.stdout}{done.stderr}"


KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+\Z")
FORMATS = frozenset(reader.name for reader in all_readers())
NOT_SLUGS = frozenset(
    [
        "latin-1",
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-be",
        "utf-16-le",
        "utf-32",
        "utf-32-be",
        "utf-32-le",
        "part-of",
        "time-place",
        "clean-witness",
        "fewest-gap-tokens",
        "least-damage",
        "majority-in-lineage",
        "majority-of-lineages",
        "match-model",
        "max-witnesses",
        "most-precise",
        "most-tokens",
        "newest-revision",
        "not-truncated",
        "only-reading",
        "smallest-id",
        "not-covered",
        "empty-brackets",
        "output-locked",
        "external-link",
    ]
)
"""Other words of that form: encodings, families of keys, rules, reasons, and a slug that is
provided for but that nothing raises."""

CLASSED = ("html", "wikipedia_html", "exporting")
"""Modules full of class names of HTML, which look like slugs."""

RAISES = ("Error", "Problem", "problem", "Finding", "finding")


def constants(node: ast.expr) -> set[str]:
    """The texts that an argument may be."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) | constants(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    return set()


def slugs_in(path: Path) -> set[str]:
    """Slugs of one module: words of their form, and what is handed to errors and problems."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            named = KEBAB.match(node.value) and not path.stem.startswith(CLASSED)
            found |= {node.value} if named else set()
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            called = node.func.id if isinstance(node.func, ast.Name) else called
            if called.endswith(RAISES) and not called.startswith(("Value", "Key", "Type")):
                found |= constants(node.args[0])
            if called == "fault":
                found |= constants(node.args[1])
    return {word for word in found if re.fullmatch(r"[a-z0-9-]{3,}", word)} - NOT_SLUGS - FORMATS


def test_every_slug_has_a_section_and_every_section_a_slug() -> None:
    table = tomllib.loads((ROOT / "docs" / "reference" / "errors.toml").read_text(encoding="utf-8"))
    used: set[str] = set()
    for path in SOURCES:
        used |= slugs_in(path)
    assert used - set(table) == set(), "tell what they mean in docs/reference/errors.toml"
    assert set(table) - used == set(), "no code knows them any more"
    assert all(entry["meaning"] and entry["todo"] for entry in table.values())


def test_every_word_that_is_no_slug_is_still_used() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert sorted(word for word in NOT_SLUGS if f'"{word}"' not in text) == []


def test_every_public_name_is_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    assert [name for name in warcorpus.__all__ if f"\n### {name}\n" not in page] == []
