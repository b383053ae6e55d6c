"""Text that knows, for every character, which raw characters it stands for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from attrs import define

from warcorpus.model.prose import LAYOUT, VERBATIM, TextRow
from warcorpus.model.values import Span

_START = attrgetter("start")


class Run(NamedTuple):
    """A stretch of a :class:`MappedText`.

    ``text[start:end]`` stands for the raw characters ``raw_start:raw_end``. A verbatim run has
    both of one length and can be cut anywhere; any other run is one piece. A layout run owns no
    raw characters of its own, its range only says where it stands.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    method: int = VERBATIM

    def shifted(self, by: int) -> Run:
        """The same run, ``by`` characters further on in the text."""
        return Run(self.start + by, self.end + by, self.raw_start, self.raw_end, self.method)

    def clipped(self, start: int, end: int) -> Run:
        """The part of the run inside ``start:end`` of the text."""
        first, last = max(self.start, start), min(self.end, end)
        if self.method != VERBATIM:
            return Run(first, last, self.raw_start, self.raw_end, self.method)
        raw = self.raw_start + first - self.start
        return Run(first, last, raw, raw + last - first)


@define
class MappedText:
    """A string and the runs that tie it to one source.

    Every operation gives an object that nothing changes any more; the runs always tile the text.
    (Hundreds are made of one document, and attrs makes frozen ones three times as slowly.)

    >>> m = MappedText.of("The **Battle** of X", 0, 19).cut([(4, 6), (12, 14)])
    >>> m.text, m.raw_range(4, 10)
    ('The Battle of X', (6, 12))
    """

    text: str
    runs: tuple[Run, ...] = ()

    @classmethod
    def of(cls, raw: str, start: int, end: int, shift: int = 0) -> MappedText:
        """The characters ``start:end`` of ``raw``, verbatim; ``raw`` itself stands at ``shift``."""
        if end <= start:
            return cls("")
        return cls(raw[start:end], (Run(0, end - start, start + shift, end + shift),))

    @classmethod
    def trimmed(cls, raw: str, start: int, end: int) -> MappedText:
        """The same without outer white space."""
        words = raw[start:end].lstrip()
        first = min(end, len(raw)) - len(words)
        return cls.of(raw, first, first + len(words.rstrip()))

    @classmethod
    def layout(cls, text: str, at: int) -> MappedText:
        """White space that stands for no raw characters, at raw offset ``at``."""
        return cls(text, (Run(0, len(text), at, at, LAYOUT),)) if text else cls("")

    @classmethod
    def join(cls, parts: Iterable[MappedText]) -> MappedText:
        """The parts one after the other; verbatim neighbours that touch become one run."""
        text: list[str] = []
        runs: list[Run] = []
        offset = 0
        for part in parts:
            text.append(part.text)
            for start, end, raw_start, raw_end, method in part.runs:
                last = runs[-1] if method == VERBATIM and runs else None
                if last and last.method == VERBATIM and last.raw_end == raw_start:
                    runs[-1] = Run(last.start, end + offset, last.raw_start, raw_end)
                else:
                    runs.append(Run(start + offset, end + offset, raw_start, raw_end, method))
            offset += len(part.text)
        return cls("".join(text), tuple(runs))

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def slice(self, start: int, end: int) -> MappedText:
        """The characters ``start:end`` of the text; a run that is one piece is kept whole."""
        start, end = max(start, 0), min(end, len(self.text))
        if start >= end:
            return MappedText("")
        if end - start == len(self.text):
            return self
        if len(self.runs) == 1 and self.runs[0].method == VERBATIM:
            raw = self.runs[0].raw_start
            return MappedText(self.text[start:end], (Run(0, end - start, raw + start, raw + end),))
        first, last = self._run_at(start), self._run_at(end - 1) + 1
        runs = [run.clipped(start, end).shifted(-start) for run in self.runs[first:last]]
        return MappedText(self.text[start:end], tuple(runs))

    def cut(self, ranges: Sequence[tuple[int, int]]) -> MappedText:
        """Without the characters in ``ranges`` (ordered, disjoint)."""
        if not ranges:
            return self
        parts, position = [], 0
        for start, end in ranges:
            parts.append(self.slice(position, start))
            position = end
        parts.append(self.slice(position, len(self.text)))
        return MappedText.join(parts)

    def replace(self, start: int, end: int, new: str, method: int) -> MappedText:
        """``start:end`` replaced by ``new``, which from now on is one piece."""
        raw_start, raw_end = self.raw_range(start, end)
        middle = MappedText(new, (Run(0, len(new), raw_start, raw_end, method),) if new else ())
        return MappedText.join([self.slice(0, start), middle, self.slice(end, len(self.text))])

    @property
    def is_stripped(self) -> bool:
        """Whether there is no outer white space."""
        text = self.text
        return not text or not (text[0].isspace() or text[-1].isspace())

    def strip(self) -> MappedText:
        """Without outer white space."""
        if self.is_stripped:
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, len(self.text.rstrip()))

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        """The raw characters from the first to the last one that ``start:end`` stands for.

        For ``start == end`` the place where that character would stand.
        """
        if not self.runs:
            raise IndexError("an empty text stands for no raw characters")
        if len(self.runs) == 1 and self.runs[0].method == VERBATIM and 0 <= start < end:
            raw = self.runs[0].raw_start
            return raw + start, raw + min(end, len(self.text))
        first = self.runs[max(self._run_at(start), 0)]
        if start >= end:
            inside = first.method == VERBATIM
            raw = first.raw_start + start - first.start if inside else first.raw_end
            return raw, raw
        last = self.runs[self._run_at(end - 1)]
        before = max(start - first.start, 0) if first.method == VERBATIM else 0
        behind = max(last.end - end, 0) if last.method == VERBATIM else 0
        return first.raw_start + before, last.raw_end - behind

    def _run_at(self, offset: int) -> int:
        """The number of the run that the character at ``offset`` belongs to."""
        if len(self.runs) == 1:
            return 0
        return bisect_right(self.runs, offset, key=_START) - 1

    def rows(self, offset: int, source: int = 0) -> tuple[TextRow, ...]:
        """The runs as rows of a text map, the text beginning at ``offset``."""
        if len(self.runs) == 1 and self.runs[0].method != LAYOUT:  # nearly always
            start, end, raw_start, raw_end, method = self.runs[0]
            return (TextRow(start + offset, end + offset, source, raw_start, raw_end, method),)
        return tuple(
            [
                TextRow(start + offset, end + offset, None, None, None, LAYOUT)
                if method == LAYOUT
                else TextRow(start + offset, end + offset, source, raw_start, raw_end, method)
                for start, end, raw_start, raw_end, method in self.runs
            ]
        )


def raw_of(spans: Iterable[Span], text: str) -> str:
    """The concatenated slices of ``spans``: what ``Value.raw`` must be."""
    return "".join(span.of(text) for span in spans)
