"""The tokens of one witness as collation sees them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from attrs import field, frozen

from warcorpus.merging.measures import Measure, find_measures
from warcorpus.merging.tables import is_weak
from warcorpus.model.prose import GAP_MARK
from warcorpus.model.record import Record
from warcorpus.text.tokens import comparison_form, token_spans

HEADING = "\0heading "
GAP = "\0gap "


class Hole(NamedTuple):
    """A gap token: how many words it stands for, and the index of its gap in the record."""

    words: int | None
    gap: int | None


class Frame(NamedTuple):
    """A heading or block with its characters and tokens; ``section`` is an index."""

    kind: str
    start: int
    end: int
    first: int
    last: int
    section: int


@frozen(eq=False)
class Tokens:
    """The text of a witness cut into tokens.

    Args:
        text: the text.
        starts: first character of each token.
        ends: one past the last.
        surfaces: the tokens as written.
        forms: what they are compared by; no gap equals anything.
        measures: dates and numbers by token.
        holes: gaps by token.
        frames: headings and blocks, in order.
        sentences: token ranges.
        borders: tokens before which a sentence, heading or block begins, and the end.
        language: BCP 47.
    """

    text: str
    starts: list[int]
    ends: list[int]
    surfaces: list[str]
    forms: list[str]
    measures: dict[int, Measure]
    holes: dict[int, Hole]
    frames: list[Frame]
    sentences: list[tuple[int, int]]
    borders: frozenset[int]
    language: str
    sorted_borders: list[int] = field(init=False, repr=False)
    _hole_places: list[int] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "sorted_borders", sorted(self.borders))
        object.__setattr__(self, "_hole_places", sorted(self.holes))

    def __len__(self) -> int:
        return len(self.starts)

    def slice(self, first: int, last: int) -> str:
        """The characters from the first token to the last, with what stands between."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def measured(self, first: int, last: int) -> list[Measure]:
        """Dates and numbers among the tokens."""
        return [self.measures[i] for i in range(first, last) if i in self.measures]

    def has_hole(self, first: int, last: int) -> bool:
        """Whether a gap token is among the tokens."""
        place = bisect_left(self._hole_places, first)
        return place < len(self._hole_places) and self._hole_places[place] < last

    def is_heading(self, token: int) -> bool:
        """Whether a token is a heading."""
        return self.forms[token].startswith(HEADING)

    def weak(self, form: object) -> bool:
        """Whether a form alone holds no two changes apart."""
        return is_weak(form, self.language)

    def frame_of(self, token: int) -> int:
        """Index of the frame that holds a token."""
        return bisect_right(self.frames, token, key=lambda frame: frame.last)


def tokenize(record: Record) -> Tokens:
    """The tokens of a record's text.

    A gap mark, a heading, a date and a number are one token each; anything else is a surface
    token (:mod:`warcorpus.text.tokens`). Tokens tile the text but for white space.

    Args:
        record: a witness.

    >>> record = Record("0", text="On 8 February 2013 it fell.", language="en")
    >>> tokenize(record).surfaces
    ['On', '8 February 2013', 'it', 'fell', '.']
    """
    text = record.text
    ranges = frame_ranges(record)
    spans: list[tuple[int, int]] = []
    forms: list[str] = []
    measures: dict[int, Measure] = {}
    holes: dict[int, Hole] = {}
    position = 0
    for start, end, what in _specials(record, ranges):
        if start < position:
            continue
        _add_words(spans, forms, text, position, start)
        if isinstance(what, Measure):
            measures[len(spans)] = what
            forms.append(what.form)
        elif isinstance(what, Hole):
            holes[len(spans)] = what
            forms.append(f"{GAP}{record.id} {len(holes)}")
        else:
            forms.append(HEADING + comparison_form(" ".join(text[start:end].split())))
        spans.append((start, end))
        position = end
    _add_words(spans, forms, text, position, len(text))
    starts = [span[0] for span in spans]
    frames = [
        Frame(kind, start, end, bisect_left(starts, start), bisect_left(starts, end), section)
        for kind, start, end, section in ranges
    ]
    sentences = [
        (bisect_left(starts, start), bisect_left(starts, end))
        for section in record.sections
        for start, end in section.sentences
    ]
    return Tokens(
        text,
        starts,
        [span[1] for span in spans],
        [text[start:end] for start, end in spans],
        forms,
        measures,
        holes,
        frames,
        sentences,
        _borders(frames, sentences, len(spans)),
        record.language,
    )


