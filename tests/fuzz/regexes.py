"""Every compiled regular expression of the package against hostile strings; prints JSON.

``python regexes.py MODULE.FUNCTION…`` names functions whose expressions are only matched at one
place, never searched for; of those in constants it finds that out by itself. It needs a process
of its own: it listens to ``re`` while the package is imported and its samples are read, so that
expressions made of tables of words are found too.
"""

from __future__ import annotations

import ast
import gc
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from pkgutil import walk_packages
from time import process_time
from types import FrameType
from typing import Any

from attrs import frozen
from choking import Attack, attacks

MOST_EXPONENT = 1.3
_SMALL = (8, 12, 16, 20, 24, 32, 48, 64, 128, 256, 512, 1_024)
_TINY = 64
_TINY_SECONDS = 0.01
_EARLY_EXPONENT = 2.4  # between a square, which can be measured well, and a cube
_SCREEN = (2_048, 8_192)
_SCREEN_RATIO = 4**MOST_EXPONENT
_SCREEN_SECONDS = 0.001
_MEASURABLE = 0.002
_SHORTEST = 2_048  # well above the bounds that repeats have
_LONGEST = 300_000
_TRIES = 4
_ENOUGH = 1.5  # seconds for one pattern: alternatives of thousands of words take long, but linear
_HERE = Path(__file__).resolve().parent

Run = Callable[[Any], object]


@frozen
class Compiled:
    """An expression, the module and function that compiled it, and how it is used."""

    pattern: re.Pattern[Any]
    module: str
    function: str
    line: int

    @property
    def maker(self) -> str:
        """The function that compiled it."""
        return f"{self.module}.{self.function}"

    @property
    def where(self) -> str:
        """For a message."""
        return f"{self.module}:{self.line}"


def collect() -> list[Compiled]:
    """Import everything, read the samples, and keep what was compiled on the way."""
    found: dict[tuple[Any, int, str, str], Compiled] = {}
    compile_quietly = re._compile  # type: ignore[attr-defined]  # all functions of re call it

    def listening(source: Any, flags: int) -> re.Pattern[Any]:
        pattern: re.Pattern[Any] = compile_quietly(source, flags)
        frame = _caller(sys._getframe(1))
        module = frame.f_globals.get("__name__", "")
        if module.partition(".")[0] == "warcorpus":
            name = frame.f_code.co_qualname
            key = (pattern.pattern, pattern.flags, module, name)
            found.setdefault(key, Compiled(pattern, module, name, frame.f_lineno))
        return pattern

    re._compile = listening  # type: ignore[attr-defined]
    try:
        _exercise()
    finally:
        re._compile = compile_quietly  # type: ignore[attr-defined]
    return list(found.values())


def _caller(frame: FrameType) -> FrameType:
    """Who asked re for something; a comprehension is part of the function that it stands in."""
    while frame.f_back and (
        frame.f_globals.get("__name__") == "re"
        or (frame.f_code.co_name.startswith("<") and frame.f_code.co_name != "<module>")
    ):
        frame = frame.f_back
    return frame


