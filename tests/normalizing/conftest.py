"""Records made by hand from fields and paragraphs, as a reader would hand them over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from warcorpus.model.record import Record
from warcorpus.model.values import Field, Span, Step
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text

Made = Callable[..., tuple[Text, Record]]


def one_field(name: str, raw: str, *steps: Step, at: int = 0, role: str | None = None) -> Field:
    """A field whose raw text stands at offset ``at`` of its document."""
    spans = (Span(0, at, at + len(raw)),) if raw else ()
    return Field(name, raw, spans, steps, role)


def made_record(
    fields: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    paragraphs: Iterable[str] = (),
    path: str = "made.txt",
) -> tuple[Text, Record]:
    """A document of header lines and paragraphs, and what a reader makes of it."""
    rows = list(fields.items() if isinstance(fields, Mapping) else fields)
    raw, places = "", []
    for role, value in rows:
        places.append((role, len(raw), len(raw) + len(value)))
        raw += value + "\n"
    blocks = []
    for paragraph in paragraphs:
        raw += "\n"
        blocks.append((len(raw), len(raw) + len(paragraph)))
        raw += paragraph + "\n"
    text = Text.of(raw, path)
    composer = Composer(text)
    for role, start, end in places:
        composer.field(text.field(role, start, end, role))
        composer.data((start, end), "header")
    for start, end in blocks:
        composer.block("paragraph", text.slice(start, end), (start, end))
    return text, composer.record("made/1")


@pytest.fixture
def made() -> Made:
    return made_record


@pytest.fixture
def field() -> Callable[..., Any]:
    return one_field
