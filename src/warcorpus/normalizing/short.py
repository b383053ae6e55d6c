"""One short text for a value of any type, for people and for the ``value`` of a reading."""

from __future__ import annotations

from typing import Any

from warcorpus.model.facts import (
    Actor,
    Date,
    Image,
    Link,
    Name,
    Part,
    Place,
    Quantity,
    Result,
)
from warcorpus.normalizing.quantities import quantity_text
from warcorpus.text.markup import LinkMarkup


def short_text(normalized: Any) -> str:
    """The short text of a value.

    Args:
        normalized: text, a typed noun, or None for what is unknown.

    >>> short_text(Quantity(min=200, qualifier="at_least", outcomes=("killed",)))
    '200.. killed'
    >>> short_text(Date(state="given", edtf="2013-02")), short_text(None)
    ('2013-02', 'unknown')
    """
    if normalized is None:
        return "unknown"
    if isinstance(normalized, str):
        return normalized
    if isinstance(normalized, (tuple, list)):
        return "; ".join(short_text(part) for part in normalized)
    state = getattr(normalized, "state", "given")
    if state != "given":
        return str(state)
    form = _FORMS.get(type(normalized))
    return form(normalized) if form else str(normalized)


def _result(result: Result) -> str:
    return "; ".join(part for part in (result.headline, *result.details) if part)


def _called(rank: str | None, name: str | None) -> str:
    return f"{rank} {name}" if rank and name else rank or name or ""


_FORMS: dict[type, Any] = {
    Quantity: quantity_text,
    Result: _result,
    Date: lambda date: date.edtf or date.text or "",
    Place: lambda place: place.text or "; ".join(part.name for part in place.parts),
    Actor: lambda actor: _called(actor.rank, actor.name),
    Name: lambda name: name.text,
    Part: lambda part: part.name,
    Image: lambda image: image.file or image.url or "",
    Link: lambda link: link.target or link.text,
    LinkMarkup: lambda link: link.target or link.text,
}
