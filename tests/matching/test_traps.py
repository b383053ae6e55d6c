"""The traps that must stay apart and the copies that must join, on records made by hand."""

import pytest

from warcorpus.matching import compare_records
from warcorpus.matching.model import DEFAULT_MODEL
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Outcome
from warcorpus.testing.accounts import HAFFAH, SAFIRA


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("First Battle of Tikrit", "Second Battle of Tikrit"),
        ("Battle of Tikrit (2012)", "Battle of Tikrit (2020)"),
        ("Battle of Tikrit (March–April 2015)", "Battle of Tikrit (June–July 2015)"),
        ("Battle of Tikrit I", "Battle of Tikrit II"),
    ],
)
@pytest.mark.parametrize("text", ["", SAFIRA])
def test_editions_stay_apart_whatever_the_text(make, first, second, text, clusters):
    a = make(first, text, where="Tikrit, Iraq", salt="a")
    b = make(second, text.replace("broke", "lifted"), where="Tikrit, Iraq", salt="b")
    pair = compare_records(a, b)
    assert pair.outcome is Outcome.RELATED
    assert [veto.code for veto in pair.vetoes] == ["V1"]
    assert clusters(a, b) == [1, 1]


def test_editions_with_one_date_are_reviewed(make, outcome):
    a = make("First Battle of Tikrit", SAFIRA, when="2015-03-02/2015-04-17")
    b = make("Second Battle of Tikrit", SAFIRA[:-8], when="2015-03-02/2015-04-17")
    assert outcome(a, b) is Outcome.REVIEW


def test_one_place_in_another_year_without_an_edition(make, outcome):
    a = make("Battle of Tikrit", SAFIRA, when="2012-02-06", where="Tikrit, Iraq")
    b = make("Battle of Tikrit", HAFFAH[:300], when="2015-06-05", where="Tikrit, Iraq")
    pair = compare_records(a, b)
    assert "V2" not in [veto.code for veto in pair.vetoes if veto.outcome is None] or (
        pair.outcome is not Outcome.SAME
    )
    c = make("Battle of Tikrit", " ".join(f"other{i}" for i in range(99)), when="2015-06-05")
    assert [veto.code for veto in compare_records(a, c).vetoes] == ["V2"]
    assert outcome(a, c) is Outcome.DIFFERENT


def test_a_wrong_date_in_a_copy_is_reviewed(make):
    a = make("Battle of Tikrit", SAFIRA, when="2012-02-06", where="Tikrit, Iraq")
    b = make("Battle of Tikrit", SAFIRA[:-8], when="2013-02-06", where="Mosul, Iraq")
    pair = compare_records(a, b)
    assert pair.outcome is Outcome.REVIEW
    assert [(veto.code, veto.outcome) for veto in pair.vetoes] == [("V2", Outcome.REVIEW)]


def test_a_list_or_place_is_no_battle(make, outcome, clusters):
    a = make("Tikrit", SAFIRA, when="2012-02-06", kind="battle")
    for kind in ("list", "person"):
        b = make("Tikrit", SAFIRA[:-8], when="2012-02-06", kind=kind)
        assert [veto.code for veto in compare_records(a, b).vetoes] == ["V4"]
        assert outcome(a, b) is Outcome.RELATED
        assert clusters(a, b) == [1, 1]


def test_a_dated_place_is_what_happened_there(make, outcome):
    a = make("Sand Mountain", when="1863-04-30", where="AL", kind="place")
    b = make("Action, Sand Mountain", when="1863-04-30", where="Alabama", kind="battle")
    other = make("Sand Mountain", where="AL", kind="place")
    assert compare_records(a, b).vetoes == ()
    assert outcome(a, b) is Outcome.SAME
    assert [veto.code for veto in compare_records(b, other).vetoes] == ["V4"]


def test_a_kind_guessed_from_a_lead_is_no_veto(make):
    event = make("Battle of Orl", kind="battle")
    guessed = make(names=(("Orl", "lead"),), kind="place")
    assert compare_records(event, guessed).vetoes == ()


