"""Pages as pandoc writes them: headings without marks, capitals, notes, leftovers."""

from __future__ import annotations

import csv

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from warcorpus.errors import ReadError
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.readers import pandoc_markdown
from warcorpus.readers.sniffing import sniff_text
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text
from warcorpus.text.folding import fold


def read(raw: str) -> Record:
    (record,) = pandoc_markdown.read(Text.of(raw))
    return record


def headings(record: Record) -> list[tuple[str | None, int | None]]:
    return [(section.heading, section.level) for section in record.sections]


class TestHeadings:
    def test_two_blank_lines_make_one_of_level_two(self) -> None:
        assert headings(read("It began.\n\n\nBattle\n\nIt went on."))[1:] == [("Battle", 2)]

    def test_a_short_line_between_paragraphs_is_a_deeper_one(self) -> None:
        found = headings(read("It began.\n\n\nBattle\n\nIt went on.\n\nFirst day\n\nIt rained."))
        assert found[1:] == [("Battle", 2), ("First day", 3)]

    @pytest.mark.parametrize(
        "line",
        ["where", "It rained.", "The following was paid:", "in March", "Map_of_X.png", "$$x$$"],
    )
    def test_other_short_lines_are_none(self, line: str) -> None:
        assert len(headings(read(f"It began.\n\n{line}\n\nIt went on."))) == 1

    def test_a_line_before_a_formula_or_at_the_end_is_none(self) -> None:
        assert len(headings(read("It began.\n\nThe sum was\n\n$$x = 1$$\n\nThe end"))) == 1


class TestTitle:
    @pytest.mark.parametrize(
        ("raw", "title"),
        [
            ("The SIEGE OF KETTLE was long. The Siege of Kettle ended.", "Siege of Kettle"),
            ("A KETTLE is a pot.", "Kettle"),
            ("The KPA was a party. Members of the KPA left.", "KPA"),
            ("In 1812 the PAN–LADLE WAR, or PAN WAR, began.", "Pan–Ladle War"),
        ],
    )
    def test_it_is_taken_from_the_capitals_of_the_lead(self, raw: str, title: str) -> None:
        record = normalize_record(read(raw))
        assert record.title == title
        (entry,) = record.provenance.title
        value = entry.readings[0].value
        assert raw[value.spans[0].start : value.spans[0].end] == value.raw == title.upper()

    def test_capitals_below_a_heading_are_no_title(self) -> None:
        record = read("A plain lead.\n\n\nParties\n\nThe LADLE PARTY won.")
        assert not [field for field in record.source.fields if field.role == "title"]


def test_notes_tables_and_leftovers_are_no_text() -> None:
    raw = (
        "Fork {{·}} Spoon }}\n\nIt[1][2] began.[3]\n\n  A     B\n  ----- ---\n  one   2\n\n"
        "Map_x.png with a caption]] The town fell.\n\n"
        "da:Slag no:Slag Category:Battles Category:1812 in X\n\n[1]\n\n[2] Fork, p. 3"
    )
    record = read(raw)
    assert record.text == "It began.\n\nThe town fell."
    roles = {field.role: field.raw for field in record.source.fields}
    assert roles == {"image": "Map_x.png", "category.0": "Battles", "category.1": "1812 in X"}
    check_record(pandoc_markdown.READER, record, Text.of(raw))


def test_marks_of_other_formats_are_none_of_it() -> None:
    assert pandoc_markdown.sniff("---\ntitle: X\n---\n\n\nBattle\n\nIt[1] was.").score == 0
    assert pandoc_markdown.sniff("# The BATTLE\n\n\nBattle\n\nIt[1] was.").score == 0


PIECES = st.sampled_from(
    ["\n", "\n\n", "\n\n\n", "[1]", " [2] x", "The SIEGE OF X", "_x_", "-   item", "1.  one",
     "  quote", "  --- ---", "-----------", "+---+---+", "| a |", "Map_x.png", "]]", "[[", "{{a}}",
     "}}", "$$x$$", "Category:A b", "da:Slag", "Heading", "It ended.", "\r\n", "(; ; x)",
     "[object Object]", "6â€“19"]
)  # fmt: skip


@given(st.lists(PIECES).map("".join))
def test_every_character_has_an_owner(raw: str) -> None:
    assume(not raw.strip() or any(map(str.isalnum, raw)))
    check_record(pandoc_markdown.READER, read(raw), Text.of(raw))
    assert 0 <= pandoc_markdown.sniff(raw).score <= 1


def test_real_pages_are_known_and_most_are_named(data_folder) -> None:
    folder = data_folder / "wikipedia-markdown"
    with (folder / "clusters.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    named = whole = 0
    for row in rows[::4]:
        raw = (folder / "docs" / row["file"]).read_text(encoding="utf-8")
        best = sniff_text(raw, ".txt")[0].reader
        assert best == "pandoc-markdown" or (best == "plain-text" and row["kind"] == "abstract")
        if row["kind"] == "abstract":
            continue
        whole += 1
        titles = [f.raw for f in read(raw[:20_000]).source.fields if f.role == "title"]
        known = row["cluster"].replace("_", " ").partition(" (")[0]
        named += any(fold(title) == fold(known) for title in titles)
    assert whole > 300
    assert named > 0.6 * whole


def test_a_book_whose_lines_a_margin_broke_is_no_page() -> None:
    book = (
        "The Project of Free Books: Raids of the Vale, by A. Nonym\n\n"
        "This book is for the use of anyone anywhere at no cost and with\n"
        "almost no restrictions.\n\n\nCHAPTER I\n\n"
        "The raid on Orrel was a _great_ raid, as the reports of the day say,\n"
        "and the town was lost.[1]\n\n\nCHAPTER II\n\nThe town was built again.\n"
    )
    assert pandoc_markdown.sniff(book).score == 0
    assert (
        pandoc_markdown.sniff(
            book.replace(",\nand the town", ", and the town" + " of Orrel" * 9)
        ).score
        > 0
    )


def test_signs_alone_are_no_document():
    with pytest.raises(ReadError) as caught:
        list(pandoc_markdown.read(Text.of("'']]")))
    assert (caught.value.slug, caught.value.level) == ("empty-document", "info")


def test_capitals_of_a_picture_are_no_title():
    raw = "Orl_z17.JPG quarry in Tar]] Tar_GDFL028.jpg is clad]] ORL is a hill of many stones.\n"
    assert [own.raw for own in read(raw).source.fields if own.role == "title"] == ["ORL"]


class TestTemplates:
    LEAD = "The SIEGE OF KETTLE was a siege that began in the spring of 1812."

    @pytest.mark.parametrize(
        "template",
        [
            "| media = tin | successor = Pan }}",
            "{{Use dmy dates}}",
            "{{a|{{b}}}} {{c}}",
        ],
    )
    def test_a_lead_behind_the_end_of_one_is_kept(self, template: str) -> None:
        raw = f"{template} {self.LEAD}\n\nIt went on."
        record = read(raw)
        assert record.text == f"{self.LEAD}\n\nIt went on."
        check_record(pandoc_markdown.READER, record, Text.of(raw))

    @pytest.mark.parametrize(
        "rest", ["", " | a = b", " so few words", "\n| c = d | e = f g h i j k"]
    )
    def test_what_is_no_lead_goes_with_it(self, rest: str) -> None:
        assert read(f"{{{{Infobox pan | a = b}}}}{rest}\n\nIt went on.").text == "It went on."

    def test_one_that_never_ends_has_no_lead(self) -> None:
        assert read(f"{{{{Infobox pan {self.LEAD}\n\nIt went on.").text == "It went on."
