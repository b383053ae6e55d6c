"""The infobox of an invented event, as all exporters of pages write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from warcorpus.testing.events import Event, Party


def parameters(event: Event) -> Iterator[tuple[str, list[str], tuple[str, ...]]]:
    """``(parameter, lines, links)`` of the infobox; nothing for a page without one.

    >>> from warcorpus.testing.events import generate
    >>> next(parameters(generate(1)))
    ('conflict', ['Lenov Offensive'], ())
    """
    if not event.boxed:
        return
    yield "conflict", [event.title], ()
    if event.war:
        yield "partof", [f"the {event.war}"], (event.war,)
    yield "date", [event.written_date], ()
    yield "place", [", ".join(event.place)], event.place
    if event.result:
        yield "result", [event.result, *(f"* {detail}" for detail in event.details)], ()
    numbered = list(enumerate(event.parties, 1))
    for number, party in numbered:
        yield f"combatant{number}", [party.name], (party.name,)
    for name, lines_of in _LISTS:
        for number, party in numbered:
            if items := lines_of(party):
                yield f"{name}{number}", items, ()
    if event.civilians:
        yield "casualties3", [str(event.civilians)], ()


_LISTS: Sequence[tuple[str, Callable[[Party], list[str]]]] = (
    ("commander", lambda party: [f"{rank} {name}" for rank, name in party.commanders]),
    ("units", lambda party: list(party.units)),
    ("strength", lambda party: [str(count) for count in party.strength]),
    ("casualties", lambda party: [str(count) for count in party.casualties]),
)
