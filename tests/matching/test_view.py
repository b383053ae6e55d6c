import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.matching import compare_records, explain
from warcorpus.matching.facts import Facts, facts_of
from warcorpus.matching.view import View
from warcorpus.model.carrying import carried, carry
from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Link
from warcorpus.model.prose import Block
from warcorpus.model.values import Field, Span

WORDS = st.lists(
    st.sampled_from(["Aleppo's", "al-Safira", "1,600", "the", "army", "didn't", "U.S.", "(FSA)"]),
    min_size=1,
)


def runs(record):
    return tuple(map(tuple, View.of(record).prose.runs))


def test_tokens_cross_paragraphs_but_not_gaps(make):
    record = make(text="The convoy arrived […], it was\n\nhalted at al-Safira.")
    assert runs(record) == (
        ("the", "convoy", "arrived"),
        ("it", "was", "halted", "at", "al", "safira"),
    )


def test_a_gap_mark_that_the_author_wrote_is_no_gap(make):
    record = evolve(make(text="He said […] nothing."), text_map=())
    assert runs(record) == (("he", "said", "nothing"),)


def test_tables_are_no_prose(make):
    record = make(text="One two.\n\nThree four.")
    section = record.sections[0]
    table = Block("table", section.blocks[1].start, section.blocks[1].end)
    with_table = evolve(section, blocks=(section.blocks[0], table))
    assert runs(evolve(record, sections=(with_table,))) == (("one", "two"),)


@given(WORDS)
def test_tokenised_and_plain_texts_are_one(make, tokens):
    plain = " ".join(tokens) + "."
    torn = plain.replace("'s", " 's").replace("n't", " n't").replace("(", "( ").replace(")", " )")
    first, second = (View.of(make(text=text)).prose for text in (plain, torn))
    assert first.runs == second.runs
    assert first.sketch.hashes.tolist() == second.sketch.hashes.tolist()
    assert first.digest == second.digest


def test_a_lead_name_stands_in_for_a_title_alone(make):
    alone = make(None, names=[("Battle of Safira", "lead")])
    beside = make("Battle of Safira", names=[("Battle of As-Safira", "lead"), ("Zafira", "alias")])
    assert [name.primary for name in View.of(alone).names] == [True]
    assert [name.primary for name in View.of(beside).names] == [True, False, False]


def test_links_and_parts_are_folded(make):
    record = make(part_of=("the Syrian_Civil War",), links=("Siege_of Homs",))
    outer = Link("x", "Homs", None, "external", "sentence")
    found = View.of(evolve(record, links=(*record.links, outer)))
    assert found.parts == {"syrian civil war": "the Syrian_Civil War"}
    assert [found.links_to(View.of(make(name))) for name in ("Siege of Homs", "Homs")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("name", "raw", "ids"),
    [
        ("pageid", "123", (("page:en.wikipedia.org", "123"),)),
        ("page_id", '"123"', (("page:en.wikipedia.org", "123"),)),
        ("meta.wikidata", "q42", (("item", "Q42"),)),
        ("wikidata", "none", ()),
        ("id", "123", ()),
    ],
)
def test_ids(make, name, raw, ids):
    record = make()
    source = evolve(record.source, fields=(Field(name, raw, (Span(0, 0, len(raw)),)),))
    record = evolve(record, url="https://en.wikipedia.org/wiki/X", sources=(source,))
    assert View.of(record).ids == ids


@given(WORDS)
def test_a_view_goes_to_another_process_and_back(make, tokens):
    record = make("Siege of Homs", " ".join(tokens), when="2013-02", where="Homs, Syria")
    view = View.of(record)
    again = carried(View, carry(view))
    assert again.facts == view.facts
    assert again.prose.runs == view.prose.runs
    assert again.sketch.hashes.tolist() == view.sketch.hashes.tolist()
    assert (again.sketch.limit, again.names, again.time) == (
        view.sketch.limit,
        view.names,
        view.time,
    )


@pytest.mark.parametrize(
    ("text", "days", "numbers"),
    [
        ("On 8 February 2013 and February 8, 112 of 1,600 men", {"02-08"}, {112, 1600}),
        ("in October 2012 and in 1998", set(), set()),
        ("the 17th Division, 3rd, M5, Su-22, T-72", set(), set()),
        ("a 40-vehicle column, more than 200, 3.5 and 20-30 men", set(), {40, 200, 20, 30}),
        ("6–19 February 2013", {"02-06", "02-19"}, set()),
        ("seven men", set(), set()),
    ],
)
def test_facts(text, days, numbers):
    assert facts_of(((text,),)) == Facts(frozenset(days), frozenset(numbers))


def test_the_rows_of_an_explanation_add_up(make):
    a = make("Battle of Safira", when="2013-02-06", where="Safira, Syria")
    b = make("Battle of Safira", when="2013-02", where="Homs, Syria")
    pair = compare_records(a, b)
    rows = explain.rows(pair)
    assert rows[0].group == "PRIOR"
    assert sum(row.counted for row in rows) == pair.bits * 16
