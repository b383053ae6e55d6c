from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.config import DEFAULT
from warcorpus.matching import cluster, cluster_records, find_pairs
from warcorpus.matching.cluster import CLAMP, LEAST_MEAN, build_clusters
from warcorpus.matching.outcome import IDENTICAL, OPENING
from warcorpus.model.pairs import Outcome, Pair, Veto

NAMES = "abcdefgh"


def pair(a, b, bits, *, veto=False, copy=False):
    """A pair as matching would judge it at a prior of zero."""
    vetoes = (Veto("V1", "edition", a, b),) if veto else ()
    same = (copy or bits >= 10) and not veto
    outcome = Outcome.SAME if same else Outcome.REVIEW if bits >= -2 else Outcome.DIFFERENT
    reasons = (IDENTICAL,) if copy else ()
    return Pair(a, b, outcome, bits * 16, 0, vetoes=vetoes, reasons=reasons)


def members(ids, pairs, score=lambda a, b: pair(a, b, -20)):
    return ["".join(c.members) for c in build_clusters(list(ids), pairs, DEFAULT, score)]


def test_every_record_is_in_one_cluster():
    assert members("abc", []) == ["a", "b", "c"]
    assert members("abc", [pair("a", "c", 20)]) == ["ac", "b"]


def test_chains_are_not_followed():
    chain = [pair("a", "b", 20), pair("b", "c", 12)]
    assert members("abc", chain) == ["ab", "c"]


def test_pairs_that_were_never_proposed_are_looked_at_before_a_merge():
    chain = [pair("a", "b", 20), pair("b", "c", 12)]
    assert members("abc", chain, lambda a, b: pair(a, b, 15)) == ["abc"]


def test_a_cannot_link_divides():
    triangle = [pair("a", "b", 30), pair("b", "c", 29), pair("a", "c", 28, veto=True)]
    assert members("abc", triangle) == ["ab", "c"]


def test_review_pairs_never_cause_a_merge():
    assert members("ab", [pair("a", "b", 9)]) == ["a", "b"]


def test_a_must_link_that_meets_a_cannot_link_is_dropped():
    assert members("ab", [pair("a", "b", -5, copy=True)]) == ["ab"]
    assert members("ab", [pair("a", "b", 30, copy=True, veto=True)]) == ["a", "b"]
    copies = [pair("a", "b", 9, copy=True), pair("b", "c", 8, copy=True)]
    assert members("abc", [*copies, pair("a", "c", 30, veto=True)]) == ["ab", "c"]


def test_what_a_cluster_tells():
    found = build_clusters(
        "abc", [pair("a", "b", 20), pair("a", "c", 14), pair("b", "c", 12)], DEFAULT, pair
    )
    assert [(c.members, c.weakest, c.mean) for c in found] == [(("a", "b", "c"), 13.0, 46 / 3)]
    single = build_clusters("a", [], DEFAULT, pair)[0]
    assert (single.weakest, single.mean) == (None, None)


bits = st.integers(-25, 35)
weights = st.lists(st.tuples(bits, st.booleans()), min_size=28, max_size=28)


def greedy(ids, pairs):
    """The rule, searched through in full: the oracle."""
    known = {(p.a, p.b): p for p in pairs}
    groups = [[key] for key in ids]
    while True:
        best = None
        for x, y in combinations(groups, 2):
            across = [known[min(a, b), max(a, b)] for a in x for b in y]
            if any(p.vetoes for p in across) or not any(p.outcome is Outcome.SAME for p in across):
                continue
            mean = sum(max(-CLAMP, min(CLAMP, p.score)) for p in across) / len(across)
            key = (-mean, min(x[0], y[0]), max(x[0], y[0]))
            if mean > LEAST_MEAN and (best is None or key < best[0]):
                best = (key, x, y)
        if best is None:
            return sorted("".join(group) for group in groups)
        _, x, y = best
        groups = sorted([*(g for g in groups if g not in (x, y)), sorted(x + y)])


