"""Rows of JSON: which columns become what."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.config import DEFAULT
from warcorpus.errors import ReadError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.readers.jsonl import READER
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text
from warcorpus.text.json_rows import nested_role, row_record, text_columns
from warcorpus.text.unescaping import unescape

CHARACTERS = st.characters(exclude_categories=["Cs"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(CHARACTERS, max_size=12)
NESTED = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


def read(row: Any, **changes: Any) -> Record:
    raw = row if isinstance(row, str) else json.dumps(row)
    document = evolve(Text.of(raw), **changes)
    record = row_record(document, "jsonl/1")
    check_record(READER, record, document)
    return record


def roles(record: Record) -> dict[str, str | None]:
    return {field.name: field.role for field in record.source.fields}


def test_columns_of_a_dataset_of_articles() -> None:
    record = read({"id": 7, "url": "https://x.example/7", "title": "T", "text": "One.\n\nTwo."})
    assert record.text == "One.\n\nTwo."
    assert record.source.text_id == "7"
    assert roles(record) == {"id": None, "url": "url", "title": "title"}


@pytest.mark.parametrize(
    "column", [name for name, (_, form) in text_columns().items() if form == "plain"]
)
def test_names_of_the_column_with_the_text(column: str) -> None:
    assert read({"title": "T", column.upper(): "The words."}).text == "The words."


def test_the_surest_filled_column_is_the_text() -> None:
    row = {"title": "T", "text": " ", "body": "The body.", "content": "The content."}
    record = read(row)
    assert record.text == "The content."
    assert roles(record)["body"] is None


def test_an_array_of_strings_is_paragraphs() -> None:
    assert read({"text": ["One \u00e9.", "", "Two.\nThree."]}).text == "One é.\n\nTwo.\n\nThree."


def test_a_markdown_column_is_read_as_such() -> None:
    record = read({"title": "T", "markdown": "# Lead\n\nSome **bold** \u201cwords\u201d.\n\n- one"})
    assert record.text == "Lead\n\nSome bold “words”.\n\none"
    assert [section.heading for section in record.sections][1:] == ["Lead"]


def test_damage_in_fields_is_counted_beside_an_inner_document() -> None:
    record = read({"title": "6â€“19 May", "place": "()", "markdown": "A â€“ b."})
    assert {repair.action for repair in record.source.repairs} == {"mojibake", "drop"}


@pytest.mark.parametrize("text", ["A Town", "A Town\n", "", "  \n"])
def test_a_page_of_a_title_alone_is_empty(text: str) -> None:
    row = {"id": "1", "revid": "2", "url": "https://x.example/1", "title": "A Town", "text": text}
    with pytest.raises(ReadError) as error:
        read(row)
    assert (error.value.slug, error.value.level) == ("empty-document", "info")


@pytest.mark.parametrize(
    "row",
    [
        {"id": 1, "title": "Fennick Ford", "text": None},
        {"id": 1, "title": "Fennick Ford"},
        {"id": 1, "title": "Fennick Ford", "text": "", "start_date": "1822-5-4"},
        {"id": 1, "place": "Orrel", "text": ""},
        {"id": 1, "date": "May 1822"},
        {"battle": "Fennick Ford", "colour": "red"},
    ],
)
def test_a_row_of_a_catalogue_is_a_record(row: dict[str, Any]) -> None:
    assert read(row).text == ""


@pytest.mark.parametrize(
    ("row", "slug", "level"),
    [
        ({"id": 1, "text": None}, "empty-document", "info"),
        ({"id": 1, "title": None, "text": ""}, "empty-document", "info"),
        ({"url": "https://x.example"}, "empty-document", "info"),
        ({"colour": "red", "weight": 7}, "unexpected-columns", "error"),
        ({}, "unexpected-columns", "error"),
        ({"data": [{"title": "T"}]}, "unexpected-columns", "error"),
        ([1, 2], "bad-line", "error"),
        ("text", "bad-line", "error"),
        ("7", "bad-line", "error"),
        ('{"a": ', "bad-line", "error"),
        ('{"a":' + "[" * 100_000, "json-too-deep", "error"),
    ],
)
def test_what_gives_no_record(row: Any, slug: str, level: str) -> None:
    with pytest.raises(ReadError) as error:
        read(row)
    assert (error.value.slug, error.value.level) == (slug, level)
    assert error.value.hint


def test_unknown_columns_are_listed_with_what_was_expected() -> None:
    with pytest.raises(ReadError, match=r"'k0', .*'k11' and 8 more; expected .*title") as error:
        read({f"k{number}": number for number in range(20)})
    assert "[read.columns]" in error.value.hint


def test_prose_in_an_unknown_column_is_told() -> None:
    record = read({"title": "T", "tale": "It was long ago. " * 40})
    assert [problem.slug for problem in record.problems] == ["unexpected-columns"]
    assert "'tale' holds 680 characters" in record.problems[0].message
    assert read({"title": "T", "tale": "short"}).problems == ()


def test_columns_of_the_user_come_first() -> None:
    columns = (("Tale", "text"), ("where.town", "place"), ("title", "-"))
    row = {"title": "T", "tale": "Words.", "text": "Other.", "where": {"town": "Orrel"}}
    record = read(row, columns=columns)
    assert record.text == "Words."
    assert roles(record) == {"title": None, "text": None, "where.town": "place"}


@pytest.mark.parametrize(
    ("path", "above", "role"),
    [
        ("categories.0", "category.1", "category.1"),
        ("aliases.3", "name", "name.3"),
        ("place.0", "place", "place"),
        ("place.2", "place", "place.2"),
        ("part_of.0", "part_of", "part_of"),
        ("part_of.1", "part_of", None),
        ("location.name", "place", "place.name"),
        ("location.longitude", "place", "place.longitude"),
        ("date.end", "date", "date.end"),
        ("date.source", "date", None),
        ("date.a.b", "date", None),
        ("sides.1.commanders", "side.each.belligerent", "side.2.commander"),
        ("sides.0.name", "side.each.belligerent", "side.1.belligerent"),
        ("sides.0.colour", "side.each.belligerent", None),
        ("belligerents.1", "side.each.belligerent", "side.2.belligerent"),
        ("attacker.name", "side.1.belligerent", "side.1.belligerent"),
        ("meta.title", None, "title"),
        ("metadata.source_url", None, "url"),
        ("metadata.categories.1", None, "category.2"),
        ("meta.date", None, None),
        ("meta.crawl.url", None, None),
        ("extra.title", None, None),
        ("commanders.1", "side.all.commander", "side.all.commander"),
    ],
)
def test_roles_of_what_is_nested(path: str, above: str | None, role: str | None) -> None:
    assert nested_role(path, above) == role


def test_null_and_empty_values_have_no_role() -> None:
    record = read({"title": "T", "place": None, "date": "", "result": [], "side_a": {}})
    assert roles(record) == {
        "title": "title", "place": None, "date": None, "result": None, "side_a": None,
    }  # fmt: skip


def test_of_two_readings_the_first_has_the_role() -> None:
    record = read('{"title": "A", "title": "B", "place": {"name": "C"}, "place": {"name": "D"}}')
    found = [(field.name, field.raw, field.role) for field in record.source.fields]
    assert found == [
        ("title", "A", "title"),
        ("title", "B", None),
        ("place.name", "C", "place.name"),
        ("place.name", "D", None),
    ]
    assert {problem.slug for problem in record.problems} == {"json-duplicate-key"}


def test_odd_values_are_text_and_told() -> None:
    record = read('{"title": "A", "score": NaN, "count": %s, "text": "x\\ud800."}' % ("9" * 5_000))
    fields = {field.name: field.raw for field in record.source.fields}
    assert (fields["score"], len(fields["count"])) == ("NaN", 5_000)
    assert record.text == "x\ufffd."
    slugs = [problem.slug for problem in record.problems]
    assert slugs == ["json-value", "json-value", "lone-surrogate"]
    assert record.problems[0].where == "<text>:1:25"


def test_values_beyond_the_cap_are_one_field() -> None:
    limits = evolve(DEFAULT.limits, items=10)
    record = read({"title": "T", "text": "Words.", "list": list(range(50))}, limits=limits)
    assert [problem.slug for problem in record.problems] == ["too-many-items"]
    assert record.source.fields[-1].name == "unread"
    assert record.text == "Words."


@given(st.dictionaries(st.text(CHARACTERS, max_size=5), NESTED))
def test_every_leaf_is_a_field_that_says_what_json_says(row: dict[str, Any]) -> None:
    raw = json.dumps({"title": "T", "x": row})
    record = read(raw)
    said = [
        unescape(field.raw, "json") if field.steps else field.raw for field in record.source.fields
    ]
    assert said[0] == "T"
    assert said[1:] == list(flat(row))


def flat(value: Any) -> list[str]:
    """What the leaves of a value say, in order."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if inner:
        return [leaf for one in inner for leaf in flat(one)]
    return [value if isinstance(value, str) else json.dumps(value)]


