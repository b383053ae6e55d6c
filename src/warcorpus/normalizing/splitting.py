"""Where one actor ends and the next begins, when an exporter has lost the line breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from warcorpus.model.evolving import evolve
from warcorpus.normalizing.actors import ActorItem, rank_length
from warcorpus.normalizing.ranges import NOWHERE, Range, Ranges, within
from warcorpus.normalizing.steps import flags_of
from warcorpus.normalizing.tables import mapping, words

_TOKEN = re.compile(r"[^\s()]+")
_WORDS = re.compile(r"[^\s(),.;]+")
_GAP = re.compile(r"[ \t\u00a0]{2}(?=[^\s*()†‡✝⚑])")
_LABEL = re.compile(r"[^\W\d][\w'’&/\- ]{1,40}:")
LONGEST_ITEM = 12
"""Words of the longest line with a full stop at its end that is still an item."""

_LONGEST_LABEL = 60  # characters
_SEE = re.compile(r"[Ss]ee (?:the |also )?[a-z]")
_ARTICLE = re.compile(r"(?:[Aa][lnrstdz]|[Aa]sh|[Aa]dh|[Ee]l)-")


def split_actors(
    text: str, links: Sequence[Range] = (), leaks: Sequence[Range] = ()
) -> list[ActorItem]:
    """The items of a list of actors, by the first rule that applies to it and to each line.

    Lines part items; a line that is only a bracket belongs to the item above. Inside a line,
    links that cover it part items, else what is left where a line break was: a flag, the gap or
    the name of a lost image, a closed bracket, a rank, the head noun of a unit before a capital.

    Args:
        text: a working text.
        links: ranges of it that are links, in order.
        leaks: ranges that a program leaked (names of flag images).

    >>> text = "Free Syrian Army Al-Nusra Front"
    >>> [(text[i.start:i.end], i.basis) for i in split_actors(text, [(0, 16), (17, 31)])]
    [('Free Syrian Army', 'link'), ('Al-Nusra Front', 'link')]
    """
    items: list[ActorItem] = []
    context = ""
    lines = _lines(text)
    for start, end, depth in lines:
        if text[start] == "(":
            start = _joined_bracket(text, start, end, items)
        if start >= end or _is_remark(text, start, end):
            continue
        pieces = _split_line(text, start, end, links, leaks)
        basis = "line" if len(lines) > 1 else "explicit"
        for first, last, how in pieces:
            label, first = _label(text, first, last)
            context = label or context
            if first < last:
                items.append(ActorItem(first, last, depth, how or basis, context))
    return items


def _is_remark(text: str, start: int, end: int) -> bool:
    """Whether a line is no list item but points elsewhere, or is a sentence."""
    line = text[start:end]
    return _SEE.match(line) is not None or (line.endswith(".") and len(line.split()) > LONGEST_ITEM)


def _lines(text: str) -> list[tuple[int, int, int]]:
    """Start, end and bullets of every line that is not empty."""
    lines, position = [], 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        depth = 0
        if line[:1].isalnum():
            end = start + len(line.rstrip())
        while start < end and (text[start].isspace() or text[start] in "*•·"):
            depth += text[start] in "*•·"
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            lines.append((start, end, depth))
    return lines


def _joined_bracket(text: str, start: int, end: int, items: list[ActorItem]) -> int:
    """Give a bracket at the start of a line to the item above; where the line goes on."""
    while start < end and text[start] == "(" and items:
        close = _closing(text, start, end)
        items[-1] = evolve(items[-1], end=close)
        start = _past_blanks(text, close, end)
    return start


def _closing(text: str, start: int, end: int) -> int:
    """One past the bracket that closes the one at ``start``; ``end`` if none does."""
    depth = 0
    for at in range(start, end):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at + 1
    return end


def _brackets(text: str, start: int, end: int) -> list[Range]:
    found, at = [], text.find("(", start, end)
    while at >= 0:
        close = _closing(text, at, end)
        found.append((at, close))
        at = text.find("(", close, end)
    return found


def _label(text: str, start: int, end: int) -> tuple[str, int]:
    """What a label (``Supported by:``) before an item adds, and where the item begins."""
    found = _LABEL.match(text, start, end) if text.find(":", start, end) >= 0 else None
    if found is None or len(found.group().split()) > 4:
        return "", start
    label = found.group()[:-1].strip()
    outcome = mapping("actor_marks").get(label.casefold())
    start = _past_blanks(text, found.end(), end)
    return f"outcome={outcome}" if outcome else f"note={label}", start


def _split_line(
    text: str, start: int, end: int, links: Sequence[Range], leaks: Sequence[Range]
) -> list[tuple[int, int, str]]:
    bracketed = text.find("(", start, end) >= 0
    brackets = Ranges.of(_brackets(text, start, end)) if bracketed else NOWHERE
    own = [link for link in within(links, start, end) if not brackets.holds(link[0])]
    icons = _icons(text, start, end, leaks)
    named = [link for link in own if _is_named(text[link[0] : link[1]])] if len(own) > 1 else []
    if len(named) > 1 and _covered(text, start, end, [*named, *brackets.pairs, *icons.pairs]):
        cuts = [link[0] for link in named[1:] if _begins_name(text, link[0], end)]
        return _pieces(text, start, end, _with_icons(text, start, cuts, icons), "link")
    cuts = _inferred_cuts(text, start, end, brackets, icons)
    if cuts and own:
        linked = Ranges(tuple(own))
        cuts = [cut for cut in cuts if not linked.cuts(cut)]
    return _pieces(text, start, end, cuts, "inferred")


def _icons(text: str, start: int, end: int, leaks: Sequence[Range]) -> Ranges:
    """Flags, and names of lost images."""
    flags = [found.span() for found in flags_of(text[start:end])]
    leaked = within(leaks, start, end) if leaks else ()
    if not flags and not leaked:
        return NOWHERE
    return Ranges.of([(a + start, b + start) for a, b in flags] + [*leaked])


def _is_named(words_of_link: str) -> bool:
    """Whether a link stands on a name, not on a flag or a rank."""
    tokens = words_of_link.split()
    return any(map(str.isalnum, words_of_link)) and not all(map(_is_rank, tokens))


def _covered(text: str, start: int, end: int, ranges: Sequence[Range]) -> bool:
    """Whether nothing but blanks and labels stands outside the ranges."""
    position = start
    for first, last in [*sorted(ranges), (end, end)]:
        between = text[position:first].strip()
        if between and not (between.endswith(":") and _LABEL.match(between)):
            return False
        position = max(position, last)
    return True


def _with_icons(text: str, start: int, cuts: list[int], icons: Ranges) -> list[int]:
    """Cuts moved before the flag, image name or label that introduces the item."""
    moved: list[int] = []
    for cut in cuts:
        floor = max(start, cut - _LONGEST_LABEL)
        if text[floor:cut].rstrip().endswith(":"):
            labels = [found.start() for found in _LABEL.finditer(text, floor, cut)]
            cut = labels[-1] if labels else cut
        icon = icons.last_before(cut)
        if icon and not text[icon[1] : cut].strip():
            cut = icon[0]
        if not moved or cut > moved[-1]:
            moved.append(cut)
    return moved


def _inferred_cuts(text: str, start: int, end: int, brackets: Ranges, icons: Ranges) -> list[int]:
    cuts = [first for first, _ in icons.pairs]
    cuts += [found.end() for found in _GAP.finditer(text, start, end)]
    for _, close in brackets.pairs:
        after = _past_blanks(text, close, end)
        if after < end and _begins_name(text, after, end):
            cuts.append(after)
    if _may_part(text[start:end]):
        found_tokens = _TOKEN.finditer(text, start, end)
        tokens = [(*found.span(), found.group()) for found in found_tokens]
        if brackets.pairs:
            tokens = [token for token in tokens if not brackets.holds(token[0])]
        cuts += _rank_cuts(tokens)
        cuts += _head_cuts(text, tokens, end)
    if not cuts:
        return []
    return sorted(
        cut
        for cut in set(cuts)
        if start < cut < end and not brackets.holds(cut) and not icons.cuts(cut)
    )


def _may_part(line: str) -> bool:
    """Whether a line may hold a rank behind a name, or two head nouns of units: few do."""
    if line.find(".", line.find(" ") + 1) >= 0:
        return True
    heads = words("unit_heads")
    return len([word for word in _WORDS.findall(line.casefold()) if word in heads]) > 1


def _past_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _rank_cuts(tokens: list[tuple[int, int, str]]) -> list[int]:
    """Before a rank with a full stop that follows a name."""
    cuts, since = [], 0
    for number, (start, _, token) in enumerate(tokens):
        if number <= since or not token.endswith("."):
            continue
        if rank_length([t for _, _, t in tokens[number : number + 5]]):
            before = [t for _, _, t in tokens[since:number]]
            if rank_length(before) < len(before) and not _is_rank(before[-1]):
                cuts.append(start)
                since = number
    return cuts


def _is_rank(token: str) -> bool:
    return token.casefold().rstrip(".,") in words("ranks")


def _head_cuts(text: str, tokens: list[tuple[int, int, str]], end: int) -> list[int]:
    """Behind the head noun of a unit, where what follows is a name with such a noun again."""
    heads, goes_on = words("unit_heads"), words("unit_continuations")
    folded = [token.casefold().strip(",.;") for _, _, token in tokens]
    last_head = max((n for n, token in enumerate(folded) if token in heads), default=0)
    if last_head < 3:
        return []
    cuts = []
    for number in range(1, len(tokens) - 1):
        following = folded[number + 1]
        if folded[number - 1] in ("of", "for") or folded[number] not in heads:
            continue
        if following in heads or following in goes_on:
            continue
        if last_head >= number + 2 and _begins_name(text, tokens[number + 1][0], end):
            cuts.append(tokens[number + 1][0])
    return cuts


def _begins_name(text: str, at: int, end: int) -> bool:
    """Whether a name may begin here: a capital, a number, a quote, a flag, or ``al-``."""
    if at >= end:
        return False
    char = text[at]
    word = _TOKEN.match(text, at, end)
    if word and word.group().casefold().strip(",.;") in words("unit_heads"):
        return False
    if char.islower():
        return bool(_ARTICLE.match(text, at))
    return char.isalnum() or char in "\"'“‘«" or bool(flags_of(text[at : at + 2]))


def _pieces(
    text: str, start: int, end: int, cuts: Sequence[int], how: str
) -> list[tuple[int, int, str]]:
    """The stretches between cuts that hold words; a flag alone goes with the name behind it."""
    if not cuts and _has_word(text, start, end):
        return [(start, _before_blanks(text, start, end), "")]
    pieces: list[Range] = []
    begin: int | None = None
    for first, last in zip([start, *cuts], [*cuts, end], strict=True):
        begin = first if begin is None else begin
        if _has_word(text, first, last):
            pieces.append((begin, last))
            begin = None
        elif not flags_of(text[first:last]):
            begin = None
    if begin is not None:
        pieces.append((begin, end))
    how = how if len(pieces) > 1 else ""
    return [(first, _before_blanks(text, first, last), how) for first, last in pieces]


def _before_blanks(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _has_word(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[start:end]))
