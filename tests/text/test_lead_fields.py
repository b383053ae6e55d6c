"""Sentences of a lead that are kept as raw characters, and only where that is needed."""

from __future__ import annotations

from warcorpus.model.record import Record
from warcorpus.model.values import Field, Span, Step
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.embedding import embed, inner_text
from warcorpus.text.html import html_record
from warcorpus.text.lead_fields import LEAD_LENGTH, steps_making
from warcorpus.text.mapped import MappedText
from warcorpus.text.plain import plain_record
from warcorpus.text.unescaping import unescape_mapped


def leads(record: Record) -> list[Field]:
    return [own for own in record.source.fields if own.role == "lead"]


def of_json(raw: str) -> Record:
    text = Text.of(raw)
    composer = Composer(text, "json")
    content = unescape_mapped(text.slice(0, len(raw)), "json")
    composer.block("paragraph", content, (0, len(raw)))
    return composer.record("made/1")


def test_verbatim_text_keeps_nothing() -> None:
    assert leads(plain_record(Text.of("The raid of 3 May 1461 was brief. It ended."), "x/1")) == []


def test_a_sentence_with_an_escape_is_kept() -> None:
    (lead,) = leads(
        of_json("The raid was brief. It was on 3\\u20134 May. It had no \\u201Cend\\u201D.")
    )
    assert lead == Field(
        "lead",
        "It was on 3\\u20134 May.",
        (Span(0, 20, 43),),
        (Step("unescape", "json"),),
        "lead",
    )


def test_escapes_at_the_edges_alone_need_nothing() -> None:
    assert leads(of_json("\\u201CThe raid of 1461 was brief\\u201D")) == []


def test_a_sentence_without_a_number_is_kept_only_if_it_is_the_first() -> None:
    assert leads(of_json("The raid was brief. It had no \\u201Cend\\u201D at all.")) == []
    assert len(leads(of_json("The \\u201Craid\\u201D was brief. It had an end."))) == 1


def test_what_lies_far_behind_the_beginning_is_not_kept() -> None:
    far = "It went on and on. " * (LEAD_LENGTH // 19 + 1) + "It was on 3\\u20134 May."
    assert leads(of_json(far)) == []


def test_marks_that_were_cut_are_not_kept() -> None:
    raw = "<p>The raid (3&ndash;<b>4</b><sup class='reference'>[1]</sup> May) was brief.</p>"
    (lead,) = leads(html_record(Text.of(raw), "h/1"))
    assert lead.raw == "The raid (3&ndash;4 May) was brief."
    assert "".join(span.of(raw) for span in lead.spans) == lead.raw


def test_wrapped_lines_are_kept_with_their_breaks() -> None:
    first = "The raid at the northern end of the old bridge was fought on 3"
    (lead,) = leads(plain_record(Text.of(f"{first}\nMay 1461 and cost few lives."), "x/1"))
    assert lead.raw == f"{first}\nMay 1461 and cost few lives."
    assert lead.steps == ()


def test_the_lead_of_an_inner_document_is_the_raw_text_of_the_outer_one() -> None:
    raw = "[<p>The raid (3&amp;ndash;4 May) was brief.</p>]".replace("<", "&lt;")
    outer = Text.of(raw)
    inside = unescape_mapped(outer.slice(1, len(raw) - 1), "xml")
    record = html_record(inner_text(outer, inside), "h/1")
    assert [own.raw for own in leads(record)] == ["The raid (3&ndash;4 May) was brief."]
    (lead,) = leads(embed(record, inside, outer, layer="xml"))
    assert lead.raw == "The raid (3&amp;ndash;4 May) was brief."
    assert lead.steps == (Step("unescape", "xml"),)


def test_an_escape_of_the_outer_document_alone_is_enough() -> None:
    raw = "The raid of 3 May &amp; 4 May was brief."
    outer = Text.of(raw)
    inside = unescape_mapped(outer.slice(0, len(raw)), "xml")
    record = plain_record(inner_text(outer, inside), "x/1")
    assert leads(record) == []
    assert [own.raw for own in leads(embed(record, inside, outer, layer="xml"))] == [raw]


def test_words_that_no_step_makes_need_no_field() -> None:
    raw = "The raid of {{day|3}} May 1461 was brief."
    text = Text.of(raw)
    content = text.slice(0, len(raw)).replace(12, 21, "3", 5)
    composer = Composer(text)
    composer.block("paragraph", content, (0, len(raw)))
    record = composer.record("made/1")
    assert record.text == "The raid of 3 May 1461 was brief."
    assert leads(record) == []


def test_steps_are_the_fewest_that_fit() -> None:
    fold = Step("fold", "plain")
    assert steps_making("3 May\n1461", "3 May 1461") == (fold,)
    assert steps_making("3\\-4 May", "3-4 May") == (Step("unescape", "markdown"), fold)
    assert steps_making("{{x}}", "y") is None
    json = Step("unescape", "json")
    assert steps_making("3&#8211;4\\nMay", "3–4 May", (json,)) == (
        json,
        Step("unescape", "html"),
        fold,
    )


def test_an_empty_text_has_no_lead() -> None:
    composer = Composer(Text.of("# X"))
    composer.heading(MappedText.of("# X", 2, 3), 1, (0, 3))
    assert leads(composer.record("made/1")) == []