def without_headings(tokens: Tokens) -> Tokens:
    """The same text with the tokens of its blocks alone.

    Two events may share sentences that one of them has parted by a heading.
    """
    kept = [i for i in range(len(tokens)) if not tokens.is_heading(i)]
    if len(kept) == len(tokens):
        return tokens
    moved = {old: new for new, old in enumerate(kept)}
    place = [bisect_left(kept, i) for i in range(len(tokens) + 1)]
    return Tokens(
        tokens.text,
        [tokens.starts[i] for i in kept],
        [tokens.ends[i] for i in kept],
        [tokens.surfaces[i] for i in kept],
        [tokens.forms[i] for i in kept],
        {moved[i]: measure for i, measure in tokens.measures.items() if i in moved},
        {moved[i]: hole for i, hole in tokens.holes.items() if i in moved},
        [
            Frame(f.kind, f.start, f.end, place[f.first], place[f.last], f.section)
            for f in tokens.frames
            if f.kind != "heading"
        ],
        [(place[first], place[last]) for first, last in tokens.sentences],
        frozenset(place[border] for border in tokens.borders),
        tokens.language,
    )


def frame_ranges(record: Record) -> list[tuple[str, int, int, int]]:
    """Headings and blocks that stand in the text: ``(kind, start, end, section)``, in order."""
    ranges = []
    for index, section in enumerate(record.sections):
        heading = section.heading
        if heading and section.start < section.end:
            end = section.start + len(heading)
            if record.text.startswith(heading, section.start):
                ranges.append(("heading", section.start, end, index))
        ranges += [(block.kind, block.start, block.end, index) for block in section.blocks]
    if not ranges and record.text:
        ranges.append(("paragraph", 0, len(record.text), 0))
    return ranges


def _specials(
    record: Record, ranges: list[tuple[str, int, int, int]]
) -> Iterator[tuple[int, int, Measure | Hole | None]]:
    """What is one token whatever it is made of, by place; gaps before headings before values."""
    gaps = {gap.text_start: (gap.quantity, i) for i, gap in enumerate(record.gaps)}
    found: list[tuple[int, int, int, Measure | Hole | None]] = []
    found += [
        (row.start, 0, row.end, Hole(*gaps.get(row.start, (None, None))))
        for row in record.text_map
        if row.method == GAP_MARK
    ]
    found += [(start, 1, end, None) for kind, start, end, _ in ranges if kind == "heading"]
    fixed = sorted(found)
    for measure in find_measures(record.text):
        if not _overlaps(fixed, measure.start, measure.end):
            found.append((measure.start, 2, measure.end, measure))
    found.sort(key=lambda item: item[:3])
    for start, _, end, what in found:
        yield start, end, what


def _overlaps(
    fixed: list[tuple[int, int, int, Measure | Hole | None]], start: int, end: int
) -> bool:
    place = bisect_left(fixed, start, key=lambda item: item[0])
    before = place > 0 and fixed[place - 1][2] > start
    return before or (place < len(fixed) and fixed[place][0] < end)


def _add_words(
    spans: list[tuple[int, int]], forms: list[str], text: str, start: int, end: int
) -> None:
    if start < end:
        words = token_spans(text, start, end)
        spans += words
        forms += [comparison_form(text[i:j]) for i, j in words]


def _borders(frames: list[Frame], sentences: list[tuple[int, int]], size: int) -> frozenset[int]:
    borders = {0, size}
    for frame in frames:
        borders.add(frame.first)
        borders.add(frame.last)
    for first, last in sentences:
        borders.add(first)
        borders.add(last)
    return frozenset(borders)
