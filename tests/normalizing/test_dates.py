"""Every row of the table of date notations, and the notations of real infoboxes."""

from __future__ import annotations

import pytest

from warcorpus.normalizing.dates import parse_date

FEBRUARY = "2013-02-06/2013-02-19"


@pytest.mark.parametrize(
    "dash",
    [
        "–",
        "-",
        "‐",
        "‑",
        "‒",
        "—",
        "−",
        " – ",
        " to ",
        "&ndash;",
        "\x96",
        "â€“",
        " –",
        "\u00a0–\u00a0",
    ],
)
def test_every_dash_makes_the_same_range(dash: str) -> None:
    date = parse_date(f"6{dash}19 February 2013").date
    assert (date.edtf, date.earliest, date.latest) == (FEBRUARY, "2013-02-06", "2013-02-19")
    assert (date.start_precision, date.end_precision) == ("day", "day")
    assert date.basis == "explicit"


EDTF = {
    "3 June 2012 – 18 April 2013": "2012-06-03/2013-04-18",
    "26 December 2013–7 January 2014": "2013-12-26/2014-01-07",
    "25 April –19 May 2016": "2016-04-25/2016-05-19",
    "28 February – 2 March 2011": "2011-02-28/2011-03-02",
    "1 – 5 April 2016": "2016-04-01/2016-04-05",
    "May 8–9, 1992": "1992-05-08/1992-05-09",
    "May 23 – October 23, 2017": "2017-05-23/2017-10-23",
    "September 27, 2020 – October 3, 2020": "2020-09-27/2020-10-03",
    "8 March 1963": "1963-03-08",
    "February 8, 2013": "2013-02-08",
    "Friday, 8th of February 2013": "2013-02-08",
    "8 Feb. 2013": "2013-02-08",
    "1861-6-3": "1861-06-03",
    "March 1920": "1920-03",
    "2013": "2013",
    "2012–13": "2012/2013",
    "1988–1991": "1988/1991",
    "604-11": "0604/0611",
    "2010–11": "2010/2011",
    "June 2012–April 2013": "2012-06/2013-04",
    "November 1991 – May 9, 1992": "1991-11/1992-05-09",
    "6 February–19 March 2013": "2013-02-06/2013-03-19",
    "between 6 and 19 February 2013": FEBRUARY,
    "from 6 to 19 February 2013": FEBRUARY,
    "July 24-25, 1863": "1863-07-24/1863-07-25",
    "April 30-May 6, 1863": "1863-04-30/1863-05-06",
    "August 25-27,1862": "1862-08-25/1862-08-27",
    "December 31, 1862-January 2, 1863": "1862-12-31/1863-01-02",
    "8, 9 and 10 May 2013": "2013-05-08/2013-05-10",
    "8/9 May 2013": "2013-05-08/2013-05-09",
    "night of 5–6 May 2013": "2013-05-05/2013-05-06",
    "8-May-1945": "1945-05-08",
    "2013-02-06T12:00:00Z": "2013-02-06",
    "2013-02-06/2013-02-19": FEBRUARY,
    "20130206": "2013-02-06",
    "٦–١٩ شباط ٢٠١٣": FEBRUARY,
    "6 كانون الثاني 2013": "2013-01-06",
    "19\n  November 2012": "2012-11-19",
    "490–480 BC": "-0489/-0479",
    "27 BC – AD 14": "-0026/0014",
    "12 September 490 BC": "-0489-09-12",
    "5th–6th century": "0401/0600",
    "5th century BC": "-04XX",
    "490s BC": "-0498/-0489",
    "1980s–1990s": "1980/1999",
    "1999–02": "1999/2002",
    "winter of 1991–92": "1991-24/1992-24",
    "1941–5": "1941/1945",
    "-0489~": "-0489~",
    "May–June 2013": "2013-05/2013-06",
}


