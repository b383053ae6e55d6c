"""The sections of a merged text, rebuilt from its frames."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from warcorpus.merging.frames import Out
from warcorpus.merging.texts import Texts
from warcorpus.merging.tokenizing import Tokens
from warcorpus.model.evolving import evolve
from warcorpus.model.prose import Block, Section
from warcorpus.text import sentences

Bounds = tuple[int, int]


@define
class _Draft:
    """A section while its blocks come in.

    ``base`` is the index of the base's section, None for one that another text brought.
    """

    heading: str | None
    level: int | None
    base: int | None
    start: int | None = None
    end: int = 0
    blocks: list[Block] = field(factory=list)
    sentences: list[Bounds] = field(factory=list)


def rebuilt(
    texts: Texts, frames: Sequence[Out], bounds: Sequence[Bounds], text: str
) -> tuple[Section, ...]:
    """The base's sections with their new offsets, and those that other texts brought.

    Args:
        texts: the texts; the base's sections are kept, also where nothing is left in them.
        frames: headings and blocks of the merged text.
        bounds: where each of them stands in it.
        text: the merged text.
    """
    old = texts.base_witness.record.sections
    if not old:
        return ()
    drafts = [_Draft(s.heading, s.level, i) for i, s in enumerate(old)]
    by_base = {draft.base: draft for draft in drafts}
    current = own = drafts[0]
    for frame, (start, end) in zip(frames, bounds, strict=True):
        of_base = _section_of(texts, frame, by_base)
        if of_base is not None and of_base is not own:
            current = own = of_base
        elif of_base is None and frame.kind == "heading":
            current = _brought(texts, frame, drafts, current)
        current.start = start if current.start is None else current.start
        current.end = end
        if frame.kind == "heading":
            current.heading = text[start:end]
        else:
            current.blocks.append(Block(frame.kind, start, end))  # type: ignore[arg-type]
            current.sentences += _sentences(texts, frame, start, text[start:end])
    _place_empty(drafts, old, texts.base.tokens, frames, bounds, len(text))
    return _finished(drafts, old)


def _section_of(texts: Texts, frame: Out, by_base: dict[int | None, _Draft]) -> _Draft | None:
    """The base's section that a heading or block is of; None for what another text brought.

    Blocks of the base that follow a brought heading stand below that one: the text reads so.
    """
    if frame.base is None:
        return None
    return by_base[texts.base.tokens.frames[frame.base].section]


def _brought(texts: Texts, frame: Out, drafts: list[_Draft], current: _Draft) -> _Draft:
    """A new section under a heading that another text brought."""
    text, index = frame.origin
    section = texts.record(text).sections[texts.texts[text].tokens.frames[index].section]
    new = _Draft(section.heading, section.level, None)
    drafts.insert(_index_of(drafts, current) + 1, new)
    return new


def _index_of(drafts: list[_Draft], wanted: _Draft) -> int:
    return next(i for i, draft in enumerate(drafts) if draft is wanted)


def _sentences(texts: Texts, frame: Out, start: int, block: str) -> list[Bounds]:
    """Sentences of a block: the base's where nothing changed, else split anew."""
    if frame.base is not None and _is_untouched(texts.base.tokens, frame):
        old = texts.base.tokens.frames[frame.base]
        section = texts.base_witness.record.sections[old.section]
        by = start - old.start
        return [(i + by, j + by) for i, j in section.sentences if old.start <= i and j <= old.end]
    return [(start + i, start + j) for i, j in sentences.split(block)]


def _is_untouched(base: Tokens, frame: Out) -> bool:
    old = base.frames[frame.base or 0]
    pieces = frame.pieces
    whole = len(pieces) == 1 and (pieces[0].first, pieces[0].last) == (old.first, old.last)
    return whole and pieces[0].text == 0


def _place_empty(
    drafts: list[_Draft],
    old: Sequence[Section],
    base: Tokens,
    frames: Sequence[Out],
    bounds: Sequence[Bounds],
    size: int,
) -> None:
    """A section without a stretch of its own stands where it stood among the frames."""
    moved = {frame.base: bound for frame, bound in zip(frames, bounds, strict=True)}
    places: dict[int, int] = {}
    for index, frame in enumerate(base.frames):
        if index in moved:
            places.setdefault(frame.start, moved[index][0])
            places[frame.end] = moved[index][1]
    end = 0
    # A section that gave all its blocks to a brought heading has them behind it.
    limits = _starts_behind(drafts, size)
    for draft, limit in zip(drafts, limits, strict=True):
        if draft.start is None:
            before = old[draft.base or 0].start
            draft.start = draft.end = places.get(before, min(max(end, before), size))
            if before >= len(base.text):
                draft.start = draft.end = size
            draft.start = draft.end = min(max(draft.start, end), limit)
        end = draft.end


def _starts_behind(drafts: Sequence[_Draft], size: int) -> list[int]:
    """For each section where the next one with a stretch of its own begins."""
    limits: list[int] = []
    for draft in reversed(drafts):
        limits.append(size)
        size = size if draft.start is None else draft.start
    return limits[::-1]


def _finished(drafts: list[_Draft], old: Sequence[Section]) -> tuple[Section, ...]:
    numbers = {draft.base: i for i, draft in enumerate(drafts) if draft.base is not None}
    finished: list[Section] = []
    for index, draft in enumerate(drafts):
        made = Section(
            draft.heading,
            draft.level,
            None,
            draft.start or 0,
            draft.end,
            draft.heading is not None and not draft.blocks,
            tuple(draft.blocks),
            tuple(draft.sentences),
        )
        if draft.base is not None:
            parent = old[draft.base].parent
            finished.append(evolve(made, parent=None if parent is None else numbers[parent]))
        else:
            finished.append(evolve(made, parent=_parent(drafts[:index], draft.level)))
    return _with_emptiness(finished)


def _parent(before: Sequence[_Draft], level: int | None) -> int | None:
    """The nearest section above: one of a lower level, else the lead."""
    if level is not None:
        for index in range(len(before) - 1, 0, -1):
            above = before[index].level
            if above is not None and above < level:
                return index
    return 0 if before else None


def _with_emptiness(sections: list[Section]) -> tuple[Section, ...]:
    """``empty``: a heading without a block in it or in any section below it."""
    full = [bool(section.blocks) for section in sections]
    for index in range(len(sections) - 1, -1, -1):
        parent = sections[index].parent
        if full[index] and parent is not None:
            full[parent] = True
    return tuple(
        evolve(s, empty=s.heading is not None and not full[i]) for i, s in enumerate(sections)
    )
