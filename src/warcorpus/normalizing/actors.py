"""One belligerent, commander or unit: from the words of an item to an actor."""

from __future__ import annotations

from functools import cache

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Actor
from warcorpus.model.values import Step
from warcorpus.normalizing.states import state_of
from warcorpus.normalizing.steps import apply_text_step, flags_of
from warcorpus.normalizing.tables import mapping, words

_FLAG = Step("drop", "flag")
_OUTER = " \t\n,;:*–—-"


def parse_actor(text: str, context: str = "", *, ranked: bool = False) -> Actor:
    """An actor from an item.

    Args:
        text: the item after repairs, flags dropped.
        context: what the surroundings add: ``note=Supported by`` or ``outcome=killed``.
        ranked: whether a rank may stand before the name; true for commanders only, for
            ``General Security Directorate`` is no general.

    >>> parse_actor("Lt. Col. Khaled Hmood (until 7 May) †", ranked=True).outcome
    'killed'
    >>> a = parse_actor("Hezbollah (from 2013)", "note=Allied militias")
    >>> a.name, a.note
    ('Hezbollah', 'Allied militias; from 2013')
    """
    state = state_of(text)
    if state != "given":
        return Actor(state=state)
    bare, brackets = _without_brackets(text)
    name, outcome = _without_marks(bare if bare.isascii() else apply_text_step(bare, _FLAG))
    notes = []
    for content in brackets:
        found, rest = _outcome_of(content)
        outcome = outcome or found
        if rest:
            notes.append(rest)
    rank = None
    if ranked:
        rank, name = _without_rank(name)
    if not name:
        name = _flag_name(text) or (notes.pop(0) if notes else "")
    if not name:
        return Actor(state="absent")
    actor = Actor(name, rank, "; ".join(notes) or None, outcome)
    return _in_context(actor, context) if context else actor


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """The text outside its outermost brackets, and what they hold."""
    if "(" not in text:
        return " ".join(text.split()), []
    outside, brackets, depth, start = [], [], 0, 0
    for at, char in enumerate(text):
        if char == "(":
            if depth == 0:
                outside.append(text[start:at])
                start = at + 1
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            if depth == 0:
                brackets.append(text[start:at])
                start = at + 1
    (brackets if depth else outside).append(text[start:])
    shown = [" ".join(content.split()) for content in brackets]
    return " ".join(" ".join(outside).split()), [content for content in shown if content]


def _without_marks(name: str) -> tuple[str, str | None]:
    """The name without a mark of fate behind it (``†``, a bare ``KIA``)."""
    marks, outcome = mapping("actor_marks"), None
    if not name.isascii():
        for sign, meaning in _signs():
            if sign in name:
                name, outcome = name.replace(sign, " "), meaning
    tokens = name.split()
    if len(tokens) > 1 and tokens[-1].isupper() and tokens[-1].casefold() in marks:
        outcome = marks[tokens.pop().casefold()]
    return " ".join(tokens).strip(_OUTER), outcome


@cache
def _signs() -> tuple[tuple[str, str], ...]:
    """Marks of fate that are no words (``†``), with their meaning."""
    marks = mapping("actor_marks").items()
    return tuple((sign, meaning) for sign, meaning in marks if not sign.isascii())


def _outcome_of(content: str) -> tuple[str | None, str]:
    """What a bracket says of the actor's fate, and the rest of it."""
    marks = mapping("actor_marks")
    first, _, rest = content.partition(",")
    if first.strip().casefold() in marks:
        return marks[first.strip().casefold()], rest.strip()
    head, _, rest = content.partition(" ")
    if head.isupper() and head.casefold() in marks:
        return marks[head.casefold()], rest.strip()
    return None, content


def rank_length(tokens: list[str]) -> int:
    """How many of the first tokens are a rank, at least one token being left for the name.

    >>> rank_length(["Lt.", "Col.", "Khaled", "Hmood"]), rank_length(["Ahmed", "Kurdi"])
    (2, 0)
    """
    length = 0
    ranks, ends = words("ranks"), words("rank_ends")
    for number, token in enumerate(tokens[:-1]):
        word = token.casefold().rstrip(".,")
        if word not in ranks or not token[0].isupper() | token[0].isdigit():
            break
        if word in ends:
            length = number + 1
    return length


def _without_rank(name: str) -> tuple[str | None, str]:
    tokens = name.split()
    length = rank_length(tokens)
    return " ".join(tokens[:length]) or None, " ".join(tokens[length:])


def _flag_name(text: str) -> str:
    """The country code of a flag that stands alone: it is the only name there is."""
    flags = [found.group() for found in flags_of(text) if len(found.group()) == 2]
    return "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in flags[0]) if flags else ""


def _in_context(actor: Actor, context: str) -> Actor:
    key, _, value = context.partition("=")
    if key == "outcome":
        return evolve(actor, outcome=actor.outcome or value)
    if key == "note":
        return evolve(actor, note=f"{value}; {actor.note}" if actor.note else value)
    return actor


class ActorItem(msgspec.Struct, frozen=True, gc=False):
    """Where an item stands in a working text.

    Args:
        start: first character, bullets outside.
        end: one past the last.
        depth: number of bullets.
        basis: ``explicit``, ``line``, ``link`` or ``inferred``.
        context: as :func:`parse_actor` takes it.
    """

    start: int
    end: int
    depth: int
    basis: str
    context: str = ""
