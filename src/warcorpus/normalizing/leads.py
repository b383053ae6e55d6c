"""What the first sentence of a lead calls its subject."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from warcorpus.normalizing.kinds import is_event_name
from warcorpus.normalizing.languages import script_of, script_of_letter
from warcorpus.normalizing.tables import mapping, words
from warcorpus.text.remembering import remembered

LONGEST_NAME = 14
"""Words of the longest thing that is taken for a name."""

COMMON_NOUNS = 2
"""Words of no table that the name of an event may hold behind an article (`gas field`)."""

_ARTICLE = re.compile(r"[\"'“‘«\s]*(?:[Tt]he )?[\"'“‘«]*")
_QUOTES = " \t\n\"'“”‘’«»,.;:"
_WORD = re.compile(r"[^\s\-–—/]+")
_PIECE = re.compile(r"[;,]| or ")


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A name in a sentence: its range, and the language a label gives it."""

    start: int
    end: int
    language: str | None = None


class Subject(msgspec.Struct, frozen=True, gc=False):
    """What a lead sentence is about.

    Args:
        name: its subject, without article; None where no name is recognised.
        natives: the same in other languages or scripts, from the bracket behind it.
        aliases: further names (``also known as …``).
    """

    name: Mention | None
    natives: tuple[Mention, ...] = ()
    aliases: tuple[Mention, ...] = ()


@remembered
def subject_of(sentence: str) -> Subject:
    """The subject of a lead sentence, *The X was / took place / refers …*, and its other names.

    >>> text = "The Battle of X (معركة), also known as the Long Day, was a battle."
    >>> s = subject_of(text)
    >>> [text[m.start : m.end] for m in (s.name, *s.natives, *s.aliases)]
    ['Battle of X', 'معركة', 'Long Day']
    >>> subject_of("On 10 October rebels attacked the town.").name is None
    True
    """
    start = _match_end(_ARTICLE, sentence, 0)
    verb = _verb_at(sentence, start)
    if verb is None:
        return Subject(None)
    end = _first_boundary(sentence, start, verb)
    close = _closing(sentence, end)
    qualifier = sentence[end + 1 : close - 1] if sentence[end : end + 1] == "(" else ""
    if _is_qualifier(qualifier) and is_event_name(sentence[start:end]):
        end = _first_boundary(sentence, close, verb)
    natives, aliases = _others(sentence, end, verb)
    name = _mention(sentence, start, end)
    definite = sentence[:start].strip(_QUOTES) != ""
    if name is None or not _is_name(sentence[name.start : name.end], definite=definite):
        return Subject(None)
    return Subject(name, natives, aliases)


def _match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


@cache
def _verbs() -> re.Pattern[str]:
    longest_first = sorted(words("lead_verbs"), key=lambda verb: (-len(verb), verb))
    return re.compile(rf"[\s,)\"”’](?:{'|'.join(map(re.escape, longest_first))})\b")


def _verb_at(sentence: str, start: int) -> int | None:
    """Where the first verb of the table stands outside brackets."""
    depth, position = 0, start
    for found in _verbs().finditer(sentence, start):
        inside = sentence[position : found.start() + 1]
        depth += inside.count("(") - inside.count(")")
        position = found.start() + 1
        if depth <= 0:
            return found.start() + (sentence[found.start()] in ')"”’')
    return None


def _first_boundary(sentence: str, start: int, verb: int) -> int:
    """Where the subject ends: at a comma, a bracket or the verb."""
    ends = [sentence.find(mark, start, verb) for mark in (",", "(", " or ")]
    end = min([verb, *(at for at in ends if at >= 0)])
    # `The Battle of X between A and B was …`, `Operation Y by the Z`
    for word in (" between ", " by "):
        at = sentence.find(word, start, end)
        if at >= 0 and len(sentence[start:at].split()) > 2:
            end = at
    return end


def _closing(sentence: str, start: int) -> int:
    """One past the bracket that closes the one at ``start``."""
    depth = 0
    for at in range(start, len(sentence)):
        depth += (sentence[at] == "(") - (sentence[at] == ")")
        if depth == 0:
            return at + 1
    return len(sentence)


def _is_qualifier(content: str) -> bool:
    """Whether a bracket belongs to the name: ``(2012)``, ``(June 2012–April 2013)``."""
    pieces = [piece.strip(".,") for piece in _WORD.findall(content)]
    years = [piece for piece in pieces if piece.isascii() and piece.isdigit()]
    return bool(years) and all(piece in years or piece in _qualifying() for piece in pieces)


@cache
def _qualifying() -> frozenset[str]:
    """Words that a date in brackets may hold besides numbers."""
    return words("month_words") | words("qualifying_words")