def test_campaign_and_battle(make, clusters):
    campaign = make(
        "Idlib Governorate clashes (June 2012–April 2013)",
        " ".join(f"campaign{i}" for i in range(900)) + " " + SAFIRA,
        when="2012-06-03/2013-04-18",
        where="Idlib Governorate, Syria",
        kind="campaign",
    )
    told = make(
        "Battle of Maarat al-Numan (2012)",
        SAFIRA,
        when="2012-10-08/2012-10-13",
        where="Maarrat al-Nu'man, Syria",
        part_of=("Idlib Governorate clashes (June 2012–April 2013)",),
    )
    seen = evolve(told, id="f" * 32, part_of=())
    for battle in (told, seen):
        pair = compare_records(campaign, battle)
        assert pair.outcome is Outcome.PART_OF
        assert pair.part == battle.id
        assert clusters(campaign, battle) == [1, 1]


def test_a_truncated_copy_is_no_part(make, outcome):
    whole = make("Battle of Tikrit", SAFIRA + " " + HAFFAH, when="2012", where="Tikrit, Iraq")
    cut = make("Battle of Tikrit", SAFIRA[:250], when="2012-02-06", where="Tikrit, Iraq")
    assert outcome(whole, cut) is Outcome.SAME


def test_a_nameless_copy_cut_short_is_the_same(make, outcome):
    more = " ".join(f"more{i}" for i in range(400))
    whole = make("Siege of Tikrit", SAFIRA + " " + more, when="2012", kind="battle")
    cut = make(None, SAFIRA, when="2012-02-06", kind="unknown")
    inside = make(None, " ".join(f"other{i}" for i in range(60)) + " " + SAFIRA, kind="unknown")
    assert outcome(whole, cut) is Outcome.SAME
    assert outcome(whole, inside) is not Outcome.SAME
    told_inside = make("Siege of Tikrit", more + " " + SAFIRA, when="2012", kind="battle")
    assert outcome(told_inside, cut) is Outcome.PART_OF


def test_a_lead_alone_is_nearest_to_its_own_page(make):
    lead = " ".join(SAFIRA.split()[:50])
    other = " ".join(f"other{i}" if i == 20 else word for i, word in enumerate(lead.split()))
    tail = " ".join(f"tail{i}" for i in range(200))
    own = make("Siege of Tikrit (2016)", lead + " " + tail, when="2016-05")
    sequel = make(
        "Siege of Tikrit (2014)", other + " " + tail.replace("tail", "end"), when="2014-07"
    )
    alone = make(None, lead, names=[("Siege of Tikrit", "lead")])
    assert compare_records(alone, own).score > compare_records(alone, sequel).score


def test_a_nameless_copy_with_edits_is_the_same(make, outcome):
    words = SAFIRA.split()
    edited = " ".join(f"{word}x" if i % 20 == 7 else word for i, word in enumerate(words))
    article = make("Siege of Tikrit", SAFIRA, when="2012-02-06", kind="battle")
    assert outcome(article, make(None, edited, kind="unknown")) is Outcome.SAME


def test_combat_operations_during_a_battle(make):
    whole = make(
        "Battle of Aleppo (2012–2016)", SAFIRA, when="2012-07-19/2016-12-22", where="Aleppo, Syria"
    )
    part = make(
        "Combat operations in 2013 during the Battle of Aleppo",
        HAFFAH,
        when="2013",
        where="Aleppo, Syria",
        part_of=("Battle of Aleppo (2012–2016)",),
    )
    assert compare_records(whole, part).part == part.id


def test_neighbours_that_list_each_others_names(make, rows_of):
    a = make(
        "Battle of Safira",
        SAFIRA,
        when="2013-02-06",
        where="Safira, Syria",
        names=[("Battle of Khanasser", "alias")],
    )
    b = make(
        "Battle of Khanasser",
        " ".join(f"b{i}" for i in range(150)),
        when="2013-02-27",
        where="Khanasser, Syria",
        names=[("Battle of Safira", "alias")],
    )
    pair = compare_records(a, b)
    assert rows_of(pair)["name"].weight == 235 - 112
    assert pair.outcome is not Outcome.SAME


def test_a_name_guessed_from_a_caption_does_not_speak_against_a_copy(make, rows_of):
    text = " ".join(f"w{i}" for i in range(300))
    a = make(names=[("Jpg", "lead")], text=text)
    b = make(names=[("Coal", "lead")], text=text.replace("w150", "other"))
    assert rows_of(compare_records(a, b))["name"].weight == 0
    assert compare_records(a, b, documents=100_000).outcome is Outcome.SAME


