import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.matching.naming import read_name, target_key
from warcorpus.matching.tables import generic_words
from warcorpus.matching.times import OPEN_END
from warcorpus.normalizing.dates.civil_days import from_ordinal


def days(name):
    interval = read_name(name).edition.interval
    return from_ordinal(interval.start), from_ordinal(interval.end)


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Battle of Safira", "safira"),
        ("Battle of As-Safira", "as safira"),
        ("Battle of Maarat al-Numan (2012)", "maarat al numan"),
        ("Idlib Governorate clashes (June 2012–April 2013)", "idlib governorate"),
        ("June 2012–April 2013 Idlib Governorate clashes", "idlib governorate"),
        ("Second Battle of Tikrit", "tikrit"),
        ("2nd Battle of Tikrit", "tikrit"),
        ("World War II", "world"),
        ("Third Battle of Fallujah", "fallujah"),
        ("Battle of Nu'man (2012)", "numan"),
        ("Combat operations in 2013 during the Battle of Aleppo", "during aleppo"),
        ("Siege of Base 46", "base 46"),
        ("Schlacht bei Verdun", "verdun"),
        ("معركة الحفة", "الحفة"),
        ("Battle", ""),
    ],
)
def test_core(name, core):
    assert read_name(name).core == core


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("Battle of X (2012)", (2012, 1, 1), (2012, 12, 31)),
        ("Battle of Aleppo (2012–2016)", (2012, 1, 1), (2016, 12, 31)),
        ("Battle of Ras al-Ayn (2012–13)", (2012, 1, 1), (2013, 12, 31)),
        ("Idlib clashes (June 2012–April 2013)", (2012, 6, 1), (2013, 4, 30)),
        ("Battle of Rastan (January–February 2012)", (2012, 1, 1), (2012, 2, 29)),
        ("Battle of the Shaer gas field (July 2014)", (2014, 7, 1), (2014, 7, 31)),
        ("Battle of X (10 October – 2 November 2014)", (2014, 10, 10), (2014, 11, 2)),
        ("Battle of X (December 2012)", (2012, 12, 1), (2012, 12, 31)),
        ("2014 Idlib offensive", (2014, 1, 1), (2014, 12, 31)),
        ("Siege of Damascus (634)", (634, 1, 1), (634, 12, 31)),
    ],
)
def test_interval_of_an_edition(name, start, end):
    assert days(name) == (start, end)


def test_open_interval():
    interval = read_name("Libyan crisis (2011–present)").edition.interval
    assert from_ordinal(interval.start) == (2011, 1, 1)
    assert interval.end == OPEN_END


@pytest.mark.parametrize(
    "name", ["Siege of Base 46", "Battle of the 21 May road", "Battle of X", "I Corps"]
)
def test_no_edition(name):
    assert read_name(name).edition is None


def test_short_skeletons_are_dropped():
    assert read_name("Battle of al-Haffah").skeleton == ""
    assert read_name("Battle of Safira").skeleton == "sfr"
    assert read_name("Battle of Maarrat al-Nu'man").skeleton == "mrt nmn"


@pytest.mark.parametrize(
    ("a", "b", "excluded"),
    [
        ("First Battle of X", "Second Battle of X", True),
        ("First Battle of X", "Battle of X", None),
        ("Battle of X (2012)", "Battle of X (2020)", True),
        ("Battle of X (2012)", "Battle of X (2012–2016)", False),
        ("Battle of X (May 2015)", "Battle of X (2015)", False),
        ("Battle of X (March–April 2015)", "Battle of X (June–July 2015)", True),
        ("Battle of X (2012)", "Second Battle of X", False),
    ],
)
def test_editions_exclude_each_other(a, b, excluded):
    first, second = read_name(a).edition, read_name(b).edition
    if excluded is None:
        assert first is None or second is None
    else:
        assert first.contradicts(second) is second.contradicts(first) is excluded


@pytest.mark.parametrize(
    ("name", "weak"),
    [
        ("Syrian civil war", True),
        ("Iran–Israel conflict", True),
        ("Burkina Faso conflict", True),
        ("Battle", True),
        ("Battle of Safira", False),
        ("Syrian Democratic Forces offensive", False),
    ],
)
def test_countries_and_generic_words_are_weak(name, weak):
    assert read_name(name).weak is weak


def test_target_key():
    assert target_key("the Syrian_Civil War") == target_key("Syrian Civil War")
    assert target_key("The") == "the"


@given(st.text())
def test_any_text_is_a_name(text):
    name = read_name(text)
    assert not set(name.core.split()) & generic_words()
    assert name.skeleton == "" or len(name.skeleton.replace(" ", "")) >= 3
    assert name.edition is None or not name.edition.contradicts(name.edition)
    assert name.edition is None or name.edition.fits(name.edition)


@pytest.mark.parametrize(
    ("glued", "whole"),
    [
        ("20202021 X clashes", "2020–2021 X clashes"),
        ("June 2012April 2013 X clashes", "June 2012–April 2013 X clashes"),
        ("X offensive (AprilJune 2015)", "X offensive (April–June 2015)"),
    ],
)
def test_ranges_that_lost_their_dash(glued, whole):
    assert read_name(glued).edition == read_name(whole).edition
    assert read_name(glued).core == read_name(whole).core == "x"


def test_other_glued_words_stay():
    for name in ("Operation 20209999", "Base 12345678 raid", "Maypole clashes"):
        assert read_name(name).edition is None
