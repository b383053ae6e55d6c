"""From raw to normalized, by the steps alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from warcorpus.model.values import Step
from warcorpus.normalizing.actors import parse_actor
from warcorpus.normalizing.cells import parse_count, parse_degrees, parse_within
from warcorpus.normalizing.dates import parse_date
from warcorpus.normalizing.places import parse_coordinates, parse_place
from warcorpus.normalizing.quantities import parse_quantity
from warcorpus.normalizing.results import parse_result
from warcorpus.normalizing.steps import apply_text_step
from warcorpus.text.crosswalk import precision_of
from warcorpus.text.markup import parse_image, parse_link

_WHOLE = re.compile(r" \| ")


def replay(raw: str, steps: Iterable[Step]) -> Any:
    """What a value's steps make of its raw text.

    Args:
        raw: the characters of the file.
        steps: in order; a ``parse`` is the last.

    Returns:
        Text, or a typed noun after ``parse``; None where the text says unknown or none.

    >>> replay("the Syrian Civil War", [Step("drop", "article")])
    'Syrian Civil War'
    >>> replay("Unknown", [Step("parse", "actor")]) is None
    True
    """
    value: Any = raw
    for step in steps:
        if step.action == "parse":
            noun = parsed(value, step)
            value = noun if getattr(noun, "state", "given") == "given" else None
        else:
            value = apply_text_step(value, step)
    return value


def parsed(text: str, step: Step) -> Any:
    """The noun that a ``parse`` step makes of a text, whatever its state.

    >>> parsed("Unknown", Step("parse", "actor")).state
    'unknown'
    """
    kind, _, rest = (step.parameter or "").partition(" ")
    parser = _PARSERS.get(kind)
    return text if parser is None else parser(text, rest)


_PARSERS: dict[str, Callable[[str, str], Any]] = {
    "date": lambda text, rest: parse_date(text, rest or None).date,
    "within": parse_within,
    "precision": lambda text, rest: precision_of(rest, text) or text,
    "quantity": lambda text, rest: parse_quantity(text, rest or None),
    "count": parse_count,
    "place": lambda text, rest: parse_place(text, tuple(_WHOLE.split(rest)) if rest else ()),
    "coordinates": lambda text, rest: parse_coordinates(text),
    "degrees": parse_degrees,
    "result": lambda text, rest: parse_result(text),
    "actor": lambda text, rest: parse_actor(text, rest),
    "commander": lambda text, rest: parse_actor(text, rest, ranked=True),
    "image": lambda text, rest: parse_image(text),
    "link": lambda text, rest: parse_link(text),
}
