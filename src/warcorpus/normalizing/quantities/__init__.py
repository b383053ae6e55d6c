"""Quantities: strengths and losses as infoboxes write them, and numbers inside prose.

A value is split into items (:mod:`quantity_grammar`), each item is read by itself
(:mod:`quantity_items`), then items get what their surroundings say: the label above them, the
noun or the outcome of their neighbour, the claim at the end of their list. What an item inherits
stands in its ``parameter``, so that :func:`parse_quantity` gives the same from the item alone.
"""

from __future__ import annotations

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Quantity
from warcorpus.model.values import Basis
from warcorpus.normalizing.quantities.grammar import Piece, pieces
from warcorpus.normalizing.quantities.inheriting import NOTHING, Inherited, category_of, fits
from warcorpus.normalizing.quantities.items import Read, read_item
from warcorpus.normalizing.quantities.notes import read_notes
from warcorpus.normalizing.quantities.numbers import FoundNumber, find_numbers
from warcorpus.normalizing.quantities.surface import Surface
from warcorpus.normalizing.quantities.tables import noun_kind
from warcorpus.normalizing.states import state_of

_CHAIN = ("comma", "and")


class QuantityItem(msgspec.Struct, frozen=True, gc=False):
    """One item of a value.

    Args:
        start: first character of the item in the value.
        end: one past its last character.
        quantity: what it says, with what its surroundings add.
        basis: ``explicit``; ``line`` for a line among others; ``context`` where something is
            inherited; ``inferred`` where a lost line break parts it from a neighbour.
        parameter: what it inherits, for :func:`parse_quantity`; None if nothing.
        problems: slugs: ``number-ambiguous``, ``number-too-large``, ``range-reversed``,
            ``parts-exceed-total``, and those of the date in its note.
    """

    start: int
    end: int
    quantity: Quantity
    basis: Basis
    parameter: str | None = None
    problems: tuple[str, ...] = ()


class _Draft(msgspec.Struct, frozen=True, gc=False):
    piece: Piece
    read: Read
    inherited: Inherited = NOTHING

    @property
    def seen(self) -> Quantity:
        """The quantity with what is inherited so far."""
        return self.inherited.given_to(self.read.quantity)

    def inheriting(self, more: Inherited) -> _Draft:
        """The same with ``more`` where neither it nor its surroundings say otherwise so far."""
        added = more.missing_in(self.read.quantity)
        return evolve(self, inherited=self.inherited.under(added)) if added else self


def parse_quantities(
    text: str, *, role: str = "casualties", context_date: str | None = None
) -> list[QuantityItem]:
    """The items of a whole field value.

    Args:
        text: the value, folded and repaired; it may have line feeds.
        role: ``casualties`` or ``strength``; only in casualties does an item without an outcome
            take that of the item after it (``5 soldiers and 6 tanks captured``).
        context_date: an ISO day, month or year that gives dates in notes their year.

    >>> items = parse_quantities("47 civilians killed and 500 wounded")
    >>> [(quantity_text(i.quantity), i.basis, i.parameter) for i in items]
    [('47 killed', 'explicit', None), ('500 wounded', 'context', 'subject=civilian')]
    """
    surface = Surface.of(text)
    # Empty brackets and stray marks say nothing: the value, or that part of it, is absent.
    found = [
        piece for piece in pieces(surface) if state_of(text[piece.start : piece.end]) != "absent"
    ]
    drafts = [_draft(text, piece, context_date) for piece in found]
    drafts = [_labelled(draft) for draft in drafts]
    drafts = [_bracketed(surface, draft, context_date) for draft in drafts]
    if len(drafts) > 1:
        drafts = _sharing(drafts, role)
    many_lines = len({draft.piece.line for draft in drafts}) > 1
    return [_item(drafts, index, many_lines) for index in range(len(drafts))]


def _sharing(drafts: list[_Draft], role: str) -> list[_Draft]:
    """What items of one list say for each other."""
    if role == "casualties":
        drafts = _with_outcomes(drafts)
    return _with_claims(_with_parties(_with_subjects(drafts)))


def parse_quantity(text: str, parameter: str | None = None) -> Quantity:
    """One item again, from its own characters and what it inherits.

    Args:
        text: the characters of the item.
        parameter: as :class:`QuantityItem` has it.

    >>> parse_quantity("500 wounded", "subject=civilian").subject
    'civilian'
    """
    return Inherited.read(parameter).given_to(read_item(text).quantity)


