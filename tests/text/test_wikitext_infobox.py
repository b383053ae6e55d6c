"""Infoboxes as fields: names, roles, values, links, coordinates; the guard around the parser."""

from __future__ import annotations

import sys

import pytest

from warcorpus.config import DEFAULT
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.model.values import Field
from warcorpus.text import wikitext_infobox
from warcorpus.text.document import Text
from warcorpus.text.wikitext import wikitext_record


def read(page: str) -> Record:
    return wikitext_record(Text.of(page), "wikitext/1")


def fields(page: str) -> list[Field]:
    return [field for field in read(page).source.fields if field.name.startswith("Infobox")]


def raw(page: str) -> dict[str, str]:
    return {field.role: field.raw for field in fields(page) if field.role}


def test_every_parameter_is_a_field_with_its_span() -> None:
    page = "{{Infobox military conflict\n| conflict = A\n|Date=  6 May <!-- x -->\n|empty=\n|word}}"
    found = fields(page)
    assert [(f.name, f.raw, f.role) for f in found] == [
        ("Infobox.conflict", "A", "infobox.0.conflict"),
        ("Infobox.Date", "6 May <!-- x -->", "infobox.0.date"),
        ("Infobox.empty", "", None),
        ("Infobox.1", "word", "infobox.0.1"),
    ]
    for field in found:
        assert field.raw == "".join(span.of(page) for span in field.spans)
    assert [str(step) for step in found[1].steps] == ["strip wikitext"]
    assert found[0].steps == ()


def test_two_infoboxes_stay_two_and_an_inner_one_is_a_third() -> None:
    page = "{{Infobox x|a=1|module={{Infobox y|embed=yes|a=2}}}}\n{{infobox_z|a=3|b.c d=4}}"
    assert raw(page) == {
        "infobox.0.a": "1",
        "infobox.0.module": "{{Infobox y|embed=yes|a=2}}",
        "infobox.1.a": "3",
        "infobox.1.b_c_d": "4",
        "infobox.2.embed": "yes",
        "infobox.2.a": "2",
    }


def test_of_a_name_that_stands_twice_the_last_one_counts() -> None:
    found = fields("{{Infobox x|a=1|a=2}}")
    assert [(f.raw, f.role) for f in found] == [("1", None), ("2", "infobox.0.a")]


def test_links_of_a_parameter() -> None:
    page = (
        "{{Infobox x|combatant1=[[Free_Army|''Rebels'']] {{flag|Y|1900}} [[#Part|p]] "
        "[[A (b)#C|]] [[File:Z.png]] [http://e.org/x w] <ref>[[no]]</ref> {{efn|[[no]]}}}}"
    )
    role = "infobox.0.combatant1.link"
    found = [f for f in fields(page) if f.role and ".link." in f.role]
    assert [(str(f.role).removeprefix(role + "."), f.raw) for f in found] == [
        ("0", "Free_Army"),
        ("0.text", "''Rebels''"),
        ("1", "Y"),
        ("2.anchor", "Part"),
        ("2.text", "p"),
        ("3", "A (b)"),
        ("3.anchor", "C"),
        ("4", "http://e.org/x"),
        ("4.text", "w"),
    ]
    assert [str(step) for step in found[0].steps] == ["strip title"]
    assert [str(step) for step in found[1].steps] == ["strip wikitext"]


def test_coordinates_inside_of_a_place_are_a_field_of_their_own() -> None:
    page = "{{Infobox x|place=[[A]]<br>{{coord|1|N|2|E}}}} {{coord|3|N|4|E}} b"
    found = {f.role: f for f in read(page).source.fields if f.role}
    assert found["infobox.0.coordinates"].raw == "{{coord|1|N|2|E}}"
    assert "place.latitude" not in found


def test_the_parameter_coordinates_goes_before_them() -> None:
    page = "{{Infobox x|place={{coord|1|N|2|E}}|coordinates={{coord|3|N|4|E}}}}"
    own = [f.raw for f in fields(page) if f.role == "infobox.0.coordinates"]
    assert own == ["{{coord|3|N|4|E}}"]


def test_coordinates_of_the_page_serve_an_infobox_without() -> None:
    page = "{{Infobox y|a=b}}{{Infobox x|conflict=C}}\n{{coord|1|N|2|E}}"
    assert raw(page).get("infobox.1.coordinates") is None
    roles = {f.role for f in read(page).source.fields}
    assert "infobox.1.coordinates" in roles


def test_coordinates_of_a_page_without_infobox_are_its_place() -> None:
    found = {f.role: str(f.steps[0]) for f in read("{{coord|1|N|2|E}}\nwords").source.fields}
    assert found == {"place.latitude": "strip latitude", "place.longitude": "strip longitude"}


