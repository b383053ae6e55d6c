import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.config import DEFAULT, Config, MatchConfig
from warcorpus.matching.candidates import SIBLINGS, STOCK, STOCK_KEPT, Counts, find_candidates
from warcorpus.matching.keys import Keys, KeyTable
from warcorpus.matching.postings import SUCCESSORS
from warcorpus.matching.room import Room
from warcorpus.matching.view import View
from warcorpus.model.evolving import evolve


def words(start, count):
    return " ".join(f"word{i}" for i in range(start, start + count))


def table_of(records, config=DEFAULT):
    """The keys of records."""
    table = KeyTable(Room.of(1))
    for record in records:
        table.add(Keys.of(View.of(record), config.match.distinct_within))
    return table


def propose(records, **match):
    """Pairs of titles with the families that proposed them."""
    table, titles = table_of(records), {record.id: record.title for record in records}
    counts = Counts()
    found = find_candidates(table, Config(match=MatchConfig(**match)), counts)
    named = {tuple(sorted(titles[table.ids[end]] for end in (c.a, c.b))): c.families for c in found}
    return named, counts


@pytest.mark.parametrize(
    ("first", "second", "families"),
    [
        (("Battle of Safira", words(0, 150)), ("Clash", words(50, 150)), ("text",)),
        (("Battle of Safira",), ("Siege of Safira",), ("name",)),
        (("Battle of Safira",), ("Siege of al-Sfirah",), ("name",)),
        (("Battle of Safira",), ("Siege of Haffah",), None),
        (("Battle of Safira", words(0, 150)), ("Siege of Haffah", words(147, 150)), None),
    ],
)
def test_families_of_text_and_name(make, first, second, families):
    named, _ = propose([make(*first), make(*second)])
    assert list(named.values()) == ([families] if families else [])


def test_time_and_place(make):
    def pairs(when, where):
        a = make("Battle of Safira", when="2013-02-06/2013-02-19", where="As-Safira, Syria")
        return list(propose([a, make("Another", when=when, where=where)])[0].values())

    assert pairs("2013-02", "Safira, Syria") == [("time-place",)]
    assert pairs("2013-04-30", "Safira, Syria") == [("time-place",)]
    assert pairs("2013-06", "Safira, Syria") == []
    assert pairs("2013", "Safira, Syria") == [("time-place",)]
    assert pairs("2013-02", "Homs, Syria") == []


def test_parts_wholes_and_siblings(make):
    whole = make("Idlib clashes")
    child = make("Battle of Safira", part_of=("The Idlib Clashes", "Syrian civil war"))
    sibling = make("Battle of Haffah", part_of=("Syrian Civil War",))
    named, _ = propose([whole, child, sibling])
    assert named == {
        ("Battle of Safira", "Idlib clashes"): ("part-of",),
        ("Battle of Haffah", "Battle of Safira"): ("part-of",),
    }


def test_many_children_are_no_siblings_but_have_their_parent(make):
    whole = make("Syrian civil war", when="2011/..")
    children = [make(f"Battle of q{i}w{i}", part_of=("Syrian civil war",)) for i in range(70)]
    named, _ = propose([whole, *children])
    assert len(named) == 70
    assert all("Syrian civil war" in key for key in named)


def test_ids(make):
    a, b = make("Battle of Safira", text_id="x:7"), make("Clash", text_id="x:7")
    assert list(propose([a, b])[0].values()) == [("id",)]


def test_rows_of_two_tables_have_one_number_without_being_one(make):
    a, b = make("Battle of Safira", text_id="7"), make("Clash", text_id="7")
    assert propose([a, b])[0] == {}


def test_lists_of_names_and_joined_words(make):
    a, b = make("Skirmish, Orl Creek or Tar Mills"), make("Tarmills")
    assert list(propose([a, b])[0].values()) == [("name",)]


def test_a_copy_with_another_name_is_found_by_it(make):
    text = words(0, 200)
    a, b, c = make("Battle of Safira", text), make("Battle of Orl", text), make("Orl")
    found = set(propose([a, b, c])[0].values())
    assert ("name",) in found


def test_a_state_is_met_by_the_day(make):
    a = make("Skirmish, Orl", when="1863-04-30", where="Alabama")
    b = make("Tar", when="1863-04-30", where="AL")
    c = make("Mur", when="1863-04-28", where="AL")
    assert list(propose([a, b, c])[0].values()) == [("time-place",)]


def test_a_lead_alone_and_its_page(make):
    lead = "more directly, see the graphs below"
    a, b = make(text=lead), make("Orl", f"{lead}\n\n" + words(0, 100))
    assert list(propose([a, b])[0].values()) == [("opening",)]


def test_entries_of_one_catalogue_are_not_compared_for_likeness(make):
    rows = [make(f"q{i}", when="1863-04-30", where="AL", path="rows.jsonl") for i in range(3)]
    assert len(find_candidates(table_of(rows), DEFAULT)) == 3
    config = Config(match=MatchConfig(distinct_within=("rows.jsonl",)))
    assert len(find_candidates(table_of(rows, config), config)) == 0


