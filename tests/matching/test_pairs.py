"""Scores, outcomes and the traps that must stay apart, on records made by hand."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.config import Config, MatchConfig
from warcorpus.matching import cluster_records, compare_records, find_pairs, rejudge
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Outcome

PROSE = (
    "The battle began when rebel forces attacked the town of {0} on {1} June. Government troops "
    "held the military base south of the town and shelled the road with artillery, killing {2} "
    "fighters. A convoy of reinforcements left the provincial capital on {3} June but was halted "
    "near the village of {4}, where {5} soldiers were captured. After two weeks of a war of "
    "attrition the army broke the siege, secured the land route to the airport and searched the "
    "houses of {0} for weapons. According to opposition activists {6} civilians had fled to the "
    "border by {7} June, and the local council asked for tents, bread and medicine for {8} people."
)
SAFIRA = PROSE.format("Safira", 6, 112, 9, "Tell Aran", 31, "4,000", 19, "2,500")
HAFFAH = PROSE.format("Haffah", 5, 23, 7, "Babna", 22, "9,100", 13, "1,250")


def rows_of(pair):
    return {row.comparison: row for row in pair.evidence}


def outcome(a, b, **match):
    return compare_records(a, b, Config(match=MatchConfig(**match))).outcome


def clusters(*records):
    pairs = find_pairs(records)
    return sorted(len(c.members) for c in cluster_records(records, pairs))


def test_two_versions_of_one_article(make):
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


def test_template_twins_stay_apart(make):
    a = make("Tall Hadya", SAFIRA, kind="place")
    b = make("Kafr Zita", HAFFAH, kind="place")
    pair = compare_records(a, b)
    assert rows_of(pair)["containment"].weight > 0
    assert rows_of(pair)["slots"].counted == -192
    assert pair.outcome is Outcome.RELATED
    assert clusters(a, b) == [1, 1]


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
def test_editions_stay_apart_whatever_the_text(make, first, second, text):
    a = make(first, text, where="Tikrit, Iraq", salt="a")
    b = make(second, text.replace("broke", "lifted"), where="Tikrit, Iraq", salt="b")
    pair = compare_records(a, b)
    assert pair.outcome is Outcome.RELATED
    assert [veto.code for veto in pair.vetoes] == ["V1"]
    assert clusters(a, b) == [1, 1]


def test_editions_with_one_date_are_reviewed(make):
    a = make("First Battle of Tikrit", SAFIRA, when="2015-03-02/2015-04-17")
    b = make("Second Battle of Tikrit", SAFIRA[:-8], when="2015-03-02/2015-04-17")
    assert outcome(a, b) is Outcome.REVIEW


def test_one_place_in_another_year_without_an_edition(make):
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


def test_a_list_or_place_is_no_battle(make):
    a = make("Tikrit", SAFIRA, when="2012-02-06", kind="battle")
    for kind in ("list", "place", "person"):
        b = make("Tikrit", SAFIRA[:-8], when="2012-02-06", kind=kind)
        assert [veto.code for veto in compare_records(a, b).vetoes] == ["V4"]
        assert outcome(a, b) is Outcome.RELATED
        assert clusters(a, b) == [1, 1]


def test_a_kind_guessed_from_a_lead_is_no_veto(make):
    event = make("Battle of Orl", kind="battle")
    guessed = make(names=(("Orl", "lead"),), kind="place")
    assert compare_records(event, guessed).vetoes == ()


def test_campaign_and_battle(make):
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


def test_a_truncated_copy_is_no_part(make):
    whole = make("Battle of Tikrit", SAFIRA + " " + HAFFAH, when="2012", where="Tikrit, Iraq")
    cut = make("Battle of Tikrit", SAFIRA[:250], when="2012-02-06", where="Tikrit, Iraq")
    assert outcome(whole, cut) is Outcome.SAME


def test_a_nameless_copy_cut_short_is_the_same(make):
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


def test_a_nameless_copy_with_edits_is_the_same(make):
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


def test_neighbours_that_list_each_others_names(make):
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
    assert rows_of(pair)["name"].weight == 235 - 32
    assert pair.outcome is not Outcome.SAME


def test_cyrillic_lookalikes(make):
    a = make("Battle of Kobane", SAFIRA, when="2014-09-16", where="Kobane, Syria")
    b = make("Battle of Kоbаne", "", when="2014-09-16", where="Kоbаne, Syria")
    assert rows_of(compare_records(a, b))["name"].weight < 0
    assert clusters(a, b) == [1, 1]


def test_siblings_links_and_passages_relate(make):
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


def test_distinct_within(make):
    a = make("Battle of Safira", SAFIRA, when="2013-02-06", path="catalogue/a.txt")
    b = make("Battle of Safira", SAFIRA[:-8], when="2013-02-06", path="catalogue/b.txt")
    assert outcome(a, b) is Outcome.SAME
    assert outcome(a, b, distinct_within=("catalogue",)) is Outcome.RELATED
    assert outcome(a, b, distinct_within=("cat",)) is Outcome.SAME
    copy = make("Battle of Safira", SAFIRA, when="2013-02-06", path="catalogue/c.txt")
    assert outcome(a, copy, distinct_within=("catalogue",)) is Outcome.SAME


def test_copies_that_contradict_each_other_are_reviewed(make):
    a = make("First Battle of Safira", SAFIRA)
    b = make("Second Battle of Safira", SAFIRA)
    assert outcome(a, b) is Outcome.REVIEW
    assert clusters(a, b) == [1, 1]


def test_text_ids(make):
    a = make("Battle of Safira", SAFIRA, text_id="38601514")
    b = make("Battle of Safira", HAFFAH, text_id="38601514")
    c = make("Battle of Safira", HAFFAH, text_id="99")
    assert rows_of(compare_records(a, b))["id"].level == "same"
    assert rows_of(compare_records(a, c))["id"].weight == -90


def test_short_texts_are_no_evidence(make):
    a = make("Battle of Safira", "It began on 6 February and ended on 7, 8, 9 or 10 March.")
    b = make("Battle of Safira", "")
    rows = rows_of(compare_records(a, b))
    assert rows["containment"].level == rows["facts"].level == "missing"
    assert rows["containment"].weight == rows["facts"].weight == 0


def test_names_of_countries_alone_give_no_bits(make):
    a, b = make("Syrian civil war", kind="war"), make("Syrian Civil War", kind="war", salt="b")
    assert rows_of(compare_records(a, b))["name"].weight == 0


def test_nothing_in_common_but_silence(make):
    pair = compare_records(make(), make(salt="b"))
    assert pair.score == 0
    assert pair.outcome is Outcome.DIFFERENT
    assert all(row.level in ("missing",) for row in pair.evidence)


def test_rejudge_moves_the_threshold_alone(make):
    a = make("Battle of Safira", SAFIRA, when="2013-02-06")
    b = make("Battle of Safira", SAFIRA[:-8], when="2013-02-06")
    pair = compare_records(a, b)
    strict = rejudge(pair, Config(match=MatchConfig(same_bits=60)))
    assert (pair.outcome, strict.outcome) == (Outcome.SAME, Outcome.REVIEW)
    assert evolve(strict, outcome=pair.outcome) == pair
    assert rejudge(strict, Config()) == pair


def test_the_order_of_records_has_no_say(make):
    records = [
        make("Battle of Safira", SAFIRA, when="2013-02-06"),
        make(None, SAFIRA[:-8], names=[("Battle of Safira", "lead")]),
        make("Battle of Haffah", HAFFAH, when="2012-06-05"),
        make("Battle of Haffah", HAFFAH, when="2012-06-05", salt="copy"),
    ]
    results = []
    for order in permutations(records):
        pairs = find_pairs(order)
        results.append((pairs, cluster_records(order, pairs)))
    assert all(result == results[0] for result in results)
    assert [len(c.members) for c in results[0][1]] == [2, 2]


fields = st.fixed_dictionaries(
    {},
    optional={
        "when": st.sampled_from(
            ["2013", "2013-02", "2013-02-06", "2013-02-06/2013-02-19", "2011/.."]
        ),
        "where": st.sampled_from(
            ["Safira, Syria", "As-Safira, Aleppo Governorate, Syria", "Syria"]
        ),
        "kind": st.sampled_from(["battle", "campaign", "war", "unknown", "list"]),
        "part_of": st.sampled_from([("Syrian civil war",), ("Battle of Aleppo",)]),
    },
)
titles = st.sampled_from(
    ["Battle of Safira", "Battle of As-Safira", "Second Battle of Safira", "Battle of Aleppo", None]
)
texts = st.sampled_from(["", SAFIRA, HAFFAH, SAFIRA[:200], SAFIRA.replace("the", "a")])


@st.composite
def records(draw):
    from_fields = draw(fields)
    return draw(titles), draw(texts), from_fields


@settings(max_examples=150)
@given(st.data(), records(), records())
def test_laws_of_a_pair(make, data, first, second):
    a = make(first[0], first[1], **first[2], salt="a")
    b = make(second[0], second[1], **second[2], salt="b")
    pair = compare_records(a, b)
    assert pair == compare_records(b, a)
    assert pair.score == sum(row.counted for row in pair.evidence)
    for row in pair.evidence:
        assert abs(row.counted) <= abs(row.weight)
        assert row.counted * row.weight >= 0
    for group, field in (("TIME", "when"), ("PLACE", "where")):
        without = make(first[0], first[1], **{k: v for k, v in first[2].items() if k != field})
        missing = [row for row in compare_records(without, b).evidence if row.group == group]
        assert [row.counted for row in missing] == [0]
    if pair.outcome is Outcome.SAME:
        assert all(veto.outcome is not None for veto in pair.vetoes)


@given(records(), st.sampled_from(["when", "where", "text_id"]))
def test_agreeing_evidence_never_lowers_the_score(make, record, field):
    agreed = {"when": "2013-02-06", "where": "Safira, Syria", "text_id": "7"}
    title, text, known = record
    known = {key: value for key, value in known.items() if key != field}
    a, b = (make(title, text, **known, salt=salt) for salt in "ab")
    more = [make(title, text, **known, **{field: agreed[field]}, salt=salt) for salt in "ab"]
    assert compare_records(*more).score >= compare_records(a, b).score
