"""Elements of an HTML document with their offsets: tolerant, flat beyond a depth, no recursion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal

from attrs import define, field

from warcorpus.text.html_tokens import RAW_TEXT, Token, Tokens, attributes
from warcorpus.text.unescaping import unescape

DEEPEST = 256
"""Elements inside one another; what is deeper lies flat in the element there."""

MOST_ELEMENTS = 500_000
"""Elements of one document; the largest pages of Wikipedia have some 100,000."""


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


_VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr"
)
_HEADINGS = _names("h1 h2 h3 h4 h5 h6")
_TABLE_PARTS = _names("caption col colgroup tbody td tfoot th thead tr")
BLOCKS = (
    _TABLE_PARTS
    | _HEADINGS
    | _names(
        "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form head header hr html legend li main menu nav ol option p "
        "pre section summary table ul"
    )
)
"""Elements that begin a line of their own."""

_CELLS = frozenset(("td", "th", "caption", "table"))
_LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
_ENDS_PARAGRAPH = BLOCKS - _TABLE_PARTS - {"option", "legend", "html", "head", "body"} | {"table"}
_ROWS = frozenset(("tr", "td", "th"))
_GROUPS = frozenset(("tbody", "thead", "tfoot", "colgroup", "caption"))
_TABLE = frozenset(("table",))

# What the start of an element closes, and the elements beyond which it closes nothing.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), _LISTS | _CELLS),
    "dt": (frozenset(("dt", "dd")), _LISTS | _CELLS),
    "dd": (frozenset(("dt", "dd")), _LISTS | _CELLS),
    "td": (frozenset(("td", "th")), _TABLE | {"tr"}),
    "th": (frozenset(("td", "th")), _TABLE | {"tr"}),
    "tr": (_ROWS | {"caption", "colgroup"}, _TABLE),
    "a": (frozenset(("a",)), _CELLS),
    "option": (frozenset(("option",)), frozenset(("select", "datalist")) | _CELLS),
} | dict.fromkeys(("tbody", "thead", "tfoot"), (_ROWS | _GROUPS, _TABLE))

_PARAGRAPH = (frozenset(("p",)), _CELLS | {"button", "object"})
_NOTHING: frozenset[str] = frozenset()
_HEAD = (frozenset(("head",)), _NOTHING)
_HEADING = (_HEADINGS, _CELLS)
# A heading that never ends would take the text below it; browsers show it so, nobody means it.
_ENDS_HEADING = _HEADINGS | _names("p ul ol dl table blockquote pre section")


@define(eq=False)
class Element:
    """An element: ``start:end`` are its characters, ``inner_start:inner_end`` its content.

    Args:
        raw: the document.
        name: in lower case; ``/div`` is a closing tag that closes nothing.
        start: its first character.
        inner_start: behind its opening tag.
        inner_end: at its closing tag, or where it ends without one.
        end: one past it.
        children: elements, and ranges of text.
    """

    raw: str
    name: str
    start: int
    inner_start: int
    inner_end: int = 0
    end: int = 0
    children: list[Element | tuple[int, int]] = field(factory=list)
    _spans: dict[str, tuple[int, int]] | None = field(default=None, init=False)

    @property
    def spans(self) -> dict[str, tuple[int, int]]:
        """Where the values of its attributes stand."""
        if self._spans is None:
            start, stop = self.start + 1 + len(self.name), self.inner_start
            stop -= self.raw[stop - 1 : stop] == ">"
            self._spans = attributes(self.raw, start, stop) if stop > start else {}
        return self._spans

    def get(self, attribute: str) -> str:
        """The value of an attribute without escapes; empty if there is none."""
        span = self.spans.get(attribute)
        return unescape(self.raw[slice(*span)], "xml") if span else ""

    @property
    def classes(self) -> tuple[str, ...]:
        """The names in ``class``."""
        return tuple(self.get("class").split())

    @property
    def elements(self) -> Iterator[Element]:
        """Its own children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def descendants(self) -> Iterator[Element]:
        """All elements in it, in the order of the document."""
        stack = [self.elements]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            else:
                yield child
                stack.append(child.elements)

    def find(self, wanted: Callable[[Element], bool]) -> Element | None:
        """The first element in it that is wanted."""
        return next(filter(wanted, self.descendants()), None)


@define
class Tree:
    """A document as elements.

    Args:
        root: stands for the whole document.
        tags: ranges of tags and comments in order; those that touch are one.
        flattened: elements that were too deep to be kept as such.
        unclosed: where comments and the like begin that never end.
    """

    root: Element
    tags: list[tuple[int, int]]
    flattened: int = 0
    unclosed: list[int] = field(factory=list)


def build(raw: str, deepest: int = DEEPEST) -> Tree:
    """The tree of a document or of any piece of one.

    Args:
        raw: any string.
        deepest: elements inside one another; deeper ones lie flat in the element there: blocks
            without content, their text and that of other elements beside them.

    >>> tree = build("<p>One<p><b>Two</i></b>")
    >>> [(e.name, e.start, e.end) for e in tree.root.descendants()]
    [('p', 0, 6), ('p', 6, 23), ('b', 9, 23)]
    """
    return _Builder(raw, deepest).tree()


