"""The running text of an HTML page: headings, paragraphs, items, tables, links, pictures."""

from __future__ import annotations

from warcorpus.model.prose import BlockKind
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.html_infobox import infobox_fields
from warcorpus.text.html_parts import IMAGE_UNITS, has_class, is_icon, is_kept, part_of
from warcorpus.text.html_tree import BLOCKS, Element, walk
from warcorpus.text.html_values import strip
from warcorpus.text.html_words import Words
from warcorpus.text.mapped import MappedText

Extent = tuple[int, int]

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS: dict[str, BlockKind] = {
    "li": "item",
    "dt": "item",
    "dd": "item",
    "blockquote": "quote",
}
_OWN_BLOCK = frozenset((*_HEADINGS, *_KINDS, "p", "pre", "address", "summary", "legend"))
_STRUCTURE = frozenset((*_HEADINGS, "table", "section", "article"))
_TEXT = frozenset(("p", "ul", "ol", "dl", "blockquote", "div"))
_PROSE = 60  # characters of a cell, on average, that make it text and no datum
_CELLS = ("td", "th")
_NO_CONTENT = frozenset(("empty", "hidden", "hatnote", "code", "icon", "description", "title"))
_OF_AN_EVENT = ("conflict", "combatant", "partof")
_LONGEST_LINK = 4096  # characters; what is longer was never closed
_is_unit = has_class(*IMAGE_UNITS)
_is_data_table = has_class("wikitable", "sortable", "infobox", "mw-datatable")


class Blocks:
    """Reads the content of a page into a composer; afterwards ``owned`` says what is owned.

    Args:
        text: the document.
        composer: what takes the blocks.
        apart: ranges that have an owner already (the title), in order.
    """

    def __init__(self, text: Text, composer: Composer, apart: set[int]) -> None:
        self.blocks: list[Extent] = []
        self.data: list[tuple[int, int, str]] = []
        self.infoboxes = 0
        self.main: int | None = None  # the infobox that normalizing takes the facts from
        self.is_placed = False
        self._has_event = False
        self._text = text
        self._composer = composer
        self._apart = apart
        self._words = Words(text.text)
        self._begin = 0
        self._kinds: list[BlockKind] = []
        self._heading = 0
        self._kept = 0  # open elements whose white space counts
        self._breaks = 0  # line breaks since the last word
        self._texts: list[Extent] = []  # since the last block
        self._counts = {"link": 0, "image": 0}

    def read(self, content: Element) -> None:
        """Read all of an element."""
        self._begin = content.inner_start
        for step, item in walk(content, self._enter):
            if not isinstance(item, Element):
                self._add(*item)
            elif step == "open":
                self._open(item)
            else:
                self._close(item)
        self._flush(content.inner_end, content.inner_end)
        self._report()

    def _enter(self, element: Element) -> bool:
        """Whether the words of an element are prose; what else it is gets its due here."""
        part = part_of(element)
        if element.start in self._apart:
            self._flush(element.start, element.end)
        elif part == "infobox":
            return not self._infobox(element)
        elif part == "image":
            self._pictures(element)
        elif part is not None:
            self._cut(element, part)
        elif element.name == "table" and not _is_layout(element):
            self._table(element)
        else:
            return True
        return False

    def _add(self, start: int, end: int) -> None:
        if self._kept:
            self._words.add_kept(start, end)
        else:
            self._words.add(start, end)
        if not self._text.text[start:end].isspace():
            self._breaks = 0
            self._texts.append((start, end))

    def _open(self, element: Element) -> None:
        name = element.name
        if name == "br":
            self._breaks += 1
            if self._breaks > 1:
                self._flush(element.start, element.end)
            else:
                self._words.blank(element.start, element.start)
        elif name == "a":
            self._link(element)
        elif name.lstrip("/") in BLOCKS:
            own = name in _OWN_BLOCK
            self._flush(element.start, element.start if own else element.inner_start)
            self._kept += name == "pre"
            if name in _KINDS:
                self._kinds.append(_KINDS[name])
            self._heading = _HEADINGS.get(name, self._heading)

    def _close(self, element: Element) -> None:
        name = element.name
        if name not in BLOCKS:
            return
        self._flush(element.end if name in _OWN_BLOCK else element.inner_end, element.end)
        self._kept -= name == "pre"
        if name in _KINDS:
            self._kinds.pop()
        if name in _HEADINGS:
            self._heading = 0

    def _flush(self, end: int, begin: int) -> None:
        """End the block that is open at ``end``; the next one begins at ``begin``."""
        extent = self._trimmed(self._begin, end)
        self._begin, self._breaks = begin, 0
        texts, self._texts = self._texts, []
        words = self._words.mapped().strip() if texts else None
        if not words:
            self.data += [(first, last, "blank") for first, last in texts]  # `&nbsp;` alone
            return
        self._words = Words(self._text.text)
        if self._heading:
            self._composer.heading(words, self._heading, extent)
        else:
            kind = self._kinds[-1] if self._kinds else "paragraph"
            self._composer.block(kind, words, extent)
        self.blocks.append(extent)

    def _trimmed(self, start: int, end: int) -> Extent:
        part = self._text.text[start:end]
        return start + len(part) - len(part.lstrip()), start + len(part.rstrip())

    def _cut(self, element: Element, part: str) -> None:
        """An element that is no prose; one that stands alone tells that a section has content."""
        self.data.append((element.start, element.end, part))
        if element.name in BLOCKS:
            self._flush(element.start, element.end)
            if part not in _NO_CONTENT and not self._heading:
                self._has_content(element)

    def _has_content(self, element: Element) -> None:
        """A section with nothing but data is not one whose text was lost."""
        self._composer.block("table", MappedText(""), (element.end, element.end))

    def _infobox(self, element: Element) -> bool:
        """The rows of an infobox as fields; False for a box without any, whose text is prose."""
        fields = infobox_fields(element, self.infoboxes)
        if not fields:
            return False
        self._flush(element.start, element.end)
        for own in fields:
            self._composer.field(own)
        names = [own.role.split(".")[2] for own in fields if own.role]
        is_event = any(name.startswith(_OF_AN_EVENT) for name in names)
        if self.main is None or (is_event and not self._has_event):
            self.main = self.infoboxes
        self._has_event |= is_event
        self.is_placed |= "coordinates" in names
        self.infoboxes += 1
        self.data.append((element.start, element.end, "infobox"))
        return True

    def _pictures(self, element: Element) -> None:
        """A picture, a frame with one, or with several that each have a caption."""
        if element.name in BLOCKS:
            self._flush(element.start, element.end)
            self._has_content(element)
        self.data.append((element.start, element.end, "image"))
        units = [one for one in element.descendants() if _is_unit(one)] or [element]
        position = 0
        for unit in units:
            if unit.start >= position and not _holds_only_icons(unit):
                self._field("image", unit.start, unit.end, "image")
                position = unit.end

    def _table(self, element: Element) -> None:
        self._flush(element.start, element.end)
        words = Words(self._text.text)
        for step, item in walk(element, self._enters_cell):
            if not isinstance(item, Element):
                words.add(*item)
            elif step == "open" and item.name == "a":
                self._link(item, in_table=True)
            elif item.name in BLOCKS or item.name == "br":
                words.blank(item.start, item.start)
        extent = self._trimmed(element.start, element.end)
        self._composer.block("table", words.mapped().strip(), extent)
        self.blocks.append(extent)

    def _enters_cell(self, element: Element) -> bool:
        part = part_of(element)
        if part == "image":
            units = [element] if not _holds_only_icons(element) else []
            for unit in units:
                self._field("image", unit.start, unit.end, "image")
        return part is None

    def _link(self, element: Element, *, in_table: bool = False) -> None:
        href = element.get("href").strip()
        if not href or href.startswith("#") or element.end - element.start > _LONGEST_LINK:
            return
        if not strip(element.raw[element.inner_start : element.inner_end], "html").strip():
            return
        self._field("link", element.start, element.end, None if in_table else "link")

    def _field(self, kind: str, start: int, end: int, role: str | None) -> None:
        count = self._counts[kind]
        self._counts[kind] += 1
        if count < self._text.limits.items:
            self._composer.field(self._text.field(f"{kind}.{count}", start, end, role))

    def _report(self) -> None:
        most = max(self._counts.values())
        if most > self._text.limits.items:
            self._composer.problem(
                "too-many-items",
                f"found {most} links or images, expected at most {self._text.limits.items} "
                "(limits.items); the rest are not listed",
            )


