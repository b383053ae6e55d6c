"""What stands beside a number: who says so, when, for which part of the event, including whom."""

from __future__ import annotations

import re

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.normalizing.quantities.masking import DATE, mask, month_names
from warcorpus.normalizing.quantities.surface import Surface, Word
from warcorpus.normalizing.quantities.tables import claims, outcomes, scopes

_DATE_LEAD = re.compile(
    r"(?:by|as of|as at|as on|on|in|until|till|since|of|between|from|through|during|the|end of)\s",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:by|as of|as at|until|till)\s", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<![\w,.])(?:1[0-9]{3}|20[0-9]{2})(?: ?[-–—] ?(?:[0-9]{4}|[0-9]{2}))?(?![\w,])"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_CLAIM_AFTER_COMMA = re.compile(r",\s(?=(?:as )?per\s|,\saccording to\s)", re.IGNORECASE)
_JOINING = re.compile(r"\A\s{0,3}(?:and|or)\s|\s(?:and|or|of)\s{0,3}\Z")
_INCLUDING = re.compile(r"\s*(?:including|incl\.|of whom|of which|among them)\s", re.IGNORECASE)
_OUTER = ' \t\n,;:*"“”'
_EDGES = ' \t\n,;:.–—-*"“”'


class Notes(msgspec.Struct, frozen=True, gc=False):
    """What notes say; every field None or empty where they do not say it."""

    as_of: str | None = None
    according_to: str | None = None
    scope: str | None = None
    period: str | None = None
    includes: str | None = None
    outcomes: tuple[str, ...] = ()
    note: str | None = None
    problems: tuple[str, ...] = ()

    def noting(self, text: str) -> Notes:
        """The same with a further free note."""
        return evolve(self, note=text if self.note is None else f"{self.note}; {text}")


def date_text(text: str) -> str | None:
    """The date that the whole of a short text is, without its preposition; None if it is none.

    >>> date_text("by 12 October"), date_text("mid-2016"), date_text("1993–94")
    ('12 October', 'mid-2016', '1993–94')
    >>> date_text("6,000 guards"), date_text("May claim")
    (None, None)
    """
    bare = text.strip(_EDGES)
    for _ in range(2):
        lead = _DATE_LEAD.match(bare)
        bare = bare[lead.end() :] if lead else bare
    rest = _YEAR.sub(lambda found: DATE * len(found.group()), mask(bare))
    if DATE not in rest:
        return None
    for word in _LETTERS.findall(rest):
        if word.casefold() not in month_names() and word.casefold() not in ("and", "to"):
            return None
    return None if any(char.isdigit() for char in rest) else bare


def read_notes(
    texts: list[str], context: str | None, largest: int | None, notes: Notes | None = None
) -> Notes:
    """What the notes of one item say together.

    Args:
        texts: contents of its brackets, in order.
        context: an ISO day, month or year for dates without a year.
        largest: the item's own number; a larger one in a note is no part of it.
        notes: what is known already.

    >>> read_notes(["pro-government claim; by 10 November"], "2013", 200).according_to
    'pro-government'
    """
    notes = notes or Notes()
    for text in texts:
        for part in text.split(";"):
            for piece in _CLAIM_AFTER_COMMA.split(part):
                notes = read_part(notes, piece, context, largest)
    return notes


def read_part(notes: Notes, part: str, context: str | None, largest: int | None) -> Notes:
    """``notes`` and what one part of a note adds."""
    bare = _JOINING.sub("", part).strip(_OUTER)
    if not any(char.isalnum() for char in bare):
        return notes
    day = date_text(bare)
    if day is not None:
        return _dated(notes, bare, day, context)
    left, colon, right = bare.partition(": ")
    if colon and claimant(left) is not None:  # "Ba'athist sources: 15 March 2011"
        return read_part(read_part(notes, left, context, largest), right, context, largest)
    claim = claimant(bare)
    if claim is not None:
        before, who = claim
        if notes.according_to is not None:
            who = f"{notes.according_to}; {who}"
        notes = evolve(notes, according_to=who)
        return read_part(notes, before, context, largest) if before else notes
    return _described(notes, bare, largest)


def _described(notes: Notes, bare: str, largest: int | None) -> Notes:
    words = Surface.of(bare).words(0, len(bare))
    found = _only_outcomes(words)
    if found:
        return evolve(notes, outcomes=notes.outcomes + found)
    included = _included(bare, largest)
    if included is not None and notes.includes is None:
        return evolve(notes, includes=included)
    folded = [word.folded for word in words]
    if any(scopes().match(folded, index) for index in range(len(words))):
        scope = bare if notes.scope is None else f"{notes.scope}; {bare}"
        return evolve(notes, scope=scope)
    return notes.noting(bare)


def _dated(notes: Notes, bare: str, day: str, context: str | None) -> Notes:
    """A date is the day of the count; without ``by`` it may as well bound what was counted."""
    until = _UNTIL.match(bare) is not None
    edtf, problems = _edtf(day, context)
    notes = evolve(notes, problems=notes.problems + problems)
    if edtf is None or notes.as_of is not None:
        return notes.noting(bare)
    return evolve(notes, as_of=edtf, period=None if until else bare)


def _edtf(day: str, context: str | None) -> tuple[str | None, tuple[str, ...]]:
    from warcorpus.normalizing.dates import parse_date

    parsed = parse_date(day, context)
    return parsed.date.edtf, tuple(parsed.problems)


def edtf_of(text: str, context: str | None = None) -> str | None:
    """EDTF of a text that is a date as a whole; None if it is none.

    >>> edtf_of("2018")
    '2018'
    """
    day = date_text(text)
    return None if day is None else _edtf(day, context)[0]


def claimant(text: str) -> tuple[str, str] | None:
    """Who claims, and what stands before that; None if nobody is named.

    >>> claimant("ISIL claim"), claimant("per ISIL & SAA"), claimant("last day")
    (('', 'ISIL'), ('', 'ISIL & SAA'), None)
    """
    surface = Surface.of(text)
    words = surface.words(0, len(text))
    folded = [word.folded for word in words]
    for index in range(len(words)):
        found = claims("before").match(folded, index)
        if found is not None and index + found[1] < len(words):
            who = text[words[index + found[1]].start :].strip(_OUTER)
            return text[: words[index].start].strip(_EDGES), who
    last = len(words) - 1
    if last > 0 and claims("after").match(folded, last):
        return "", text[: words[last].start].strip(_OUTER)
    if words and claims("alone").match(folded, 0) == ("alone", len(words)):
        return "", text
    return None


def _only_outcomes(words: list[Word]) -> tuple[str, ...]:
    """The outcomes of ``all executed``, ``KIA``; none if other words stand beside them."""
    folded = [word.folded for word in words]
    index = 1 if folded[:1] == ["all"] else 0
    found: list[str] = []
    while index < len(folded):
        match = outcomes().match(folded, index)
        if match is None and folded[index] not in ("and", "or"):
            return ()
        if match is not None:
            found.append(match[0])
        index += 1 if match is None else match[1]
    return tuple(found)


def _included(text: str, largest: int | None) -> str | None:
    """The number that a note says is part of the item's own."""
    lead = _INCLUDING.match(text)
    rest = text if lead is None else text[lead.end() :].strip(_EDGES)
    numbers = [head.number for head in Surface.of(rest).heads(0, len(rest)) if head.number]
    if not numbers or (lead is None and numbers[0].bound_start != 0):
        return None
    if not numbers[0].numbers:
        return None
    return None if largest is not None and numbers[0].numbers[0] > largest else rest
