from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.merging.lineage import SHARED, lineages, newer_counts, newest_first
from warcorpus.merging.tokenizing import tokenize
from warcorpus.model.record import Record
from warcorpus.model.source import Source

STAMPS = (None, "2013", "2013-02-01", "2013-02-01T09:00Z", "2013-02-01T10:00Z",
          "2013-02-01 10:00+02:00", "2013-02-02", "2014-01-01T00:00Z")  # fmt: skip


def told(number, text, page=None):
    source = Source(f"{number}.txt", publisher="encyclopedia" if page else None, text_id=page)
    return Record(f"{number:03d}", text=text, sources=(source,))


def words(start, stop):
    """Text whose 5-shingles are as many as its words, less four."""
    return " ".join(f"word{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(start, stop))


@given(st.lists(st.sampled_from(STAMPS), max_size=12))
def test_newer_ones_are_counted_as_if_each_was_compared_with_each(stamps):
    records = [Record(str(i), sources=(Source("x", exported_at=s),)) for i, s in enumerate(stamps)]
    newer = newest_first(records)
    every = range(len(records))
    assert newer_counts(records) == [sum(newer(j, i) is True for j in every) for i in every]


pieces = st.tuples(st.integers(0, 20), st.integers(8, 24), st.sampled_from([None, None, "1", "2"]))


def one_lineage(first, second):
    """By the definition: one page, or so much text in common; all of it without repetitions."""
    (s, length, page), (u, other, its_page) = first, second
    shared = max(min(s + length, u + other) - max(s, u) - 4, 0)
    part, whole = SHARED
    return (page is not None and page == its_page) or (
        shared * whole >= (max(length, other) - 4) * part
    )


@settings(max_examples=100)
@given(st.lists(pieces, min_size=1, max_size=9))
def test_lineages_are_what_links_between_pairs_connect(drawn):
    records = [told(i, words(s, s + length), page) for i, (s, length, page) in enumerate(drawn)]
    expected = list(range(len(drawn)))
    for a, b in combinations(range(len(drawn)), 2):
        if one_lineage(drawn[a], drawn[b]):
            ends = expected[a], expected[b]
            expected = [min(ends) if one in ends else one for one in expected]
    assert lineages(records, [tokenize(record) for record in records]) == tuple(expected)


def test_revisions_are_not_compared_each_with_each(monkeypatch):
    """Of many revisions of one page each is compared with a member of its lineage, not with all."""
    from warcorpus.merging import lineage

    compared = []
    contain = lineage._contain_each_other
    monkeypatch.setattr(
        lineage, "_contain_each_other", lambda a, b: compared.append(1) or contain(a, b)
    )
    records = [told(i, f"{words(0, 200)} end{i}") for i in range(60)]
    assert set(lineages(records, [tokenize(record) for record in records])) == {0}
    assert len(compared) < 2 * len(records)