@pytest.mark.parametrize(("text", "edtf"), EDTF.items())
def test_notation(text: str, edtf: str) -> None:
    parsed = parse_date(text)
    assert (parsed.date.edtf, parsed.problems) == (edtf, ())
    assert parsed.date.text == text
    assert parsed.date.state == "given"


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "start", "end"),
    [
        ("March 1920", "1920-03-01", "1920-03-31", "month", "month"),
        ("2013", "2013-01-01", "2013-12-31", "year", "year"),
        ("June 2012–April 2013", "2012-06-01", "2013-04-30", "month", "month"),
        ("November 1991 – May 9, 1992", "1991-11-01", "1992-05-09", "month", "day"),
        ("c. late 6th century", "0501-01-01", "0600-12-31", "century", "century"),
        ("1990s", "1990-01-01", "1999-12-31", "decade", "decade"),
        ("summer 2012", "2012-01-01", "2012-12-31", "season", "season"),
        ("early April 2013", "2013-04-01", "2013-04-10", "part", "part"),
        ("mid-April 2013", "2013-04-11", "2013-04-20", "part", "part"),
        ("late April 2013", "2013-04-21", "2013-04-30", "part", "part"),
        ("early to mid-April 2013", "2013-04-01", "2013-04-20", "part", "part"),
        ("mid-2014", "2014-05-01", "2014-08-31", "part", "part"),
        ("490 BC", "-0489-01-01", "-0489-12-31", "year", "year"),
    ],
)
def test_bounds_and_precision(text: str, earliest: str, latest: str, start: str, end: str) -> None:
    date = parse_date(text).date
    assert (date.earliest, date.latest) == (earliest, latest)
    assert (date.start_precision, date.end_precision) == (start, end)


@pytest.mark.parametrize(
    ("text", "edtf", "qualifier"),
    [
        ("490 BC", "-0489", None),
        ("c. 490 BC", "-0489~", "approximate"),
        ("1187?", "1187?", "uncertain"),
        ("c. 1187?", "1187%", "both"),
        ("c. 1187–1190", "1187~/1190~", "approximate"),
        ("8 March 1963 (?)", "1963-03-08?", "uncertain"),
        ("c. late 6th century", "05XX~", "approximate"),
        ("1990s", "199X", None),
        ("summer 2012", "2012-22", None),
        ("mid-April 2013", "2013-04~", "approximate"),
        ("c. 8 March 2012 – 10 May 2013", "2012-03-08~/2013-05-10", "approximate"),
    ],
)
def test_doubt(text: str, edtf: str, qualifier: str | None) -> None:
    date = parse_date(text).date
    assert (date.edtf, date.qualifier) == (edtf, qualifier)


@pytest.mark.parametrize(
    ("text", "edtf", "earliest", "latest", "status"),
    [
        ("14 November 2011 – present", "2011-11-14/..", "2011-11-14", None, "ongoing"),
        ("2011 – ongoing", "2011/..", "2011-01-01", None, "ongoing"),
        ("since 2011", "2011/..", "2011-01-01", None, "ongoing"),
        ("2003 to the present", "2003/..", "2003-01-01", None, "ongoing"),
        ("15 March 2011 (ongoing)", "2011-03-15/..", "2011-03-15", None, "ongoing"),
        ("until 7 May 2012", "../2012-05-07", None, "2012-05-07", None),
        ("after 1200", "1200/..", "1200-01-01", None, None),
        ("2011 – ?", "2011/", "2011-01-01", None, None),
        ("? – 2012", "/2012", None, "2012-12-31", None),
    ],
)
def test_open_ends(
    text: str, edtf: str, earliest: str | None, latest: str | None, status: str | None
) -> None:
    date = parse_date(text).date
    assert (date.edtf, date.earliest, date.latest) == (edtf, earliest, latest)
    assert date.status == status


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("2010-11", ("2010-11", "2010/2011")),
        ("08/10/2012", ("2012-08-10", "2012-10-08")),
        ("04/26/63", ("1863-04-26", "1963-04-26", "2063-04-26")),
        ("1 May 45", ("1845-05-01", "1945-05-01", "2045-05-01")),
        ("1941-5", ("1941-05", "1941/1945")),
    ],
)
def test_what_is_ambiguous_is_not_chosen(text: str, candidates: tuple[str, ...]) -> None:
    parsed = parse_date(text)
    assert parsed.problems == ("date-ambiguous",)
    assert parsed.date.candidates == candidates
    assert (parsed.date.edtf, parsed.date.earliest, parsed.date.latest) == (None, None, None)
    assert (parsed.date.text, parsed.date.state) == (text, "given")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("13/10/2012", "2012-10-13"),
        ("08/08/2012", "2012-08-08"),
        ("08/10/2012 – 13/10/2012", "2012-10-08/2012-10-13"),
    ],
)
def test_digits_with_one_reading_are_inferred(text: str, edtf: str) -> None:
    parsed = parse_date(text)
    assert (parsed.date.edtf, parsed.date.basis, parsed.problems) == (edtf, "inferred", ())


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2013",
        "19–6 February 2013",
        "29 February 2013",
        "31/02/2012",
        "0 BC",
        "0000-01-01",
        "2013-13",
        "2012–10",
        "45 February 2013",
        "18 April 2013 – 3 June 2012",
    ],
)
def test_impossible_days_are_invalid(text: str) -> None:
    parsed = parse_date(text)
    assert parsed.problems == ("date-invalid",)
    assert (parsed.date.edtf, parsed.date.earliest, parsed.date.text) == (None, None, text)


