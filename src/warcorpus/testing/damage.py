"""What happens to a text between its author and a corpus: edits, misspelling, loss.

Nothing here changes a number but `plant`, so that the planted conflicts are all there are.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, frozen

from warcorpus.evaluation.relations import Changed, Hidden
from warcorpus.testing.events import Chapter, Event, Party
from warcorpus.testing.styles import Style

HIDDEN = 10
"""Words that the vendor of the tokenised corpus hides at once."""
CADENCE = 200
_FIRST_HIDDEN = 190  # the id of the document is a word of its own

_LOOSE = 0.62  # share of words that are neither names nor numbers
_MOVED = 0.2  # of the rate: sentences moved, of all sentences
_SUBSTITUTED, _INSERTED = 0.4, 0.3  # shares of edits; the others delete
_CHANGED = 0xE000  # private characters that carry places through exporters
_HOLE = 0xE100
_MOST = 0x100
_MARK = re.compile(r"[\ue000-\ue1ff]|\\ue[01][0-9a-f]{2}")
_NUMBER = re.compile(r"(?<![\w,.\ue000-\ue1ff])[1-9][0-9]{0,2}(?:,[0-9]{3})?(?![\w,.]*[0-9])")
_DATED = re.compile(r" (?:January|February|March|April|May|June|July|August|September|October"
                    r"|November|December)\b")  # fmt: skip
_TAIL = ",.;:!?"
_DISTANCES = (1, 2, 3, 5, 10)


def drift(event: Event, style: Style, rate: float, dice: random.Random) -> Event:
    """A revision: words inserted, deleted and substituted, sentences moved.

    Args:
        event: what is revised.
        style: tells synonyms and fillers.
        rate: share of words that are edited; names and numbers stay, others are edited more.
        dice: what is thrown for every choice.
    """
    if not rate:
        return event
    chance = rate / _LOOSE
    synonyms, fillers = dict(style.pairs("synonym")), style.sections["filler"]

    def edited(sentence: str) -> str:
        if event.title not in sentence:
            return _edited(sentence, synonyms, fillers, chance, dice)
        before, title, rest = sentence.partition(event.title)
        verb, space, told = rest.lstrip(" ").partition(" ")
        space = f" {verb}{space}" if rest.startswith(" ") else f"{verb}{space}"
        return before + title + space + _edited(told, synonyms, fillers, chance, dice)

    lead = tuple(map(edited, event.lead))
    chapters = tuple(
        _moved(
            Chapter(one.heading, tuple(tuple(map(edited, told)) for told in one.paragraphs)),
            rate * _MOVED,
            dice,
        )
        for one in event.chapters
    )
    return evolve(event, lead=lead, chapters=chapters)


def _edited(
    text: str, synonyms: dict[str, str], fillers: Sequence[str], chance: float, dice: random.Random
) -> str:
    kept: list[str] = []
    for word in text.split(" "):
        bare = word.rstrip(_TAIL)
        if dice.random() >= chance or not (bare.isalpha() and bare.islower()):
            kept.append(word)
            continue
        fate = dice.random()
        if fate < _SUBSTITUTED:
            kept.append(synonyms.get(bare, dice.choice(fillers)) + word[len(bare) :])
        elif fate < _SUBSTITUTED + _INSERTED:
            kept += [dice.choice(fillers), word]
        elif bare != word:
            kept.append(word)
    return " ".join(kept)


def _moved(chapter: Chapter, chance: float, dice: random.Random) -> Chapter:
    paragraphs = [list(told) for told in chapter.paragraphs]
    moving: list[str] = []
    for told in paragraphs:
        leaving = [place for place in range(1, len(told)) if dice.random() < chance]
        moving += [told.pop(place) for place in reversed(leaving)]
    for sentence in moving:
        home = dice.choice(paragraphs)
        home.insert(dice.randrange(len(home) + 1), sentence)
    return Chapter(chapter.heading, tuple(map(tuple, paragraphs)))


def respelled(
    event: Event, names: Sequence[str], style: Style, dice: random.Random, rules: int = 3
) -> Event:
    """The event as another transliteration spells its names, in title and text alike."""
    table = style.pairs("spelling")
    chosen = [table[number] for number in sorted(dice.sample(range(len(table)), rules))]
    changed = {name: _spelled(name, chosen) for name in names}
    if all(old == new for old, new in changed.items()):
        return event
    longest_first = sorted(changed, key=lambda name: (-len(name), name))
    known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return _rewritten(event, lambda text: known.sub(lambda found: changed[found.group()], text))


def _spelled(name: str, rules: Sequence[tuple[str, str]]) -> str:
    for old, new in rules:
        at = name.lower().find(old)
        if at >= 0:
            put = new.capitalize() if name[at].isupper() else new
            name = name[:at] + put + name[at + len(old) :]
    return name


def _rewritten(event: Event, change: Callable[[str], str]) -> Event:
    return evolve(
        event,
        title=change(event.title),
        place=tuple(map(change, event.place)),
        war=change(event.war) if event.war else None,
        result=change(event.result) if event.result else None,
        details=tuple(map(change, event.details)),
        parties=tuple(_party(party, change) for party in event.parties),
        lead=tuple(map(change, event.lead)),
        chapters=tuple(_chapter(chapter, change) for chapter in event.chapters),
        categories=tuple(map(change, event.categories)),
    )


def _party(party: Party, change: Callable[[str], str]) -> Party:
    commanders = tuple((rank, change(name)) for rank, name in party.commanders)
    return evolve(party, name=change(party.name), commanders=commanders)


def _chapter(chapter: Chapter, change: Callable[[str], str]) -> Chapter:
    told = tuple(tuple(map(change, paragraph)) for paragraph in chapter.paragraphs)
    return Chapter(change(chapter.heading), told)


@frozen
class Planted:
    """A number that was changed, to be found again by its mark."""

    old: str
    new: str


def plant(event: Event, count: int, dice: random.Random) -> tuple[Event, tuple[Planted, ...]]:
    """Other numbers in the prose, each behind a mark that `found` takes out again.

    Returns:
        the event and what was changed; mark number *n* is that of change *n*.
    """
    sentences = [one for chapter in event.chapters for told in chapter.paragraphs for one in told]
    places = [
        (number, match.start(), match.end())
        for number, one in enumerate(sentences)
        for match in _NUMBER.finditer(one)
        if not _DATED.match(one, match.end())
    ]
    planted: list[Planted] = []
    for number, start, end in sorted(dice.sample(places, min(count, len(places))), reverse=True):
        old = sentences[number][start:end]
        new = _other(old, dice)
        mark = chr(_CHANGED + len(planted))
        planted.append(Planted(old, new))
        sentences[number] = f"{sentences[number][:start]}{mark}{new}{sentences[number][end:]}"
    rest = iter(sentences)
    chapters = tuple(
        Chapter(one.heading, tuple(tuple(next(rest) for _ in told) for told in one.paragraphs))
        for one in event.chapters
    )
    return evolve(event, chapters=chapters), tuple(planted)


def _other(old: str, dice: random.Random) -> str:
    value = int(old.replace(",", ""))
    step = dice.choice(_DISTANCES) if value < 100 else max(1, value * dice.choice(_DISTANCES) // 20)
    return f"{value + step:,}"


def truncated(event: Event, share: float) -> Event:
    """The event cut after a share of its text, in the middle of a sentence."""
    left = round(share * sum(len(one.split(" ")) for one in _sentences(event)))
    lead, left = _first_words(event.lead, left)
    chapters: list[Chapter] = []
    for chapter in event.chapters:
        paragraphs = []
        for told in chapter.paragraphs:
            kept, left = _first_words(told, left)
            paragraphs += [kept] if kept else []
        chapters += [Chapter(chapter.heading, tuple(paragraphs))] if paragraphs else []
    return evolve(event, lead=lead, chapters=tuple(chapters))


def _sentences(event: Event) -> Iterator[str]:
    yield from event.lead
    for chapter in event.chapters:
        for told in chapter.paragraphs:
            yield from told


def _first_words(told: Sequence[str], left: int) -> tuple[tuple[str, ...], int]:
    kept = []
    for sentence in told:
        if left <= 0:
            break
        words = sentence.split(" ")
        kept.append(" ".join(words[:left]))
        left -= len(words)
    return tuple(kept), left


def unboxed(event: Event) -> Event:
    """The event without its infobox."""
    return evolve(event, boxed=False)


def lead_only(event: Event) -> Event:
    """Nothing but the first paragraph."""
    return evolve(event, chapters=(), see_also=(), image=None)


def mojibake(text: str) -> str:
    """UTF-8 read as Windows-1252, as far as that has all characters.

    >>> mojibake("6–19 February")
    '6â€“19 February'
    """
    return text if text.isascii() else "".join(map(_misread, text))


def _misread(char: str) -> str:
    if char.isascii() or _CHANGED <= ord(char) < _HOLE + _MOST:
        return char
    try:
        return char.encode().decode("cp1252")
    except UnicodeDecodeError:
        return char


def redacted(text: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """A line of the tokenised corpus with ten of every two hundred words hidden.

    Returns:
        the line, a mark before each hole, and the words of each hole.
    """
    body, border, tail = text.rpartition(" # References # ")
    words = body.split(" ")
    holes: list[tuple[str, ...]] = []
    for start in range(_FIRST_HIDDEN, len(words) - HIDDEN, CADENCE):
        holes.append(tuple(_MARK.sub("", word) for word in words[start : start + HIDDEN]))
        words[start : start + HIDDEN] = [chr(_HOLE + len(holes) - 1) + "@", *"@" * (HIDDEN - 1)]
    return " ".join(words) + border + tail, tuple(holes)


def found(
    text: str, planted: Sequence[Planted], holes: Sequence[tuple[str, ...]]
) -> tuple[str, tuple[Hidden, ...], tuple[Changed, ...]]:
    """The text without marks, and where what they stand for is."""
    parts: list[str] = []
    hidden: list[Hidden] = []
    changed: list[Changed] = []
    behind = size = 0
    for match in _MARK.finditer(text):
        parts.append(text[behind : match.start()])
        size += len(parts[-1])
        behind = match.end()
        sign = match.group()
        code = ord(sign) if len(sign) == 1 else int(sign[2:], 16)
        if code < _HOLE:
            one = planted[code - _CHANGED]
            split = one.new.replace(",", " @,@ ")  # as one tokeniser writes it
            written = split if text.startswith(split, behind) else one.new
            changed.append(Changed(size, size + len(written), one.old, one.new))
        else:
            length = 2 * HIDDEN - 1
            hidden.append(Hidden(size, size + length, holes[code - _HOLE]))
    parts.append(text[behind:])
    return "".join(parts), tuple(hidden), tuple(changed)
