"""What a record is found by, and the columns in which that is kept."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.matching.keys import POSTED, Keys, KeyTable
from warcorpus.matching.room import Room
from warcorpus.matching.view import View
from warcorpus.model.carrying import carried, carry


def count(keys, kind):
    return len(keys.posted[POSTED.index(kind)]) // 8


def test_a_copy_tells_the_same_and_another_text_does_not_matter(make):
    a, b = (Keys.of(View.of(make("Siege of Homs", "word " * 50, salt=salt))) for salt in "ab")
    other = Keys.of(View.of(make("Siege of Homs", "other " * 50)))
    assert (a.id == b.id, a.tells == b.tells, a.digest == b.digest) == (False, True, True)
    assert (other.tells == a.tells, other.digest == a.digest) == (True, False)


def test_what_it_is_found_by(make):
    record = make(
        "Siege of Safira",
        "They came at night.",
        when="2013-02",
        where="Safira",
        part_of=("War of X",),
    )
    keys = Keys.of(View.of(record))
    found = {kind: count(keys, kind) for kind in POSTED}
    expected = {"name": 3, "time-place": 3, "id": 0, "opening": 1, "whole": 1, "called": 1}
    assert found == {"text": 0, **expected, "dated": 1, "mentioned": 0}
    assert (keys.core, keys.beginning, keys.digest) == (b"safira", b"they came at night", b"")


def test_the_source_that_lists_it_once(make):
    view = View.of(make("Homs", path="b.csv"))
    assert [Keys.of(view, paths).catalogue for paths in ((), ("b.csv", "a.csv"), ("c.csv",))] == [
        -1,
        1,
        -1,
    ]


@pytest.mark.parametrize("room", [Room.of(1), Room(64, 5, 64, 64)])
@given(numbers=st.lists(st.integers(0, 30), min_size=1, max_size=12, unique=True))
def test_columns_hold_what_was_put_there(make, room, numbers):
    views = [View.of(make(f"Siege of q{n}", f"word{n} " * (n + 9))) for n in numbers]
    table = KeyTable(room)
    for view in views:
        table.add(carried(Keys, carry(Keys.of(view))))
    assert table.ids == sorted(view.id for view in views)
    by_id = {view.id: view for view in views}
    smallest = np.array(table.smallest)
    for number, row in enumerate(table.rows.tolist()):
        view = by_id[table.ids[number]]
        keys = Keys.of(view)
        assert table.counts("text")[row] == len(view.sketch.hashes)
        least = view.sketch.hashes[: len(smallest)].astype(np.int64)
        assert smallest[: len(least), row].tolist() == least.tolist()
        assert table.limits[row] == view.sketch.limit
        assert table.cores[row] == keys.core
        assert table.long[row] == bool(keys.digest)
        assert table.digests[row].tobytes() == keys.digest[:16].ljust(16, b"\0") + keys.tells
        posted = table.postings("name", np.arange(table.height))
        here = [keys[records == row] for keys, records in posted]
        assert np.concatenate(here).tobytes() == keys.posted[POSTED.index("name")]


def test_a_year_alone_is_no_month_of_a_name(make):
    assert count(Keys.of(View.of(make("Siege of Safira", when="2013"))), "dated") == 0
    assert count(Keys.of(View.of(make("Siege of Orl", when="2013-02"))), "dated") == 0


def test_a_lead_names_what_it_is_part_of(make):
    record = make("Siege of Homs", "It was part of the Syrian Civil War in Homs.")
    assert count(Keys.of(View.of(record)), "mentioned") > 0


def test_short_first_paragraphs_are_openings(make):
    page = Keys.of(View.of(make("Orl", "It is a lead\n\n" + "word " * 50)))
    alone, other = (Keys.of(View.of(make(text=text))) for text in ("It is a lead", "It is a list"))
    place = POSTED.index("opening")
    assert count(page, "opening") == 2
    assert alone.posted[place] in page.posted[place]
    assert other.posted[place] not in page.posted[place]
