"""Dates from fields, and from title and lead where no field has one."""

from collections.abc import Callable

from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record

Made = Callable[..., tuple[object, Record]]


def dated(record: Record) -> tuple[str | None, list[str]]:
    readings = [r for entry in record.provenance.date for r in entry.readings]
    return record.date.edtf, [reading.value.origin for reading in readings]


def test_the_field_leads(made: Made) -> None:
    fields = {"title": "Battle of X (2012)", "infobox.0.date": "6–19 February 2013"}
    record = normalize_record(made(fields, ["The Battle of X was fought in May 2011."])[1])
    assert dated(record) == ("2013-02-06/2013-02-19", ["field"])
    assert record.date.basis == "explicit"


def test_the_first_of_several_counts_and_all_are_kept(made: Made) -> None:
    fields = [("title", "Battle of X"), ("date", "5 May 2012"), ("date.1", "6 May 2012")]
    record = normalize_record(made(fields)[1])
    assert dated(record) == ("2012-05-05", ["field", "field"])
    assert [r.chosen for r in record.provenance.date[0].readings] == [True, False]
    assert record.provenance.date[0].rule == "origin"


def test_title_and_lead(made: Made) -> None:
    lead = "The Battle of X was fought in February 2012 by many men."
    only_lead = normalize_record(made({"title": "Battle of X"}, [lead])[1])
    assert dated(only_lead) == ("2012-02", ["lead"])
    narrower = normalize_record(made({"title": "Battle of X (2012)"}, [lead])[1])
    assert dated(narrower) == ("2012-02", ["lead"])
    other = normalize_record(made({"title": "Battle of X (2015)"}, [lead])[1])
    assert dated(other) == ("2015", ["title"])
    wider = normalize_record(made({"title": "Battle of X (2012–2013)"}, [lead])[1])
    assert dated(wider) == ("2012/2013", ["title"])


def test_a_place_has_no_date(made: Made) -> None:
    record = normalize_record(made({"title": "Tell Airbase"}, ["The base was built in 1990."])[1])
    assert (record.kind, record.date.state) == ("place", "absent")


def test_unknown_stays_unknown(made: Made) -> None:
    lead = "The Battle of X was fought in February 2012 by many men."
    record = normalize_record(
        made({"title": "Battle of X", "infobox.0.date": "Unknown"}, [lead])[1]
    )
    assert (record.date.state, record.date.edtf) == ("unknown", None)


def test_a_field_without_a_date_gives_way_to_the_lead(made: Made) -> None:
    fields = {"title": "X War", "infobox.0.date": "(8 years, 9 months, 6 days)"}
    record = normalize_record(made(fields, ["The X War was a war from 2003 to 2011."])[1])
    assert dated(record) == ("2003/2011", ["lead", "field"])


def test_two_columns_are_one_date(made: Made) -> None:
    fields = {"title": "Big Mound", "date.start": "1863-07-24", "date.end": "1863-7-25"}
    record = normalize_record(made(fields)[1])
    assert (record.date.edtf, record.date.latest) == ("1863-07-24/1863-07-25", "1863-07-25")
    assert [e.pointer for e in record.provenance.date] == ["/date/earliest", "/date/latest"]


def test_equal_columns_are_one_day(made: Made) -> None:
    fields = {"title": "Philippi", "date.start": "1861-6-3", "date.end": "1861-06-03"}
    record = normalize_record(made(fields)[1])
    assert record.date.edtf == "1861-06-03"
    assert [entry.rule for entry in record.provenance.date] == ["agreed"]


def test_columns_in_the_wrong_order(made: Made) -> None:
    fields = {"title": "X", "date.start": "1863-07-24", "date.end": "1863-07-20"}
    record = normalize_record(made(fields)[1])
    assert record.date.edtf is None
    assert "date-invalid" in [p.slug for p in record.problems]


def test_an_ambiguous_date_is_reported_with_its_place(made: Made) -> None:
    record = normalize_record(made({"title": "X", "infobox.0.date": "08/10/2012"})[1])
    assert record.date.edtf is None
    assert len(record.date.candidates) == 2
    problem = next(p for p in record.problems if p.slug == "date-ambiguous")
    assert problem.span is not None


def test_a_lead_date_of_something_else_is_passed_over(made: Made) -> None:
    lead = "The Battle of X was a battle for a fort held since 2012 and built before May 1900."
    assert dated(normalize_record(made({}, [lead])[1])) == (None, [])
    told = normalize_record(made({}, [lead[:-1] + " that began on 20 March 2014."])[1])
    assert dated(told) == ("2014-03-20", ["lead"])


def test_the_year_in_a_lead_name_gives_way_to_the_date_told(made: Made) -> None:
    lead = "The 2012 X offensive was an operation launched on 16 December 2012 by an army."
    assert dated(normalize_record(made({}, [lead])[1])) == ("2012-12-16", ["lead"])
    only = (
        "The 2012 X offensive was an operation, a year after 5 May 2011. It ended on 3 June 2012."
    )
    assert dated(normalize_record(made({}, [only])[1])) == ("2012", ["lead"])


def test_the_year_of_another_event_is_no_date(made: Made) -> None:
    lead = "The X offensive was an operation during the 2020 Y war. Men fought on 5 May 2020."
    assert dated(normalize_record(made({}, [lead])[1])) == ("2020-05-05", ["lead"])
    told = "The X offensive was an operation that began in 2020 when Y men came."
    assert dated(normalize_record(made({}, [told])[1])) == ("2020", ["lead"])


def test_a_month_of_one_digit_in_a_column_of_one_end(made: Made) -> None:
    fields = {"title": "Raid on X", "date.start": "1862-4", "date.end": "1862-5"}
    record = normalize_record(made(fields)[1])
    assert (record.date.edtf, record.problems) == ("1862-04/1862-05", ())
    same = normalize_record(made({**fields, "date.end": "1862-4"})[1])
    assert (same.date.edtf, same.date.start_precision, same.problems) == ("1862-04", "month", ())
    # alone it may be two years
    other = normalize_record(made({"title": "Raid on X", "date": "1862-4"})[1])
    assert other.date.edtf is None


def test_the_plus_of_an_era_is_no_note(made: Made) -> None:
    fields = {"title": "Raid on X", "date": "+2012-06-05T00:00:00Z"}
    date = normalize_record(made(fields)[1]).date
    assert (date.edtf, date.note) == ("2012-06-05", None)
