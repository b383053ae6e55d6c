"""Where a header stands, and what it costs when it is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.config import DEFAULT
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.front_matter import (
    Header,
    as_fields,
    common_role,
    exported_at,
    probe,
    read_header,
    split,
)


def header(raw: str) -> tuple[Header, Record]:
    text = Text.of(raw)
    composer = Composer(text)
    made = read_header(text, composer)
    for field in as_fields(made.scalars, common_role):
        composer.field(field)
    return made, composer.record("front-matter/1")


def slugs(record: Record) -> list[str]:
    return [problem.slug for problem in record.problems]


@pytest.mark.parametrize(
    ("raw", "inside", "body"),
    [
        ("---\na: 1\n---\nb", "a: 1\n", "\nb"),
        ("---  \t\na: 1\n...\nb", "a: 1\n", "\nb"),
        ("---\r\na: 1\r\n---\r\nb", "a: 1\r\n", "\r\nb"),
        ("---\ra: 1\r---\rb", "a: 1\r", "\rb"),
        ("---\n---\nb", "", "\nb"),
        (
            "---\na: ---\nb: |\n  ---\n ---\n----\n--- x\n---",
            "a: ---\nb: |\n  ---\n ---\n----\n--- x\n",
            "",
        ),
        ("---\na: 1\n---\nb\n---\nc", "a: 1\n", "\nb\n---\nc"),
    ],
)
def test_split(raw: str, inside: str, body: str) -> None:
    borders = split(raw)
    assert borders is not None
    assert borders.closed
    assert (raw[borders.start : borders.end], raw[borders.body :]) == (inside, body)


@pytest.mark.parametrize(
    "raw", ["", "----\na: 1\n---\n", " ---\n", "--\n", "a: 1\n---\n", "--- x\n"]
)
def test_no_header(raw: str) -> None:
    assert split(raw) is None
    assert header(raw)[0] == Header((), 0)


@pytest.mark.parametrize(
    ("raw", "body", "expected"),
    [
        ("---\na: 1\nb", 0, ["header-unterminated"]),
        ("---\n- a\n- b\n---\nc", 0, ["header-not-a-mapping"]),
        ("---\nwords alone\n---\nc", 0, ["header-not-a-mapping"]),
        ("---\n---\nc", 7, []),
        ("---\n# nothing\n---\nc", 17, []),
        ("---\na: *b c\n---\nc", 15, ["header-salvaged"]),
    ],
)
def test_damaged_headers(raw: str, body: int, expected: list[str]) -> None:
    made, record = header(raw)
    assert made.body == body
    assert slugs(record) == expected
    assert [extent for extent in record.extents if extent[2] == "header"] == (
        [(0, body, "header")] if body else []
    )


@pytest.mark.parametrize(
    ("raw", "slug"),
    [
        ("---\nk: " + "[" * 200_000 + "\n---\nThe body.", "yaml-too-deep"),
        ("---\n" + "[" * 200_000 + "\n---\nThe body.", "yaml-too-deep"),
        ("---\na: &a [*a]\n---\nThe body.", "yaml-alias-limit"),
        ("---\nk: " + "x" * 300_000 + "\n---\nThe body.", "header-too-large"),
        ("---\nk: " + "é" * 140_000 + "\n---\nThe body.", "header-too-large"),
    ],
    ids=["deep", "deep-root", "alias", "large", "large-bytes"],
)
def test_a_header_beyond_a_cap_is_kept_raw(raw: str, slug: str) -> None:
    made, record = header(raw)
    assert raw[made.body :] == "\nThe body."
    assert slugs(record) == [slug]
    assert len(record.problems[0].message) < 200
    (field,) = record.source.fields
    assert (field.name, field.role, field.raw) == ("header", None, raw[4 : made.body - 3])


def test_the_cap_is_a_setting() -> None:
    limits = evolve(DEFAULT.limits, header_bytes=5)
    text = evolve(Text.of("---\ntitle: X\n---\n"), limits=limits)
    assert read_header(text, Composer(text)) == Header((), 16)


def test_problems_say_where() -> None:
    _, record = header("---\na: 1\na: 2\nb: !x y\n---\n")
    assert [(p.slug, p.where) for p in record.problems] == [
        ("yaml-duplicate-key", "<text>:3:1"),
        ("yaml-tag", "<text>:4:4"),
    ]


def test_later_readings_have_no_role() -> None:
    _, record = header("---\ntitle: A\ntitle: B\n---\n")
    assert [(f.raw, f.role) for f in record.source.fields] == [("A", "title"), ("B", None)]


def test_steps_only_where_folding_changes_something() -> None:
    _, record = header("---\na: one\nb: one\n  two\nc: 'x''y'\nd: 'z'\n---\n")
    assert [[str(step) for step in f.steps] for f in record.source.fields] == [
        [],
        ["fold plain"],
        ["fold single"],
        [],
    ]


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("title", "title"),
        ("subject", "title"),
        ("description", "description"),
        ("author", "author"),
        ("url", "url"),
        ("date", "date"),
        ("date.0", "date"),
        ("date.2", "date.2"),
        ("place.1", "place.1"),
        ("categories.3", "category.3"),
        ("pubDate", None),
        ("img", None),
        ("vid", None),
        ("shortDescription", None),
        ("date.x", None),
        ("title.0", None),
    ],
)
def test_common_role(path: str, role: str | None) -> None:
    assert common_role(path) == role


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2023-07-28 11:07", "2023-07-28T11:07"),
        ("2023-07-28T11:07:09Z", "2023-07-28T11:07:09Z"),
        ("2023-07-28 11:07+02:00", "2023-07-28T11:07+02:00"),
        ("2022-02-13", "2022-02-13"),
        ("28 July 2023", None),
        ("", None),
        (None, None),
    ],
)
def test_exported_at(written: str | None, expected: str | None) -> None:
    assert exported_at(written) == expected


def test_probe() -> None:
    found = probe("---\n# note\n\ntitle: X\n nested: y\ntitle: Z\ninfoboxes:\n")
    assert found is not None
    assert found.keys == {"title": (12, 17), "infoboxes": (41, 50)}
    assert probe("---\n- a\ntitle: X\n---\n") is None
    assert probe("---\nwords\n---\n") is None


@given(st.text(alphabet="-.a: \n\r#[*&", max_size=60))
def test_any_text_is_split_and_read(raw: str) -> None:
    for text in (raw, "---\n" + raw, "---\n" + raw + "\n---\n" + raw):
        made, _ = header(text)
        assert 0 <= made.body <= len(text)
        probe(text)