@given(st.lists(st.text(CHARACTERS, min_size=1, max_size=30), max_size=4))
def test_texts_come_back_whatever_their_escapes(lines: list[str]) -> None:
    words = [f"Word {' '.join(line.split())} end." for line in lines]
    for ascii_only in (True, False):
        raw = json.dumps({"title": "T", "text": "\n\n".join(words)}, ensure_ascii=ascii_only)
        with suppress(ReadError):
            text = read(raw).text
            # where there is nothing to repair or cut
            told = "".join(words)
            if told.isascii() and told.isprintable() and not set(told) & set("[({|}"):
                assert text.split("\n\n") == words


@given(st.dictionaries(st.sampled_from(["title", "text", "date", "id", "x"]), NESTED))
def test_any_row_is_a_record_or_a_read_error(row: dict[str, Any]) -> None:
    with suppress(ReadError):
        read(row)


def test_time_grows_with_the_row(assert_linear: Callable[..., None]) -> None:
    def work(size: int) -> None:
        row = {"title": "T", "text": 'He said "so".\n' * size, "x": {"y": ["\u00e9"] * size}}
        row_record(Text.of(json.dumps(row)), "jsonl/1")

    assert_linear(work, 1_000)


def test_what_a_row_says_of_itself_comes_before_its_metadata() -> None:
    meta = {"title": "Of the site", "url": "https://x.example/8", "lang": "en"}
    told = roles(read({"title": "T", "text": "One.", "metadata": meta}))
    assert told["title"] == "title"
    assert [told[f"metadata.{name}"] for name in meta] == [None, "url", "language"]
    assert roles(read({"text": "One.", "metadata": meta}))["metadata.title"] == "title"


