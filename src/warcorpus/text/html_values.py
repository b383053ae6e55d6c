"""Values of an infobox: from the HTML of a cell to lines of text, and from a link to its page."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote

from warcorpus.model.prose import UNESCAPE, VERBATIM
from warcorpus.text.html_parts import part_of
from warcorpus.text.html_tree import BLOCKS, Element, build, walk
from warcorpus.text.html_words import Words
from warcorpus.text.mapped import MappedText, Run
from warcorpus.text.unescaping import unescape

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}:(?=//)|mailto:|//", re.IGNORECASE)
_WHITE_FLAG = "White_flag_icon"
_PRISONER = "risoner"
_LONGEST_LINK = 300  # characters of its opening tag
_LISTS = ("ul", "ol", "menu", "dir")
_CELLS = ("td", "th")


def strip_mapped(text: MappedText, kind: str) -> MappedText:
    """A value without its markup, every character still tied to the raw ones.

    Args:
        text: the raw value.
        kind: ``html`` for the content of a cell, ``href`` for the address of a link; another
            changes nothing.

    >>> strip_mapped(MappedText.of("A<br>B&nbsp;C<ul><li>D</li></ul>", 0, 32), "html").text
    'A\\nB\\xa0C\\n*D'
    """
    if kind == "href":
        page = page_of(text.text)
        if page == text.text or not page:
            return text if page else MappedText("")
        size = len(page)
        return MappedText(page, (Run(0, size, *text.raw_range(0, len(text.text)), UNESCAPE),))
    return _through(_lines(text.text), text) if kind == "html" else text


def strip(text: str, kind: str) -> str:
    """The same for a string: the action ``strip`` of a step.

    >>> strip("./Battle_of_X#Aftermath", "href"), strip("200 <b>killed</b>", "html")
    ('Battle of X', '200 killed')
    """
    if kind == "href":
        return page_of(text)
    return _lines(text).text if kind == "html" else text


def page_of(href: str) -> str:
    """The page that a link leads to, as its readers see its name; an address stays as it is.

    >>> page_of("/wiki/As-Safira"), page_of("/w/index.php?title=Tel_X&amp;redlink=1")
    ('As-Safira', 'Tel X')
    >>> page_of("//x.org/y_z")
    'https://x.org/y_z'
    """
    href = unescape(href, "xml").strip()
    if _SCHEME.match(href):
        return f"https:{href}" if href.startswith("//") else href
    path, _, query = href.partition("#")[0].partition("?")
    if path.endswith("index.php"):
        return name_of(next(iter(parse_qs(query[:4096]).get("title", ())), ""), encoded=False)
    for prefix in ("./", "/wiki/"):
        path = path.removeprefix(prefix)
    return name_of(path)


def name_of(written: str, *, encoded: bool = True) -> str:
    """The name of a page, section or file as its readers see it.

    >>> name_of("Caf%C3%A9_X")
    'Café X'
    """
    name = unquote(written) if encoded else written
    return " ".join(name.replace("_", " ").split())


def _lines(raw: str) -> MappedText:
    """The words of some HTML, a line for each block and break, bullets before list items."""
    words = Words(raw)
    if "<" not in raw:
        words.add(0, len(raw))
        return words.mapped()
    depth = 0

    def enter(element: Element) -> bool:
        part = part_of(element)
        said = _said_by_picture(element) if part in ("icon", "image") else ""
        if said:
            words.say(said, element.start, element.end)
        return part is None

    for step, item in walk(build(raw).root, enter):
        if not isinstance(item, Element):
            words.add(*item)
            continue
        if item.name in _LISTS:
            depth += 1 if step == "open" else -1
        if step == "open":
            _open(words, item, depth)
        else:
            _close(words, item)
    return words.mapped()


def _said_by_picture(element: Element) -> str:
    """What the white flag behind a commander says; nothing for another picture."""
    raw = element.raw
    if raw.find(_WHITE_FLAG, element.start, element.end) < 0:
        return ""
    link = raw.rfind("<a", max(element.start - _LONGEST_LINK, 0), element.start + 2)
    before = link if link >= 0 else element.start
    return "(POW)" if raw.find(_PRISONER, before, element.end) >= 0 else "(surrendered)"


def _open(words: Words, element: Element, depth: int) -> None:
    at = (element.start, element.inner_start)
    if element.name == "li":
        words.line(*at, bullets=max(depth, 1))
    elif element.name in _CELLS:
        words.blank(*at)
    elif element.name == "br" or element.name.lstrip("/") in BLOCKS:
        words.line(*at)


def _close(words: Words, element: Element) -> None:
    at = (element.inner_end, element.end)
    if element.name == "li":
        words.line(*at, instead=True)
    elif element.name in BLOCKS and element.name not in _CELLS:
        words.line(*at)


def _through(made: MappedText, text: MappedText) -> MappedText:
    """A text whose runs count characters of ``text``, tied to what those stand for."""
    parts: list[MappedText] = []
    for run in made.runs:
        if run.method == VERBATIM:
            parts.append(text.slice(run.raw_start, run.raw_end))
        else:
            raw = text.raw_range(run.raw_start, run.raw_end)
            size = run.end - run.start
            words = made.text[run.start : run.end]
            parts.append(MappedText(words, (Run(0, size, *raw, run.method),)))
    return MappedText.join(parts)