def _mention(sentence: str, start: int, end: int, language: str | None = None) -> Mention | None:
    while start < end and sentence[start] in _QUOTES:
        start += 1
    while end > start and sentence[end - 1] in _QUOTES:
        if sentence[end - 1] == '"' and sentence.count('"', start, end) % 2 == 0:
            break  # `battle of "X"`: the mark was opened inside the name
        end -= 1
    return Mention(start, end, language) if start < end else None


def _is_name(text: str, *, definite: bool = False) -> bool:
    """Whether a text may be a name: capitals, and in lower case only what names are made of.

    Behind an article the name of an event may hold a few other nouns too: ``The Battle of the X
    gas field``, ``The X military operation in Y``.
    """
    tokens = text.split()
    pieces = [piece for word in _WORD.findall(text) if (piece := word.strip("\"'“”‘’()., "))]
    if len(tokens) > LONGEST_NAME or text.count("(") != text.count(")") or not pieces:
        return False
    if not any(piece[0].isupper() or piece[0].isdigit() for piece in pieces):
        return False
    if "and" in pieces and not is_event_name(text):
        return False  # `The Republic of X and the Y Republic are allies` is about neither
    allowed = words("name_words")
    other = [piece for piece in pieces if piece[0].islower() and piece not in allowed]
    other = [piece for piece in other if not is_event_name(piece)]
    if other and not (definite and len(other) <= COMMON_NOUNS and _names_an_event(tokens)):
        return False
    return tokens[0].casefold() not in words("no_name_starts")


def _names_an_event(tokens: list[str]) -> bool:
    """Whether a phrase has a noun of war; ``second of two battles`` counts, it does not name."""
    counted = tokens[0][0].islower() and tokens[1:2] == ["of"] and not is_event_name(tokens[0])
    return not counted and is_event_name(" ".join(tokens))


def _others(
    sentence: str, start: int, verb: int
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Native names and aliases between the subject and its verb."""
    natives: list[Mention] = []
    aliases: list[Mention] = []
    position = start
    while position < verb:
        opening = sentence.find("(", position, verb)
        stretch = opening if opening >= 0 else verb
        aliases += _aliases(sentence, position, stretch)
        if opening < 0:
            break
        close = _closing(sentence, opening)
        natives += _natives(sentence, opening + 1, close - 1)
        aliases += _aliases(sentence, opening + 1, close - 1)
        position = close
    return tuple(natives), tuple(aliases)


def _pieces(sentence: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces, position = [], start
    for found in _PIECE.finditer(sentence, start, end):
        pieces.append((position, found.start()))
        position = found.end()
    return [*pieces, (position, end)]


def _natives(sentence: str, start: int, end: int) -> list[Mention]:
    """Names in another script, or behind the name of a language (``Turkish: …``)."""
    found, language = [], None
    for first, last in _pieces(sentence, start, end):
        label, colon, _ = sentence[first:last].partition(":")
        if colon:
            language = mapping("languages").get(label.strip().casefold())
            first += len(label) + 1
        mention = _mention(sentence, first, last, language)
        if mention is None:
            continue
        text = sentence[mention.start : mention.end]
        if _is_foreign(text) or (colon and language and script_of(text) is not None):
            found.append(mention)
    return found


def _is_foreign(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    latin = sum(script_of_letter(char) == "Latn" for char in letters)
    return len(letters) > 1 and 2 * latin < len(letters)


@cache
def _cues() -> re.Pattern[str]:
    longest_first = sorted(words("alias_cues"), key=lambda cue: (-len(cue), cue))
    return re.compile(rf"(?:^|[\s,])(?:{'|'.join(map(re.escape, longest_first))})\b")


def _aliases(sentence: str, start: int, end: int) -> list[Mention]:
    """Names behind a cue; after one, further names parted by commas are names too."""
    found: list[Mention] = []
    cued = False
    for first, last in _named_pieces(sentence, start, end):
        cue = _cues().search(sentence, first, last)
        if cue:
            first, cued = cue.end(), True
        if not cued:
            continue
        first = min(_match_end(_ARTICLE, sentence, first), last)
        by = sentence.find(" by ", first, last)
        last = by if by >= 0 else last
        mention = _mention(sentence, first, last)
        if mention is None:
            continue
        text = sentence[mention.start : mention.end]
        if _is_name(text) and is_event_name(text) | bool(cue) and text[0].isalnum():
            found.append(mention)
        else:
            cued = False
    return found


def _named_pieces(sentence: str, start: int, end: int) -> list[tuple[int, int]]:
    """Pieces parted by commas; an ``or`` stays before the piece that it introduces."""
    pieces, position = [], start
    for at in range(start, end):
        if sentence[at] in ",;":
            pieces.append((position, at))
            position = at + 1
        elif sentence.startswith(" or ", at) and at > position:
            pieces.append((position, at))
            position = at
    return [*pieces, (position, end)]
