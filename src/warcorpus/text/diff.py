"""Token alignment of two texts: unique 4-grams first, then the longest common subsequence.

Anchors keep optimal subsequences from scattering: without them a text of 690 words that shares
one passage with a text of 3,773 finds 124 equal runs, 69 of them a lone stop word. They also keep
the time near linear.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Hashable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from warcorpus.text.diff_cleanup import Edge, Weak, clean_up

Tag = Literal["equal", "replace", "insert", "delete", "unaligned"]

ANCHOR = 4
"""Tokens of an anchor; the longest word sequences that chance repeats are shorter."""

MAX_CELLS = 20_000 * 20_000
"""A stretch without an anchor and with more cells than this is left unaligned."""

WINDOW = 1_000
"""Tokens that are compared at once where a long stretch has no anchors."""

_SYMBOLS = 0x10FFFF - 2
_ONLY_A, _ONLY_B = chr(0x10FFFE), chr(0x10FFFF)


class Op(NamedTuple):
    """One step of an alignment: tokens ``a0:a1`` of a stand against ``b0:b1`` of b."""

    tag: Tag
    a0: int
    a1: int
    b0: int
    b1: int


class Passage(NamedTuple):
    """A passage that two texts share: token ranges, and how many of its tokens are anchored."""

    a0: int
    a1: int
    b0: int
    b1: int
    matched: int


def align(
    a: Sequence[Hashable],
    b: Sequence[Hashable],
    *,
    weak: Weak = frozenset(),
    a_starts: Collection[int] = (),
    b_starts: Collection[int] = (),
) -> list[Op]:
    """Align two sequences of comparison forms.

    Args:
        a: comparison forms of the first text.
        b: comparison forms of the second.
        weak: forms (or a test of a form) that alone hold no two changes apart: stop words and
            punctuation.
        a_starts: token indices of ``a`` where a sentence begins; a one-sided change slides there
            if the tokens allow.
        b_starts: the same for ``b``.

    Returns:
        Operations that tile both sequences, no two neighbours both changes. ``unaligned`` stands
        for a stretch that is too long to compare (:data:`MAX_CELLS`).

    >>> align("the bodies of 21 men".split(), "the corpses of 25 men".split())  # doctest: +ELLIPSIS
    [Op(tag='equal', a0=0, a1=1, b0=0, b1=1), Op(tag='replace', a0=1, a1=2, b0=1, b1=2), ...
    """
    left, right = _as_strings(a, b)
    edges = _between(left, right, _chain(_anchors(left, right)))
    cleaned = clean_up(edges, a, b, weak, a_starts, b_starts)
    return [Op(_tag(edge), edge[1], edge[2], edge[3], edge[4]) for edge in cleaned]


def shared_passages(
    a: Sequence[Hashable],
    b: Sequence[Hashable],
    a_sentences: Sequence[tuple[int, int]] = (),
    b_sentences: Sequence[tuple[int, int]] = (),
    *,
    max_gap: int = 40,
    min_matched: int = 25,
) -> list[Passage]:
    """Passages that two texts of different events share.

    Args:
        a: comparison forms of the first text.
        b: comparison forms of the second.
        a_sentences: token ranges of its sentences; without them passages are not trimmed.
        b_sentences: the same for ``b``.
        max_gap: tokens that may stand between two anchors, on either side (start value).
        min_matched: anchored tokens a passage must have (start value).

    >>> a = "x y one two three four five six z".split()
    >>> b = "one two three four five six seven".split()
    >>> shared_passages(a, b, min_matched=5)
    [Passage(a0=2, a1=8, b0=0, b1=6, matched=6)]
    """
    left, right = _as_strings(a, b)
    passages: list[Passage] = []
    run: list[tuple[int, int]] = []
    for i, j in _chain(_anchors(left, right)):
        if run and max(i - run[-1][0], j - run[-1][1]) > max_gap + ANCHOR:
            passages.append(_passage(run))
            run = []
        run.append((i, j))
    if run:
        passages.append(_passage(run))
    long_enough = (p for p in passages if p.matched >= min_matched)
    trimmed = (_trimmed(p, a_sentences, b_sentences) for p in long_enough)
    return [p for p in trimmed if p.a0 < p.a1 and p.b0 < p.b1]


def _as_strings(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[str, str]:
    """Both sequences as strings, one character a token, equal where the tokens are.

    rapidfuzz hashes the items of a list, and the hash seed must have no say; characters it
    compares as they are. Only forms that stand on both sides need a character of their own.
    """
    common = set(a) & set(b)
    symbols: dict[Hashable, str] = {}
    for form in a:
        if form in common and form not in symbols and len(symbols) < _SYMBOLS:
            symbols[form] = chr(len(symbols))
    get = symbols.get
    return "".join([get(x, _ONLY_A) for x in a]), "".join([get(x, _ONLY_B) for x in b])


def _anchors(a: str, b: str) -> list[tuple[int, int]]:
    """Start pairs of the 4-grams that occur once on each side, by their place in ``a``."""
    once_b = _once(b)
    return [
        (i, once_b[gram]) for gram, i in _once(a).items() if i >= 0 and once_b.get(gram, -1) >= 0
    ]


def _once(text: str) -> dict[str, int]:
    """Every 4-gram with its place, -1 if it has several; in order of first occurrence."""
    places: dict[str, int] = {}
    for i in range(len(text) - ANCHOR + 1):
        gram = text[i : i + ANCHOR]
        places[gram] = -1 if gram in places else i
    return places


def _chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence that increases on both sides; O(n log n)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        before.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(j)
            ends.append(index)
        else:
            tails[place] = j
            ends[place] = index
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    chain.reverse()
    return chain


def _between(a: str, b: str, chain: list[tuple[int, int]]) -> list[Edge]:
    """Equal stretches of the anchors, and what stands between them."""
    edges: list[Edge] = []
    i = j = 0
    for x, y in chain:
        if x - i == y - j and (x <= i or a[i:x] == b[j:y]):
            step = x + ANCHOR - i
            if step > 0:
                edges.append(("equal", i, i + step, j, j + step))
                i, j = i + step, j + step
        elif x >= i and y >= j:
            _stretch(edges, a, b, i, x, j, y)
            edges.append(("equal", x, x + ANCHOR, y, y + ANCHOR))
            i, j = x + ANCHOR, y + ANCHOR
    _stretch(edges, a, b, i, len(a), j, len(b))
    return edges


def _stretch(edges: list[Edge], a: str, b: str, i: int, x: int, j: int, y: int) -> None:
    """Add the operations of ``a[i:x]`` against ``b[j:y]``."""
    if i == x or j == y:
        if i < x or j < y:
            edges.append(("change", i, x, j, y))
    elif (x - i) * (y - j) > MAX_CELLS:
        edges.append(("unaligned", i, x, j, y))
    else:
        found = _subsequence(a[i:x], b[j:y])
        edges.extend((kind, i + a0, i + a1, j + b0, j + b1) for kind, a0, a1, b0, b1 in found)


def _subsequence(a: str, b: str) -> list[Edge]:
    """The longest common subsequence as edges; of long stretches one that is nearly as long."""
    if min(len(a), len(b)) > 2 * WINDOW:
        found = _windowed(a, b)
        matched = sum(edge[2] - edge[1] for edge in found if edge[0] == "equal")
        if matched * 10 >= min(len(a), len(b)) * 9:
            return found
    return _opcodes(a, b)


def _windowed(a: str, b: str) -> list[Edge]:
    """Window after window, so that repetitive text, which has no anchors, costs linear time.

    Of every window the first three quarters count; what follows is seen again in the next one.
    """
    edges: list[Edge] = []
    limit = WINDOW * 3 // 4
    i = j = 0
    while min(len(a) - i, len(b) - j) > WINDOW:
        kept: list[Edge] = []
        last = 0
        for kind, a0, a1, b0, b1 in _opcodes(a[i : i + WINDOW], b[j : j + WINDOW]):
            if kind == "equal":
                length = min(a1 - a0, limit - a0, limit - b0)
                if length <= 0:
                    break
                a1, b1, last = a0 + length, b0 + length, len(kept) + 1
            kept.append((kind, i + a0, i + a1, j + b0, j + b1))
        if not last:
            break
        edges.extend(kept[:last])
        _, _, i, _, j = edges[-1]
    rest: list[Edge] = [("change", 0, len(a) - i, 0, len(b) - j)]
    if (len(a) - i) * (len(b) - j) <= 4 * WINDOW**2:
        rest = _opcodes(a[i:], b[j:])
    edges.extend((kind, i + a0, i + a1, j + b0, j + b1) for kind, a0, a1, b0, b1 in rest)
    return edges


def _opcodes(a: str, b: str) -> list[Edge]:
    return [
        (
            "equal" if op.tag == "equal" else "change",
            op.src_start,
            op.src_end,
            op.dest_start,
            op.dest_end,
        )
        for op in Indel.opcodes(a, b)
    ]


def _tag(edge: Edge) -> Tag:
    kind, a0, a1, b0, b1 = edge
    if kind == "equal":
        return "equal"
    if kind == "unaligned":
        return "unaligned"
    return "insert" if a0 == a1 else "delete" if b0 == b1 else "replace"


def _passage(run: list[tuple[int, int]]) -> Passage:
    """From the first to the last anchor of a run; overlapping anchors count their tokens once."""
    matched = ANCHOR
    for (i, j), (x, y) in pairwise(run):
        matched += min(x - i, y - j, ANCHOR)
    (a0, b0), (a1, b1) = run[0], run[-1]
    return Passage(a0, a1 + ANCHOR, b0, b1 + ANCHOR, matched)


def _trimmed(
    passage: Passage, a_sentences: Sequence[tuple[int, int]], b_sentences: Sequence[tuple[int, int]]
) -> Passage:
    a0, a1 = _whole(passage.a0, passage.a1, a_sentences)
    b0, b1 = _whole(passage.b0, passage.b1, b_sentences)
    return Passage(a0, a1, b0, b1, passage.matched)


def _whole(start: int, end: int, sentences: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The part of ``start:end`` that is whole sentences; empty if there is none."""
    if not sentences:
        return start, end
    inside = [(s, e) for s, e in sentences if start <= s and e <= end]
    return (inside[0][0], inside[-1][1]) if inside else (start, start)
