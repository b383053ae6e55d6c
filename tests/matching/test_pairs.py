"""Scores and outcomes, on records made by hand."""

from warcorpus.config import Config, MatchConfig
from warcorpus.matching import cluster_records, compare_records, find_pairs, rejudge
from warcorpus.matching.model import DEFAULT_MODEL
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Outcome
from warcorpus.testing.accounts import HAFFAH, SAFIRA


def test_two_versions_of_one_article(make, rows_of):
    a = make("Battle of Safira", SAFIRA, when="2013-02-06/2013-02-19", where="As-Safira, Syria")
    b = make(
        None,
        SAFIRA.replace("broke", "lifted")[:480],
        when="2013-02",
        names=[("Battle of Safira", "lead")],
    )
    pair = compare_records(a, b)
    rows = rows_of(pair)
    assert pair.outcome is Outcome.SAME
    assert (rows["name"].level, rows["name"].weight) == ("equal", 235)
    assert (rows["date"].level, rows["date"].weight) == ("fits", 106)
    assert (rows["place"].level, rows["place"].weight) == ("missing", 0)
    assert (rows["containment"].weight, rows["containment"].counted) == (298, 298)
    assert (rows["facts"].weight, rows["facts"].counted) == (79, 19)
    assert (rows["slots"].level, rows["slots"].counted) == ("0 of 1", 0)
    assert pair.score + pair.prior == 498
    assert pair.bits == 31.125


def test_evidence_is_symmetric(make):
    a = make("Battle of Safira", SAFIRA, when="2013-02-06", where="Safira, Syria")
    b = make("Battle of Haffah", HAFFAH, when="2012-06-05", where="Haffah, Syria")
    assert compare_records(a, b) == compare_records(b, a)


def test_accounts_without_common_prose(make):
    a = make("Battle of Safira", SAFIRA, when="2013-02-06/2013-02-19", where="As-Safira, Syria")
    b = make(
        "Battle of Safira",
        " ".join(f"other{i}" for i in range(120)) + " with 77, 88, 99, 1111 and 2222 of them",
        when="2013-02",
        where="Safira, Aleppo Governorate, Syria",
    )
    assert compare_records(a, b, documents=16_384).outcome is Outcome.SAME
    assert compare_records(a, b, documents=10_000_000).outcome is Outcome.REVIEW


def test_template_twins_stay_apart(make, clusters, rows_of):
    a = make("Tall Hadya", SAFIRA, kind="place")
    b = make("Kafr Zita", HAFFAH, kind="place")
    pair = compare_records(a, b)
    assert rows_of(pair)["containment"].weight > 0
    assert rows_of(pair)["slots"].counted == -192
    assert pair.outcome is Outcome.RELATED
    assert clusters(a, b) == [1, 1]


def test_short_texts_are_no_evidence(make, rows_of):
    a = make("Battle of Safira", "It began on 6 February and ended on 7, 8, 9 or 10 March.")
    b = make("Battle of Safira", "")
    rows = rows_of(compare_records(a, b))
    assert rows["containment"].level == rows["facts"].level == "missing"
    assert rows["containment"].weight == rows["facts"].weight == 0


def test_names_of_countries_alone_give_no_bits(make, rows_of):
    a, b = make("Syrian civil war", kind="war"), make("Syrian Civil War", kind="war", salt="b")
    assert rows_of(compare_records(a, b))["name"].weight == 0


def test_rejudge_moves_the_threshold_alone(make):
    a = make("Battle of Safira", SAFIRA, when="2013-02-06")
    b = make("Battle of Safira", SAFIRA[:-8], when="2013-02-06")
    pair = compare_records(a, b)
    strict = rejudge(pair, Config(match=MatchConfig(same_bits=60)))
    assert (pair.outcome, strict.outcome) == (Outcome.SAME, Outcome.REVIEW)
    assert evolve(strict, outcome=pair.outcome) == pair
    assert rejudge(strict, Config()) == pair


def test_many_equal_facts(make, rows_of):
    days = [f"On {n} May, {n * 13} men came." for n in range(1, 12)]
    a = make("Battle of Orl", " ".join(f"{d} aa{i} ab{i} ac{i}" for i, d in enumerate(days)))
    b = make("Orl battle", " ".join(f"{d} ba{i} bb{i} bc{i}" for i, d in enumerate(days)))
    assert rows_of(compare_records(a, b))["facts"].weight > 160


def test_catalogues_that_list_an_event_once(make):
    place = {"where": "Orl County, Virginia"}
    a = make("Orl Ford", when="1862-05-07/1862-05-08", path="one.jsonl", **place)
    b = make("Skirmish, Orl Ford", when="1862-05-08", path="two.jsonl", **place)
    once = ("one.jsonl", "two.jsonl")
    assert compare_records(a, b, documents=16_384).outcome is Outcome.REVIEW
    pair = compare_records(a, b, Config(match=MatchConfig(distinct_within=once)), 16_384)
    assert pair.outcome is Outcome.SAME
    assert pair.reasons == ("one to one: one.jsonl and two.jsonl",)


