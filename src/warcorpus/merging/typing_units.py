"""What kind of difference stands between two witnesses; a conflict is one that cannot be both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warcorpus.merging.measures import compatible, disagree
from warcorpus.merging.tables import quantifiers, spelling_pairs, suffixes
from warcorpus.merging.tokenizing import Tokens
from warcorpus.model.record import VariantType
from warcorpus.text.folding import articles, fold, skeleton
from warcorpus.text.tokens import is_word

Range = tuple[int, int]

GRAVITY: tuple[VariantType, ...] = (
    "number",
    "name",
    "unaligned",
    "wording",
    "omission",
    "addition",
    "inflection",
    "spelling",
    "format",
    "gap",
)
"""Types from the gravest; the gravest of its pairs names a unit."""

CONFLICTS = frozenset({"number", "name"})

MIN_STEM = 3
"""Letters that two inflections of one word share at least."""

NAME_SPAN = 8
"""Tokens up to which two stretches stand for one slot; beyond it a sentence was rewritten."""

NEAR_QUANTIFIER = 4
"""Tokens up to which a quantifier on one side stands for a number on the other."""


def gravest(types: Iterable[VariantType]) -> VariantType:
    """The type that names a unit of several pairs.

    >>> gravest(["format", "number", "wording"])
    'number'
    """
    return min(types, key=GRAVITY.index)


def pair_type(
    a: Tokens, in_a: Range, b: Tokens, in_b: Range, later: bool | None = None
) -> VariantType:
    """The type of one difference.

    Args:
        a: the text of the base.
        in_a: its tokens.
        b: the other text.
        in_b: its tokens.
        later: whether the text that lacks the words is known to be the later one.
    """
    if a.has_hole(*in_a) or b.has_hole(*in_b):
        return "gap"
    if _same_but_for_format(a, in_a, b, in_b):
        return "format"
    if in_a[0] == in_a[1] or in_b[0] == in_b[1]:
        return "omission" if later else "addition"
    if _numbers_differ(a, in_a, b, in_b):
        return "number"
    pairs = _word_pairs(a, in_a, b, in_b)
    if pairs and all(_is_spelling(x, y) for x, y in pairs):
        return "spelling"
    if _names_differ(a, in_a, b, in_b):
        return "name"
    if pairs and all(_is_inflection(x, y) for x, y in pairs):
        return "inflection"
    return "wording"


def _same_but_for_format(a: Tokens, in_a: Range, b: Tokens, in_b: Range) -> bool:
    """The same words after case, signs and blanks are dropped, and values that fit."""
    left, right = _essence(a, in_a), _essence(b, in_b)
    if left != right:
        return False
    x, y = a.measured(*in_a), b.measured(*in_b)
    return all(compatible(m, n) for m, n in zip(x, y, strict=True))


def _essence(tokens: Tokens, span: Range) -> str:
    """Letters and digits in order; a date or number is one mark of its kind."""
    parts = []
    for i in range(*span):
        measure = tokens.measures.get(i)
        if measure is not None:
            parts.append(f"\0{measure.kind}\0")
        else:
            parts.append("".join(c for c in tokens.forms[i] if c.isalnum() or c == "\0"))
    return "".join(parts)


def _numbers_differ(a: Tokens, in_a: Range, b: Tokens, in_b: Range) -> bool:
    x, y = a.measured(*in_a), b.measured(*in_b)
    if disagree(x, y):
        return True
    if max(in_a[1] - in_a[0], in_b[1] - in_b[0]) > NEAR_QUANTIFIER:
        return False
    counted = [any(m.kind == "number" for m in side) for side in (x, y)]
    if counted[0] == counted[1]:
        return False
    uncounted, span = (b, in_b) if counted[0] else (a, in_a)
    return any(form in quantifiers() for form in uncounted.forms[span[0] : span[1]])


def _word_pairs(a: Tokens, in_a: Range, b: Tokens, in_b: Range) -> list[tuple[str, str]]:
    """The words that differ, one by one; empty if the two sides have not the same shape."""
    left, right = a.surfaces[in_a[0] : in_a[1]], b.surfaces[in_b[0] : in_b[1]]
    if len(left) != len(right):
        return []
    pairs = []
    for i, (x, y) in enumerate(zip(left, right, strict=True)):
        if a.forms[in_a[0] + i] == b.forms[in_b[0] + i]:
            continue
        measured = in_a[0] + i in a.measures or in_b[0] + i in b.measures
        if measured or not is_word(x) or not is_word(y):
            return []
        pairs.append((x, y))
    return pairs


def _is_spelling(x: str, y: str) -> bool:
    """Two transliterations of one name, or two regional spellings of one word."""
    if x[:1].isupper() and y[:1].isupper():
        bones = skeleton(x), skeleton(y)
        if bones[0] == bones[1] and (len(bones[0].replace(" ", "")) >= 2 or _are_articles(x, y)):
            return True
    first, second = fold(x), fold(y)
    return first == second or any(
        _swapped(first, second, one, other) or _swapped(second, first, one, other)
        for one, other in spelling_pairs()
    )


def _are_articles(x: str, y: str) -> bool:
    return fold(x) in articles() and fold(y) in articles()


def _swapped(word: str, other: str, old: str, new: str) -> bool:
    """Whether one place of ``old`` in ``word``, behind its first letters, makes ``other``."""
    place = word.find(old, 1)
    while place >= 0:
        if word[:place] + new + word[place + len(old) :] == other:
            return True
        place = word.find(old, place + 1)
    return False


def _is_inflection(x: str, y: str) -> bool:
    """One stem, and two endings from the list."""
    first, second = x.casefold(), y.casefold()
    stem = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        stem += 1
    # A stem may end earlier than the letters that both share: `stopped` and `stopping`.
    for length in range(stem, max(MIN_STEM, stem - 3) - 1, -1):
        if {_ending(first, length), _ending(second, length)} <= suffixes():
            return True
    return False


def _ending(word: str, stem: int) -> str:
    """What follows the stem, without its doubled last letter (`stop-p-ed`)."""
    ending = word[stem:].replace("’", "'")
    doubled = len(ending) > 2 and ending[0] == word[stem - 1] and ending[0] not in "aeiou"
    return ending[1:] if doubled else ending


def _names_differ(a: Tokens, in_a: Range, b: Tokens, in_b: Range) -> bool:
    """Both sides hold names, and no name of one is a name of the other."""
    if max(in_a[1] - in_a[0], in_b[1] - in_b[0]) > NAME_SPAN:
        return False
    left, right = names_in(a, in_a), names_in(b, in_b)
    if not left or not right:
        return False
    if _acronyms(left) & set(right) or _acronyms(right) & set(left):
        return False
    bones = [{skeleton(name) or fold(name) for name in names} for names in (left, right)]
    if bones[0] & bones[1]:
        return False
    folded = [[fold(name) for name in names] for names in (left, right)]
    return not any(_contains(x, y) or _contains(y, x) for x in folded[0] for y in folded[1])


def _contains(name: str, part: str) -> bool:
    """`Syrian` holds `Syria`; two letters prove nothing."""
    return len(part) >= MIN_STEM and part in name


def names_in(tokens: Tokens, span: Range) -> list[str]:
    """Capitalised words that no sentence begins with."""
    return [
        tokens.surfaces[i]
        for i in range(*span)
        if tokens.surfaces[i][:1].isupper()
        and i not in tokens.borders
        and i not in tokens.measures
        and not tokens.is_heading(i)
    ]


def _acronyms(names: Sequence[str]) -> set[str]:
    """Initials of the names in a row (`Free Syrian Army`: FSA, and of each part of it)."""
    initials = [name[0] for name in names]
    return {
        "".join(initials[i:j])
        for i in range(len(initials))
        for j in range(i + 2, min(i + 8, len(initials)) + 1)
    }