def test_a_range_over_new_year_without_its_first_year_is_told_not_chosen() -> None:
    parsed = parse_date("28 December – 2 January 2014")
    assert parsed.problems == ("date-invalid",)
    assert parsed.date.candidates == ("2013-12-28/2014-01-02",)


@pytest.mark.parametrize(
    "text",
    [
        "(8 years, 9 months, 6 days)",
        "May",
        "March",
        "Mar",
        "April",
        "10:30",
        "2,400",
        "100 soldiers",
        "T-72",
        "resolutions 822",
        "0600 hours",
        "first phase",
    ],
)
def test_what_names_no_day_is_unparsed(text: str) -> None:
    parsed = parse_date(text)
    assert parsed.problems == ("date-unparsed",)
    assert (parsed.date.edtf, parsed.date.state, parsed.date.text) == (None, "given", text)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", "absent"),
        (" () ", "absent"),
        ("Unknown", "unknown"),
        ("?", "unknown"),
        ("None", "none"),
    ],
)
def test_states(text: str, state: str) -> None:
    parsed = parse_date(text)
    assert (parsed.date.state, parsed.date.edtf, parsed.problems) == (state, None, ())


@pytest.mark.parametrize("context", ["2013", "2013-02", "2013-02-06"])
def test_the_surroundings_give_a_missing_year(context: str) -> None:
    date = parse_date("8 February", context).date
    assert (date.edtf, date.basis) == ("2013-02-08", "context")
    assert parse_date("8 February 2012", context).date.edtf == "2012-02-08"
    assert parse_date("28 December – 2 January", context).date.edtf == "2013-12-28/2014-01-02"
    assert parse_date("April", context).date.edtf == "2013-04"


def test_without_surroundings_the_year_stays_open() -> None:
    date = parse_date("8 February").date
    assert (date.edtf, date.earliest, date.latest) == ("XXXX-02-08", None, None)
    assert parse_date("29 February").date.edtf == "XXXX-02-29"


@pytest.mark.parametrize(
    ("text", "edtf", "note", "basis"),
    [
        (
            "6 November (O.S.) or 16 November (N.S.), 1632",
            "1632-11-16",
            "6 November (O.S.)",
            "explicit",
        ),
        ("25 October [O.S. 12 October] 1854", "1854-10-25", "12 October (O.S.)", "explicit"),
        ("16 November 1632 (6 November O.S.)", "1632-11-16", "6 November (O.S.)", "explicit"),
        ("6 November 1632 (O.S.)", "1632-11-16", "6 November 1632 (O.S.)", "inferred"),
    ],
)
def test_two_calendars(text: str, edtf: str, note: str, basis: str) -> None:
    date = parse_date(text).date
    assert (date.edtf, date.note, date.basis) == (edtf, note, basis)


