"""The pages are true: every code block is run, in a folder of its own, and its output compared.

What a fence means:

- ``console``: lines ``$ command`` with the output below them; ``...`` stands for anything.
  Seconds are not compared.
- ``python`` with ``>>>``: a doctest; the blocks of one page share their names.
- any fence with ``title="name"``: a file that the commands after it find.
- ``sh``: the two lines of the README that install, and the examples of help texts, which have a
  test of their own.
- ``text`` and ``pycon``: pictures and signatures; examples copied from docstrings.

``pytest tests/test_docs.py --update-golden`` writes the output of commands anew into the pages.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from click.testing import CliRunner

from warcorpus.cli import main

ROOT = Path(__file__).parent.parent
GENERATED = {f"docs/reference/{name}.md" for name in ("cli", "api", "config", "record", "errors")}
PAGES = sorted(
    path.relative_to(ROOT).as_posix() for path in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]
)
INSTALL = {
    "python3 -m venv .venv && .venv/bin/pip install -q . && "
    ".venv/bin/warcorpus dedupe seeds/ -o corpus.jsonl",
    "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest",
}
_TITLE = re.compile(r'title="([^"]+)"')
_SECONDS = re.compile(r"\b\d+\.\d s\b")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_SHELL = re.compile(r"[|&;<>*`]")


@frozen
class Block:
    """A fenced block: its language, file name, body and the number of its first line."""

    language: str
    title: str
    body: str
    line: int


def blocks_of(text: str) -> Iterator[Block]:
    """The fenced blocks of a page."""
    fence: tuple[str, int] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("```"):
            continue
        if fence is None:
            fence = (line[3:], number)
            continue
        info, first = fence
        title = _TITLE.search(info)
        body = "".join(f"{one}\n" for one in text.split("\n")[first : number - 1])
        yield Block(info.partition(" ")[0], title[1] if title else "", body, first + 1)
        fence = None
    assert fence is None, f"a fence of line {fence} is not closed"


class Workspace:
    """A folder that looks like a fresh checkout, in which the blocks of one page run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples")
        self.plugged = False
        shims = folder.parent / f"{folder.name}-bin"
        shims.mkdir()
        shim = shims / "warcorpus"
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m warcorpus "$@"\n')
        shim.chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": f"{shims}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(folder),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def write(self, block: Block) -> None:
        """A file of the page; of a pyproject.toml the entry points count as installed."""
        path = self.folder / block.title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.body, encoding="utf-8")
        if path.name == "pyproject.toml":
            self._install(tomllib.loads(block.body)["project"])

    def _install(self, project: dict[str, dict[str, dict[str, str]]]) -> None:
        """What ``pip install .`` leaves of it, without a build."""
        self.plugged = True
        info = self.folder / f"{project['name']}-{project['version']}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
        )
        lines = [
            line
            for group, points in project["entry-points"].items()
            for line in [f"[{group}]", *(f"{name} = {at}" for name, at in points.items())]
        ]
        (info / "entry_points.txt").write_text("\n".join(lines) + "\n")

    def output(self, command: str) -> str:
        """What a command prints, results and messages in the order of their coming."""
        words = command.split(" ")
        if words[0] == "warcorpus" and not self.plugged and not _SHELL.search(command):
            return run_here(command)
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.stdout.decode("utf-8")


def run_here(command: str) -> str:
    """A command of warcorpus in this process, which is faster."""
    import shlex

    result = CliRunner().invoke(main, shlex.split(command)[1:])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def agrees(expected: str, got: str) -> bool:
    """Whether an output is the one of the page, ``...`` standing for anything."""
    pattern = ".*".join(re.escape(piece) for piece in _SECONDS.sub("N s", expected).split("..."))
    return re.fullmatch(pattern, _SECONDS.sub("N s", got), re.DOTALL) is not None


def commands_of(block: Block) -> Iterator[tuple[str, str]]:
    """Commands with their expected output."""
    for piece in ("\n" + block.body).split("\n$ ")[1:]:
        command, _, expected = piece.partition("\n")
        yield command, expected if expected.endswith("\n") or not expected else expected + "\n"


def run_console(block: Block, workspace: Workspace) -> str:
    """The block as it should be."""
    lines = []
    for command, expected in commands_of(block):
        got = workspace.output(command)
        assert "Traceback (most recent call last)" not in got, got
        lines.append(f"$ {command}\n{expected if agrees(expected, got) else got}")
    return "".join(lines)


def run_doctest(block: Block, names: dict[str, object], page: str) -> None:
    """The examples of a block, with the names of the blocks before it."""
    test = doctest.DocTestParser().get_doctest(block.body, names, page, page, block.line)
    assert test.examples, f"{page}:{block.line} has no >>> example"
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(test, out=told.append, clear_globs=False)
    names.update(test.globs)
    assert not told, "".join(told)


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_a_page_does_what_it_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = [b for b in blocks_of(text) if b.language in ("console", "python") or b.title]
    if not blocks:
        return
    workspace = Workspace(tmp_path / "project")
    monkeypatch.chdir(workspace.folder)
    monkeypatch.syspath_prepend(str(workspace.folder))
    names: dict[str, object] = {}
    for block in blocks:
        if block.title:
            workspace.write(block)
        elif block.language == "python":
            run_doctest(block, names, page)
        else:
            done = run_console(block, workspace)
            if update_golden:
                text = text.replace(f"```console\n{block.body}```", f"```console\n{done}```")
            else:
                assert done == block.body, f"{page}:{block.line}"
    if update_golden:
        (ROOT / page).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_no_block_escapes_the_tests(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for block in blocks_of(text):
        known = {"console", "python"} | ({"pycon", "sh", "text"} if page in GENERATED else {"text"})
        if page == "README.md" and block.language == "sh":
            assert block.body.strip() in INSTALL
        elif not block.title:
            assert block.language in known, f"{page}:{block.line}"
        if block.language == "text":
            assert "$ " not in block.body, f"{page}:{block.line}"
            assert ">>> " not in block.body, f"{page}:{block.line}"
    indented = [line for line in text.split("\n") if re.match(r"    (?:\$|>>>|warcorpus) ", line)]
    assert page == "README.md" or indented == []


def test_the_readme_says_how_to_install_run_and_test() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {block.body.strip() for block in blocks_of(text) if block.language == "sh"} == INSTALL
    after = text.split("<!-- test command -->\n", 1)[1]
    assert next(blocks_of(after)).body.strip().endswith(".venv/bin/python -m pytest")


def anchors_of(path: Path) -> set[str]:
    """The anchors of a page's headings, as the usual renderers make them."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md", "llms.txt"])
def test_every_link_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in _LINK.findall(text):
        if target.startswith(("https://", "http://")):
            continue
        name, _, anchor = target.partition("#")
        path = (ROOT / page).parent / name if name else ROOT / page
        assert path.exists(), f"{page}: {target}"
        if anchor:
            assert anchor in anchors_of(path), f"{page}: {target}"


def test_seconds_and_dots_are_all_that_may_differ() -> None:
    assert agrees("5 lines, 0.6 s\n", "5 lines, 1.4 s\n")
    assert agrees("a\n...\nz\n", "a\nb\nc\nz\n")
    assert not agrees("a\n", "a\nb\n")
    assert not agrees("5 lines\n", "6 lines\n")
