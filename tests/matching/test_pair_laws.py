"""Laws of pairs and clusters, on records made by hand."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.matching import cluster_records, compare_records, find_pairs
from warcorpus.model.pairs import Outcome
from warcorpus.testing.accounts import HAFFAH, SAFIRA


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
