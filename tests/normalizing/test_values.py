"""Values keep their raw text, and their steps replay it."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.values import Field, Span, Step
from warcorpus.normalizing.replay import replay
from warcorpus.normalizing.values import FLAG, FOOTNOTE, MARKUP, lead_value, working

FOLDED = "9th Division Independent Infantry\nBrigade"


def folded_unit() -> Field:
    """000 ``units2`` in small: folded over two lines with an indentation between."""
    break_at = FOLDED.index("\n") + 1
    spans = (Span(0, 100, 100 + break_at), Span(0, 108 + break_at, 108 + len(FOLDED)))
    return Field("units2", FOLDED, spans, (Step("fold", "plain"),))


def test_an_item_over_two_lines_has_two_spans_and_the_step_that_folds_it() -> None:
    work = working(folded_unit())
    start = work.text.text.index("Independent")
    value = work.item(start, len(work.text.text))
    assert value is not None
    assert value.raw == "Independent Infantry\nBrigade"
    assert value.spans == (Span(0, 113, 134), Span(0, 142, 149))
    assert value.steps == (Step("fold", "plain"),)
    assert value.normalized == "Independent Infantry Brigade"


def test_an_item_on_one_line_needs_no_fold() -> None:
    work = working(folded_unit())
    value = work.item(0, len("9th Division"))
    assert value is not None
    assert (value.raw, value.steps) == ("9th Division", ())


def test_residue_stays_in_raw_and_is_a_step(field: Callable[..., Field]) -> None:
    value = working(field("date", "5–13 June 2012, ()", at=117)).whole((), Step("parse", "date"))
    assert value is not None
    assert value.spans == (Span(0, 117, 135),)
    assert value.steps == (Step("drop", "residue"), Step("parse", "date"))
    assert value.normalized.edtf == "2012-06-05/2012-06-13"


def test_a_repair_belongs_to_the_items_that_it_touches(field: Callable[..., Field]) -> None:
    work = working(field("x", "6â€“19 February; 20 March"))
    first, second = work.item(0, 13), work.item(15, 23)
    assert first is not None
    assert second is not None
    assert (first.raw, first.normalized) == ("6â€“19 February", "6–19 February")
    assert first.steps == (Step("mojibake", "cp1252"),)
    assert (second.raw, second.steps) == ("20 March", ())


def test_mojibake_of_two_layers_takes_two_steps(field: Callable[..., Field]) -> None:
    value = working(field("x", "6Ã¢â‚¬â€œ19 February")).whole()
    assert value is not None
    assert value.steps == (Step("mojibake", "cp1252"),) * 2
    assert replay(value.raw, value.steps) == "6–19 February"


def test_a_state_word_is_a_value_without_a_noun(field: Callable[..., Field]) -> None:
    value = working(field("units1", "Unknown")).whole((), Step("parse", "actor"))
    assert value is not None
    assert (value.state, value.normalized, value.raw) == ("unknown", None, "Unknown")
    assert replay(value.raw, value.steps) is None


def test_nothing_but_white_space_is_no_value(field: Callable[..., Field]) -> None:
    assert working(field("x", "  \n ")).whole() is None
    assert working(Field("x", "", ())).whole() is None


def test_a_lead_value_skips_what_the_reader_cut(made: Callable[..., object]) -> None:
    text, record = made({}, ["The Battle of X was fought in May 2013."])  # type: ignore[misc]
    at = record.text.index("May 2013")
    value = lead_value(record, at, at + len("May 2013"), Step("parse", "date"))
    assert value is not None
    assert value.raw == "".join(span.of(text.text) for span in value.spans) == "May 2013"
    assert (value.origin, value.normalized.edtf) == ("lead", "2013-05")


def test_a_repaired_stretch_of_the_lead_gives_no_value(made: Callable[..., object]) -> None:
    _, record = made({}, ["It was fought from 6â€“19 February 2013 in the town."])  # type: ignore[misc]
    at = record.text.index("6–19")
    assert lead_value(record, at, at + 5) is None


RAW = st.text(st.sampled_from("ab B\n*'&;()🇮🇷[1]â€“–12,.\t"), min_size=1, max_size=60)


@given(RAW, st.sampled_from(["plain", "single", "folded", "literal", None]), st.data())
def test_span_law_and_replay_law(raw: str, style: str | None, data: st.DataObject) -> None:
    steps = (Step("fold", style),) if style else ()
    document = "head: " + raw + " tail"
    work = working(Field("x", raw, (Span(0, 6, 6 + len(raw)),), steps))
    size = len(work.text.text)
    start = data.draw(st.integers(0, size))
    value = work.item(start, data.draw(st.integers(start, size)), (MARKUP, FOOTNOTE, FLAG))
    if value is None:
        return
    assert value.raw == "".join(span.of(document) for span in value.spans)
    assert all(span.start < span.end for span in value.spans)
    assert replay(value.raw, value.steps) == value.normalized
