"""The tables of templates, tags and words: every row means something that is known."""

from __future__ import annotations

from importlib.resources import files

import pytest

from warcorpus.text.wikitext_pieces import spoken
from warcorpus.text.wikitext_render import Renderer
from warcorpus.text.wikitext_scan import scan
from warcorpus.text.wikitext_words import (
    is_disambiguation,
    is_infobox,
    languages,
    namespace_of,
    rule_of,
    tags,
    template_name,
    words,
)

DATA = files("warcorpus.text").joinpath("data")


def rows(name: str) -> list[list[str]]:
    lines = DATA.joinpath(name).read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and line[0] != "#"]


def test_names_of_templates_stand_once_as_they_are_compared() -> None:
    names = [row[0] for row in rows("wikitext_templates.tsv")]
    assert len(set(names)) == len(names)
    assert [name for name in names if template_name(name.strip("*")) != name.strip("* ")] == []
    assert {len(row) for row in rows("wikitext_templates.tsv")} == {3}


@pytest.mark.parametrize("row", rows("wikitext_templates.tsv"), ids=lambda row: str(row[0]))
def test_every_template_can_be_said_whatever_its_arguments(row: list[str]) -> None:
    name = row[0].replace("*", "a")
    for page in (False, True):
        for tail in ("", "|", "|a|b|c|d|e", "|1=a|text=b|x", "|2012|3|1", "|[[a|b]]|{{c}}"):
            raw = f"x {{{{{name}{tail}}}}} y"
            pieces = list(Renderer(raw, page=page).pieces(0, len(raw), scan(raw, 0, len(raw))[0]))
            assert [piece.start for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]
            assert (pieces[0].start, pieces[-1].end) == (0, len(raw))
            said = spoken(raw, pieces)
            assert said.startswith("x ")
            assert said.endswith(" y")
            assert "{{" not in said


def test_tags_mean_what_the_renderer_knows() -> None:
    assert set(tags().values()) == {
        "reference", "drop", "text", "formula", "gallery", "table", "line", "void", "block",
        "quote", "inline",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "box"),
    [
        ("Infobox military conflict", True),
        ("infobox_civil conflict ", True),
        ("Military conflict infobox", True),
        ("صندوق معلومات نزاع عسكري", True),
        ("Campaignbox X", False),
        ("x" * 5_000, False),
    ],
)
def test_infoboxes(name: str, box: bool) -> None:
    assert is_infobox(template_name(name)) is box


def test_words_of_other_tongues() -> None:
    assert is_disambiguation(template_name("Disambiguation needed"))
    assert not is_disambiguation("main")
    assert namespace_of("Файл") == namespace_of("ملف") == namespace_of("image") == "file"
    assert namespace_of("Catégorie") == "category"
    assert namespace_of("Help") is None
    assert {"de", "ar", "zh-min-nan"} <= languages()
    assert all(word == word.casefold() for kind in ("file", "category") for word in words(kind))


def test_unknown_names_have_no_rule() -> None:
    assert rule_of("grain price") is None
    assert rule_of("a" * 500) is None
    assert rule_of("#if:x") == rule_of("cite book")
