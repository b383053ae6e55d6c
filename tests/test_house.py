"""The rules of the house that no other tool checks: sizes, cycles, public names, privacy."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import warcorpus

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
CODE = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "bench").rglob("*.py"))]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in SOURCES}


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400


def functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def code_lines(function: ast.FunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    skipped = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - skipped


def test_functions_are_short() -> None:
    lengths = {
        f"{path.name}:{function.name}": code_lines(function)
        for path in SOURCES
        for function in functions(path)
    }
    assert {name: length for name, length in lengths.items() if length > 60} == {}
    assert statistics.median(lengths.values()) < 10


def imported(path: Path) -> set[str]:
    """Modules of the project that a module imports when it is imported itself."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("warcorpus"):
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                found.add(name if name in MODULES else str(node.module))
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in MODULES}
    return found


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {name: imported(path) - {name} for name, path in MODULES.items()}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


def test_no_room_has_a_utils() -> None:
    assert [name for name in MODULES if re.search(r"\b(utils?|helpers?|misc|common)$", name)] == []


def test_the_public_names_are_these() -> None:
    assert warcorpus.__all__ == [
        "Config",
        "MergedRecord",
        "Problem",
        "Record",
        "Result",
        "Span",
        "Value",
        "WarcorpusError",
        "dedupe",
        "explain",
        "merge",
        "normalize",
        "pairs",
        "read",
        "sniff",
    ]
    assert all(getattr(warcorpus, name).__doc__ for name in warcorpus.__all__)


def test_importing_the_package_loads_no_other_distribution() -> None:
    code = (
        "import sys; before = set(sys.modules); import warcorpus; "
        "new = {m.partition('.')[0] for m in set(sys.modules) - before}; "
        "print(sorted(new - {'warcorpus'} - set(sys.stdlib_module_names)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_help_imports_click_alone() -> None:
    code = (
        "import sys; before = set(sys.modules); from warcorpus.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "new = {m.partition('.')[0] for m in set(sys.modules) - before}; "
        "print(sorted(new - {'warcorpus'} - set(sys.stdlib_module_names)), file=sys.stderr)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stderr.strip().splitlines()[-1] == "['click']"
    assert "dedupe" in out.stdout


def test_every_public_function_and_class_has_a_docstring() -> None:
    missing = [
        f"{path.name}:{node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
        and node.col_offset == 0
    ]
    assert missing == []


PRIVATE = re.compile(r"(?<![\w.}$])/(?:work|farm|root)/|\.\./shared/(?!data)")


def test_no_file_names_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    named = []
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.is_file() and path != Path(__file__) and not name.startswith("seeds/"):
            text = path.read_bytes().decode("utf-8", "replace")
            named += [f"{name}: {found.group()}" for found in PRIVATE.finditer(text)]
    assert named == []