def quantity_text(quantity: Quantity) -> str:
    """The short text of a quantity; words as written where nothing is counted.

    The subject ``civilian`` is left out beside an outcome: the field says it already.

    >>> [quantity_text(parse_quantity(text)) for text in ("200+ killed", "1,600 fighters")]
    ['200.. killed', '1600 fighter']
    >>> quantity_text(parse_quantity("Heavy")), quantity_text(parse_quantity("Unknown"))
    ('Heavy', 'unknown')
    """
    if quantity.state != "given":
        return quantity.state
    low, high = quantity.min, quantity.max
    if low is None and high is None:
        return quantity.text or ""
    number = f"{'' if low is None else low}..{'' if high is None else high}"
    if low == high:
        number = f"~{low}" if quantity.qualifier == "about" else str(low)
    civilians = quantity.subject == "civilian" and quantity.outcomes
    words = [number]
    if quantity.subject and not civilians:
        words.append(quantity.subject)
    if quantity.outcomes:
        words.append("/".join(quantity.outcomes))
    return " ".join(words)


def _draft(text: str, piece: Piece, context: str | None) -> _Draft:
    """An item read by itself; a year that only the context knows is inherited."""
    item = text[piece.start : piece.end]
    alone = read_item(item)
    undated = "X" in (alone.quantity.as_of or "") or alone.problems
    if context is None or not undated:
        return _Draft(piece, alone)
    dated = read_item(item, context)
    draft = _Draft(piece, evolve(alone, problems=dated.problems))
    if dated.quantity.as_of == alone.quantity.as_of:
        return draft
    return evolve(draft, inherited=Inherited(as_of=dated.quantity.as_of))


def _labelled(draft: _Draft) -> _Draft:
    label = draft.piece.label
    if label is None:
        return draft
    inherited = label.inherited
    own = draft.read.quantity
    unknown = own.category != "materiel" and not any(map(noun_kind, (own.subject or "").split()))
    if category_of(inherited.subject, ()) == "civilians" and own.subject and unknown:
        # "Civilians displaced:" above "724,000 Azerbaijanis"
        draft = evolve(draft, inherited=Inherited(category="civilians"))
    return draft.inheriting(inherited)


def _bracketed(surface: Surface, draft: _Draft, context: str | None) -> _Draft:
    """What a bracket on a line of its own says of every item of the line above it."""
    if draft.piece.bracket is None:
        return draft
    start, end = draft.piece.bracket
    if start < draft.piece.end:  # the bracket is in its own characters
        notes = read_notes(surface.notes(start, end), context, None)
        return draft.inheriting(Inherited(as_of=notes.as_of))
    notes = read_notes([surface.plain[start:end].strip(" ()")], context, None)
    remark = Inherited(
        as_of=notes.as_of, according_to=notes.according_to, scope=notes.scope, note=notes.note
    )
    return draft.inheriting(remark)


def _chained(drafts: list[_Draft], index: int) -> bool:
    """Whether a comma or ``and`` joins the item to the one before."""
    return 0 < index < len(drafts) and drafts[index].piece.border in _CHAIN


def _with_outcomes(drafts: list[_Draft]) -> list[_Draft]:
    """``5 soldiers and 6 tanks captured``: the outcome at the end is that of the whole list."""
    found = list(drafts)
    for index in range(1, len(found)):
        before = found[index - 1]
        if _chained(found, index) and before.read.verb_first and not found[index].seen.outcomes:
            more = Inherited(outcomes=before.seen.outcomes)
            found[index] = found[index].inheriting(more)  # "lost 173 soldiers here, 58 there"
    for index in range(len(found) - 2, -1, -1):
        draft, following = found[index], found[index + 1].seen
        if draft.seen.outcomes or not _chained(found, index + 1) or not following.outcomes:
            continue
        if draft.seen.subject is None and not draft.seen.note and following.subject is None:
            continue
        if draft.seen.subject and not fits(draft.seen.subject, following.outcomes):
            continue
        found[index] = _with_noun(draft, found[index + 1]).inheriting(
            Inherited(outcomes=following.outcomes)
        )
    return found