def _holds_only_icons(element: Element) -> bool:
    """Whether all pictures in an element are as small as a flag beside a name."""
    pictures = [one for one in [element, *element.descendants()] if one.name in ("img", "video")]
    return bool(pictures) and all(map(is_icon, pictures))


def _is_layout(table: Element) -> bool:
    """Whether a table only arranges text: no label, no class of a table, blocks in its cells.

    Cells with a heading or a table do; those with paragraphs or lists if they hold much text.
    """
    if table.get("role") == "presentation":
        return True
    if _is_data_table(table):
        return False
    found: set[str] = set()
    cells = size = 0

    def enter(element: Element) -> bool:
        found.add(element.name)
        return element.name != "table" and is_kept(element)

    for step, item in walk(table, enter):
        if not isinstance(item, Element):
            size += item[1] - item[0]
        elif step == "open":
            cells += item.name == "td"
    if "th" in found:
        return False
    if not found.isdisjoint(_STRUCTURE):
        return True
    return size >= _PROSE * max(cells, 1) and not found.isdisjoint(_TEXT)


def uncovered(start: int, end: int, taken: list[Extent]) -> list[Extent]:
    """What of ``start:end`` is in none of ``taken`` (ordered, disjoint).

    >>> uncovered(0, 10, [(2, 3), (8, 12)])
    [(0, 2), (3, 8)]
    """
    from bisect import bisect_left

    found: list[Extent] = []
    for number in range(max(bisect_left(taken, (start,)) - 1, 0), len(taken)):
        first, last = taken[number]
        if first >= end:
            break
        if first > start:
            found.append((start, first))
        start = max(start, last)
    if start < end:
        found.append((start, end))
    return found
