"""Bad input: bodies with odd headings, images, redactions, pages that are no events, bad values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Reading = Callable[[Any], Any]

HEADER = "---\ntitle: Siege of Vane\nauthor: Wikipedia\n---\n\n"


def page(body: str, header: str = HEADER) -> bytes:
    return f"{header}{body}".encode()


@pytest.mark.parametrize(
    ("line", "heading", "level"),
    [
        ("==Event==", "Event", 2),
        ("=== Rebels capture Vane===", "Rebels capture Vane", 3),
        ("====== 7 =======", "7 =", 6),
        ("== Notes ==[object Object][object Object]", "Notes", 2),
    ],
)
def test_headings_of_plain_sections(read: Reading, line: str, heading: str, level: int) -> None:
    record = read(f"= Siege =\n\nIt began.\n\n{line}\nIt ended.\n".encode()).record
    assert [(s.heading, s.level) for s in record.sections] == [(None, 1), (heading, level)]


@pytest.mark.parametrize("line", ["## Event ##", "##  Event", "## Event[object Object]"])
def test_headings_of_markdown(read: Reading, line: str) -> None:
    record = read(page(f"It began.\n\n{line}\nIt ended.\n")).record
    assert [(s.heading, s.level) for s in record.sections] == [(None, 1), ("Event", 2)]


def test_two_infoboxes_stay_apart_and_none_leaves_fields_absent(read: Reading) -> None:
    boxes = "infoboxes:\n  - date:\n      text: 1702\n  - date:\n      text: 1799\n"
    found = read(page("It began.", HEADER.replace("author", f"{boxes}author")))
    names = [name for name in found.fields() if name.startswith("infoboxes")]
    assert names == ["infoboxes.0.date.text", "infoboxes.1.date.text"]
    assert found.record.date.edtf == "1702"
    none = read(page("It began.", HEADER.replace("author", "infoboxes: []\nauthor"))).record
    states = {none.date.state, none.place.state, none.result.state}
    assert (states, none.sides, none.civilians) == ({"absent"}, (), ())


def test_image_over_blank_lines_with_brackets_in_its_caption(read: Reading) -> None:
    body = "[[File:Vane (1702).svg|thumb|The [[river]] and\n\nthe wall.\n\n]]The siege began.\n"
    record = read(page(body)).record
    assert record.text == "The siege began."
    (image,) = record.images
    assert image.file == "Vane (1702).svg"
    assert "wall" in (image.caption or "")


def test_unclosed_image_costs_one_line(read: Reading) -> None:
    found = read(page("[[File:Vane.svg|thumb|no end\n\nThe siege began.\n"))
    assert ("unclosed-markup", "warning") in found.problems
    assert "The siege began." in found.record.text


@pytest.mark.parametrize(
    "body",
    [
        "#REDIRECT [[Siege of Orl]]",
        "**Siege of Vane** may refer to:\n\n* Siege of Vane (1702)\n* Siege of Vane (1799)\n",
    ],
)
def test_pages_that_are_no_events_are_rejects_of_level_info(read: Reading, body: str) -> None:
    assert read(page(body)).reject == ("not-an-event", "info")


def test_list_is_kept(read: Reading) -> None:
    header = HEADER.replace("Siege of Vane", "List of sieges of Vane")
    record = read(
        page("This is a list.\n\n* Siege of Vane (1702)\n* Siege (1799)\n", header)
    ).record
    assert record.kind == "list"


@pytest.mark.parametrize("length", [2, 3, 10, 11, 37])
def test_redaction_has_its_own_length(read: Reading, length: int) -> None:
    run = " ".join("@" * length)
    record = read(f"@@1 The Siege of Vane began . Then {run} it ended . \n".encode()).record
    assert [(gap.quantity, gap.unit) for gap in record.gaps] == [(length, "token")]
    assert record.text == "The Siege of Vane began. Then […] it ended."


def test_redactions_at_the_borders(read: Reading) -> None:
    record = read(b"@@1 @ @ @ The Siege of Vane began . It ended @ @ @ @ \n").record
    assert [gap.quantity for gap in record.gaps] == [3, 4]
    assert record.text.startswith("[…] The Siege")
    assert record.text.endswith("It ended […]")


def test_touching_redactions_are_one_gap(read: Reading) -> None:
    record = read(
        b"@@1 The Siege of Vane began @ @ @ @ @ @ @ @ @ @ @ @ @ @ @ @ @ @ @ @ . \n"
    ).record
    assert [gap.quantity for gap in record.gaps] == [20]


def test_sign_in_an_address_is_text_and_a_lone_one_is_told(read: Reading) -> None:
    found = read(
        b"@@1 The Siege of Vane began , wrote pat@vane.example . A lone @ stands here . \n"
    )
    assert found.record.gaps == ()
    assert "pat@vane.example" in found.record.text
    assert found.problems == [("stray-at-sign", "warning")]


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("31 February 1702", "date-invalid"),
        ("19–6 February 1702", "date-invalid"),
        ("08/10/1702", "date-ambiguous"),
        ("2010-11", "date-ambiguous"),
    ],
)
def test_bad_dates_keep_their_raw_and_choose_nothing(
    read: Reading, written: str, slug: str
) -> None:
    box = f"infoboxes:\n  - date:\n      text: {written}\n"
    found = read(page("The siege began.", HEADER.replace("author", f"{box}author")))
    assert found.record.date.edtf is None
    assert found.fields()["infoboxes.0.date.text"] == written
    assert slug in [problem for problem, _ in found.problems]
    (entry,) = found.record.provenance.date
    assert entry.readings[0].value.raw == written


def test_year_zero_is_no_date(read: Reading) -> None:
    box = "infoboxes:\n  - date:\n      text: 3 May 0\n"
    date = read(page("The siege began.", HEADER.replace("author", f"{box}author"))).record.date
    assert date.edtf != "0000-05-03"


def test_ambiguous_number_chooses_nothing(read: Reading) -> None:
    box = "infoboxes:\n  - casualties1:\n      text: 1.600 killed\n"
    found = read(page("The siege began.", HEADER.replace("author", f"{box}author")))
    (quantity,) = found.record.sides[0].casualties
    assert (quantity.min, quantity.max, quantity.qualifier) == (None, None, "ambiguous")
    assert quantity.text == "1.600 killed"
    assert "number-ambiguous" in [slug for slug, _ in found.problems]


def test_text_that_holds_other_documents_is_not_read_again(read: Reading) -> None:
    body = "It began.\n\n```\n---\ntitle: Other\n---\n= Other =\n@@12 Other .\n```\n\nIt ended.\n"
    record = read(page(body)).record
    assert record.title == "Siege of Vane"
    assert record.source.text_id is None


HOSTILE = {
    "templates": "{{" * 3_000,
    "tags": "<b>" * 3_000,
    "links": "[http" * 1_800,
    "table": "| a | b |\n| - | - |\n" + "| 1 | 2 |\n" * 12_000,
    "open images": "[[File:" * 3_000,
    "open links": "![a](" * 3_000,
    "nested links": "[" * 7_500 + "x" + "](y)" * 7_500,
    "nested images": "[[File:a|" * 750 + "]]" * 750,
    "stars": "**" * 7_500,
    "emphasis": "*a " * 7_500,
    "underscores": "_" * 15_000,
    "escapes": "\\" * 15_000,
    "entities": "&amp;" * 4_500,
    "open entities": "&" * 15_000,
    "headings": "## a\n" * 3_000,
    "signs": "#" * 15_000,
    "quotes": "> " * 7_500,
    "items": "* a\n" * 4_500,
    "nested items": "".join(" " * (n % 300) + "* a\n" for n in range(1_200)),
    "mojibake": "6â€“19 " * 3_000,
    "mojibake without blanks": "â€“" * 9_000,
    "controls": "\x92" * 7_500 + "a" * 15_000,
    "residue": "[object Object]" * 3_000,
    "residue lines": "[object Object]\n" * 3_000,
    "stops": "." * 15_000,
    "initials": "A. " * 7_500,
    "one word": "a" * 45_000,
    "blanks": " " * 30_000 + "x",
    "line feeds": "\n" * 45_000 + "x",
    "comments": "<!--" * 3_000,
    "brackets": "(" * 15_000,
    "numbers": "1,600 killed; " * 750,
    "dates": "6–19 February 2013, " * 750,
    "long number": "9" * 15_000,
    "bidi": "\u202e" * 7_500,
}


def values(text: str) -> str:
    """The text as a value of the infobox, where dates, names and numbers are looked for."""
    line = text.replace("\n", " ")[:4_000]
    keys = ("date", "place", "result", "combatant1", "commander1", "strength1", "casualties1")
    box = "".join(f"    {key}:\n      text: |-\n        {line}\n" for key in keys)
    header = HEADER.replace("author", f"infoboxes:\n  - conflict:\n      text: x\n{box}author")
    return f"{header}It began.\n"


@pytest.fixture(scope="module")
def hostile(guarded: Callable[..., list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    wrapped = {
        f"{name} {kind}": text
        for name, body in HOSTILE.items()
        for kind, text in {
            "markdown": f"{HEADER}{body}\n\nIt ended.\n",
            "sections": f"= Siege =\n\nInfobox\n- Date: {body[:3_000]}\n\n{body}\n\nIt ended.\n",
            "tokens": f"@@1 The Siege of Vane . {body.replace(chr(10), ' ')} It ended .\n",
            "infobox": values(body),
        }.items()
    }
    return dict(zip(wrapped, guarded(*(w.encode() for w in wrapped.values())), strict=True))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", ["markdown", "sections", "tokens", "infobox"])
def test_hostile_body_is_read_in_time(hostile: dict[str, Any], name: str, kind: str) -> None:
    found = hostile[f"{name} {kind}"]
    assert found["rejects"] == []
    assert len(found["records"]) == 1
    assert found["seconds"] < 3