def test_copies_are_compared_with_one_of_them(make):
    text = words(0, 200)
    copies = [make("Battle of Safira", text, salt=str(i)) for i in range(30)]
    found = find_candidates(table_of(copies), DEFAULT)
    assert {(c.a, c.families) for c in found} == {(0, ("identical",))}
    assert len(found) == 29


def test_short_texts_are_no_copies(make):
    stubs = [make(f"q{i}", words(0, 39)) for i in range(3)]
    assert all("identical" not in f for f in propose(stubs)[0].values())


def test_a_large_block_pairs_each_with_its_successors(make):
    near = [make(f"Battle {i}", words(0, 300) + f" end{i}") for i in range(200)]
    counts = Counts()
    found = find_candidates(table_of(near), DEFAULT, counts)
    assert counts.large_keys > 0
    assert len(found) <= 200 * SUCCESSORS * 2
    linked = {0}
    for _ in range(200):
        linked |= {c.b for c in found if c.a in linked} | {c.a for c in found if c.b in linked}
    assert linked == set(range(200))


def test_the_bound_is_counted(make):
    records = [make(f"Battle of Safira ({1500 + i})") for i in range(30)]
    _, counts = propose(records, max_candidates=3)
    assert counts.at_bound == 30
    assert counts.dropped == 30 * 29 // 2 - len(
        find_candidates(table_of(records), Config(match=MatchConfig(max_candidates=3)))
    )


@settings(max_examples=25)
@given(st.lists(st.integers(0, 40), max_size=40), st.integers(1, 4), st.integers(2, 6))
def test_each_record_keeps_at_most_its_bound(make, numbers, bound, cap):
    records = [make(f"Battle of Safira {n % 7}", words(n, 60), salt=str(n)) for n in set(numbers)]
    config = Config(match=MatchConfig(max_candidates=bound, max_block=cap))
    found = find_candidates(table_of(records), config)
    assert len(found) <= bound * len(records)
    ends = [(c.a, c.b) for c in found]
    assert [ends[place] for place in found.by_number] == sorted(ends)


def test_the_order_in_which_records_come_makes_no_difference(make):
    records = [make(f"Battle of q{i % 5}", words(i * 20, 90), when="2013-02") for i in range(30)]
    found = list(find_candidates(table_of(records), DEFAULT))
    assert found
    assert list(find_candidates(table_of(records[::-1]), DEFAULT)) == found


def test_what_a_record_is_found_by_now_stands_for_what_it_was_found_by_before(make):
    a, b = make("Battle of Safira"), make("Siege of Haffah")
    table = table_of([a, b])
    assert len(find_candidates(table, DEFAULT)) == 0
    table.add(evolve(Keys.of(View.of(a)), id=b.id))
    assert len(find_candidates(table, DEFAULT)) == 1
    assert (len(table), table.height) == (2, 3)


def test_a_name_spelled_in_two_ways_is_met_in_its_month(make):
    a = make("Battle of Dolonlov", when="1863-04-30")
    same = make("Battle of Dolonzow", when="1863-04")
    later = make("Battle of Dolonkow", when="1863-06")
    assert list(propose([a, same, later])[0].values()) == [("name",)]


def test_names_that_only_begin_alike_are_not_compared(make):
    raids = [make(f"Raid on {name}", when="1863-04") for name in ("Dolonlov", "Doloperikjolba")]
    assert propose(raids)[0] == {}


def test_a_lead_is_met_by_the_larger_event_that_it_names(make):
    whole = make("Winter operations in Orl (1863)", when="1863-02/1863-08")
    part = make("Battle of Tar", "It was part of the Winter operations in Orl (1863).")
    beside = make("Battle of Mur", "It was fought to stop the Winter operations in Orl (1863).")
    named, _ = propose([whole, part, beside])
    assert named == {("Battle of Tar", "Winter operations in Orl (1863)"): ("part-of",)}


def test_twins_of_a_template_keep_a_few(make):
    stock = words(0, 60)
    own = [words(1_000 * i, 20) for i in range(1, 4 * STOCK)]
    twins = [make(f"q{i}", f"{said} {stock}") for i, said in enumerate(own)]
    found = find_candidates(table_of(twins), DEFAULT)
    assert {c.families for c in found} == {("text",)}
    assert len(found) <= len(twins) * STOCK_KEPT
    assert {end for c in found for end in (c.a, c.b)} == set(range(len(twins)))


def test_few_siblings_are_compared(make):
    def pairs(count):
        parts = [make(f"Battle of q{i}", part_of=("War of X",)) for i in range(count)]
        return len(propose(parts)[0])

    assert pairs(SIBLINGS) == SIBLINGS * (SIBLINGS - 1) // 2
    assert pairs(SIBLINGS + 1) == 0


def test_copies_with_ids_of_their_own_are_met_by_these_alone(make):
    text = words(0, 200)
    copies = [make("Battle of Safira", text, text_id=f"x:{i}") for i in range(30)]
    other = make("Clash", words(500, 200), text_id="x:29")
    found = list(find_candidates(table_of([*copies, other]), DEFAULT))
    assert sorted(c.families for c in found) == [("id",), *([("identical",)] * 29)]
