"""What the five seeds teach a reader: one test a row of their list of oddities.

The values of the golden table stand in ``tests/test_golden_seeds.py``; here is what the raw
characters look like and what must not happen to them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import warcorpus
from warcorpus.model.record import Record
from warcorpus.model.values import Field, Problem
from warcorpus.normalizing.replay import replay
from warcorpus.readers import english_corpora
from warcorpus.readers.registry import all_readers
from warcorpus.text.detokenizing import detokenize
from warcorpus.text.mapped import MappedText

SEEDS = Path(__file__).parents[2] / "seeds"
NUMBERS = ("000", "001", "002", "003", "004")
PROBLEMS: dict[str, list[Problem]] = {number: [] for number in NUMBERS}


def seed(number: str) -> Path:
    return next(SEEDS.glob(f"{number}_*.txt"))


RECORDS: dict[str, Record] = {
    number: next(warcorpus.read(seed(number), problems=PROBLEMS[number])) for number in NUMBERS
}
RAW = {number: seed(number).read_bytes().decode("utf-8") for number in NUMBERS}


def field(number: str, name: str) -> Field:
    (found,) = [one for one in RECORDS[number].source.fields if one.name == name]
    return found


def value(number: str, name: str) -> str:
    """A field after its own steps: what YAML says it is."""
    found = field(number, name)
    return str(replay(found.raw, found.steps))


def line(number: str, at: int) -> str:
    return RAW[number].split("\n")[at - 1]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_right_reader_is_sure_and_every_other_far_below(number: str) -> None:
    scores = {reader.name: reader.sniff(RAW[number]).score for reader in all_readers()}
    own = scores.pop(RECORDS[number].source.format)
    assert own >= 0.90
    assert max(scores.values()) <= own - 0.30


@pytest.mark.parametrize("number", NUMBERS)
def test_evidence_stands_where_it_says(number: str) -> None:
    best = warcorpus.sniff(seed(number))[0]
    assert round(sum(feature.weight for feature in best.evidence), 4) == best.score
    assert all(RAW[number][f.start : f.end] or f.name == "suffix .txt" for f in best.evidence)


class TestNewFrontMatter:
    """000 and 003."""

    def test_mojibake_of_one_field_does_not_decode_the_file_again(self) -> None:
        assert line("000", 22).strip() == "text: 6â€“19 February 2013"
        assert field("000", "infoboxes.0.date.text").raw == "6â€“19 February 2013"
        assert RECORDS["000"].source.encoding == "utf-8"

    def test_description_is_folded_and_derived(self) -> None:
        found = field("000", "description")
        assert (found.role, len(found.spans)) == ("description", 8)
        assert found.spans[0].start == RAW["000"].index("The Battle of Safira was")
        told = value("000", "description")
        assert "\n" not in told
        assert RECORDS["000"].text.count("is also next to important weapon factories") == 1
        assert not any("/description" in e.pointer for e in RECORDS["000"].provenance.title)

    def test_folded_scalar_has_one_line_feed_between_items(self) -> None:
        assert line("000", 31).strip() == "text: >-"
        told = value("000", "infoboxes.0.result.text")
        assert told.startswith("Indecisive\n*Rebel forces capture most")
        assert told.count("\n") == 2
        assert "heavy losses \n*Syrian Army" in told

    def test_two_names_are_no_conflict_and_unknown_is_a_state(self) -> None:
        assert line("000", 15).strip() == "text: Battle of As-Safira"
        assert [name.text for name in RECORDS["000"].names] == [
            "Battle of Safira",
            "Battle of As-Safira",
        ]
        assert line("000", 48).strip() == "text: Unknown"
        assert [unit.state for unit in RECORDS["000"].sides[0].units] == ["unknown"]

    def test_image_with_brackets_in_its_address(self) -> None:
        assert line("000", 65).endswith("/As-Safira_(March_15_2013).svg?)")
        (image,) = RECORDS["000"].images
        assert (image.url or "").endswith("/As-Safira_(March_15_2013).svg?")
        assert (image.alt, image.caption) == ("As-Safira (March 15 2013)", None)
        assert line("000", 66).startswith("On 6 February 2013")
        assert "\n\nOn 6 February 2013" in RECORDS["000"].text
        assert ".svg" not in RECORDS["000"].text

    def test_empty_last_sections_are_kept(self) -> None:
        for number, at in (("000", 79), ("003", 136), ("003", 139)):
            heading = line(number, at).lstrip("# ")
            (section,) = [s for s in RECORDS[number].sections if s.heading == heading]
            assert section.empty
            assert heading not in RECORDS[number].text

    def test_words_of_yaml_stay_text(self) -> None:
        assert line("003", 45).strip() == "text: yes"
        assert value("003", "infoboxes.0.map_relief.text") == "yes"
        assert line("003", 28).strip() == 'text: "260"'
        assert field("003", "infoboxes.0.image_size.text").raw == "260"

    def test_names_parted_by_blank_lines_with_lost_flags(self) -> None:
        told = value("003", "infoboxes.0.commander1.text")
        assert told == "Col. Heitam Afasi \n\n Lt. Col. Khaled Hmood \n\n Lt. Col. Fares Bayoush"
        assert [one.parent for one in RECORDS["003"].sides[0].commanders] == [None] * 3

    def test_child_unit_counts_with_a_day_and_a_model_number(self) -> None:
        assert line("003", 95).strip() == "*17th Armoured Brigade"
        assert [unit.parent for unit in RECORDS["003"].sides[1].units] == [None, 0]
        numbers = [quantity.min for quantity in RECORDS["003"].sides[1].casualties]
        assert numbers == [190, 19, 2]  # neither 12 nor 22

    def test_notes_are_kept_unattached(self) -> None:
        assert line("003", 110).strip() == "text: Includes 50 defectors executed by the military."
        assert field("003", "infoboxes.0.notes.text").raw.startswith("Includes 50")

    def test_native_name_stands_twice_and_is_given_once(self) -> None:
        assert "معركة معرة النعمان" in line("003", 4)
        assert "معركة معرة النعمان" in line("003", 113)
        native = [name for name in RECORDS["003"].names if name.kind == "native"]
        assert len(native) == 1

    def test_empty_parent_is_no_gap(self) -> None:
        assert line("003", 115) == "## Battle"
        assert line("003", 116) == line("003", 117) == ""
        start = RAW["003"].index("## Battle\n")
        assert not any(start <= gap.start < start + 13 for gap in RECORDS["003"].gaps)


class TestOldFrontMatter:
    """002."""

    def test_subject_is_the_title_and_pub_date_no_date_of_the_event(self) -> None:
        assert line("002", 2).startswith("subject: Idlib")
        assert line("002", 11) == "pubDate: 2023-07-28 11:07"
        assert field("002", "subject").role == "title"
        assert "2023" not in (RECORDS["002"].date.edtf or "")

    def test_cut_image_name_is_a_field_and_no_image(self) -> None:
        assert line("002", 12) == "img: /FileIdlib_Governora.svg"
        assert field("002", "img").raw == "/FileIdlib_Governora.svg"
        assert not any("Governora.svg" in (image.file or "") for image in RECORDS["002"].images)

    def test_tags_hold_infobox_values_first(self) -> None:
        roles = [field("002", f"tags.{number}").role for number in range(10)]
        assert roles == [
            "infobox.0.conflict",
            "infobox.0.partof",
            "infobox.0.combatant1",
            "infobox.0.combatant2",
            *(f"category.{number}" for number in range(6)),
        ]

    def test_leading_blank_is_a_lost_flag_and_a_star_a_child(self) -> None:
        told = value("002", "tags.2").split("\n")
        assert told[1:3] == [" Suqour al-Sham Brigade", "* Liwa Dawud"]
        names = [(one.name, one.parent) for one in RECORDS["002"].sides[0].belligerents]
        assert names[1:4] == [
            ("Suqour al-Sham Brigade", None),
            ("Liwa Dawud", 1),
            ("Al-Nusra Front", None),
        ]

    def test_leaked_image_name_is_residue_before_a_name(self) -> None:
        assert value("002", "tags.3").startswith("Flag of Syria.svg Syrian Arab Republic")
        assert RECORDS["002"].sides[1].belligerents[0].name == "Syrian Arab Republic"

    def test_date_and_place_are_lists_of_one(self) -> None:
        assert field("002", "date.0").role == "date"
        assert field("002", "place.0").role == "place"

    def test_empty_leaf_is_a_gap_and_empty_parent_none(self) -> None:
        assert (line("002", 40), line("002", 43)) == ("## Background", "## Timeline")
        timeline = RAW["002"].index("## Timeline")
        starts = [gap.start for gap in RECORDS["002"].gaps]
        assert RAW["002"].index("## Background") + len("## Background") in starts
        assert not any(timeline <= start < timeline + 14 for start in starts)

    def test_spellings_stay(self) -> None:
        text = RECORDS["002"].text
        for spelling in ("Qalaat al-Madiq", "Qalaat al-Mudiq", "A'in Qrei'", "al-Za'lana"):
            assert spelling in text

    def test_stops_of_initials_end_no_sentence(self) -> None:
        text = RECORDS["002"].text
        sentences = [text[a:b] for s in RECORDS["002"].sections for a, b in s.sentences]
        with_initials = [sentence for sentence in sentences if "S.O.H.R." in sentence]
        assert with_initials
        assert not any(sentence == "S.O.H.R." for sentence in sentences)

    def test_stop_before_a_lower_case_letter_is_reported(self) -> None:
        assert "province. with 31 more" in line("002", 106)
        assert "Saraqib. with 16" in line("002", 110)
        assert [problem.where.split(":")[1] for problem in PROBLEMS["002"]] == ["106", "110"]
        text = RECORDS["002"].text
        for words in ("province. with 31 more", "Saraqib. with 16"):
            at = text.index(words)
            assert any(a <= at < b - 20 for s in RECORDS["002"].sections for a, b in s.sentences)

    def test_captions_over_blank_lines_are_no_text(self) -> None:
        assert "]][[File:" in line("002", 158)
        assert line("002", 160).startswith("]]On 7 February 2013")
        assert "Situation in Idlib" not in RECORDS["002"].text
        assert "\n\nOn 7 February 2013, Time Magazine" in RECORDS["002"].text

    def test_paragraph_that_breaks_off_is_truncated(self) -> None:
        assert line("002", 160).endswith("leading to their end of the highway")
        (gap,) = [gap for gap in RECORDS["002"].gaps if gap.reason == "truncated"]
        assert RAW["002"][: gap.start].endswith("leading to their end of the highway")
        assert RECORDS["002"].text[: gap.text_start].endswith("their end of the highway")

    def test_residue_after_the_last_heading(self) -> None:
        assert line("002", 169) == "## References[object Object]"
        headings = [section.heading for section in RECORDS["002"].sections[-3:]]
        assert headings == ["References", "External links", "References"]
        assert RECORDS["002"].source.newline == "lf"
        assert not RAW["002"].endswith("\n")


class TestTokenised:
    """001."""

    def test_heading_levels_are_lost_and_the_last_is_empty(self) -> None:
        assert "# References # " in RAW["001"][-20:]
        found = [(s.heading, s.level, s.empty) for s in RECORDS["001"].sections[1:]]
        assert found == [
            ("Battle", None, False),
            ("Aftermath", None, False),
            ("References", None, True),
        ]

    def test_redactions_are_ten_tokens_each_at_the_cadence_of_the_vendor(self) -> None:
        tokens = RAW["001"].split()
        runs = [i for i, token in enumerate(tokens) if token == "@" and tokens[i - 1] != "@"]
        assert runs == [189, 390]
        gaps = [gap for gap in RECORDS["001"].gaps if gap.reason == "redacted"]
        assert [RAW["001"][: gap.start].count(" ") for gap in gaps] == runs

    def test_detokenising_only_deletes(self) -> None:
        assert "Safira. # References #" in RAW["001"]
        assert "February 2013, when rebels forces" in RECORDS["001"].text
        plain = RAW["001"].replace(" # ", " ")
        joined = detokenize(MappedText.of(plain, 0, len(plain))).text
        assert joined.replace(" ", "") == plain.replace(" ", "")

    def test_older_wording_is_a_witness(self) -> None:
        for words in ("rebels forces", "waging", "Tal Aran", "Aleppo's airport"):
            assert words in RECORDS["001"].text

    def test_one_document_from_the_first_to_the_last_byte(self) -> None:
        source = RECORDS["001"].source
        assert (source.byte_start, source.byte_end, source.index) == (0, 2364, 0)
        assert english_corpora.READER.split is not None


class TestPlainSections:
    """004."""

    def test_title_line(self) -> None:
        assert line("004", 1) == "= Battle of al-Haffah ="
        assert field("004", "title").role == "title"

    def test_infobox_is_a_list_to_the_first_blank_line(self) -> None:
        assert line("004", 3) == "Infobox"
        assert len([f for f in RECORDS["004"].source.fields if f.name.startswith("Infobox.")]) == 14
        assert field("004", "Infobox.Casualties3").role == "infobox.0.casualties3"
        assert line("004", 18) == ""

    def test_two_names_in_two_scripts(self) -> None:
        assert line("004", 4) == "- Conflict: Battle of al-Haffah, معركة الحفة"
        found = [(name.text, name.script) for name in RECORDS["004"].names]
        assert found == [("Battle of al-Haffah", "Latn"), ("معركة الحفة", "Arab")]

    def test_empty_template_is_residue_of_the_date(self) -> None:
        assert line("004", 6) == "- Date: 5–13 June 2012, ()"
        assert RECORDS["004"].date.text == "5–13 June 2012"

    def test_heading_without_its_last_blank(self) -> None:
        assert line("004", 24) == "== Event =="
        assert line("004", 25) == "=== Rebels capture Al-Haffah==="
        assert [s.level for s in RECORDS["004"].sections[2:4]] == [2, 3]

    def test_items_of_see_also_are_links_and_no_infobox(self) -> None:
        assert line("004", 39) == "== See also =="
        assert [line("004", at) for at in (40, 41)] == ["- Houla massacre", "- Al-Kubeir massacre"]
        see_also = [link for link in RECORDS["004"].links if link.where == "see_also"]
        assert [link.target for link in see_also] == ["Houla massacre", "Al-Kubeir massacre"]
        assert "massacre" not in RECORDS["004"].text[-40:]