def _exercise() -> None:
    from samples import GOLDEN, SEEDS, golden

    import warcorpus

    for module in walk_packages(warcorpus.__path__, "warcorpus."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    folders = [folder.name for folder in sorted(GOLDEN.iterdir()) if folder.is_dir()]
    streams = [BytesIO(path.read_bytes()) for name in folders for path in golden(name)]
    settings = {"run": {"isolate": "never"}}
    warcorpus.dedupe(*streams, *sorted(SEEDS.glob("*.txt")), config=settings)


def only_matched(package: Path) -> set[tuple[str, str]]:
    """Modules and names of expressions that are only asked at one place, never searched for."""
    uses: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        module = ".".join(parts).removesuffix(".__init__")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        homes = dict.fromkeys(_compiled_names(tree), module)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                homes |= {a.asname or a.name: node.module or "" for a in node.names}
        for name, method in _uses(tree):
            if name in homes:
                uses[homes[name], name].add(method)
    asked = {"match", "fullmatch"}
    return {key for key, methods in uses.items() if methods and methods <= asked}


def _compiled_names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and "re.compile" in ast.unparse(node.value):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def _uses(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Each name that is read, with the method asked of it; ``passed`` if it is handed on."""
    methods = {
        id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id, methods.get(id(node), "passed")


def check(pattern: re.Pattern[Any], matched: bool) -> tuple[Attack, float, list[float]] | None:
    """The first string on which a pattern's time grows too fast, with exponent and times."""
    is_bytes = isinstance(pattern.pattern, bytes)
    run: Run = pattern.match if matched else lambda text: pattern.sub(b"" if is_bytes else "", text)
    begun = process_time()
    for attack in attacks(pattern):
        if process_time() - begun > _ENOUGH:
            break

        def seconds(size: int, attack: Attack = attack) -> float:
            text: Any = attack.of_length(size)
            text = text.encode("latin-1") if is_bytes else text
            started = process_time()
            run(text)
            return process_time() - started

        found = _growth(seconds)
        if found is not None:
            return attack, *found
    return None


def _growth(seconds: Callable[[int], float]) -> tuple[float, list[float]] | None:
    """The exponent and the times over n, 2n, 4n where it is too large."""
    for size in _SMALL:
        if seconds(size) > _TINY_SECONDS and (found := _early(seconds, size)):
            return found
    short, long = (seconds(size) for size in _SCREEN)
    if long < _SCREEN_SECONDS or long < short * _SCREEN_RATIO:
        return None
    exponent, times = _measured(seconds)
    return (exponent, times) if exponent >= MOST_EXPONENT else None


def _early(seconds: Callable[[int], float], size: int) -> tuple[float, list[float]] | None:
    """The same of a short string that takes long: of longer ones it would take for ever."""
    quarter, whole = (min(seconds(n) for _ in range(3)) for n in (size // 4, size))
    exponent = math.log(whole / max(quarter, 1e-7), 4)
    most = _EARLY_EXPONENT if size > _TINY else MOST_EXPONENT
    told = exponent, [quarter, whole]
    return told if whole > _TINY_SECONDS and exponent > most else None


def _measured(seconds: Callable[[int], float]) -> tuple[float, list[float]]:
    """The exponent; the best of some tries, for a busy machine only adds."""
    size = _SHORTEST
    while seconds(size) < _MEASURABLE and size < _LONGEST:
        size *= 2
    exponent, times = math.inf, [math.inf] * 3
    for _ in range(_TRIES):
        new = [seconds(size * factor) for factor in (1, 2, 4)]
        times = [min(a, b) for a, b in zip(times, new, strict=True)]
        exponent = math.log(max(times[2], 1e-9) / max(times[0], 1e-9), 4)
        if exponent < MOST_EXPONENT:
            break
    return exponent, times


def main() -> None:
    """Print what was compiled, and what grows."""
    compiled = collect()
    package = Path(sys.modules["warcorpus"].__file__ or "").parent
    matched = only_matched(package)
    asked_once = set(sys.argv[1:])
    names = {
        id(value): (module, name)
        for module, made in list(sys.modules.items())
        if module.partition(".")[0] == "warcorpus"
        for name, value in vars(made).items()
        if isinstance(value, re.Pattern)
    }
    gc.disable()
    grown = []
    for one in compiled:
        once = names.get(id(one.pattern)) in matched or one.maker in asked_once
        found = check(one.pattern, once)
        if found:
            attack, exponent, times = found
            grown.append(
                f"{one.where} {str(one.pattern.pattern)[:80]!r} grows with exponent {exponent:.2f} "
                f"({', '.join(f'{t * 1_000:.1f} ms' for t in times)}) on {attack.begin!r} + "
                f"{attack.unit!r} * n + {attack.end!r}"
            )
    inside = sorted({one.maker for one in compiled if one.function != "<module>"})
    print(json.dumps({"patterns": len(compiled), "inside": inside, "grown": grown}))


if __name__ == "__main__":
    main()
