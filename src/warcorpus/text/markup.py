"""Links and images in Markdown and wiki notation: where they stand, and what they say."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Literal, NamedTuple
from urllib.parse import unquote

from attrs import frozen

from warcorpus.model.facts import Image
from warcorpus.model.values import meaning
from warcorpus.text import html_markup

LinkKind = Literal["internal", "external", "interwiki"]

_FILE = re.compile(r"\[\[[ \t]*(?:file|image)[ \t]*:", re.IGNORECASE)
_BRACKET_RUN = re.compile(r"\[+|\]+")
_BRACKET = re.compile(r"\\.|!\[|\[|\]|\n[ \t\r]*\n")
_TARGET = re.compile(r"[()\s]|\]\(")
_ANGLE_TARGET = re.compile(r">\)|\n|\]\(")
_LINE_END = re.compile(r"[\r\n]")
_TITLE = re.compile(r"""[ \t]+(?:"[^"\n]*"|'[^'\n]*')[ \t]*\)""")
_NAMESPACE = re.compile(
    r"(?:file|image|datei|fichier|archivo|файл|ملف)[ \t]*:[ \t]*", re.IGNORECASE
)
_SIZE = re.compile(r"\d{0,5}x?\d{1,5}[ \t]*px\Z", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}:(?=//)|mailto:|//", re.IGNORECASE)
_INTERWIKI = re.compile(r":?[a-z][a-z-]{1,11}:(?![ _])", re.IGNORECASE)
_REDIRECT = "Special:Redirect/file/"
_DEEPEST = 3  # a picture inside a link inside a caption; what is wrapped around it is text


class Markup(NamedTuple):
    """A piece of markup in a document.

    Args:
        kind: ``image`` or ``link``.
        start: its first character.
        end: one past its last.
        label_start: first character of the words that a link leaves in the text.
        label_end: one past them; for an image both are ``end``.
        closed: False for ``[[File:`` whose brackets never close.
    """

    kind: Literal["image", "link"]
    start: int
    end: int
    label_start: int
    label_end: int
    closed: bool = True


@meaning
@frozen
class LinkMarkup:
    """A link: the words it stands on, the page or address it leads to, a section of it."""

    text: str
    target: str | None
    anchor: str | None
    kind: LinkKind


def find_markup(raw: str, start: int, end: int) -> list[Markup]:
    """All links and images in ``raw[start:end]``, by start; in linear time.

    Brackets are matched, never searched: 000 has ``![As-Safira (March 15 2013)](…_(March_15_2013)
    .svg?)``, and 002 captions that run over blank lines to ``]]`` glued to the next word.

    >>> raw = "[[File:A.svg|thumb|x [[y]]]]On [7](./7) ![a](b_(c).png)"
    >>> [markup.kind for markup in find_markup(raw, 0, len(raw))]
    ['image', 'link', 'image']
    """
    first = raw.find("[", start, end)
    if first < 0:
        return []
    # nothing before the line of the first bracket matters, and nothing behind the last one
    start = max(raw.rfind("\n", start, first) + 1, start)
    found = _wiki_files(raw, start, end)
    holes = [(markup.start, markup.end) for markup in found]
    position = start
    for hole_start, hole_end in [*holes, (end, end)]:
        found += _links(raw, position, hole_start)
        position = hole_end
    return sorted(found, key=lambda markup: (markup.start, -markup.end))


def _wiki_files(raw: str, start: int, end: int) -> list[Markup]:
    """``[[File:…]]`` and ``[[Image:…]]``, the outermost ones, over any lines."""
    heads = [found.start() for found in _FILE.finditer(raw, start, end)]
    if not heads:
        return []
    closes = _wiki_pairs(raw, heads[0], end)
    found: list[Markup] = []
    position = start
    for head in heads:
        if head < position:
            continue
        stop = closes.get(head)
        if stop is None:  # never closed: one line is all that is surely its own
            line_end = _line_end(raw, head, end)
            found.append(Markup("image", head, line_end, line_end, line_end, closed=False))
            position = line_end
        else:
            found.append(Markup("image", head, stop, stop, stop))
            position = stop
    return found


def _line_end(raw: str, start: int, end: int) -> int:
    found = _LINE_END.search(raw, start, end)
    return found.start() if found else end


def _wiki_pairs(raw: str, start: int, end: int) -> dict[int, int]:
    """For every ``[[`` that is closed: one past its ``]]``."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for run in _BRACKET_RUN.finditer(raw, start, end):
        size = run.end() - run.start()
        if run.group()[0] == "[":
            stack += range(run.start() + size % 2, run.end(), 2)
        else:  # in ``]]]`` the first one closes a single bracket
            for position in range(run.start() + size % 2, run.end(), 2):
                if stack:
                    pairs[stack.pop()] = position + 2
    return pairs


def _links(raw: str, start: int, end: int) -> list[Markup]:
    """``![…](…)``, ``[…](…)`` and ``[[…]]`` outside of wiki files."""
    found: list[Markup] = []
    stack: list[tuple[int, bool]] = []
    nested = [0]  # links inside one another, in each open bracket and outside of all
    inner = (-1, -1)  # the pair of brackets that was closed last
    skip = start
    last = raw.rfind("]", start, end) + 1
    for token in _BRACKET.finditer(raw, start, last):
        at, text = token.start(), token.group()
        if at < skip or text[0] == "\\":
            continue
        if text[0] == "\n":
            stack.clear()
            nested = [0]
        elif text != "]":
            stack.append((at, text[0] == "!"))
            nested.append(0)
        elif stack:
            opened, is_image = stack.pop()
            depth = nested.pop()
            label = opened + 2 if is_image else opened + 1
            stop = _target_end(raw, at + 1, end)
            is_wiki = inner == (label, at - 1) and not raw[label + 1 : at - 1].isspace()
            if depth < _DEEPEST and (stop > 0 or is_wiki):
                found.append(
                    _markup(is_image, opened, stop, label, at)
                    if stop > 0
                    else _wiki_link(raw, opened, at)
                )
                skip = max(skip, stop)
                depth += 1
            nested[-1] = max(nested[-1], depth)
            inner = (opened, at) if at > opened + 1 else (-1, -1)
    return found


def _markup(is_image: bool, start: int, end: int, label: int, label_end: int) -> Markup:
    if is_image:
        return Markup("image", start, end, end, end)
    return Markup("link", start, end, label, label_end)


def _wiki_link(raw: str, start: int, last: int) -> Markup:
    """``[[Target|words]]`` whose outer brackets stand at ``start`` and ``last``."""
    bar = raw.find("|", start, last)
    return Markup("link", start, last + 1, bar + 1 if bar > 0 else start + 2, last - 1)


def _target_end(raw: str, start: int, end: int) -> int:
    """One past the ``)`` of the target that opens at ``start``; 0 if there is no target."""
    if not raw.startswith("(", start) or start >= end:
        return 0
    if raw.startswith("(<", start):
        token = _ANGLE_TARGET.search(raw, start, end)
        if token and token.group() == ">)":
            return token.end()
    depth, last = 0, 0
    for token in _TARGET.finditer(raw, start, end):
        text = token.group()
        if text == "(":
            depth += 1
        elif text == ")":
            depth -= 1
            last = token.end()
            if depth == 0:
                return last
        elif depth == 1 and text in " \t" and (title := _TITLE.match(raw, token.start(), end)):
            return title.end()
        else:
            break
    # an address with an odd bracket of its own ends at the last one before the blank
    return last if last > start + 2 else 0


def parse_image(raw: str) -> Image:
    """What a picture's markup says; a bare file name or address is taken as such.

    >>> parse_image("![Old city](https://x.org/wiki/Special:Redirect/file/Old_city_(1).jpg?)").file
    'Old city (1).jpg'
    >>> parse_image("[[File:Idlib.svg|thumb|left|Situation in Idlib.\\n\\n]]")
    Image(file='Idlib.svg', url=None, alt=None, caption='Situation in Idlib.')
    >>> parse_image("Syria M5 Highway.svg").file
    'Syria M5 Highway.svg'
    """
    raw = raw.strip()
    if html_markup.is_html(raw):
        return Image(*html_markup.image_of(raw))
    if raw.startswith("!["):
        middle = raw.find("](", _label_end(raw))
        alt, url = raw[2:middle], _address(raw[middle + 2 : -1])
        return Image(_file_of(url), url or None, _plain(alt) or None)
    if raw.startswith("[["):
        return _wiki_image(raw[2:-2] if raw.endswith("]]") else raw[2:])
    if _SCHEME.match(raw):
        return Image(_file_of(raw), raw)
    return Image(_file_name(raw) or None)


def parse_link(raw: str) -> LinkMarkup:
    """What a link's markup says; words without markup lead to the page of that name.

    >>> parse_link("[air base](./Operation_X#Military_bases)")
    LinkMarkup(text='air base', target='Operation X', anchor='Military bases', kind='internal')
    >>> parse_link("[[Siege of Wadi Deif|lay siege]]").text
    'lay siege'
    """
    raw = raw.strip()
    if html_markup.is_html(raw):
        return LinkMarkup(*html_markup.link_of(raw))
    if raw.startswith("[["):
        inner = raw[2:-2] if raw.endswith("]]") else raw[2:]
        if "](" not in inner:
            target, bar, label = inner.partition("|")
            return _link(label if bar else target.lstrip(":"), target)
    if raw.startswith("["):
        middle = raw.find("](", _label_end(raw))
        if middle > 0:
            return _link(raw[1:middle], _address(raw[middle + 2 : -1]))
    return _link(raw, raw)


def _link(label: str, target: str) -> LinkMarkup:
    target = target.strip()
    text = _plain(label)
    if _SCHEME.match(target):
        return LinkMarkup(text, target, None, "external")
    page, _, anchor = target.partition("#")
    page = _title(page.removeprefix("./"))
    kind: LinkKind = (
        "interwiki" if _INTERWIKI.match(page) and not _NAMESPACE.match(page) else "internal"
    )
    return LinkMarkup(text, page or None, _title(anchor) or None, kind)


def _title(written: str) -> str:
    """A page name as its readers see it: percent signs decoded, ``_`` as blank."""
    return " ".join(unquote(written).replace("_", " ").split())


def _label_end(raw: str) -> int:
    """Where the label of ``[label](target)`` closes; labels may hold brackets themselves."""
    depth = 0
    for position in range(raw.find("["), len(raw)):
        depth += (raw[position] == "[") - (raw[position] == "]")
        if depth == 0:
            return position
    return 0


def _address(target: str) -> str:
    """The address of a Markdown target without angle brackets and title."""
    target = target.strip()
    if target.startswith("<") and target.endswith(">"):
        return target[1:-1]
    return target.split(None, 1)[0] if target else ""


def _plain(label: str) -> str:
    """The words of a label without markup inside."""
    parts: list[str] = []
    position = 0
    for markup in find_markup(label, 0, len(label)):
        if markup.start >= position:
            parts += (label[position : markup.start], label[markup.label_start : markup.label_end])
            position = markup.end
    text = "".join([*parts, label[position:]])
    for mark in ("**", "''"):
        text = text.replace(mark, "")
    return " ".join(unescape(text).strip("*_ ").split())


def _wiki_image(inner: str) -> Image:
    name, *options = _split_options(inner)
    alt, caption = None, None
    for option in options:
        option = " ".join(option.split())
        key, equals, value = option.partition("=")
        if equals and key.strip().casefold() == "alt":
            alt = value.strip() or None
        elif option and not _is_option(option):
            caption = _plain(option) or None  # the last one counts, as in the wiki
    return Image(_file_name(name) or None, None, alt, caption)


def _split_options(inner: str) -> list[str]:
    """The parts between bars that stand outside of inner links."""
    parts, depth, start = [], 0, 0
    for position, char in enumerate(inner):
        if char in "[{":
            depth += 1
        elif char in "]}":
            depth -= 1
        elif char == "|" and depth <= 0:
            parts.append(inner[start:position])
            start = position + 1
    return [*parts, inner[start:]]


@cache
def _options() -> frozenset[str]:
    table = files("warcorpus.text").joinpath("data/image_options.txt").read_text(encoding="utf-8")
    return frozenset(line for line in table.split("\n") if line and not line.startswith("#"))


def _is_option(option: str) -> bool:
    key, equals, _ = option.casefold().partition("=")
    return f"{key.strip()}{equals}" in _options() or _SIZE.match(option) is not None


def _file_of(url: str) -> str | None:
    """The file name at the end of an address."""
    path = url.partition("?")[0].partition("#")[0]
    at = path.find(_REDIRECT)
    name = path[at + len(_REDIRECT) :] if at >= 0 else path.rpartition("/")[2]
    return _file_name(name) or None


def _file_name(written: str) -> str:
    name = _title(written)
    found = _NAMESPACE.match(name)
    return name[found.end() :] if found else name
