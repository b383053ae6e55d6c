"""Token alignment of two texts: unique 4-grams first, then the longest common subsequence.

Anchors keep optimal subsequences from scattering: without them a text of 690 words that shares
one passage with a text of 3,773 finds 124 equal runs, 69 of them a lone stop word. They also keep
the time near linear.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import pairwise, repeat
from typing import Literal, NamedTuple, TypeVar

from rapidfuzz.distance import Indel

from warcorpus.text.diff_cleanup import Edge, Weak, clean_up

Grams = Mapping[Hashable, int]
Gram = TypeVar("Gram", bound=Hashable)
Tag = Literal["equal", "replace", "insert", "delete", "unaligned"]

ANCHOR = 4
"""Tokens of an anchor; the longest word sequences that chance repeats are shorter."""

MAX_CELLS = 20_000 * 20_000
"""A stretch without an anchor and with more cells than this is left unaligned."""

NEAR, NEAR_CELLS = 0.8, 1_000_000
"""Share of common tokens from which a text is a near copy, and how large it may be (start)."""

WINDOW = 1_000
"""Tokens that are compared at once where a long stretch has no anchors."""

_ONLY_A, _ONLY_B = "\0", "\1"
_FIRST_SYMBOL, _SYMBOLS = 2, 0x110000


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
    if _is_near_copy(left, right):
        edges = _opcodes(left, right)
    else:
        edges = _between(left, right, _chain(_anchors(left, right)))
    cleaned = clean_up(edges, a, b, weak, a_starts, b_starts)
    return [Op(_tag(edge), edge[1], edge[2], edge[3], edge[4]) for edge in cleaned]


def unique_grams(forms: Sequence[Hashable]) -> Grams:
    """The 4-grams of a text that occur once in it, with their places.

    What :func:`shared_passages` compares; made once for a text that is compared with many.

    >>> unique_grams("a b c d a b c d".split())
    {('b', 'c', 'd', 'a'): 1, ('c', 'd', 'a', 'b'): 2, ('d', 'a', 'b', 'c'): 3}
    """
    return _once(list(zip(forms, forms[1:], forms[2:], forms[3:], strict=False)))


def word_grams(words: Sequence[str]) -> Grams:
    """The same of words without blanks, to be compared with their like alone.

    Strings are no work for the garbage collector: where many texts are held, the tuples of
    :func:`unique_grams` cost ten times their making.

    >>> word_grams("a b c d a b c d".split())
    {'b c d a': 1, 'c d a b': 2, 'd a b c': 3}
    """
    return _once([*map(" ".join, zip(words, words[1:], words[2:], words[3:], strict=False))])


def shared_passages(
    a: Grams,
    b: Grams,
    a_sentences: Sequence[tuple[int, int]] = (),
    b_sentences: Sequence[tuple[int, int]] = (),
    *,
    max_gap: int = 40,
    min_matched: int = 25,
) -> list[Passage]:
    """Passages that two texts of different events share.

    Args:
        a: unique 4-grams of the first text's comparison forms.
        b: those of the second.
        a_sentences: token ranges of its sentences; without them passages are not trimmed.
        b_sentences: the same for ``b``.
        max_gap: tokens that may stand between two anchors, on either side (start value).
        min_matched: anchored tokens a passage must have (start value).

    >>> a = unique_grams("x y one two three four five six z".split())
    >>> b = unique_grams("one two three four five six seven".split())
    >>> shared_passages(a, b, min_matched=5)
    [Passage(a0=2, a1=8, b0=0, b1=6, matched=6)]
    """
    common = sorted((a[gram], b[gram]) for gram in a.keys() & b.keys())
    passages: list[Passage] = []
    run: list[tuple[int, int]] = []
    for i, j in _chain(common):
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
    compares as they are.
    """
    symbols = dict(zip(dict.fromkeys(a), map(chr, range(_FIRST_SYMBOL, _SYMBOLS)), strict=False))
    get = symbols.get
    return "".join(map(get, a, repeat(_ONLY_A))), "".join(map(get, b, repeat(_ONLY_B)))