def _with_noun(draft: _Draft, following: _Draft) -> _Draft:
    """``100 Azerbaijani and 85 Armenian civilians``: the noun of the second is that of both."""
    own, other = draft.seen.subject or "", (following.seen.subject or "").split()
    if following.piece.border != "and" or len(other) != 2 or not noun_kind(other[1]):
        return draft
    if not (own.istitle() and own.isalpha() and other[0].istitle()) or noun_kind(own):
        return draft
    return evolve(draft, inherited=evolve(draft.inherited, subject=f"{own} {other[1]}"))


def _with_subjects(drafts: list[_Draft]) -> list[_Draft]:
    """``47 civilians killed and 500 wounded``: the second counts what the first does."""
    found = list(drafts)
    for index in range(1, len(found)):
        draft, before = found[index], found[index - 1].seen
        own = draft.seen
        if own.subject or not own.outcomes or not before.subject or not before.outcomes:
            continue
        if not _chained(found, index) or not fits(before.subject, own.outcomes):
            continue
        if before.max == 1 and own.max != 1:
            continue  # "1 interpreter killed, 8 wounded"
        if before.category == "materiel" and draft.piece.border != "and":
            continue  # "6 tanks destroyed, 30 captured" may speak of men
        found[index] = draft.inheriting(Inherited(subject=before.subject))
    return found


def _with_parties(drafts: list[_Draft]) -> list[_Draft]:
    """``🇳🇪 35 personnel, 5 vehicles``: one flag for the whole list."""
    found = list(drafts)
    for index in range(1, len(found)):
        before = found[index - 1].seen
        if _chained(found, index) and before.of and not found[index].seen.of:
            found[index] = found[index].inheriting(Inherited(of=before.of))
    return found


def _with_claims(drafts: list[_Draft]) -> list[_Draft]:
    """``431 killed, 1,000 wounded (opposition claim)``: one claim for the whole list."""
    found = list(drafts)
    for index in range(len(found) - 2, -1, -1):
        following = found[index + 1].seen
        if not _chained(found, index + 1) or found[index].seen.according_to:
            continue
        if following.according_to:
            found[index] = found[index].inheriting(Inherited(according_to=following.according_to))
    return found


def _item(drafts: list[_Draft], index: int, many_lines: bool) -> QuantityItem:
    draft = drafts[index]
    parameter = _needed(draft).text
    quantity = Inherited.read(parameter).given_to(draft.read.quantity)
    problems = draft.read.problems
    if index + 1 < len(drafts) and _exceeds(drafts, index):
        problems = (*problems, "parts-exceed-total")
    return QuantityItem(
        draft.piece.start,
        draft.piece.end,
        quantity,
        _basis(drafts, index, parameter, many_lines),
        parameter,
        tuple(sorted(set(problems))) if problems else (),
    )


def _needed(draft: _Draft) -> Inherited:
    """What is inherited and not in the item's own characters."""
    inherited = draft.inherited
    return inherited if inherited and draft.seen != draft.read.quantity else NOTHING


def _basis(drafts: list[_Draft], index: int, parameter: str | None, many_lines: bool) -> Basis:
    borders = {drafts[index].piece.border}
    if index + 1 < len(drafts):
        borders.add(drafts[index + 1].piece.border)
    lost = {"blank", "bullet"}.intersection(borders)
    if lost:
        return "inferred"
    if parameter is not None:
        return "context"
    return "line" if many_lines and borders == {"line"} else "explicit"


def _exceeds(drafts: list[_Draft], index: int) -> bool:
    """Whether a bulleted item below counts more than the item it is part of."""
    whole = drafts[index]
    around = drafts[max(0, index - 1) : index] + drafts[index + 1 : index + 2]
    shared = any(draft.piece.line == whole.piece.line for draft in around)
    if whole.piece.bullets or shared or whole.seen.max is None:
        return False
    for part in drafts[index + 1 :]:
        if not part.piece.bullets or part.piece.blank_above:
            return False
        low = part.seen.min
        if part.seen.outcomes == whole.seen.outcomes and low is not None and low > whole.seen.max:
            return True
    return False


__all__ = [
    "FoundNumber",
    "QuantityItem",
    "find_numbers",
    "parse_quantities",
    "parse_quantity",
    "quantity_text",
]
