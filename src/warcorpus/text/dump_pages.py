"""The pages of a MediaWiki XML dump: where they stand in the file, and what stands in one.

A page is taken apart by a scanner of our own, because every character of it needs its offset. It
knows what a dump may hold: elements, attributes, the five named references and those by number,
comments, CDATA. A document type is refused: nothing is ever expanded, no file or address opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import define, field

from warcorpus.errors import ReadError
from warcorpus.text.byte_search import ByteSearch
from warcorpus.text.cutting import Cut

DEEPEST = 32
"""Levels of elements in a page; a real one has five."""

_BLANKS = rb"[ \t\r\n]{0,32}"
_OUTSIDE = re.compile(
    rb"<(?:page[ \t\r\n>]|siteinfo[ \t\r\n>]|mediawiki[ \t\r\n>]|/mediawiki|feed>|\?|!--"
    rb"|!DOCTYPE)"
)
_PAGE = re.compile(rb"<(?:/page" + _BLANKS + rb">|page[ \t\r\n>])")


def _up_to(mark: bytes) -> re.Pattern[bytes]:
    """A mark, or a page: what is not closed must not swallow the pages behind it."""
    return re.compile(mark + rb"|<page[ \t\r\n>]")


_ENDS = {
    b"<s": _up_to(rb"</siteinfo" + _BLANKS + rb">"),
    b"<m": _up_to(rb">"),
    b"</": _up_to(rb">"),
    b"<?": _up_to(rb"\?>"),
    b"<!": _up_to(rb"-->"),
}
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z_][A-Za-z0-9_:.-]{0,60}+)"
    r"(?P<attributes>(?:[ \t\r\n]++[A-Za-z_][A-Za-z0-9_:.-]{0,60}+[ \t\r\n]*+=[ \t\r\n]*+"
    r"(?:\"[^\"<]*+\"|'[^'<]*+'))*+)[ \t\r\n]*+(?P<empty>/?)>"
)
_ATTRIBUTE = re.compile(r"([A-Za-z_][A-Za-z0-9_:.-]{0,60})[ \t\r\n]*+=[ \t\r\n]*+([\"'])")
_BAD_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")


def page_cuts(chunks: Iterator[bytes]) -> Iterator[Cut]:
    """The pages as documents, the site information as shared, the outermost tags as frame.

    A page that is not closed ends before the next one or with the file.

    Args:
        chunks: the bytes of a dump in pieces of any size.

    Raises:
        ReadError: ``doctype-refused``; ``unsupported-format`` for a dump of abstracts.

    >>> dump = b"<mediawiki><siteinfo>.</siteinfo><page>1</page></mediawiki>"
    >>> [(dump[cut.start : cut.end], cut.kind) for cut in page_cuts(iter([dump]))][1:3]
    [(b'<siteinfo>.</siteinfo>', 'shared'), (b'<page>1</page>', 'document')]
    """
    search = ByteSearch(chunks)
    while found := search.next(_OUTSIDE):
        start, end, mark = found
        if mark.startswith(b"<!D"):
            raise doctype_refused()
        if mark.startswith(b"<f"):
            raise _abstracts()
        if not mark.startswith(b"<p") and mark != b"<mediawiki>":
            closing = search.next(_ENDS[mark[:2]])
            if closing is None:
                return
            is_page = closing[2].startswith(b"<p")
            end = closing[1]
            start, mark = (closing[0], closing[2]) if is_page else (start, mark)
        if mark.startswith(b"<p"):
            yield from _pages(search, start)
        else:
            yield Cut(start, end, "shared" if mark.startswith(b"<s") else "frame")


def _pages(search: ByteSearch, start: int) -> Iterator[Cut]:
    """The page that begins at ``start``, and those that begin before it is closed."""
    while True:
        found = search.next(_PAGE)
        if found is None:
            yield Cut(start, search.size)
            return
        first, last, mark = found
        if mark.startswith(b"</"):
            yield Cut(start, last)
            return
        yield Cut(start, first)
        start = first


@define
class Element:
    """An element of a page: where it stands, its attributes, what it holds.

    Args:
        name: without a prefix.
        start: where its content begins.
        attributes: name, and range of the value.
        end: where its content ends.
        children: its elements in order.
        literal: whether its content is CDATA, which has no references.
    """

    name: str
    start: int
    attributes: tuple[tuple[str, int, int], ...] = ()
    end: int = 0
    children: list[Element] = field(factory=list)
    literal: bool = False

    def child(self, name: str) -> Element | None:
        """The first child of a name."""
        return next((child for child in self.children if child.name == name), None)

    def attribute(self, name: str) -> tuple[int, int] | None:
        """The range of an attribute's value."""
        return next(((start, end) for own, start, end in self.attributes if own == name), None)


