"""What programs leaked into documents: found by a table of patterns, cut and counted.

The table is ``data/residue.txt``. A pattern has a scope, because what cannot be meant in an
infobox value may be meant in a sentence: ``an undefined 5 km stretch`` is prose, ``c. undefined
8,000 fighters`` is a lost template. What merely looks odd stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from attrs import frozen

from warcorpus.model.prose import OPEN_GAP

_LONGEST_TEMPLATE = 4096  # characters; what opens and does not close before is not one template
_BLANKS = " \t\xa0"


@frozen
class Found:
    """One leak: ``text[start:end]`` and the name of the pattern that knows it."""

    start: int
    end: int
    pattern: str


@frozen
class Pattern:
    """One block of the table; ``closing`` instead of ``expression`` for balanced brackets."""

    name: str
    scope: str
    holds: str
    needs: str
    expression: re.Pattern[str] | None
    closing: str = ""

    @property
    def is_brace(self) -> bool:
        """Whether formulas use the same characters: TeX is full of braces that mean something."""
        return not {*"{}"}.isdisjoint(self.holds)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Ranges of the leaks in ``text``."""
        if self.expression is None:
            return _balanced(text, self.holds, self.closing)
        group = "leak" if "leak" in self.expression.groupindex else 0
        return (found.span(group) for found in self.expression.finditer(text))


def find(text: str, scope: str = "") -> list[Found]:
    """All leaks of a text, ordered and disjoint.

    Args:
        text: one block, heading or value.
        scope: ``prose``, ``value`` or a reader's name: patterns of that scope are tried besides
            those of scope ``any``. Without a scope only the latter.

    >>> find("5–13 June 2012, ()", "value")
    [Found(start=14, end=18, pattern='empty-brackets')]
    >>> find("along the undefined border of main()", "prose")
    []
    """
    if not may_leak(text, scope):
        return []
    patterns = [pattern for pattern in _patterns(scope) if pattern.holds in text]
    is_tex = "\\" in text
    candidates = [
        Found(*_with_blank(text, start, end), pattern.name)
        for pattern in patterns
        if not (is_tex and pattern.is_brace)
        for start, end in pattern.find(text)
    ]
    leaks: list[Found] = []
    for leak in sorted(candidates, key=lambda leak: (leak.start, -leak.end)):
        overlaps = leaks and leak.start < leaks[-1].end
        # a hole in the document has its own account
        if not overlaps and OPEN_GAP not in text[leak.start : leak.end]:
            leaks.append(leak)
    return leaks


def may_leak(text: str, scope: str = "") -> bool:
    """Whether it is worth while to look for leaks; False for nearly every text, at once.

    >>> may_leak("5–13 June 2012, (see below)"), may_leak("5–13 June 2012, ()")
    (False, True)
    """
    return holds_any(text, _suspects(scope))


Suspect = tuple[str, re.Pattern[str] | None]
"""Characters that a text with a leak must hold, and what must be found in it besides."""


def suspects(text: str, scope: str = "") -> list[Suspect]:
    """What in a long text may be a leak; its parts need only be asked for that.

    >>> suspects("5–13 June 2012, (see below)")
    []
    """
    # a sign of its own is found, or not found, many times as quickly as several characters
    return [
        one
        for sign, one in _signed_suspects(scope)
        if sign in text and one[0] in text and (one[1] is None or one[1].search(text))
    ]


def holds_any(text: str, found: Iterable[Suspect]) -> bool:
    """Whether one of these is in a text.

    >>> holds_any("thumb|left", [("|", None)])
    True
    """
    for holds, needs in found:  # noqa: SIM110  a generator costs as much again
        if holds in text and (needs is None or needs.search(text)):
            return True
    return False


def drop(s: str, scope: str = "value") -> str:
    """The string without its leaks: the action ``drop residue`` of a step.

    >>> drop("c. undefined 8,000 fighters"), drop("Flag of Syria.svg Syrian Arab Republic")
    ('c. 8,000 fighters', 'Syrian Arab Republic')
    """
    if not may_leak(s, scope):
        return s
    parts, position = [], 0
    for leak in find(s, scope):
        parts.append(s[position : leak.start])
        position = leak.end
    return "".join([*parts, s[position:]])


def _with_blank(text: str, start: int, end: int) -> tuple[int, int]:
    """With the blank before it, where otherwise two would meet or one would be left at the end."""
    if end < len(text) and text[end] not in _BLANKS + ".,;:)\n":
        return start, end
    blank_before = start > 0 and text[start - 1] in _BLANKS
    return (start - 1 if blank_before and text[start] not in _BLANKS else start), end


def _balanced(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """Ranges from an opening to its own closing mark; what never closes is left out."""
    starts: list[int] = []
    outer: tuple[int, int] | None = None
    for found in re.finditer(f"{re.escape(opening)}|{re.escape(closing)}", text):
        if found.group() == opening:
            starts.append(found.start())
        elif starts:
            start = starts.pop()
            if found.end() - start > _LONGEST_TEMPLATE:
                continue
            if outer and outer[1] <= start:
                yield outer
            outer = (start, found.end())
    if outer:
        yield outer


@cache
def _suspects(scope: str) -> tuple[Suspect, ...]:
    """What a text with a leak of the scope must hold, each once."""
    kinds = dict.fromkeys((pattern.holds, pattern.needs) for pattern in _patterns(scope))
    return tuple((holds, re.compile(needs) if needs else None) for holds, needs in kinds)


@cache
def _signed_suspects(scope: str) -> tuple[tuple[str, Suspect], ...]:
    """The same, before each a sign that it holds; of one that is a word the word itself."""
    return tuple(
        (next((char for char in one[0] if not char.isalnum()), one[0]), one)
        for one in _suspects(scope)
    )


@cache
def _patterns(scope: str) -> tuple[Pattern, ...]:
    """The patterns that hold in a scope."""
    return tuple(pattern for pattern in _table() if pattern.scope in ("any", scope))


@cache
def _table() -> tuple[Pattern, ...]:
    """All patterns."""
    table = files("warcorpus.text").joinpath("data/residue.txt").read_text("utf-8")
    patterns: list[Pattern] = []
    block: dict[str, str] = {}
    for line in table.split("\n"):
        if line.startswith("#") or not line.strip():
            continue
        key, _, value = line.partition(": ")
        block[key] = value
        if key == "pattern":
            patterns.append(_pattern(block))
            block = {}
    return tuple(patterns)


def _pattern(block: dict[str, str]) -> Pattern:
    expression = block["pattern"]
    name, scope, holds = block["name"], block["scope"], block["holds"]
    needs = block.get("needs", "")
    if expression.startswith("balanced "):
        return Pattern(name, scope, holds, needs, None, expression.removeprefix("balanced "))
    return Pattern(name, scope, holds, needs, re.compile(expression))