def test_two_entries_of_a_catalogue_are_never_in_one_cluster(make):
    config = Config(match=MatchConfig(distinct_within=("one.jsonl", "two.jsonl")))
    told = {"when": "1862-05-08", "where": "Virginia"}
    rows = [
        make("Orl Ford", path="one.jsonl", **told),
        make("Skirmish, Orl Ford", path="two.jsonl", **told),
        make("Action, Orl Ford", path="two.jsonl", **told),
    ]
    found = cluster_records(rows, find_pairs(rows, config), config)
    assert sorted(len(cluster.members) for cluster in found) == [1, 2]


def test_equal_lists_of_units_under_other_names(make):
    units = " ".join(f"{n}th Infantry" for n in range(30))
    rows = [
        make(name, units, when=day, where="Georgia", path="two.jsonl")
        for name, day in (("Action, Orl", "1864-08-19"), ("Combat, Tar", "1864-08-20"))
    ]
    config = Config(match=MatchConfig(distinct_within=("two.jsonl",)))
    assert len(cluster_records(rows, find_pairs(rows, config), config)) == 2


def test_cyrillic_lookalikes(make, clusters, rows_of):
    a = make("Battle of Kobane", SAFIRA, when="2014-09-16", where="Kobane, Syria")
    b = make("Battle of Kоbаne", "", when="2014-09-16", where="Kоbаne, Syria")
    assert rows_of(compare_records(a, b))["name"].weight < 0
    assert clusters(a, b) == [1, 1]


def test_siblings_links_and_passages_relate(make, outcome):
    a = make(
        "Battle of Safira",
        SAFIRA,
        when="2013-02-06",
        where="Safira, Syria",
        part_of=("the Syrian Civil War",),
    )
    b = make(
        "Battle of Haffah",
        "",
        when="2012-06-05",
        where="Haffah, Syria",
        part_of=("Syrian civil war",),
    )
    c = make(
        "Battle of Haffah",
        "",
        when="2012-06-05",
        where="Haffah, Syria",
        links=("Battle of Safira",),
    )
    assert outcome(a, b) is outcome(a, c) is Outcome.RELATED
    assert compare_records(a, b).reasons == ("both part of the Syrian Civil War",) or (
        compare_records(a, b).reasons == ("both part of Syrian civil war",)
    )
    d = make("Battle of Haffah", "", when="2012-06-05", where="Haffah, Syria")
    assert outcome(a, d) is Outcome.DIFFERENT


def test_distinct_within(make, outcome):
    a = make("Battle of Safira", SAFIRA, when="2013-02-06", path="catalogue/a.txt")
    b = make("Battle of Safira", SAFIRA[:-8], when="2013-02-06", path="catalogue/b.txt")
    assert outcome(a, b) is Outcome.SAME
    assert outcome(a, b, distinct_within=("catalogue",)) is Outcome.RELATED
    assert outcome(a, b, distinct_within=("cat",)) is Outcome.SAME
    copy = make("Battle of Safira", SAFIRA, when="2013-02-06", path="catalogue/c.txt")
    assert outcome(a, copy, distinct_within=("catalogue",)) is Outcome.SAME


def test_copies_that_contradict_each_other_are_reviewed(make, outcome, clusters):
    a = make("First Battle of Safira", SAFIRA)
    b = make("Second Battle of Safira", SAFIRA)
    assert outcome(a, b) is Outcome.REVIEW
    assert clusters(a, b) == [1, 1]


def test_text_ids(make, rows_of):
    a = make("Battle of Safira", SAFIRA, text_id="38601514")
    b = make("Battle of Safira", HAFFAH, text_id="38601514")
    c = make("Battle of Safira", HAFFAH, text_id="99")
    assert rows_of(compare_records(a, b))["id"].level == "same"
    assert rows_of(compare_records(a, c))["id"].level == "missing"


def test_page_ids_of_a_site(make, rows_of):
    a, b = (make("Battle of Safira", SAFIRA, text_id=n, publisher="wiki.org") for n in ("7", "9"))
    assert rows_of(compare_records(a, b))["id"].weight == -90


def test_nothing_in_common_but_silence(make):
    pair = compare_records(make(), make(salt="b"))
    assert pair.score == 0
    assert pair.outcome is Outcome.DIFFERENT
    assert all(row.level in ("missing",) for row in pair.evidence)


def test_leads_of_one_title_that_share_a_sentence_and_their_numbers(make, rows_of):
    said = " ".join(f"a{i}" for i in range(16))
    one, other = (" ".join(f"{letter}{i}" for i in range(50)) for letter in "bc")
    a = make("Siege of Tikrit", f"{said} with 430 men. {one}")
    b = make("Siege of Tikrit", f"{said} with 430 men. {other}")
    c = make("Siege of Tikrit", f"{said} with 95 men. {other}")
    d = make("Siege of Orl", f"{said} with 430 men. {other}")
    levels = [rows_of(compare_records(a, x))["containment"].weight for x in (b, c, d)]
    some, phrase = (DEFAULT_MODEL.weight("CONTAINMENT", level) for level in ("some", "phrase"))
    assert levels == [some, phrase, phrase]