def parse_page(raw: str) -> Element:
    """The element that a text is.

    Args:
        raw: one page of a dump.

    Raises:
        ReadError: ``bad-xml`` or ``doctype-refused``, with the offset in the message.

    >>> page = parse_page("<page><title>A &amp; B</title><id>7</id></page>")
    >>> [(child.name, child.start, child.end) for child in page.children]
    [('title', 13, 22), ('id', 34, 35)]
    """
    return _Scanner(raw).page()


class _Scanner:
    """One page while its tags are read."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._root = Element("", 0)
        self._open = [self._root]

    def page(self) -> Element:
        """Read all tags."""
        position = 0
        while (at := self._raw.find("<", position)) >= 0:
            self._text(position, at)
            position = self._markup(at)
        self._text(position, len(self._raw))
        if len(self._open) > 1:
            raise bad_xml(f"the end of the page inside <{self._open[-1].name}>", len(self._raw))
        if len(self._root.children) != 1:
            raise bad_xml(f"{len(self._root.children)} elements", 0)
        return self._root.children[0]

    def _text(self, start: int, end: int) -> None:
        """Character data: all references must be known."""
        found = _BAD_REFERENCE.search(self._raw, start, end)
        if found:
            name, mark, _ = self._raw[found.start() : found.start() + 12].partition(";")
            shown = (name + mark).partition("\n")[0]
            raise bad_xml(f"the unknown reference {shown!r}", found.start())
        if len(self._open) == 1 and not (self._raw[start:end] or " ").isspace():
            raise bad_xml("words outside of the page", start)

    def _markup(self, at: int) -> int:
        """Read what begins with ``<``; gives the offset behind it."""
        raw = self._raw
        if raw.startswith("<!--", at):
            return self._until("-->", at + 4)
        if raw.startswith("<![CDATA[", at):
            end = self._until("]]>", at + 9)
            self._literal(at + 9, end - 3)
            return end
        if raw.startswith("<!", at):
            raise doctype_refused()
        if raw.startswith("<?", at):
            return self._until("?>", at + 2)
        tag = _TAG.match(raw, at)
        if tag is None:
            raise bad_xml(f"{raw[at : at + 20]!r}", at, "a tag")
        if tag["close"]:
            self._close(tag)
        else:
            self._begin(tag)
        return tag.end()

    def _until(self, mark: str, start: int) -> int:
        end = self._raw.find(mark, start)
        if end < 0:
            raise bad_xml("the end of the page", len(self._raw), f"{mark!r}")
        return end + len(mark)

    def _literal(self, start: int, end: int) -> None:
        """CDATA stands for the content of its element only where nothing else is in it."""
        own = self._open[-1]
        if self._raw[own.start : start].strip() == "<![CDATA[" and not own.literal:
            own.literal, own.start, own.end = True, start, end
        elif self._raw[start:end].strip():
            raise bad_xml("CDATA beside other words", start)

    def _begin(self, tag: re.Match[str]) -> None:
        if len(self._open) > DEEPEST:
            raise bad_xml(f"elements more than {DEEPEST} deep", tag.start())
        attributes = tuple(self._attributes(tag)) if tag["attributes"] else ()
        element = Element(_local(tag["name"]), tag.end(), attributes, tag.end())
        self._open[-1].children.append(element)
        if not tag["empty"]:
            self._open.append(element)

    def _attributes(self, tag: re.Match[str]) -> Iterator[tuple[str, int, int]]:
        position, end = tag.span("attributes")
        while found := _ATTRIBUTE.search(self._raw, position, end):
            close = self._raw.index(found[2], found.end(), end)
            self._text_of_attribute(found.end(), close)
            yield _local(found[1]), found.end(), close
            position = close + 1

    def _text_of_attribute(self, start: int, end: int) -> None:
        if _BAD_REFERENCE.search(self._raw, start, end):
            raise bad_xml("an unknown reference in an attribute", start)

    def _close(self, tag: re.Match[str]) -> None:
        own = self._open[-1]
        if len(self._open) == 1 or own.name != _local(tag["name"]):
            raise bad_xml(f"</{tag['name']}> inside <{own.name}>", tag.start())
        if not own.literal:
            own.end = tag.start()
        elif self._raw[own.end + 3 : tag.start()].strip():
            raise bad_xml("words beside CDATA", tag.start())
        self._open.pop()


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def bad_xml(found: str, at: int, expected: str = "well-formed XML") -> ReadError:
    """The error of a page that is no XML: what was found at which character."""
    return ReadError(
        "bad-xml",
        f"found {found} at character {at} of the page, expected {expected}",
        hint="the other pages are read; look whether the dump was cut, or mend this page",
    )


def doctype_refused() -> ReadError:
    """The error of a dump that declares a document type."""
    return ReadError(
        "doctype-refused",
        "found a document type declaration, expected none in a dump of MediaWiki",
        hint="take the declaration out if you trust the file; entities are never expanded",
    )


def _abstracts() -> ReadError:
    return ReadError(
        "unsupported-format",
        "found a dump of abstracts, expected one of pages",
        hint="take the dump named pages-articles of the same day",
    )