class _Builder:
    """Takes tokens in order; the last of ``stack`` is the element that is open."""

    def __init__(self, raw: str, deepest: int) -> None:
        self._raw = raw
        self._deepest = deepest
        self._root = Element(raw, "", 0, 0, len(raw), len(raw))
        self._stack = [self._root]
        self._open: Counter[str] = Counter()
        self._flat: Counter[str] = Counter()
        self._tree = Tree(self._root, [])
        self._made = 0

    def tree(self) -> Tree:
        """Read all tokens."""
        tokens = Tokens(self._raw)
        blank = 0  # where the white space behind the last tag ends
        for token in tokens:
            if token.kind == "text":
                self._stack[-1].children.append((token.start, token.end))
                if token.start == blank and self._raw[token.start : token.end].isspace():
                    blank = token.end
                continue
            self._markup(token)
            tags = self._tree.tags
            if tags and token.start <= blank:
                tags[-1] = (tags[-1][0], token.end)
            else:
                tags.append((token.start, token.end))
            blank = token.end
        self._pop(1, len(self._raw), len(self._raw))
        self._tree.unclosed = tokens.unclosed
        return self._tree

    def _markup(self, token: Token) -> None:
        if token.kind == "open":
            self._start(token)
        elif token.kind == "close":
            self._end(token)
        elif token.kind == "raw":
            self._leaf(token, token.name, token.inner_start, token.inner_end)

    def _start(self, token: Token) -> None:
        name = token.name
        for closed, barrier in self._closed_by(name):
            if any(self._open[one] for one in closed):
                self._close_outermost(closed, barrier, token.start)
        if name in _VOID or name in RAW_TEXT or self._raw[token.end - 2 : token.end] == "/>":
            self._leaf(token, name)
        elif len(self._stack) > self._deepest or self._made >= MOST_ELEMENTS:
            self._tree.flattened += 1
            self._flat[name] += 1
            if name in BLOCKS:
                self._leaf(token, name)
        else:
            element = Element(self._raw, name, token.start, token.end)
            self._stack[-1].children.append(element)
            self._stack.append(element)
            self._open[name] += 1
            self._made += 1

    @staticmethod
    def _closed_by(name: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
        if name in _ENDS_PARAGRAPH:
            yield _PARAGRAPH
        if name in _ENDS_PARAGRAPH or name == "body":
            yield _HEAD
        if name in _ENDS_HEADING:
            yield _HEADING
        if name in _CLOSES:
            yield _CLOSES[name]

    def _leaf(
        self, token: Token, name: str, inner_start: int | None = None, inner_end: int | None = None
    ) -> None:
        start = token.end if inner_start is None else inner_start
        end = token.end if inner_end is None else inner_end
        self._made += 1
        leaf = Element(self._raw, name, token.start, start, end, token.end)
        self._stack[-1].children.append(leaf)

    def _end(self, token: Token) -> None:
        name = token.name
        if self._flat[name]:
            self._flat[name] -= 1
            number = 0
        else:
            number = self._opened(name) if self._open[name] else 0
        if number:
            self._pop(number, token.start, token.end)
        elif name in ("br", "p") or name in BLOCKS - {"body", "html", "head"}:
            self._leaf(token, "br" if name == "br" else f"/{name}")

    def _opened(self, name: str) -> int:
        """The number of the element that a closing tag closes, 0 if none."""
        barrier = _barrier(name)
        for number in range(len(self._stack) - 1, 0, -1):
            found = self._stack[number].name
            if found == name:
                return 0 if name in ("body", "html") else number
            if found in barrier:
                return 0
        return 0

    def _close_outermost(self, names: frozenset[str], barrier: frozenset[str], at: int) -> None:
        """Close the outermost open element of these names that no barrier hides."""
        outermost = 0
        for number in range(len(self._stack) - 1, 0, -1):
            found = self._stack[number].name
            if found in names:
                outermost = number
            elif found in barrier:
                break
        if outermost:
            self._pop(outermost, at, at)

    def _pop(self, number: int, inner_end: int, end: int) -> None:
        """Close the element ``number`` and all in it; only it has the closing tag."""
        for element in self._stack[number + 1 :]:
            element.inner_end = element.end = inner_end
        for element in self._stack[number : number + 1]:
            element.inner_end, element.end = inner_end, end
        for element in self._stack[number:]:
            self._open[element.name] -= 1
        del self._stack[number:]


def _barrier(name: str) -> frozenset[str]:
    """The elements that a closing tag of this name does not reach beyond."""
    if name in _TABLE_PARTS:
        return _TABLE
    if name == "table":
        return _NOTHING
    if name in ("li", "dt", "dd"):
        return _LISTS | _CELLS
    return _CELLS if name in BLOCKS else BLOCKS


Step = tuple[Literal["open", "close"], Element] | tuple[Literal["text"], tuple[int, int]]


def walk(root: Element, enter: Callable[[Element], bool]) -> Iterator[Step]:
    """The elements and texts below ``root``, in the order of the document.

    Args:
        root: is no part of the walk itself.
        enter: asked once for each element; what it refuses is left out with all that it holds.

    >>> tree = build("<p>a<b>c</b></p>")
    >>> [step for step, _ in walk(tree.root, lambda element: element.name != "b")]
    ['open', 'text', 'close']
    """
    stack: list[tuple[Element, Iterator[Element | tuple[int, int]]]] = [(root, iter(root.children))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                yield "close", element
        elif not isinstance(child, Element):
            yield "text", child
        elif enter(child):
            yield "open", child
            stack.append((child, iter(child.children)))