@pytest.mark.parametrize(
    ("text", "edtf", "note"),
    [
        ("5–13 June 2012, ()", "2012-06-05/2012-06-13", None),
        ("5 August 2015\n(1 day)", "2015-08-05", "1 day"),
        (
            "4 October 2017\n11:40 to 14:58 (local time)",
            "2017-10-04",
            "11:40 to 14:58 (local time)",
        ),
        (
            "9 October 2019 – 20 October 2019 (1 week and 4 days)",
            "2019-10-09/2019-10-20",
            "1 week and 4 days",
        ),
        ("1862-1863 (exact date unknown)", "1862/1863", "exact date unknown"),
        ("Easter 1916", "1916", "Easter"),
    ],
)
def test_what_stands_beside_the_date_is_a_note(text: str, edtf: str, note: str | None) -> None:
    date = parse_date(text).date
    assert (date.edtf, date.note, date.phases) == (edtf, note, ())


@pytest.mark.parametrize(
    ("text", "edtf", "phases"),
    [
        (
            "15 November – 15 December 2013 (First phase)\n"
            "10 February – 16 March 2014  (Second phase)",
            "2013-11-15/2014-03-16",
            [
                ("2013-11-15/2013-12-15", "First phase"),
                ("2014-02-10/2014-03-16", "Second phase"),
            ],
        ),
        (
            "Main combat phase:\n9–17 October 2019 \n\n"
            "Post-ceasefire operations:\n18 October – 25 November 2019",
            "2019-10-09/2019-11-25",
            [
                ("2019-10-09/2019-10-17", "Main combat phase"),
                ("2019-10-18/2019-11-25", "Post-ceasefire operations"),
            ],
        ),
        (
            "27 February – 1 March 2016\n (First phase)\n3–8 March 2016\n (Second phase)",
            "2016-02-27/2016-03-08",
            [
                ("2016-02-27/2016-03-01", "First phase"),
                ("2016-03-03/2016-03-08", "Second phase"),
            ],
        ),
        (
            "17 September 2018 – 30 April 2019\n\n31 August – 19 December 2019",
            "2018-09-17/2019-12-19",
            [("2018-09-17/2019-04-30", None), ("2019-08-31/2019-12-19", None)],
        ),
        (
            "20 February 1988 – present\n\n"
            "* Guerrilla warfare: 1988–1991 \n* Full war: 1992–1994 \n",
            "1988-02-20/..",
            [("1988/1991", "Guerrilla warfare"), ("1992/1994", "Full war")],
        ),
        (
            "28 July 1914 – 11 November 1918\n\nPeace treaties\n\nTreaty of X\nSigned 28 June 1919",
            "1914-07-28/1918-11-11",
            [("1919-06-28", "Treaty of X Signed")],
        ),
        (
            "May 26-June 1, 1864 (May 28, 1864)",
            "1864-05-26/1864-06-01",
            [("1864-05-28", None)],
        ),
    ],
)
def test_phases(text: str, edtf: str, phases: list[tuple[str, str | None]]) -> None:
    parsed = parse_date(text)
    assert (parsed.date.edtf, parsed.problems) == (edtf, ())
    assert [(phase.edtf, phase.label) for phase in parsed.date.phases] == phases


def test_a_phase_without_a_year_takes_that_of_the_phase_before() -> None:
    date = parse_date("5 March 2012 (first)\n10 May (second)\n3 June 2013 (third)").date
    assert date.phases[1].edtf == "2012-05-10"
    assert date.basis == "context"


def test_an_impossible_phase_leaves_the_whole_open_and_keeps_the_others() -> None:
    parsed = parse_date("31 February 2013 (first)\n5 March 2014 (second)")
    assert (parsed.date.edtf, parsed.problems) == (None, ("date-invalid",))
    assert [phase.edtf for phase in parsed.date.phases] == ["2014-03-05"]


def test_an_event_that_only_goes_on_has_a_status() -> None:
    assert parse_date("Ongoing").date.status == "ongoing"
