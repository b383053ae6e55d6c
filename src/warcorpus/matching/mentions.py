"""Events that a text names: the one that its lead says it is part of, and parts that it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from warcorpus.matching.blocks import Blocks
from warcorpus.matching.naming import target_key
from warcorpus.matching.tables import mention_words
from warcorpus.matching.view import View
from warcorpus.normalizing.kinds import is_event_name
from warcorpus.text.folding import skeleton_of

LEAD = 800
"""Characters from the start of a text that are looked through."""

LONGEST = 12
"""Words of the longest name."""

LEAST_BONES = 3
"""Consonants of a word that is known again in another spelling."""

_ROUND = "()[]\"'“”‘’«».,;:!?"
_BREAKS = ".,;:!?"


def mentioned(view: View) -> tuple[str, ...]:
    """The folded names of events that a record may be part of, as its lead has it.

    Args:
        view: the record as matching sees it.
    """
    return tuple(name for name in wholes_in(view.prose.blocks) if name not in view.name_keys)


def names_in_text(named: View, teller: View) -> bool | None:
    """Whether a record names another one in its text or title, in this spelling or another.

    Args:
        named: the record whose title or infobox name is looked for.
        teller: the record that may tell of it.

    Returns:
        None if the record has no name that could be looked for.
    """
    names = [name for name in named.names if name.primary and not name.weak]
    cores = {core for name in names for core in (name.core, *name.listed)}
    if not cores:
        return None
    told = {*teller.prose.tokens, *(word for key in teller.name_keys for word in key.split())}
    if any(told.issuperset(core.split()) for core in cores):
        return True
    bones = {skeleton_of([word]) for word in told}
    return any(_is_spelled_in(core.split(), told, bones) for core in cores)


def _is_spelled_in(core: list[str], told: set[str], bones: set[str]) -> bool:
    for word in core:
        bone = skeleton_of([word])
        if word not in told and (len(bone) < LEAST_BONES or bone not in bones):
            return False
    return True


def wholes_in(blocks: Blocks) -> tuple[str, ...]:
    """The folded names of larger events at the start of a text, sorted.

    Args:
        blocks: its paragraphs.

    >>> wholes_in((("It was part of the Hama offensive (2017) in the Syrian Civil War.",),))
    ('hama offensive', 'hama offensive 2017', 'hama offensive 2017 in the syrian civil war', \
'syrian civil war')
    >>> wholes_in((("It was fought to break the Siege of Vicksburg.",),))
    ()
    """
    left, found = LEAD, set[str]()
    for block in blocks:
        for piece in block:
            found.update(map(target_key, _names(piece[:left].split())))
            left -= len(piece)
            if left <= 0:
                return tuple(sorted(found))
    return tuple(sorted(found))


def _names(text: Sequence[str]) -> Iterator[str]:
    """What may be the name of a larger event: runs of words in capitals that a cue is before."""
    bare = [word.strip(_ROUND) for word in text]
    for first, last in _runs(text, bare):
        if last - first < 2 or not is_event_name(" ".join(text[first:last])):
            continue
        ends = [at for at in range(first, last) if _may_end(text, bare, at, last)]
        for start in range(first, last):
            if bare[start].casefold() in mention_words("links") or not _belongs(bare, start):
                continue
            for end in ends:
                name = " ".join(text[start : end + 1])
                if start < end < start + LONGEST and is_event_name(name):
                    yield name


def _runs(text: Sequence[str], bare: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of words in capitals with what links them, and nouns of war."""
    first, links = None, mention_words("links")
    for at, word in enumerate(bare):
        capital = word[:1].isupper() or word[:1].isdigit()
        if capital or (first is not None and (word in links or is_event_name(word))):
            first = at if first is None else first
            if text[at][-1] not in _BREAKS:
                continue
            at += 1
        if first is not None:
            yield first, at
            first = None
    if first is not None:
        yield first, len(bare)


def _may_end(text: Sequence[str], bare: Sequence[str], at: int, last: int) -> bool:
    """Whether a name may end here: before a link or a bracket, or with the run."""
    links = mention_words("links")
    if bare[at] in links:
        return False
    return at + 1 == last or bare[at + 1] in links or text[at + 1][0] == "("


def _belongs(bare: Sequence[str], start: int) -> bool:
    """Whether what stands before a name says that something belongs to it."""
    at = start - 1
    while at >= 0 and bare[at] in mention_words("between"):
        at -= 1
    if at < 0:
        return False
    cue = bare[at].casefold()
    if cue == "to":
        return at > 0 and bare[at - 1] in mention_words("belongs")
    return cue in mention_words("into")
