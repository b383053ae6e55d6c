"""From the characters of a number to its value: digits with separators, and number words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from warcorpus.normalizing.quantities.tables import NumberWord

# The wire form holds no integer of 2**53 or more.
LARGEST = 2**53 - 1
_MOST_DIGITS = 16
_SEPARATORS = re.compile("[.,'’ \u00a0\u2009\u202f]")


class Figure(msgspec.Struct, frozen=True, gc=False):
    """What digits say: ``whole`` and decimals, or a problem.

    Args:
        whole: the digits before the decimal point as an integer; None with a problem.
        decimals: the digits after it.
        problem: ``number-ambiguous`` or ``number-too-large``.
    """

    whole: int | None
    decimals: str = ""
    problem: str | None = None

    def times(self, scale: int) -> int | None:
        """The value times ``scale``; None where that is no whole number or too large.

        >>> Figure(1, "5").times(1_000_000), Figure(1, "5").times(1)
        (1500000, None)
        """
        if self.whole is None:
            return None
        digits = self.decimals[:_MOST_DIGITS].rstrip("0")
        value = (self.whole * 10 ** len(digits) + int(digits or "0")) * scale
        if value % 10 ** len(digits):
            return None
        value //= 10 ** len(digits)
        return value if value <= LARGEST else None


AMBIGUOUS = Figure(None, "", "number-ambiguous")
TOO_LARGE = Figure(None, "", "number-too-large")


def _grouped(parts: Sequence[str]) -> bool:
    """Groups of three, or as in India of two before the last three (``1,50,000``)."""
    if len(parts[-1]) != 3 or not 1 <= len(parts[0]) <= 3:
        return False
    middle = {len(part) for part in parts[1:-1]}
    return middle <= {3} or (middle == {2} and len(parts[0]) <= 2)


def _joined(parts: Sequence[str]) -> Figure:
    digits = "".join(parts)
    return Figure(int(digits)) if len(digits) <= _MOST_DIGITS else TOO_LARGE


def read_figure(digits: str, *, scaled: bool = False) -> Figure:
    """The value of digits with separators.

    A point before three digits groups in one country and parts decimals in the other, so
    ``1.600`` has no value; only a scale word after it (``1.600 million``) tells.

    Args:
        digits: ASCII digits with ``,`` ``.`` ``'`` ``’`` or blanks between them.
        scaled: a scale word (million) follows.

    >>> read_figure("1,600").whole, read_figure("2 400 000").whole, read_figure("1.600").problem
    (1600, 2400000, 'number-ambiguous')
    """
    if digits.isdigit():
        return _joined((digits,))
    marks = set(_SEPARATORS.findall(digits))
    parts = _SEPARATORS.split(digits)
    if marks == {"."}:
        return _pointed(parts, scaled)
    if "." in marks:
        whole, _, decimals = digits.rpartition(".")
        groups = _SEPARATORS.split(whole)
        if "." in whole or "," in decimals or not _grouped(groups):
            return AMBIGUOUS
        figure = _joined(groups)
        return Figure(figure.whole, decimals, figure.problem)
    return _joined(parts) if len(marks) == 1 and _grouped(parts) else AMBIGUOUS


def _pointed(parts: Sequence[str], scaled: bool) -> Figure:
    if len(parts) > 2:
        return _joined(parts) if _grouped(parts) else AMBIGUOUS
    whole, decimals = parts
    if len(whole) > _MOST_DIGITS:
        return TOO_LARGE
    if len(decimals) == 3 and _grouped(parts) and not whole.startswith("0") and not scaled:
        return AMBIGUOUS
    return Figure(int(whole), decimals)


class WordNumber:
    """Adds number words up, one at a time: ``two hundred and fifty thousand``.

    >>> number = WordNumber()
    >>> [number.add(NumberWord(v, k)) for v, k in ((2, "unit"), (100, "hundred"), (50, "ten"))]
    [True, True, True]
    >>> number.value
    250
    """

    def __init__(self) -> None:
        self._total = 0
        self._current = 0
        self._room = LARGEST  # the largest value that the next word may add
        self._scale = LARGEST

    @property
    def value(self) -> int:
        """The sum so far."""
        return self._total + self._current

    @property
    def open(self) -> bool:
        """Whether ``and`` may go on with it (``two hundred and fifty``)."""
        return self._room in (99, 999)

    def add(self, word: NumberWord) -> bool:
        """Take the next word; False, and nothing changed, if it does not fit."""
        if word.kind in ("zero", "unit", "ten"):
            if word.value > self._room or (word.kind == "zero" and self.value):
                return False
            self._current += word.value
            self._room = 9 if word.kind == "ten" else 0
            return True
        return self._multiply(word)

    def _multiply(self, word: NumberWord) -> bool:
        if not self._current:
            return False
        if word.kind == "scale":
            if word.value >= self._scale or self._current * word.value > LARGEST:
                return False
            self._total += self._current * word.value
            self._current, self._room, self._scale = 0, 999, word.value
            return True
        if self._current >= 100:
            return False
        self._current *= word.value
        self._room = 99 if word.kind == "hundred" else -1
        return True