@settings(max_examples=200)
@given(weights, st.integers(2, 8))
def test_the_heap_agrees_with_a_search_through_all_pairs(drawn, size):
    ids = NAMES[:size]
    pairs = [
        pair(a, b, w, veto=v and w < 0)
        for (a, b), (w, v) in zip(combinations(NAMES, 2), drawn, strict=True)
        if b in ids
    ]
    assert members(ids, pairs) == greedy(ids, pairs)


@settings(max_examples=200)
@given(weights, st.sets(st.integers(0, 27)), st.randoms())
def test_laws_of_clusters(drawn, dropped, random):
    every = [
        pair(a, b, w, veto=v) for (a, b), (w, v) in zip(combinations(NAMES, 2), drawn, strict=True)
    ]
    scored = {(p.a, p.b): p for p in every}
    pairs = [p for i, p in enumerate(every) if i not in dropped]

    def run(order):
        return build_clusters(list(NAMES), order, DEFAULT, lambda a, b: scored[a, b])

    found = run(pairs)
    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert run(shuffled) == found
    assert sorted("".join("".join(c.members) for c in found)) == list(NAMES)
    proposed = {(p.a, p.b): p for p in pairs}
    for c in found:
        inside = [proposed[k] for k in combinations(c.members, 2) if k in proposed]
        assert not any(p.vetoes for p in inside)
        reached = {c.members[0]}
        for _ in c.members:
            for p in inside:
                if p.outcome is Outcome.SAME and {p.a, p.b} & reached:
                    reached |= {p.a, p.b}
        assert reached == set(c.members)


def test_large_components_are_cut_and_joined_again(monkeypatch):
    monkeypatch.setattr(cluster, "MAX_NODES", 3)
    ids = "abcdef"
    pairs = [
        pair(a, b, 30 if (a in "abc") == (b in "abc") else 12) for a, b in combinations(ids, 2)
    ]
    assert members(ids, pairs) == ["abcdef"]


def test_a_growing_cluster_is_not_looked_at_as_a_whole_again(monkeypatch):
    """Of a star every ray is queued a few times, not once for each ray that joins before it."""
    pushed = []
    push = cluster.heappush
    monkeypatch.setattr(cluster, "heappush", lambda heap, one: pushed.append(1) or push(heap, one))
    ids = [f"{number:03d}" for number in range(400)]
    rays = [pair("200", key, 20) for key in ids if key != "200"]
    star = [Pair(*sorted((p.a, p.b)), p.outcome, p.score, p.prior) for p in rays]
    found = build_clusters(ids, star, DEFAULT, lambda a, b: pair(a, b, 25))
    assert [len(c.members) for c in found] == [400]
    assert len(pushed) < 6 * len(ids)


def test_all_openings_of_a_text_are_attached_to_it():
    """Also where the first of them has a smaller id than the text, and lends it to the cluster."""

    def opening(a, b, which):
        reason = f"{OPENING}the {which} breaks off after 30 tokens"
        return Pair(a, b, Outcome.SAME, 20 * 16, 0, reasons=(reason,))

    pairs = [opening("a", "c", "first"), opening("b", "c", "first"), opening("c", "d", "second")]
    assert members("abcd", pairs) == ["abcd"]
    assert members("abcd", [*pairs[1:], pair("a", "c", 30, veto=True)]) == ["a", "bcd"]


def test_copies_are_one_cluster(make):
    text = " ".join(f"word{i}" for i in range(60))
    for count in (2, 70, 300):
        exact = [make("Battle of Safira", text, salt=str(i)) for i in range(count)]
        near = [make("Battle of Safira", f"{text} w{i}", salt=str(i)) for i in range(count)]
        for records in (exact, near):
            found = cluster_records(records, find_pairs(records))
            assert [len(c.members) for c in found] == [count]
