"""The title by the first source that has one, and every name with its readings."""

from collections.abc import Callable

from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.readers import read_text

Made = Callable[..., tuple[object, Record]]
LEAD = "The Long Siege of X (معركة الحفة) was fought in May 2013 by many."


def named(record: Record) -> list[tuple[str, str, int]]:
    counts = [len(entry.readings) for entry in record.provenance.names]
    return [(n.text, n.kind, c) for n, c in zip(record.names, counts, strict=True)]


def test_the_header_leads(made: Made) -> None:
    record = normalize_record(
        made({"title": "Siege of X", "infobox.0.conflict": "Battle of X"}, [LEAD])[1]
    )
    assert record.title == "Siege of X"
    assert named(record) == [
        ("Siege of X", "title", 1),
        ("Battle of X", "infobox", 1),
        ("Long Siege of X", "lead", 1),
        ("معركة الحفة", "native", 1),
    ]
    assert record.provenance.title[0].readings[0].value.origin == "title"


def test_then_the_infobox_then_the_lead(made: Made) -> None:
    boxed = normalize_record(made({"infobox.0.conflict": "Battle of X"}, [LEAD])[1])
    assert (boxed.title, boxed.provenance.title[0].readings[0].value.origin) == (
        "Battle of X",
        "field",
    )
    lead = normalize_record(made({}, [LEAD])[1])
    value = lead.provenance.title[0].readings[0].value
    assert (lead.title, value.origin, value.basis) == ("Long Siege of X", "lead", "inferred")


def test_then_a_short_line_then_the_file(made: Made) -> None:
    line = normalize_record(made({}, ["Notes on a town", "They fought here."])[1])
    assert line.title == "Notes on a town"
    assert line.provenance.title[0].readings[0].value.origin == "body"
    stem = normalize_record(made({}, ["They fought here."], path="a/battle-notes.md.gz")[1])
    assert (stem.title, stem.provenance.title) == ("battle-notes", ())


def test_a_file_name_is_a_label_and_no_name(made: Made) -> None:
    record = normalize_record(made({}, ["They fought here."], path="a/012a.txt")[1])
    assert (record.title, record.names) == ("012a", ())


def test_the_heading_of_a_section_is_no_title() -> None:
    (raw,) = read_text("@@7 # Events of May # They fought .", reader="english-corpora")
    record = normalize_record(raw)
    assert (record.title, record.names) == ("<text> 7", ())


def test_equal_strings_are_one_name(made: Made) -> None:
    fields = {"title": "Battle of X", "infobox.0.conflict": "Battle of X, معركة الحفة"}
    record = normalize_record(made(fields, ["The Battle of X (معركة الحفة) was a battle."])[1])
    assert named(record) == [("Battle of X", "title", 3), ("معركة الحفة", "native", 2)]
    assert [entry.rule for entry in record.provenance.names] == ["agreed", "agreed"]
    assert sum(reading.chosen for reading in record.provenance.names[0].readings) == 1


def test_a_date_below_the_name_is_no_name(made: Made) -> None:
    record = normalize_record(made({"infobox.0.conflict": "X offensive\nApril–August 2019"})[1])
    assert [name.text for name in record.names] == ["X offensive"]


def test_the_subject_of_a_lead_that_is_no_event_is_no_name(made: Made) -> None:
    lead = "The Free Front was one of the parties that fought in the war."
    record = normalize_record(made({"title": "List of parties"}, [lead])[1])
    assert [name.text for name in record.names] == ["List of parties"]


def test_odd_names_are_reported_once(made: Made) -> None:
    record = normalize_record(made({"title": "Battle of S\u0430fira"})[1])
    assert [p.slug for p in record.problems] == ["mixed-script"]
    assert normalize_record(record).problems == record.problems
