"""The brackets of wikitext: which opening mark belongs to which closing one, in one linear pass.

Marks are matched as MediaWiki does it: what stands in a comment, in ``<nowiki>`` or in a reference
is opaque; of a run of braces the innermost pair counts first. Unlike MediaWiki a template closes
over a link that was left open inside of it, for else one forgotten ``]]`` would cost an infobox.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from attrs import define, field

from warcorpus.text.wikitext_elements import Element, Kind, nested
from warcorpus.text.wikitext_words import is_infobox, rule_of, tags, template_name

_TOKEN = re.compile(r"<!--|</?[A-Za-z][A-Za-z0-9]{0,20}|\{\{+|\}\}+|\[+|\]+|\|")
_ADDRESS = re.compile(r"(?:https?|ftp|sftp|irc|ircs|news|git):|//|mailto:", re.IGNORECASE)
_HEADING = "\n=="
_OPAQUE = frozenset({"reference", "drop", "text", "formula", "gallery", "table"})
_LONGEST_TARGET = 600  # characters; a title has 255 bytes at most, written with % three times that
_OF_WORDS = frozenset(
    {"text", "link", "flag", "form", "circa", "list", "bullets", "lines", "titled", "quote"}
)
_CLOSES_NOTHING = frozenset({"void", "line"})


class Unclosed(NamedTuple):
    """How many marks of each kind were opened and never closed, and how deep elements nest."""

    tags: int
    links: int
    externals: int
    templates: int
    depth: int


class Scan(NamedTuple):
    """The outermost elements of a text, and what was left open.

    ``open_ends`` are elements that end with their section because they were never closed;
    ``open_links`` is where ``[[`` stands that nothing closes.
    """

    elements: list[Element]
    unclosed: Unclosed
    open_ends: list[Element]
    open_links: list[int]


def scan(raw: str, start: int, end: int, *, part: bool = False) -> Scan:
    """All elements of ``raw[start:end]``, in linear time.

    Args:
        raw: a text.
        start: where to begin.
        end: where to end.
        part: the text may be cut out of a longer one: links, and templates whose arguments are
            words, end with it if nothing closes them.

    >>> found = scan("{{a|[[b]]<!-- {{ -->}} {{c", 0, 26)
    >>> [(e.kind, e.name, len(e.children)) for e in found.elements], found.unclosed.templates
    ([('template', 'a', 2)], 1)
    """
    return _Scanner(raw, start, end, part).scan()


@define(eq=False)
class _Open:
    """An opening mark: ``{`` with so many braces, ``[[`` or ``[``."""

    mark: str
    start: int
    count: int
    bars: list[int] = field(factory=list)


class _Ahead:
    """Where a fixed mark comes next; a stretch that was searched is not searched again."""

    def __init__(self, raw: str, end: int) -> None:
        self._raw = raw
        self._end = end
        self._known: dict[tuple[str, str], tuple[int, int]] = {}

    def find(self, mark: str, start: int, asker: str = "") -> int:
        """The first place of ``mark`` from ``start`` on, -1 if there is none.

        Who asks from places of another kind keeps answers of their own.
        """
        asked, found = self._known.get((mark, asker), (start + 1, 0))
        if asked <= start and (found < 0 or start <= found):
            return found
        found = self._raw.find(mark, start, self._end)
        self._known[mark, asker] = (start, found)
        return found


class _Scanner:
    def __init__(self, raw: str, start: int, end: int, part: bool) -> None:
        self._raw = raw
        self._start = start
        self._end = end
        self._part = part
        self._lower = raw.lower() if "</" in raw else raw
        if len(self._lower) != len(raw):  # a capital whose small letter is two
            self._lower = raw
        self._ahead = _Ahead(self._lower, end)
        self._stack: list[_Open] = []
        self._count = {"{": 0, "[[": 0, "[": 0}
        self._lost = {"{": 0, "[[": 0, "[": 0}
        self._tags: dict[str, int] = {}
        self._broken_tags = 0
        self._found: list[Element] = []
        self._open_ends: list[Element] = []
        self._open_links: list[int] = []
        self._headings: list[int] | None = None

    def scan(self) -> Scan:
        """Read all marks."""
        search, position = _TOKEN.search, self._start
        while (token := search(self._raw, position, self._end)) is not None:
            first, position = token.span()
            char = self._raw[first]
            if char == "|":
                self._bar(first)
            elif char == "<":
                position = self._angle(first, position)
            elif char == "{":
                self._push("{", first, position - first)
            elif char == "}":
                self._braces(first, position)
            elif char == "[":
                self._brackets(first, position)
            else:
                self._close_brackets(first, position)
        if self._part:
            self._close_all()
        self._open_infobox()
        while self._stack:
            self._give_up()
        tree, depth = nested(self._found)
        open_tags = self._broken_tags + sum(count for count in self._tags.values() if count > 0)
        lost = self._lost
        unclosed = Unclosed(open_tags, lost["[["], lost["["], lost["{"], depth)
        return Scan(tree, unclosed, self._open_ends, self._open_links)

    def _push(self, mark: str, start: int, count: int) -> None:
        self._stack.append(_Open(mark, start, count))
        self._count[mark] += 1

    def _pop(self) -> _Open:
        last = self._stack.pop()
        self._count[last.mark] -= 1
        return last

    def _give_up(self) -> None:
        """The last mark that is open stays open."""
        last = self._pop()
        self._lost[last.mark] += last.count // 2 if last.mark == "{" else 1
        if last.mark == "[[":
            self._open_links.append(last.start)

    def _close_all(self) -> None:
        """What is open ends with the text, where it is known to be words."""
        for opened in self._stack:
            inner, bars = opened.start + opened.count, tuple(opened.bars)
            if opened.mark == "[[" and bars:
                made = Element("link", opened.start, self._end, "", inner, self._end, bars)
            elif opened.mark == "{" and bars:
                name = self._name(inner, bars[0])
                rule = rule_of(name)
                if rule is None or rule.action not in _OF_WORDS:
                    continue
                made = Element("template", inner - 2, self._end, name, inner, self._end, bars)
            else:
                continue
            made.closed = False
            self._found.append(made)

    def _open_infobox(self) -> None:
        """The first infobox that is never closed ends with its section."""
        for opened in self._stack:
            inner = opened.start + opened.count
            name = self._name(inner, opened.bars[0] if opened.bars else self._end)
            name = name.partition("|")[0].strip()
            if opened.mark == "{" and is_infobox(name):
                stop = self._section_end(inner)
                bars = tuple(bar for bar in opened.bars if bar < stop)
                self._cut_short(Element("template", inner - 2, stop, name, inner, stop, bars))
                return

    def _cut_short(self, element: Element) -> None:
        element.closed = False
        self._found.append(element)
        self._open_ends.append(element)

    def _section_end(self, start: int) -> int:
        """Where the section of ``start`` ends: before the next heading, or at the end."""
        if self._headings is None:
            self._headings = []
            found = self._raw.find(_HEADING, self._start, self._end)
            while found >= 0:
                self._headings.append(found)
                found = self._raw.find(_HEADING, found + 1, self._end)
        number = bisect_left(self._headings, start)
        return self._headings[number] if number < len(self._headings) else self._end

    def _name(self, start: int, end: int) -> str:
        return template_name(self._raw[start : min(end, start + 250)])

    def _bar(self, at: int) -> None:
        stack = self._stack
        while stack and stack[-1].mark == "[" and self._count["{"]:
            self._give_up()  # an address in a template ends with the argument
        if stack:
            stack[-1].bars.append(at)

    def _braces(self, start: int, end: int) -> None:
        """A run of closing braces: each takes the innermost run of opening ones."""
        while end - start >= 2 and self._count["{"]:
            given_up = []
            while self._stack[-1].mark != "{":
                given_up.append(self._stack[-1])
                self._give_up()
            top = self._stack[-1]
            for link in reversed(given_up):  # what it took for its own bars parts arguments
                top.bars += link.bars
            size = 3 if min(top.count, end - start) >= 3 else 2
            inner = top.start + top.count
            self._template(top, size, inner, start)
            start += size
            top.count -= size
            top.bars = []
            if top.count < 2:
                self._pop()

    def _template(self, top: _Open, size: int, inner: int, close: int) -> None:
        bars = tuple(top.bars)
        if size == 3:
            made = Element("argument", inner - 3, close + 3, "", inner, close, bars)
        else:
            name = self._name(inner, bars[0] if bars else close)
            made = Element("template", inner - 2, close + 2, name, inner, close, bars)
            if is_infobox(name) and self._section_end(inner) < close:
                made.end = made.inner_end = stop = self._section_end(inner)
                made.bars = tuple(bar for bar in bars if bar < stop)
                self._lost["{"] += 1
                self._cut_short(made)
                return
        self._found.append(made)

    def _brackets(self, start: int, end: int) -> None:
        """A run of opening brackets: links from the right, or one address."""
        if _ADDRESS.match(self._raw, end, self._end) and (end - start) % 2:
            pairs, start = range(start, end - 1, 2), end - 1
            for at in pairs:
                self._push("[[", at, 2)
            while self._count["["]:
                self._give_up_until("[")
            self._push("[", start, 1)
            return
        for at in range(start + (end - start) % 2, end, 2):
            self._push("[[", at, 2)

    def _give_up_until(self, mark: str) -> None:
        """Give up the innermost open ``mark`` alone; what is open inside of it stays."""
        for index in range(len(self._stack) - 1, -1, -1):
            if self._stack[index].mark == mark:
                del self._stack[index]
                self._count[mark] -= 1
                self._lost[mark] += 1
                return

    def _close_brackets(self, start: int, end: int) -> None:
        """A run of closing brackets."""
        while start < end:
            top = self._stack[-1].mark if self._stack else ""
            if top == "[":
                opened = self._pop()
                if "\n" in self._raw[opened.start : start]:
                    self._lost["["] += 1
                    continue
                made = Element("external", opened.start, start + 1, "", opened.start + 1, start)
                self._found.append(made)
                start += 1
            elif top == "[[" and end - start >= 2:
                self._link(self._pop(), start)
                start += 2
            else:
                start += 1

    def _link(self, opened: _Open, close: int) -> None:
        inner = opened.start + 2
        bars = tuple(opened.bars)
        stop = bars[0] if bars else close
        target = self._raw[inner : min(stop, inner + _LONGEST_TARGET)].strip()
        if target and "\n" not in target and stop - inner < _LONGEST_TARGET:
            self._found.append(Element("link", opened.start, close + 2, "", inner, close, bars))

    def _angle(self, start: int, end: int) -> int:
        """A comment or a tag; gives where reading goes on."""
        if self._raw.startswith("<!--", start):
            return self._comment(start)
        closing = self._raw[start + 1] == "/"
        name = self._raw[start + 1 + closing : end].lower()
        kind = tags().get(name)
        stop = self._ahead.find(">", end)
        if kind is None or stop < 0 or self._raw.find("<", end, stop) >= 0:
            self._broken_tags += kind is not None
            return end
        if self._raw[end] not in " \t\n\r/>":
            return end
        alone = self._raw[stop - 1] == "/"
        if kind in _OPAQUE and not closing:
            return self._opaque(start, stop + 1, name, alone)
        if kind not in _CLOSES_NOTHING and not alone:
            self._tags[name] = self._tags.get(name, 0) + (-1 if closing else 1)
        mark = f"/{name}" if closing else name
        self._found.append(Element("tag", start, stop + 1, mark, stop + 1, stop + 1))
        return stop + 1

    def _comment(self, start: int) -> int:
        close = self._ahead.find("-->", start + 4)
        if close >= 0:
            self._found.append(Element("comment", start, close + 3, "", start + 4, close))
            return close + 3
        return self._left_open("comment", start, "", start + 4)

    def _opaque(self, start: int, inner: int, name: str, alone: bool) -> int:
        if alone:
            self._found.append(Element("opaque", start, inner, name, inner, inner))
            return inner
        close = self._ahead.find(f"</{name}", inner)
        stop = self._ahead.find(">", close, name) if close >= 0 else -1
        heading = self._ahead.find(_HEADING, inner) if name == "ref" else -1
        if stop < 0 or 0 <= heading < close:
            return self._left_open("opaque", start, name, inner)
        self._found.append(Element("opaque", start, stop + 1, name, inner, close))
        return stop + 1

    def _left_open(self, kind: Kind, start: int, name: str, inner: int) -> int:
        """What is never closed ends with its section."""
        self._broken_tags += 1
        heading = self._ahead.find(_HEADING, inner)
        stop = self._end if heading < 0 else heading
        self._cut_short(Element(kind, start, stop, name, min(inner, stop), stop))
        return stop