def test_a_lead_of_few_words_is_a_truncated_page(make, outcome, clusters):
    lead = "more directly, see the graphs below"
    page = make("Orl", f"{lead}\n\nOrl is a wide field. " + " ".join(f"w{i}" for i in range(200)))
    version = make("Orl", page.text.partition("\n\n")[2])
    cut = make(lead, lead)
    assert outcome(page, cut) is Outcome.SAME
    assert clusters(page, version, cut) == [3]
    assert outcome(make("Tar", lead), page) is not Outcome.SAME
    assert outcome(make(None, "more directly, see the"), page) is not Outcome.SAME


def test_words_that_begin_several_pages_tell_nothing(make, clusters):
    lead = "This is the article of"
    pages = [make(f"P{i}", f"{lead}\n\n" + " ".join(f"{i}w{j}" for j in range(99))) for i in (1, 2)]
    assert clusters(*pages, make(None, lead)) == [1, 1, 1]


def test_later_battles_told_in_the_same_words(make, outcome, clusters):
    shared, own = SAFIRA, [" ".join(f"{n}w{i}" for i in range(60)) for n in "ab"]
    a = make("Uprising of Orl", f"{shared} {own[0]}", when="1893-01-04", where="Orl")
    b = make("Uprising of Orl", f"{shared} {own[1]}", when="1893-10-04", where="Orl")
    assert outcome(a, b) is not Outcome.SAME
    assert clusters(a, b) == [1, 1]


_RAID = (
    "The raid on {} took place on 9 May 1843. A party of {} riders under {} came down the road "
    "from {} before dawn, took the horses of the garrison and set fire to the mill. The garrison "
    "lost {} men, the riders {}. {} was not attacked again before the end of the war."
)


def _raid(make, name, *filled):
    return make(f"Raid on {name}", _RAID.format(name, *filled, name), when="1843-05-09")


def test_stubs_of_one_day_whose_places_sound_alike(make, rows_of):
    a = _raid(make, "Ospitnoosmer", 31, "Jolkaba", "Elhumer", 7, 3)
    b = _raid(make, "Ospitosmeros", 64, "Firdorik", "Lumganos", 2, 1)
    pair = compare_records(a, b, documents=10_000)
    rows = rows_of(pair)
    assert (rows["name"].level, rows["name"].weight) == ("near, by chance", 0)
    assert rows["containment"].weight == DEFAULT_MODEL.weight("CONTAINMENT", "phrase")
    assert pair.outcome not in (Outcome.SAME, Outcome.REVIEW)


def test_a_stub_in_another_transliteration_is_no_template(make, rows_of, outcome):
    a = _raid(make, "Petrovichi", 31, "Velikova", "Mezoinow", 7, 3)
    b = _raid(make, "Petrovitchi", 31, "Vjelikova", "Mjezoinow", 7, 3)
    assert rows_of(compare_records(a, b))["slots"].level == "0 of 4"
    assert outcome(a, b) is Outcome.SAME


def test_a_listed_name_says_little_where_days_and_numbers_are_others(make, rows_of):
    told = "On {} March {} riders came over the bridge and {} of them did not return to the camp."
    a = make("Battle of Orl", told.format(4, 310, 27), when="1843-03", names=[("Tarn", "alias")])
    b = make("Tarn", told.format(19, 96, 12), when="1843-03")
    row = rows_of(compare_records(a, b))["name"]
    assert (row.level, row.weight) == ("equal, told otherwise", 11)


def test_a_garbled_copy_of_which_half_is_left(make, rows_of):
    words = f"{SAFIRA} On 3 March 31, 47, 59 and 62 men fell.".split()
    garbled = " ".join(f"{word}x" if i % 10 == 7 and word.islower() else word
                       for i, word in enumerate(words))  # fmt: skip
    a = make("Siege of Tikrit", " ".join(words), when="2012-02-06/2012-02-09", kind="battle")
    pair = compare_records(a, make(None, garbled, when="2012-02", kind="unknown"))
    rows = rows_of(pair)
    assert rows["containment"].level < ".6"
    assert rows["containment"].weight == DEFAULT_MODEL.weight("CONTAINMENT", "most")
    assert pair.outcome is Outcome.SAME
