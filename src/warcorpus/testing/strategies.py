"""Strategies for hypothesis: spans, values and records that keep the laws.

This is the only module of the package that needs hypothesis.
"""

from __future__ import annotations

from hypothesis import strategies as st

from warcorpus.config import DEFAULT
from warcorpus.model.record import Record
from warcorpus.model.values import Span, Value
from warcorpus.normalizing import normalize_record
from warcorpus.readers.registry import find_reader
from warcorpus.testing.contract import documents
from warcorpus.testing.events import Event, generate
from warcorpus.testing.exporting import FORMATS
from warcorpus.text.document import Text

_LONGEST = 200


def texts(max_size: int = _LONGEST) -> st.SearchStrategy[str]:
    """Text as files hold it: any characters but lone surrogates."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)


@st.composite
def spans(draw: st.DrawFn, size: int = _LONGEST, source: int = 0) -> tuple[Span, ...]:
    """Ordered, disjoint, not empty spans of a text of ``size`` characters."""
    borders = draw(st.sets(st.integers(0, size), max_size=8))
    cuts = sorted(borders)[: len(borders) // 2 * 2]
    return tuple(Span(source, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True))


@st.composite
def values(draw: st.DrawFn) -> tuple[str, Value]:
    """A text and a value that stands in it: its raw is what its spans cover."""
    text = draw(texts().filter(bool))
    found = draw(spans(len(text)))
    raw = "".join(span.of(text) for span in found)
    state = draw(st.sampled_from(("given", "unknown", "none"))) if raw else "given"
    normalized = raw if state == "given" else None
    origin = draw(st.sampled_from(("field", "title", "lead", "body", "category", "name")))
    basis = draw(st.sampled_from(("explicit", "link", "line", "context", "inferred")))
    return text, Value(raw, normalized, found, (), state, origin, basis)  # type: ignore[arg-type]


def events() -> st.SearchStrategy[Event]:
    """Invented events."""
    return st.integers(0, 2**32).map(generate)


@st.composite
def written(draw: st.DrawFn, event: Event | None = None) -> Text:
    """A document of an event in one of the four formats; of ``event``, if one is given."""
    form = draw(st.sampled_from(sorted(FORMATS)))
    told = draw(events()) if event is None else event
    return Text.of(FORMATS[form](told), f"{form}.txt")


@st.composite
def records(draw: st.DrawFn, event: Event | None = None, raw: bool = False) -> Record:
    """A record as reading gives it, so that all laws hold between its parts.

    Args:
        draw: given by hypothesis.
        event: what it is about; any if not given.
        raw: as its reader made it, before normalizing.
    """
    text = draw(written(event))
    reader = find_reader(text.source.path.removesuffix(".txt"))
    (document,) = documents(reader, text)
    (record,) = reader.read(document)
    return record if raw else normalize_record(record, DEFAULT)