def test_templates_of_values_are_no_residue_but_mojibake_is_damage() -> None:
    record = read("{{Infobox x|date={{nowrap|6â€“19 May}}|b={{unheard of}}}}\nText.")
    (repair,) = record.source.repairs
    assert (repair.action, repair.count) == ("mojibake", 1)
    assert [span.of("{{Infobox x|date={{nowrap|6â€“19 May}}") for span in repair.spans] == ["â€“"]


@pytest.mark.parametrize(
    "page",
    [
        "{{Infobox x|a=<b>|b={{b|c=d}}|e=[[f|g]]}}",
        "{{Infobox x|a=[[b|c=d|e={{f|[[g|h}}}}",
        "{{Infobox x|a=<nowiki>}}|</nowiki>|b={{{1|c}}}|d={{#if:[[x]]|y|}}}}",
    ],
)
def test_without_the_parser_the_arguments_are_the_same(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fields(page)
    monkeypatch.setitem(sys.modules, "mwparserfromhell", Broken())
    assert fields(page) == before


def test_a_link_that_is_never_closed_takes_no_parameter_with_it() -> None:
    page = "{{Infobox x|a=[[b|c=[[d|e]]|f={{g|[[h|i=j}}}}"
    assert {role: own for role, own in raw(page).items() if ".link." not in role} == {
        "infobox.0.a": "[[b",
        "infobox.0.c": "[[d|e]]",
        "infobox.0.f": "{{g|[[h|i=j}}",
    }


class Broken:
    """A parser that fails on everything."""

    def parse(self, *_: object, **__: object) -> None:
        raise RecursionError


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("{{Infobox x|a=1}}", False),
        ("{{Infobox x|a=[[1|b=2}}", True),
        ("{{Infobox x|a=<b>1}}", True),
        ("{{Infobox x|a=1}} <b> <ref>open", False),
        ("{{Infobox x|a=" + "<b>" * 30 + "}}", False),
        ("{{Infobox x|a=<b>" + "\n{|" * 30 + "}}", False),
        ("{{Infobox x|a=<b>|b=" + "long " * 80 + "}}", False),
        ("{{Infobox x|a=1\n== h ==\n", False),
    ],
)
def test_the_parser_is_asked_in_doubt_where_it_is_harmless(
    page: str, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def note(raw: str, box: object) -> None:
        seen.append(raw)

    monkeypatch.setattr(wikitext_infobox, "parsed_arguments", note)
    text = evolve(Text.of(page), limits=evolve(DEFAULT.limits, wikitext_call_bytes=1_200))
    wikitext_record(text, "wikitext/1")
    assert bool(seen) is asked


def test_coordinates_of_something_else_are_not_those_of_the_page() -> None:
    page = "A ford at {{coord|1|N|2|E}}.\n\n{{Coord|3|N|4|E|display=it}}"
    (place,) = [f.raw for f in read(page).source.fields if f.role == "place.latitude"]
    assert place == "{{Coord|3|N|4|E|display=it}}"


def test_parameters_of_other_languages_have_english_roles() -> None:
    page = "{{Infobox Militärischer Konflikt|KONFLIKT=A|KONTRAHENT1=[[B]]|DATUM=1757|VERLUSTE1=5}}"
    assert raw(page) == {
        "infobox.0.conflict": "A",
        "infobox.0.combatant1": "[[B]]",
        "infobox.0.combatant1.link.0": "B",
        "infobox.0.date": "1757",
        "infobox.0.casualties1": "5",
    }
    assert raw("{{Infobox Ort|ORT=A|datum=5}}") == {"infobox.0.ort": "A", "infobox.0.datum": "5"}


def test_a_code_of_a_country_leads_to_its_page() -> None:
    found = fields("{{Infobox x|combatant1={{flag|USA}} {{GEO}}|combatant2={{flag|Syria}}}}")
    links = {f.role: (f.raw, [str(step) for step in f.steps]) for f in found if "link" in f.name}
    assert links == {
        "infobox.0.combatant1.link.0": ("USA", ["strip country"]),
        "infobox.0.combatant1.link.1": ("GEO", ["strip country"]),
        "infobox.0.combatant2.link.0": ("Syria", []),
    }


def test_every_file_of_a_template_with_several_is_an_image() -> None:
    page = "{{Infobox x|image={{multiple image|border=infobox|image1=A.jpg|image2=B c.jpg}}}}"
    assert [f.raw for f in fields(page) if f.role] == ["A.jpg", "B c.jpg"]
    body = "Words.\n{{multiple image|image1=A.jpg|caption1=One|width2=5|image2=B.jpg}}"
    images = [f.raw for f in read(body).source.fields if f.role == "image"]
    assert images == ["A.jpg|caption1=One", "B.jpg"]