@pytest.mark.parametrize(
    ("stamp", "role"),
    [
        ("2013-05-18T06:43:03Z", None),
        ("2013-05-18 06:43", None),
        ("2013-05-18T00:00:00Z", "date"),
        ("2013-05-18", "date"),
        ("18 May 2013, 06:43", "date"),
    ],
)
def test_the_second_at_which_a_page_was_fetched_is_no_date_of_an_event(
    stamp: str, role: str | None
) -> None:
    assert roles(read({"text": "One day.", "date": stamp}))["date"] == role
    # a row without a text is a row of a table of events
    assert roles(read({"title": "T", "date": stamp}))["date"] == "date"
    named = read({"text": "One day.", "date": stamp}, columns=(("Date", "date"),))
    assert roles(named)["date"] == "date"


@pytest.mark.parametrize(
    ("outer", "path"),
    [
        ({"count": 1, "results": [{"title": "T", "text": "One."}]}, ".results[]"),
        ({"type": "X", "features": [{"properties": {"name": "T"}}]}, ".features[]"),
        ({"head": {}, "results": {"bindings": [{"item": {"value": "T"}}]}}, ".results.bindings[]"),
        ({"7": {"title": "T"}, "8": {"title": "U"}}, ".[]"),
    ],
)
def test_rows_inside_another_object_are_told_and_not_passed_over(
    outer: dict[str, Any], path: str
) -> None:
    with pytest.raises(ReadError) as error:
        read(outer)
    assert (error.value.slug, error.value.level) == ("unexpected-columns", "error")
    assert f"'{path}'" in (error.value.hint or "")


def test_wikiextractors_headings_have_stops_and_other_dumps_have_none() -> None:
    text = "It fell.\nFirst day.\nThe guns of the town fired at them all day."
    row = {"id": "7", "url": "https://x.example/7", "title": "T", "text": text}
    assert [one.heading for one in read({**row, "revid": "8"}).sections] == [None, "First day"]
    assert [one.heading for one in read(row).sections] == [None]
    row["text"] = "It fell.\n\nFirst day \nThe guns of the town fired at them all day."
    assert [one.heading for one in read(row).sections] == [None, "First day"]
