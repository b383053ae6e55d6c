"""Labels before a colon: ``Dead:``, ``Per SOHR:``, ``2018:``, ``Civilians missing:``."""

from __future__ import annotations

from typing import Literal

import msgspec

from warcorpus.normalizing.quantities.inheriting import Inherited
from warcorpus.normalizing.quantities.notes import claimant, edtf_of
from warcorpus.normalizing.quantities.surface import FLAG, Surface, Word
from warcorpus.normalizing.quantities.tables import noun_kind, outcomes, scopes, singular
from warcorpus.normalizing.tables import words as word_list

LabelKind = Literal["claim", "date", "outcome", "scope", "heading", "total", "party"]
_EDGES = ' \t:*"“”'


class Label(msgspec.Struct, frozen=True, gc=False):
    """What a label says of the items below or behind it."""

    kind: LabelKind
    inherited: Inherited


def flag_codes(text: str) -> tuple[str, ...]:
    """ISO 3166 codes of the flag emojis of a text.

    >>> flag_codes("🇹🇷 59 killed")
    ('TR',)
    """
    if text.isascii():
        return ()
    return tuple(
        "".join(chr(ord(char) - 0x1F1E6 + ord("A")) for char in found.group())
        for found in FLAG.finditer(text)
    )


def read_label(text: str) -> Label:
    """What a label says.

    Args:
        text: with or without its colon.

    >>> read_label("Per SOHR:").inherited.according_to, read_label("Dead:").inherited.outcomes
    ('SOHR', ('killed',))
    >>> read_label("2018").inherited.as_of, read_label("🇳🇪 Niger").inherited.of
    ('2018', 'NE')
    """
    surface = Surface.of(text)
    codes = flag_codes(text)
    bare = surface.plain
    for start, end in reversed(surface.brackets):
        bare = bare[:start] + bare[end:]
    bare = FLAG.sub("", bare).strip(_EDGES)
    note = "; ".join(note.strip() for note in surface.notes(0, len(text))) or None
    words = Surface.of(bare).words(0, len(bare))
    label = _said(bare, words)
    inherited = label.inherited.with_note(note)
    if codes:
        inherited = inherited.with_party(codes[0])
    return Label(label.kind, inherited)


def _said(bare: str, words: list[Word]) -> Label:
    day = edtf_of(bare)
    if day is not None:
        return Label("date", Inherited(as_of=day))
    claim = claimant(bare)
    if claim is not None:
        return Label("claim", Inherited(according_to=claim[1], note=claim[0] or None))
    found, rest = _outcomes(words)
    nouns = [bare[word.start : word.end] for word in rest if noun_kind(word.folded)]
    if found or any(noun_kind(noun) == "civilians" for noun in nouns):
        subject = singular(nouns[0]).casefold() if nouns else None
        others = [bare[w.start : w.end] for w in rest if not noun_kind(w.folded)]
        note = " ".join(others).casefold() if others and found else None
        return Label("outcome", Inherited(outcomes=found, subject=subject, note=note))
    folded = [word.folded for word in words]
    if any(scopes().match(folded, index) for index in range(len(words))):
        return Label("scope", Inherited(scope=bare))
    if bare.casefold() in word_list("heading_words"):
        total = bare.casefold() in ("total", "overall", "in total")
        return Label("total" if total else "heading", Inherited(note=bare))
    return Label("party", Inherited(of=bare or None))


def _outcomes(words: list[Word]) -> tuple[tuple[str, ...], list[Word]]:
    folded = [word.folded for word in words]
    found, rest, index = [], [], 0
    while index < len(words):
        match = outcomes().match(folded, index)
        if match is None:
            rest.append(words[index])
            index += 1
        else:
            found.append(match[0])
            index += match[1]
    return tuple(sorted(set(found))), rest
