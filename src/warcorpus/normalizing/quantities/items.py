"""One item of a list of quantities: from its characters to a :class:`Quantity`."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Quantity
from warcorpus.normalizing.quantities.inheriting import category_of
from warcorpus.normalizing.quantities.labels import flag_codes, read_label
from warcorpus.normalizing.quantities.masking import NAME
from warcorpus.normalizing.quantities.notes import Notes, read_notes, read_part
from warcorpus.normalizing.quantities.surface import FLAG, Head, Surface, Word
from warcorpus.normalizing.quantities.tables import noun_kind, outcomes, singular
from warcorpus.normalizing.states import state_of
from warcorpus.normalizing.tables import words as word_list
from warcorpus.text.remembering import remembered

_SKIPPED = frozenset({"of", "the", "more", "further", "additional", "other", "its", "their"})
_TRIVIAL = frozenset(
    {"and", "or", "were", "was", "are", "is", "have", "has", "had", "been", "being", "all"}
    | {"also", "both", "by", "of", "the", "a", "an", "who", "which"}
)
_LONGEST_SUBJECT = 10
_BREAKS = re.compile(r"[,;:*\n]|\s[-–—]\s")
_INCLUDING = frozenset({"including", "incl", "among"})


class Read(msgspec.Struct, frozen=True, gc=False):
    """An item as read.

    Args:
        quantity: what it says.
        problems: slugs of what is wrong with it.
        verb_first: whether its outcome stands before the number (``lost 173 soldiers``).
    """

    quantity: Quantity
    problems: tuple[str, ...] = ()
    verb_first: bool = False


class _Parts(msgspec.Struct, frozen=True, gc=False):
    """The words after the number, sorted out."""

    subject: str | None
    outcomes: tuple[str, ...]
    rest: tuple[str, ...]


def split_label(surface: Surface) -> tuple[str, int]:
    """The label at the start of an item, without its colon, and where it ends."""
    colon = surface.outside.find(":")
    if colon < 0:
        return "", 0
    label = surface.text[:colon]
    bare = label.strip(" \t*\n")
    if not bare or surface.heads(0, colon):
        return "", 0
    return label, colon + 1


@remembered
def read_item(text: str, context: str | None = None) -> Read:
    """What one item says by itself.

    Args:
        text: the characters of the item.
        context: an ISO day, month or year for dates without a year.

    >>> read_item("8-10 Leopard 2 tanks destroyed").quantity.subject
    'Leopard 2 tank'
    """
    surface = Surface.of(text)
    written = " ".join(text.split()) or None
    state = state_of(_without_flags(surface.plain, ""))
    label, start = split_label(surface)
    found = surface.heads(start, len(text))
    if state in ("unknown", "none"):
        zero = 0 if state == "none" else None
        return Read(Quantity(text=written, min=zero, max=zero, state=state))
    if not found:
        read = _without_number(surface, start, context)
    else:
        read = _with_head(surface, start, found[0], context)
    changes: dict[str, Any] = {"text": written}
    codes = flag_codes(text[start : found[0].start] if found else text)
    if codes and read.quantity.of is None:
        changes["of"] = codes[0]
    quantity = evolve(read.quantity, **changes)
    if label:
        inherited = read_label(label).inherited
        quantity = inherited.missing_in(quantity).given_to(quantity)
    return evolve(read, quantity=quantity)


def _without_number(surface: Surface, start: int, context: str | None) -> Read:
    words = surface.words(start, len(surface.text))
    parts = _sorted_out(surface, words, with_subject=False)
    notes = read_notes(surface.notes(start, len(surface.text)), context, None)
    return _composed(Quantity(qualifier="vague"), parts, notes, notes.problems)


def _with_head(surface: Surface, start: int, head: Head, context: str | None) -> Read:
    quantity, problems = _counted(head)
    after = surface.words(head.end, len(surface.text))
    parts = _sorted_out(surface, after, with_subject=True)
    largest = None if head.number is None else max(head.number.numbers, default=None)
    notes = Notes()
    own = parts.outcomes
    before = _before(surface, start, head.start)
    if before:
        parts, notes = _prefixed(parts, notes, before, context)
    for text in parts.rest:
        notes = _read_rest(notes, text, context, largest)
    notes = read_notes(surface.notes(start, len(surface.text)), context, largest, notes)
    read = _composed(quantity, parts, notes, problems + notes.problems)
    return evolve(read, verb_first=True) if parts.outcomes != own else read


def _read_rest(notes: Notes, text: str, context: str | None, largest: int | None) -> Notes:
    """``notes`` and what words outside brackets add; words that only join add nothing."""
    words = [word.strip(".,").casefold() for word in text.split()]
    if _TRIVIAL.issuperset(words):
        return notes
    return read_part(notes, text, context, largest)


def _counted(head: Head) -> tuple[Quantity, tuple[str, ...]]:
    number = head.number
    if head.kind == "vague":
        return Quantity(qualifier="vague"), ()
    if head.kind == "none":
        return Quantity(min=0, max=0, state="none"), ()
    if number is None:
        return Quantity(state="unknown"), ()
    best = number.min if number.qualifier == "exact" else None
    quantity = Quantity(min=number.min, max=number.max, best=best, qualifier=number.qualifier)
    return quantity, number.problems


def _composed(quantity: Quantity, parts: _Parts, notes: Notes, problems: tuple[str, ...]) -> Read:
    found = tuple(sorted({*parts.outcomes, *notes.outcomes}))
    scope = notes.scope
    if found and notes.period:
        # Losses "(19–24 March)" are those of these days, not all of the event.
        scope = notes.period if scope is None else f"{notes.period}; {scope}"
    quantity = evolve(
        quantity,
        subject=parts.subject,
        outcomes=found,
        category=category_of(parts.subject, found),
        as_of=notes.as_of,
        according_to=notes.according_to,
        scope=scope,
        includes=notes.includes,
        note=notes.note,
    )
    if quantity.state in ("unknown", "none") and not (found or parts.subject):
        quantity = evolve(quantity, category=None)
    return Read(quantity, tuple(sorted(set(problems))) if problems else ())


def _without_flags(text: str, instead: str) -> str:
    return text if text.isascii() else FLAG.sub(instead, text)


def _before(surface: Surface, start: int, end: int) -> str:
    return _without_flags(surface.plain[start:end], " ").strip(" \t\n*,;:\"“”'’–—-(")


def _prefixed(
    parts: _Parts, notes: Notes, before: str, context: str | None
) -> tuple[_Parts, Notes]:
    """What words before the number say (``The army lost 5 tanks``, ``MUJAO ~500``)."""
    surface = Surface.of(before)
    words = surface.words(0, len(before))
    said = _sorted_out(surface, words, with_subject=False)
    if said.outcomes and not parts.outcomes:
        parts = evolve(parts, outcomes=said.outcomes)
        if len(words) == len(said.outcomes):
            return parts, notes
    return parts, _read_rest(notes, before, context, None)


def _outcome_at(words: list[Word], index: int) -> tuple[str, int] | None:
    if words[index].folded not in outcomes().by_first:
        return None
    return outcomes().match([word.folded for word in words[index : index + 4]], 0)


def _sorted_out(surface: Surface, words: list[Word], *, with_subject: bool) -> _Parts:
    """Subject, outcomes and the stretches of other words."""
    tail = ""
    if not _INCLUDING.isdisjoint([word.folded for word in words]):
        cut = next(i for i, word in enumerate(words) if word.folded in _INCLUDING)
        tail, words = surface.plain[words[cut].start :], words[:cut]
    index = 0
    subject: str | None = None
    if with_subject:
        index, subject = _noun_phrase(surface, words)
    found: list[str] = []
    rest: list[list[Word]] = [[]]
    if _of_how_many(words):
        rest = [words[:2], []]
    while index < len(words):
        match = _outcome_at(words, index)
        if match is not None:
            found.append(match[0])
            rest.append([])
            index += match[1]
            continue
        if rest[-1] and _broken(surface, rest[-1][-1], words[index]):
            rest.append([])
        rest[-1].append(words[index])
        index += 1
    stretches = [surface.plain[run[0].start : run[-1].end] for run in rest if run]
    if tail:
        stretches.append(_outside(tail))
    return _Parts(subject, tuple(sorted(set(found))), tuple(stretches))


def _of_how_many(words: list[Word]) -> bool:
    """``13 of 20 tanks``."""
    return len(words) > 1 and words[0].folded == "of" and words[1].folded[0].isdigit()


def _outside(tail: str) -> str:
    surface = Surface.of(tail)
    for start, end in reversed(surface.brackets):
        tail = tail[:start] + tail[end:]
    return tail.strip(" \t\n,;*")


def _broken(surface: Surface, first: Word, second: Word) -> bool:
    """Whether a mark, a line break or a bracket parts two words."""
    gap = surface.plain[first.end : second.start]
    return "(" in gap or _BREAKS.search(gap) is not None


def _noun_phrase(surface: Surface, words: list[Word]) -> tuple[int, str | None]:
    """The subject that the words after a number begin with, and the index after it."""
    first = 2 if _of_how_many(words) else 0
    while first < len(words) and words[first].folded in _SKIPPED:
        first += 1
    last = first
    while last < min(len(words), first + _LONGEST_SUBJECT):
        if not _goes_on(surface, words, first, last):
            break
        last += 1
    while last > first and words[last - 1].folded in ("and", "or", "of", "the", "both", "all"):
        last -= 1
    if last == first:
        return 0, None
    return last, _singular_phrase(surface, words[first:last])


def _goes_on(surface: Surface, words: list[Word], first: int, index: int) -> bool:
    word = words[index]
    if _outcome_at(words, index) is not None:
        return False
    if word.folded == "and" and index > first and surface.hidden[words[index - 1].start] == NAME:
        # "D-1, D-20, and D-30 howitzers"
        return index + 1 < len(words) and surface.hidden[words[index + 1].start] == NAME
    if index > first and _broken(surface, words[index - 1], word):
        # "advisors, trainers" is one phrase, "20 soldiers, in the city" is not
        gap = surface.plain[words[index - 1].end : word.start]
        listed = gap.strip() == ","
        model = surface.hidden[word.start] == NAME
        return listed and (model or noun_kind(word.folded) is not None)
    if word.folded in ("and", "or"):
        follows = index + 1 < len(words) and words[index + 1].folded not in word_list("non_nouns")
        return follows and index > first and _outcome_at(words, index + 1) is None
    return word.folded not in word_list("non_nouns") or (word.folded == "other" and index == first)


def _singular_phrase(surface: Surface, words: list[Word]) -> str:
    """The phrase as written, its head nouns in the singular."""
    pieces: list[str] = []
    for index, word in enumerate(words):
        text = surface.plain[word.start : word.end]
        following = words[index + 1].folded if index + 1 < len(words) else "and"
        ends = following in ("and", "or", "of") or (
            index + 1 < len(words) and "," in surface.plain[word.end : words[index + 1].start]
        )
        if ends:
            text = _singular_model(surface, word, text) or singular(text)
        gap_end = words[index + 1].start if index + 1 < len(words) else word.end
        pieces += (text, surface.plain[word.end : gap_end])
    return " ".join("".join(pieces).replace('"', "").split())


def _singular_model(surface: Surface, word: Word, text: str) -> str | None:
    """``T-72s`` → ``T-72``."""
    if surface.hidden[word.start] != NAME or not text.endswith("s"):
        return None
    return text[:-1] if text[-2:-1].isdigit() else None
