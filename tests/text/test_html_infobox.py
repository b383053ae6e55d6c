"""Rows of infoboxes as fields."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from warcorpus.model.values import Field
from warcorpus.text.html_infobox import infobox_fields
from warcorpus.text.html_tree import build


def fields(rows: str, number: int = 0, kind: str = "") -> list[Field]:
    raw = f"<table class='infobox {kind}'>{rows}</table>"
    made = infobox_fields(next(build(raw).root.elements), number)
    for own in made:
        assert own.raw == raw[own.spans[0].start : own.spans[0].end]
    return made


def told(rows: str, kind: str = "") -> list[tuple[str, str]]:
    """Roles without their beginning, and what the fields hold."""
    return [
        (own.role.removeprefix("infobox.0."), own.raw) for own in fields(rows, 0, kind) if own.role
    ]


def heading(words: str) -> str:
    return f"<tr><th colspan=3>{words}</th></tr>"


def row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def test_a_column_is_a_side() -> None:
    rows = heading("Belligerents") + row("A", "B", "C") + heading("Strength") + row("", "2", "3")
    assert told(rows) == [
        ("combatant1", "A"),
        ("combatant2", "B"),
        ("combatant3", "C"),
        ("strength2", "2"),
        ("strength3", "3"),
    ]


def test_later_rows_add_to_the_sides() -> None:
    rows = (
        heading("Belligerents") + row("<a href='./A'>A</a>", "B") + row("<a href='./C'>D</a>", "")
    )
    assert told(rows) == [
        ("combatant1", "<a href='./A'>A</a>"),
        ("combatant1.link.0", "./A"),
        ("combatant2", "B"),
        ("combatant1", "<a href='./C'>D</a>"),
        ("combatant1.link.1", "./C"),
        ("combatant1.link.1.text", "D"),
    ]


def test_a_row_of_one_cell_is_of_all_sides() -> None:
    whole = "<tr><td colspan=2>{}</td></tr>"
    losses = heading("Casualties and losses") + row("1 killed", "2 killed")
    rows = losses + whole.format("30 civilians killed") + whole.format("Includes a cook")
    assert told(rows)[2:] == [("casualties3", "30 civilians killed"), ("notes", "Includes a cook")]
    assert told(heading("Losses") + whole.format("40 killed")) == [("casualties3", "40 killed")]
    assert told(heading("Belligerents") + whole.format("Two clans")) == [
        ("combatant1", "Two clans")
    ]
    assert told(heading("Belligerents") + row("Two clans")) == [("combatant1", "Two clans")]


def test_labels_and_values() -> None:
    rows = (
        "<caption>Raid on X</caption><tr><th>Date:</th><td>5 May</td></tr>"
        "<tr><th>Ort</th><td>X</td></tr><tr><th>Own. label</th><td>z</td></tr>"
        "<tr><th>Strength</th><td>1</td><td>2</td></tr>"
        "<tr><th>A</th><td>1</td><th>B</th><td>2</td></tr>"
    )
    assert told(rows) == [
        ("name", "Raid on X"),
        ("date", "5 May"),
        ("place", "X"),
        ("own_label", "z"),
        ("strength1", "1"),
        ("strength2", "2"),
        ("a", "1"),
        ("b", "2"),
    ]


def test_title_whole_and_picture() -> None:
    rows = (
        "<tr><th class=summary>Raid on <i>X</i></th></tr>"
        "<tr><td>Part  of\n<a href='./War#Raids'>the <b>war</b></a></td></tr>"
        "<tr><td><img src='/x/Old.jpg' alt='a &amp; b'><div class=infobox-caption>Seen</div>"
        "</td></tr>"
        "<tr><td>Some more words</td></tr>"
    )
    assert told(rows, "vevent") == [
        ("conflict", "Raid on <i>X</i>"),
        ("partof", "the <b>war"),
        ("partof.link.0", "./War"),
        ("partof.link.0.text", "the <b>war</b>"),
        ("partof.link.0.anchor", "Raids"),
        ("image", "<img src='/x/Old.jpg' alt='a &amp; b'>"),
        ("alt", "a &amp; b"),
        ("caption", "Seen"),
    ]
    assert fields(rows)[-1] == Field(
        "Infobox.row", "Some more words", fields(rows)[-1].spans, (), None
    )


def test_labels_without_a_mark_are_known_by_their_words() -> None:
    rows = row("Part of: the war") + row("Datum", "3. Mai") + heading("Losses") + row("Date", "2")
    assert told(rows) == [
        ("partof", "the war"),
        ("date", "3. Mai"),
        ("casualties1", "Date"),
        ("casualties2", "2"),
    ]


def test_captions_of_both_kinds() -> None:
    frame = "<figure><img src=/x/A.jpg><figcaption>Seen</figcaption></figure>"
    assert told(row(frame))[1:] == [("caption", "Seen")]


def test_rows_of_a_table_inside_are_rows() -> None:
    inner = "<table><tr><th>Date</th><td>5 May</td></tr></table>"
    assert told(f"<tr><td colspan=2>{inner}</td></tr>") == [("date", "5 May")]
    assert told(f"<tr><th>Result</th><td>Draw {inner}</td></tr>")[0][0] == "result"


def test_navigation_at_the_foot_is_left_out() -> None:
    box = "<div class=navbox><table><tr><th>Date</th><td>5 May</td></tr></table></div>"
    assert told(f"<tr><td>{box}</td></tr>") == []


def test_the_second_infobox_has_its_number() -> None:
    own = fields("<tr><th>Date</th><td>5 May</td></tr>", 1)
    assert [(one.name, one.role) for one in own] == [("Infobox.1.date", "infobox.1.date")]


def test_links_to_pictures_notes_and_the_page_itself_are_none() -> None:
    cell = (
        "<a href='#x'>a</a><a href='./File:X.png'><img></a><a>b</a>"
        "<sup class=reference><a href='./P#n'>[1]</a></sup><a href='./Q'>Q</a>"
    )
    assert [role for role, _ in told(f"<tr><th>Result</th><td>{cell}</td></tr>")] == [
        "result",
        "result.link.0",
    ]


@pytest.mark.parametrize("unit", ["<tr><th>Date</th><td>x</td></tr>", "<table><tr><th>", "<td>x"])
def test_endless_rows_cost_linear_time(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda size: fields(unit * size), 1_000)


def test_words_below_a_picture_are_its_caption() -> None:
    picture = "<a class=image href=/wiki/File:A.jpg><img src=/x/A.jpg width=300></a>"
    flag = "<img src=f.png width=23>"
    assert told(row(f"{picture}<br>The <b>gate</b>{flag}")) == [
        ("image", "<img src=/x/A.jpg width=300>"),
        ("caption", "The <b>gate"),
    ]
    assert told(row(f"{flag} Part of the war")) == [("partof", "the war")]
    several = "<img src=/x/A.jpg><img src=/x/B.jpg>"
    assert [role for role, _ in told(row(several))] == ["image", "image"]
    column = heading("Strength") + row("5 men<img src=/x/A.jpg>")
    assert told(column) == [("strength1", "5 men<img src=/x/A.jpg>")]


def test_counts_of_an_attack_are_known_by_their_labels() -> None:
    rows = "<tr><th>Deaths</th><td>20</td></tr><tr><th><div>Injured</div></th><td>125</td></tr>"
    assert told(rows) == [("fatalities", "20"), ("injuries", "125")]
