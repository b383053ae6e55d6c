"""The rows of an infobox as fields: labels and values, a title, and columns for the sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from attrs import frozen

from warcorpus.model.values import Field, Span, Step
from warcorpus.text.html_parts import (
    has_class,
    holds_image,
    is_icon,
    is_kept,
    is_picture,
    part_of,
)
from warcorpus.text.html_tree import Element, walk
from warcorpus.text.html_values import name_of, page_of, strip, strip_mapped
from warcorpus.text.mapped import MappedText

STRIP = Step("strip", "html")
HREF = Step("strip", "href")
_ACTORS = ("combatant", "commander", "units")
_UNFIT_FOR_ROLE = re.compile(r"[.\s:]+")
_LONGEST_LABEL = 60  # characters
_LONGEST_HEADING = 500  # characters of HTML
_MOST_COLUMNS = 9
_is_title = has_class("summary", "infobox-above", "infobox-title", "entete")
_has_caption_class = has_class("infobox-caption")
_is_point = has_class("geo", "geo-dec", "geo-dms")


def infobox_fields(box: Element, number: int) -> list[Field]:
    """Everything that an infobox tells, each value the HTML of its cell.

    Args:
        box: the table, or an element around several.
        number: of the infobox in its page, from 0.

    >>> from warcorpus.text.html_tree import build
    >>> html = "<table><tr><th>Date</th><td>6 <i>May</i></td></tr></table>"
    >>> [(own.role, own.raw) for own in infobox_fields(next(build(html).root.elements), 0)]
    [('infobox.0.date', '6 <i>May</i>')]
    """
    reading = _Reading(box, number)
    for title in box.elements:
        if title.name == "caption" or (title.name == "div" and _is_title(title)):
            reading.title(title)
    for row in _rows(box):
        reading.row(row)
    return reading.fields


def html_field(
    raw: str, start: int, end: int, name: str, role: str | None, step: Step | None = STRIP
) -> Field | None:
    """A field that is the HTML of ``raw[start:end]``; None if it holds no words.

    Args:
        raw: the document.
        start: where the value begins.
        end: one past it.
        name: its address in the file.
        role: its canonical address.
        step: what makes text of it; left out where it changes nothing.
    """
    part = raw[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    if start >= end:
        return None
    steps: tuple[Step, ...] = ()
    if step is not None:
        stripped = strip(raw[start:end], step.parameter or "")
        if not stripped.strip():
            return None
        steps = (step,) if stripped != raw[start:end] else ()
    return Field(name, raw[start:end], (Span(0, start, end),), steps, role)


@frozen
class _Cell:
    """A cell: its element, the column it begins in and how many it spans."""

    element: Element
    column: int
    width: int


class _Reading:
    """One infobox while its rows are read; ``section`` is the heading above them."""

    def __init__(self, box: Element, number: int) -> None:
        self.fields: list[Field] = []
        self._box = box
        self._number = number
        self._raw = box.raw
        self._titled = False
        self._section: str | None = None
        self._columns = 0  # of the widest row below the section's heading
        self._links: Counter[str] = Counter()
        self._is_conflict = "vevent" in box.classes or any(
            _stem(self._words(label)) == "combatant"
            for label in box.descendants()
            if label.name == "th" and label.inner_end - label.inner_start < _LONGEST_HEADING
        )

    def title(self, element: Element) -> None:
        """The name of what the infobox is about."""
        if not self._titled and self._words(element):
            self._titled = True
            self._value("conflict" if self._is_conflict else "name", element)

    def row(self, row: Element) -> None:
        """The next row."""
        cells = [cell for cell in row.elements if cell.name in ("td", "th")]
        labels = [cell for cell in cells if cell.name == "th" and self._words(cell)]
        if not labels and len(cells) == 2 and not self._section and _stem(self._words(cells[0])):
            labels = cells[:1]  # some wikis mark labels by their style alone
        values = [cell for cell in cells if cell not in labels]
        is_single = len(cells) == 1 and not self._section
        if is_single and holds_image(cells[0]) and self._picture(cells[0]):
            return
        if labels and not values:
            self._heading(labels[0])
        elif len(labels) == 1 and len(values) == 1:
            self._section = None
            self._value(self._parameter(self._words(labels[0])), values[0])
        elif len(labels) == 1 and (stem := _stem(self._words(labels[0]))):
            self._section, self._columns = stem, 0
            self._sides(_placed(values))
        elif labels:
            for label, value in zip(labels, values, strict=False):
                self._value(self._parameter(self._words(label)), value)
        elif values:
            self._unlabelled(values)

    def _heading(self, label: Element) -> None:
        words = self._words(label)
        stem = _stem(words)
        if stem is None and not self._titled:
            self.title(label)
            return
        self._section = stem
        self._columns = 0
        if stem is None:
            self._value("heading", label, role=False)

    def _unlabelled(self, cells: list[Element]) -> None:
        if self._section is not None:
            self._sides(_placed(cells))
            return
        for cell in cells:
            prefix = _part_of_prefix(self._words(cell))
            if prefix:
                self._value("partof", cell, skip=prefix)
            elif not self._titled and _is_title(cell):
                self.title(cell)
            else:
                self._value("row", cell, role=False)

    def _sides(self, cells: list[_Cell]) -> None:
        """A row below a heading: a column a side, or one cell for all of them."""
        section = self._section or ""
        is_first = self._columns == 0
        for cell in cells[:_MOST_COLUMNS]:
            together = len(cells) == 1 and (cell.width > 1 or not is_first)
            if together and section in _ACTORS and is_first:
                self._value(f"{section}1", cell.element)
            elif together and section == "casualties" and self._links["casualties3 row"]:
                self._value("notes", cell.element)
            elif together:
                self._links["casualties3 row"] += section == "casualties"
                self._value(f"{section}3", cell.element)
            else:
                self._value(f"{section}{cell.column + 1}", cell.element)
        self._columns = max(self._columns, len(cells))

    def _picture(self, cell: Element) -> bool:
        """A row with pictures and the words below them; False if it only has icons and words."""
        pictures = [own for own in cell.descendants() if is_picture(own)]
        words = self._words(cell)
        if words:
            pictures = [own for own in pictures if not is_icon(own)]
        if not pictures:
            return False
        for picture in pictures:
            self._field(picture.start, picture.end, "image", True, None)
        alt = pictures[0].spans.get("alt")
        if alt and len(pictures) == 1:
            self._field(*alt, "alt", True, Step("unescape", "html"))
        caption = cell.find(lambda one: one.name == "figcaption" or _has_caption_class(one))
        if caption:
            self._value("caption", caption)
        elif words:
            own = strip_mapped(MappedText.of(self._raw, cell.inner_start, cell.inner_end), "html")
            start, end = own.strip().raw_range(0, len(own.strip().text))
            self._field(start, end, "caption", True, STRIP)
        return True

    def _value(self, parameter: str, element: Element, *, skip: int = 0, role: bool = True) -> None:
        """A cell as a field, and its links and coordinates."""
        start, end = element.inner_start, element.inner_end
        if skip:
            words = strip_mapped(MappedText.of(self._raw, start, end), "html").strip()
            start, end = words.raw_range(skip, len(words.text))
        if self._field(start, end, parameter, role, STRIP) and role:
            for link in _links(element):
                self._link(parameter, link)
        point = element.find(_is_point)
        if point is not None:
            exact = element.find(has_class("geo")) or point
            self._field(exact.inner_start, exact.inner_end, "coordinates", True, STRIP)

    def _field(self, start: int, end: int, parameter: str, role: bool, step: Step | None) -> bool:
        box = f"{self._number}." if self._number else ""
        address = f"infobox.{self._number}.{_UNFIT_FOR_ROLE.sub('_', parameter)}" if role else None
        made = html_field(self._raw, start, end, f"Infobox.{box}{parameter}", address, step)
        if made is not None:
            self.fields.append(made)
        return made is not None

    def _link(self, parameter: str, link: Element) -> None:
        count = self._links[parameter]
        name = f"{parameter}.link.{count}"
        start, end = link.spans["href"]
        hash_at = self._raw.find("#", start, end)
        box = f"{self._number}." if self._number else ""
        role = f"infobox.{self._number}.{_UNFIT_FOR_ROLE.sub('_', parameter)}.link.{count}"
        parts = [(start, hash_at if hash_at >= 0 else end, "", HREF)]
        if page_of(link.get("href")) != strip(self._raw[link.inner_start : link.inner_end], "html"):
            parts.append((link.inner_start, link.inner_end, ".text", STRIP))
        if hash_at >= 0 and name_of(self._raw[hash_at + 1 : end]):
            parts.append((hash_at + 1, end, ".anchor", HREF))
        for first, last, part, step in parts:
            own = html_field(
                self._raw, first, last, f"Infobox.{box}{name}{part}", f"{role}{part}", step
            )
            if own is not None:
                self.fields.append(own)
        self._links[parameter] += 1

    def _parameter(self, label: str) -> str:
        return _stem(label) or label.rstrip(":").strip().lower()[:_LONGEST_LABEL]

    def _words(self, element: Element) -> str:
        return " ".join(strip(self._raw[element.inner_start : element.inner_end], "html").split())


def _rows(box: Element) -> list[Element]:
    """The rows of all tables in an infobox, none inside of another; navigation is left out.

    A row that only frames a table of rows with labels stands for those.
    """
    rows: list[Element] = []

    def enter(element: Element) -> bool:
        if part_of(element) not in (None, "infobox", "image"):
            return False
        if element.name != "tr" or _is_frame(element):
            return True
        rows.append(element)
        return False

    for _ in walk(box, enter):
        pass
    return rows


def _is_frame(row: Element) -> bool:
    cells = [cell for cell in row.elements if cell.name in ("td", "th")]
    inner = row.find(lambda one: one.name == "tr") if len(cells) == 1 else None
    return inner is not None and any(cell.name == "th" for cell in inner.elements)


def _placed(cells: list[Element]) -> list[_Cell]:
    placed: list[_Cell] = []
    for number, cell in enumerate(cells):
        width = cell.get("colspan").strip()
        wide = int(width[:3]) if width.isascii() and width.isdigit() else 1
        placed.append(_Cell(cell, number, wide))
    return placed


def _links(cell: Element) -> Iterator[Element]:
    """The links of a cell that lead to pages; pictures, notes and the page itself are none."""
    for step, item in walk(cell, is_kept):
        if step == "open" and isinstance(item, Element) and item.name == "a":
            href = item.get("href").strip()
            if (
                href
                and href[0] != "#"
                and strip(item.raw[item.inner_start : item.inner_end], "html")
            ):
                yield item


def _part_of_prefix(words: str) -> int:
    """The length of the words ``Part of `` at the start; 0 without them."""
    folded = words.casefold()
    for prefix in _table()["prefix"]:
        if folded.startswith((f"{prefix} ", f"{prefix}: ")):
            return folded.index(" ", len(prefix)) + 1
    return 0


def _stem(label: str) -> str | None:
    """The parameter that a label stands for, without the digit of a side."""
    return next(iter(_table().get(label.casefold().rstrip(" :"), ())), None)


@cache
def _table() -> dict[str, list[str]]:
    content = files("warcorpus.text").joinpath("data/html_infobox.tsv").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for line in content.split("\n"):
        if line and line[0] != "#":
            label, parameter = line.split("\t")
            found.setdefault(label, []).append(parameter)
    return found
