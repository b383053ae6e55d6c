"""Whole pages: blocks, fields, problems, what is refused, and the laws over damaged pages."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.config import DEFAULT
from warcorpus.errors import ReadError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.readers.wikitext import READER
from warcorpus.testing.laws import check_record
from warcorpus.testing.wikipages import wiki_page
from warcorpus.text.document import Text
from warcorpus.text.wikitext import wikitext_record


def read(page: str, **limits: int) -> Record:
    text = evolve(Text.of(page), limits=evolve(DEFAULT.limits, **limits))
    record = wikitext_record(text, READER.id)
    check_record(READER, record, text)
    return record


def slugs(record: Record) -> list[str]:
    return [problem.slug for problem in record.problems]


def kinds(record: Record) -> list[tuple[str, str]]:
    return [
        (block.kind, record.text[block.start : block.end])
        for section in record.sections
        for block in section.blocks
    ]


def owners(page: str, record: Record) -> list[tuple[str, str]]:
    return [(page[start:end], owner) for start, end, owner in record.extents]


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        ("One\nline.\n\nTwo.", [("paragraph", "One line."), ("paragraph", "Two.")]),
        ("* a\n** b\n#c\n; d : e",
         [("item", "a"), ("item", "b"), ("item", "c"), ("item", "d : e")]),
        ("a\n: b\nc", [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]),
        ("a<br />b\n<!-- c -->\nd", [("paragraph", "a b d")]),
        ("a\n----\nb", [("paragraph", "a"), ("paragraph", "b")]),
        ("a\n<blockquote>\nb\n\nc</blockquote>d", [("paragraph", "a"), ("quote", "b"),
         ("quote", "c"), ("paragraph", "d")]),
        ("{{quote|a [[b]]|c}}", [("quote", "a b")]),
        ("a<div>b</div>c", [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")]),
        ("{{plainlist|\n* a\n* b\n}}", [("item", "a"), ("item", "b")]),
        ("[[File:X.png|thumb|a\n\nb]]c {{cn}}.", [("paragraph", "c.")]),
        ("a [[File:X.png|20px]] b  c (<!-- d -->) e ({{IPA|x}}; f)",
         [("paragraph", "a b c e (f)")]),
        ("''a'' <u>b</u> '''c'''<ref>d\n\ne</ref> &amp; <nowiki>''f''</nowiki>",
         [("paragraph", "a b c & ''f''")]),
    ],
)  # fmt: skip
def test_blocks(page: str, blocks: list[tuple[str, str]]) -> None:
    assert kinds(read(page)) == blocks


@pytest.mark.parametrize(
    ("line", "level", "heading"),
    [
        ("== A ==", 2, "A"),
        ("==A==", 2, "A"),
        ("=== A === <!-- b -->", 3, "A"),
        ("=A=", 1, "A"),
        ("== ''A'' [[b|c]]<ref>d</ref> ==", 2, "A c"),
        ("=== A ==", 2, "= A"),
        ("======= A =======", 6, "= A ="),
    ],
)
def test_headings(line: str, level: int, heading: str) -> None:
    section = read(f"a\n{line}\nb").sections[1]
    assert (section.level, section.heading) == (level, heading)


@pytest.mark.parametrize("line", ["= a", "==", "====", "a == b ==", " == a ==", "= ="])
def test_no_headings(line: str) -> None:
    assert len(read(f"a\n\n{line}\n\nb").sections) == 1


def test_a_table_is_no_text_and_its_links_have_no_role() -> None:
    page = 'a\n{| class="x"\n! b\n|-\n| [[c]] || {{nowrap|d}}\n{|\n| e\n|}\n|}\nf'
    record = read(page)
    assert record.text == "a\n\nf"
    assert [field.role for field in record.source.fields] == [None]
    assert "table" in [owner for _, owner in owners(page, record)]
    assert not record.source.repairs


def test_what_is_no_text_has_its_owner() -> None:
    page = (
        "{{Infobox x|a=b}}\n<!-- c -->\n{{unheard of}}\n[[File:D.png]]\n[[Category:E]]\n"
        "[[de:F]]\n__TOC__\n{{coord|1|2}}\n{{main|G}}\n<gallery>\nH.png\n</gallery>\n"
        "<ref>i</ref>\n<score>j</score>\n----\nWords."
    )
    owned = dict(owner[::-1] for owner in owners(page, read(page)))
    assert owned == {
        "infobox": "{{Infobox x|a=b}}",
        "comment": "<!-- c -->",
        "template": "{{unheard of}}",
        "image": "[[File:D.png]]",
        "category": "[[Category:E]]",
        "interlanguage": "[[de:F]]",
        "magic word": "__TOC__",
        "coordinates": "{{coord|1|2}}",
        "see also": "{{main|G}}",
        "gallery": "<gallery>\nH.png\n</gallery>",
        "reference": "<ref>i</ref>",
        "data": "<score>j</score>",
        "markup": "----",
        "paragraph": "Words.",
    }


def test_fields_of_the_body() -> None:
    page = (
        "{{short description|Siege}}{{see also|A#b|C_d}}\n"
        "[[e|f]] [[Datei:G.png]] [http://h.org i]\n<gallery>\nFile:J.png|[[k]]\n</gallery>"
        "[[Kategorie:L m|x]][[fr:N]]\n== See also ==\n* [[o]]"
    )
    found = [(f.raw, f.role) for f in read(page).source.fields]
    assert found == [
        ("Siege", "description"),
        ("[[Datei:G.png]]", "image"),
        ("File:J.png|[[k]]", "image"),
        ("[[e|f]]", "link"),
        ("[http://h.org i]", "link"),
        ("A#b", "see_also.0"),
        ("C_d", "see_also.1"),
        ("L m", "category.0"),
        ("fr:N", None),
        ("[[o]]", "see_also.2"),
        ("o", None),
    ]


def test_too_many_items_are_told() -> None:
    record = read("[[a]] " * 5 + "b", items=3)
    assert slugs(record) == ["too-many-items"]
    assert len(record.source.fields) == 3


@pytest.mark.parametrize(
    "page",
    ["#REDIRECT [[Battle of X]]", "\n#redirect:[[X]] {{R from move}}", "#تحويل [[س]]",
     "#WEITERLEITUNG [[X]]"],
)  # fmt: skip
def test_redirects_are_no_event(page: str) -> None:
    with pytest.raises(ReadError) as error:
        read(page)
    assert (error.value.slug, error.value.level) == ("not-an-event", "info")


@pytest.mark.parametrize("name", ["disambiguation", "Disambig", "hndis|X", "Begriffsklärung"])
def test_lists_of_meanings_are_no_event(name: str) -> None:
    with pytest.raises(ReadError) as error:
        read(f"'''X''' may be:\n* [[Y]]\n{{{{{name}}}}}")
    assert (error.value.slug, error.value.level) == ("not-an-event", "info")
    assert read(f"{{{{Infobox x|a=b}}}} X.\n{{{{{name}}}}}").text == "X."


@pytest.mark.parametrize("page", ["", " \n", "<!-- a -->", "[[Category:A]]", "{{stub}}"])
def test_pages_without_words_are_empty(page: str) -> None:
    with pytest.raises(ReadError) as error:
        read(page)
    assert (error.value.slug, error.value.level) == ("empty-document", "info")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("a <ref>b [[c]]\n== D ==\ne", "a\n\nD\n\ne"),
        ("a <!-- b\n== D ==\ne", "a\n\nD\n\ne"),
        ("a <nowiki>[[b]]\n== D ==\ne", "a [[b]]\n\nD\n\ne"),
        ("{{Infobox x|a={{b}}\nc\n== D ==\ne", "D\n\ne"),
        ("a\n{|\n| b\n== D ==\ne", "a\n\nD\n\ne"),
        ("a <ref>b", "a"),
    ],
)
def test_what_is_never_closed_ends_with_its_section(page: str, text: str) -> None:
    record = read(page)
    assert record.text == text
    assert slugs(record) == ["unclosed-markup"]


@pytest.mark.parametrize(
    ("page", "text", "images"),
    [
        ("[[File:a.svg|thumb|b\nc", "c", ["[[File:a.svg|thumb|b"]),
        ("[[File:a.svg|thumb|[[b]] {{c}}\r\nd", "d", ["[[File:a.svg|thumb|[[b]] {{c}}"]),
        ("a [[Datei:b.svg|{{c\n|d}} e\nf [[g]]", "a f g", ["[[Datei:b.svg|{{c\n|d}} e"]),
        ("[[File:a.svg|[[File:b.svg|c\n\nd", "d", ["[[File:a.svg|[[File:b.svg|c"]),
        ("a {{cite|b=[[File:c.svg|d}} e", "a e", []),
        ("a {{quote|b [[File:c.svg|d}} e", "a\n\nb [[File:c.svg\n\ne", []),
    ],
)
def test_a_file_that_is_never_closed_ends_with_its_line(
    page: str, text: str, images: list[str]
) -> None:
    record = read(page)
    assert record.text == text
    assert [field.raw for field in record.source.fields if field.role == "image"] == images
    assert "unclosed-markup" in slugs(record)


def test_links_that_are_never_closed_are_words_and_not_told() -> None:
    assert slugs(read("a [[b:c|d\n[[e")) == []


def test_unknown_templates_are_told_once_with_their_names() -> None:
    page = "{{Infobox x|a={{Grain price}}}} b {{unheard of|{{nor this}}}} {{ grain_price }} {{cn}}"
    (problem,) = read(page).problems
    assert (problem.slug, problem.level) == ("unknown-template", "info")
    assert "grain price (2), unheard of (1)" in problem.message


@pytest.mark.parametrize(
    "page",
    ["{{" * 501, "[[a|" * 501, "[http://a " * 501, "<b>" * 501, "<ref name=x " * 501,
     "{{a|" * 41 + "}}" * 41],
)  # fmt: skip
def test_unbalanced_pages_are_read_as_plain_text(page: str) -> None:
    record = read(f"Words before.\n\n{page}\n\n[[Words]] behind.")
    assert slugs(record) == ["wikitext-unbalanced"]
    assert record.text.startswith("Words before.")
    assert record.text.endswith("[[Words]] behind.")


def test_limits_say_what_is_too_much() -> None:
    assert slugs(read("[[a b", wikitext_unclosed=1)) == []
    assert slugs(read("[[a [[b", wikitext_unclosed=1)) == ["wikitext-unbalanced"]
    assert slugs(read("{{nowrap|{{nowrap|a}}}}", wikitext_depth=1)) == ["wikitext-unbalanced"]
    assert slugs(read("[[a]] ü", wikitext_bytes=8)) == []
    assert slugs(read("[[a]] ü", wikitext_bytes=7)) == ["wikitext-too-large"]


SEEDS = st.integers(0, 2**32)


@given(SEEDS)
def test_generated_pages_keep_the_laws(seed: int) -> None:
    record = read(wiki_page(seed))
    assert "{{" not in record.text
    assert slugs(record) in ([], ["unknown-template"])


TORN = [
    "{{", "}}", "{{a|", "{{{", "}}}", "[[", "]]", "[[File:a.png|", "[http://a ", "]", "<ref>",
    "</ref>", "<!--", "-->", "<nowiki>", "</nowiki>", "<b>", "<br>", "\n{|\n", "\n|}",
    "\n== b ==\n", "\n\n", "\n* ", "|", "=", "'''", "{{quote|", "<blockquote>",
    "</blockquote>", "<gallery>\n", "{{Infobox x|a=", "{{ubl|", "&nbsp;", "&#10;",
    "\r\n", "  ", "()", "â€“", "\x92", "<table>",
]  # fmt: skip


def torn(seed: int) -> str:
    """A generated page with pieces lost, marks set in, and parts copied elsewhere."""
    dice = random.Random(seed)
    page = wiki_page(seed % 997)
    for _ in range(dice.randrange(1, 7)):
        at, way = dice.randrange(len(page)), dice.random()
        if way < 0.4:
            page = page[:at] + page[at + dice.randrange(1, 40) :]
        elif way < 0.8:
            page = page[:at] + dice.choice(TORN) + page[at:]
        else:
            first = dice.randrange(len(page))
            page = page[:at] + page[first : first + 60] + page[at:]
    return page


@settings(max_examples=150)
@given(SEEDS)
def test_torn_pages_keep_the_laws(seed: int) -> None:
    page = torn(seed)
    record = read(page)  # no damage makes a whole page empty
    assert record.text or record.source.fields
    assert record.extents


@given(st.lists(st.sampled_from([*TORN, "Words. ", "معركة "]), max_size=40).map("".join))
def test_marks_without_a_page_keep_the_laws(page: str) -> None:
    with suppress(ReadError):
        read(page)


HOSTILE = [
    "{{", "{{a|", "[[a|b ", "<ref name=x ", "<b>", "[http://a ", "<!--", "<nowiki>", "{{Infobox|",
    "\n{|", "\n== a ==", "'''", "[[File:x.jpg|a]]", "<br>", "{{ubl|a|b}}", "&amp;  ", "{{quote|a}}",
    "{{Infobox x|image={{a|b.jpg}}|place={{coord|1|2}}}}", "[[a]] .", "{{main|a}} ( ) ",
]  # fmt: skip


@pytest.mark.parametrize("mark", HOSTILE)
def test_time_is_linear(mark: str, assert_linear: Callable[..., None]) -> None:
    def work(size: int) -> None:
        wikitext_record(Text.of("Words. " + mark * size), READER.id)

    assert_linear(work, 1_000)


@pytest.mark.parametrize("argument", ["|a=[[b]]", "|{{nowrap|x}}", "|a{{b}}"])
@pytest.mark.parametrize("head", ["{{Infobox conflict", "{{ubl", "{{convert"])
def test_large_templates_take_linear_time(
    head: str, argument: str, assert_linear: Callable[..., None]
) -> None:
    def work(size: int) -> None:
        wikitext_record(Text.of(f"Words {head}{argument * size}}}}}."), READER.id)

    assert_linear(work, 1_000)


@pytest.mark.parametrize(
    ("page", "lost"),
    [
        ("a\n== B ==\n{{reflist}}\n", 0),
        ("a\n== B ==\n<references />\n== C ==\nd", 0),
        ("a\n== B ==\n[[File:b.jpg]]", 0),
        ("a\n== B ==\n{{main|C}}\n", 1),
        ("a\n== B ==\n<!-- c -->\n[[Category:D]]", 1),
        ("a\n== B ==\n{{unheard of}}\n=== C ===\n", 1),
    ],
)
def test_a_section_of_data_has_lost_nothing(page: str, lost: int) -> None:
    assert [gap.reason for gap in read(page).gaps if gap.reason == "lost"] == ["lost"] * lost


def test_a_box_that_stands_alone_says_nothing() -> None:
    assert read("A.\n{{Wars of the north}}\n{{Guard}}\n").problems == ()
    assert slugs(read("A {{wars of the north}} b.")) == ["unknown-template"]
    assert slugs(read("A.\n{{wars of the north|b}}")) == ["unknown-template"]
