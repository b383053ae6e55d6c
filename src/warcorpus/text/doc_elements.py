"""``<doc id="…" url="…" title="…">`` … ``</doc>``: finding and taking apart what is no XML.

WikiExtractor's elements look like XML and are none: raw ``&`` and ``<`` may stand in the words,
quotes in a title, and a text may speak of ``<doc`` or ``</doc>`` itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from warcorpus.text.byte_search import ByteSearch
from warcorpus.text.cutting import Cut

CLOSING = "</doc>"

_OPENING = re.compile(rb'<doc [A-Za-z_]{1,20}="')
# Inside of a document a mark counts where a program would write it: an opening one at the start
# of a line, a closing one at the end of a line or before the next document.
_BORDER = re.compile(
    rb'<(?:/doc>(?=[ \t]{0,32}(?:[\r\n]|<doc |\Z))|(?<=[\r\n]<)doc [A-Za-z_]{1,20}=")'
)
_ATTRIBUTE = re.compile(r'(?:<doc|") {1,4}([A-Za-z_]{1,20})="')
# the opening tag of nearly all real elements, for speed; the general rules read it alike
_USUAL = re.compile(r'<doc id="([^"\n]*)" url="([^"\n]*)" title="([^"\n]*)">(?=\r?\n)')
_LONGEST_HEAD = 4096  # characters of an opening tag; a title has at most 255 bytes


def doc_cuts(chunks: Iterator[bytes]) -> Iterator[Cut]:
    """The ranges of the elements; one that is not closed ends before the next.

    Args:
        chunks: the bytes of a file in pieces of any size.

    >>> data = b'<doc id="1" title="A">\\nA\\n</doc>\\n<doc id="2" title="B">\\nB'
    >>> [cut[:2] for cut in doc_cuts(iter([data[:20], data[20:]]))]
    [(0, 31), (32, 56)]
    """
    search = ByteSearch(chunks)
    start: int | None = None
    while found := search.next(_OPENING if start is None else _BORDER):
        first, last, mark = found
        if start is None:
            start = first
        elif mark.startswith(b"</"):
            yield Cut(start, last)
            start = None
        else:
            yield Cut(start, first)
            start = first
    if start is not None:
        yield Cut(start, search.size)


@frozen
class DocElement:
    """One element, taken apart.

    Args:
        attributes: name and range of the value, in order.
        head: one past the opening tag, 0 if there is none.
        tail: where the closing tag begins, the end of the text if there is none.
        closed: whether there is one.
    """

    attributes: tuple[tuple[str, int, int], ...]
    head: int
    tail: int
    closed: bool

    @classmethod
    def of(cls, raw: str) -> DocElement:
        """Take the text of one cut apart.

        >>> raw = '<doc id="7" title="The "Q" ship">\\nText\\n</doc>'
        >>> element = DocElement.of(raw)
        >>> [(name, raw[start:end]) for name, start, end in element.attributes]
        [('id', '7'), ('title', 'The "Q" ship')]
        >>> raw[element.head : element.tail].strip(), element.closed
        ('Text', True)
        """
        usual = _USUAL.match(raw)
        head = usual.end() if usual else _end_of_head(raw)
        end = len(raw.rstrip())
        closed = raw.endswith(CLOSING, head, end)
        tail = end - len(CLOSING) if closed else len(raw)
        if usual is None:
            return cls(tuple(_attributes(raw, head)), head, tail, closed)
        found = (("id", *usual.span(1)), ("url", *usual.span(2)), ("title", *usual.span(3)))
        return cls(found, head, tail, closed)


def _end_of_head(raw: str) -> int:
    """One past the opening tag: the last ``">`` of a line that ends so, else the first."""
    if not raw.startswith("<doc "):
        return 0
    line = raw.find("\n", 0, _LONGEST_HEAD)
    line = min(len(raw), _LONGEST_HEAD) if line < 0 else line
    stripped = len(raw[:line].rstrip())
    if raw.endswith('">', 0, stripped):
        return stripped
    mark = raw.find('">', 0, line)
    return mark + 2 if mark >= 0 else 0


def _attributes(raw: str, head: int) -> Iterator[tuple[str, int, int]]:
    """Names and ranges; a value ends at the quote before the next name or before the bracket."""
    found = list(_ATTRIBUTE.finditer(raw, 0, head))
    ends = [*(after.start() for after in found), head - 2][1:]
    for attribute, end in zip(found, ends, strict=True):
        yield attribute[1].lower(), attribute.end(), max(end, attribute.end())