def _is_near_copy(a: str, b: str) -> bool:
    """Whether nearly all tokens are common: an optimal subsequence has no room to scatter then.

    Most alignments are of revisions of one page; without anchors they take half the time.
    """
    if len(a) * len(b) > NEAR_CELLS:
        return False
    return Indel.normalized_similarity(a, b, score_cutoff=NEAR) >= NEAR


def _anchors(a: str, b: str) -> list[tuple[int, int]]:
    """Start pairs of the 4-grams that occur once on each side, by their place in ``a``."""
    packed = _packed(a), _packed(b)
    once_a, once_b = (
        _once(grams) for grams in (packed if all(packed) else (_sliced(a), _sliced(b)))
    )
    other = once_b.get
    return [(i, j) for gram, i in once_a.items() if (j := other(gram)) is not None]


def _once(grams: list[Gram]) -> dict[Gram, int]:
    """The 4-grams that occur once, with their places, in order."""
    places = dict(zip(grams, range(len(grams)), strict=True))
    if len(places) == len(grams):
        return places
    # Places are those of last occurrences: what is missing among them is an earlier one.
    for earlier in set(range(len(grams))).difference(places.values()):
        places.pop(grams[earlier], None)
    return places


def _sliced(text: str) -> list[Hashable]:
    """The 4-grams of any text."""
    return [text[i : i + ANCHOR] for i in range(len(text) - ANCHOR + 1)]


def _packed(text: str) -> list[Hashable]:
    """The 4-grams of a text of 16-bit characters as integers, which is quicker; else none."""
    count = max(len(text) - ANCHOR + 1, 0)
    grams: list[Hashable] = [0] * count
    data = memoryview(text.encode("utf-16-le", "surrogatepass"))
    if len(data) > 2 * len(text):
        return []
    for first in range(min(ANCHOR, count)):
        size = 8 * len(range(first, count, ANCHOR))
        grams[first::ANCHOR] = data[2 * first : 2 * first + size].cast("Q")
    return grams


def _chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence that increases on both sides; O(n log n)."""
    others = [j for _, j in pairs]
    if others == sorted(others):
        # Nothing has moved: true of nearly all revisions, and much quicker to see than to build.
        return pairs
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, j in enumerate(others):
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
    """Equal stretches of the anchors, and what stands between them.

    Anchors on one diagonal that touch are taken together.
    """
    edges: list[Edge] = []
    done = (0, 0)
    start = end = diagonal = 0
    for x, y in chain:
        if x - y == diagonal and x <= end:
            end = x + ANCHOR
            continue
        if end > start:
            done = _equal(edges, a, b, done, (start, start - diagonal), end - start)
        start, end, diagonal = x, x + ANCHOR, x - y
    if end > start:
        done = _equal(edges, a, b, done, (start, start - diagonal), end - start)
    _stretch(edges, a, b, done[0], len(a), done[1], len(b))
    return edges


def _equal(
    edges: list[Edge], a: str, b: str, done: tuple[int, int], at: tuple[int, int], size: int
) -> tuple[int, int]:
    """Add ``size`` equal tokens at ``at`` and what stands before them; gives the new end."""
    (i, j), (x, y) = done, at
    if x - i == y - j and (x <= i or a[i:x] == b[j:y]):
        step = x + size - i
        if step <= 0:
            return i, j
        edges.append(("equal", i, i + step, j, j + step))
        return i + step, j + step
    before = max(i - x, j - y, 0)
    if size - before < ANCHOR:
        return i, j
    # What overlaps an anchor on another diagonal counts from where both sides are free.
    x, y, size = x + before, y + before, size - before
    _stretch(edges, a, b, i, x, j, y)
    edges.append(("equal", x, x + size, y, y + size))
    return x + size, y + size


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
