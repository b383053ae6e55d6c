"""Where the article of an HTML page stands, also where one closing tag too many ends it early."""

from __future__ import annotations

from warcorpus.text.html_parts import has_class
from warcorpus.text.html_tree import Element, walk

_PROSE = frozenset(("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote"))
_OUTERMOST = frozenset(("", "html", "body"))  # their closing tags are ignored, so nothing ends them
# What wikis put behind the article; with the first of them it is over for certain.
_BEHIND_TAGS = frozenset(("nav", "footer"))
_BEHIND = frozenset(
    (
        "catlinks", "column-one", "footer", "mw-data-after-content", "mw-footer",
        "mw-footer-container", "mw-navigation", "mw-panel", "post-content", "printfooter",
    )
)  # fmt: skip
_is_headline = has_class("mw-heading", "mw-headline")

_Child = Element | tuple[int, int]


def content_of(root: Element) -> Element:
    """The element with the text of a page: the output of a wiki's parser, else ``<main>`` …

    >>> from warcorpus.text.html_tree import build
    >>> content_of(build("<body><nav>x</nav><main>y</main>").root).name
    'main'
    """
    best: dict[str, Element] = {}
    for element in root.descendants():
        kind = element.name if element.name in ("main", "body", "article") else ""
        if element.name == "div" and "mw-parser-output" in element.classes:
            kind = "output"
        if kind and (kind not in best or _size(element) > _size(best[kind])):
            best[kind] = element
    found = next((best[kind] for kind in ("output", "main", "body") if kind in best), root)
    article = best.get("article")
    # a page may tell several stories, of which none is the page
    if article and found.name != "div" and 2 * _size(article) > _size(found):
        return article
    return found


def _size(element: Element) -> int:
    return element.end - element.start


def reopened(root: Element, content: Element) -> Element | None:
    """The article with what stands behind its element, if a surplus tag closed that early.

    Such a tag closes what is around it, and every later one the next element outwards; prose then
    stands beside the article, and a closing tag that closes nothing behind that.

    Args:
        root: the whole tree.
        content: the element of the article.

    >>> from warcorpus.text.html_tree import build
    >>> page = "<div><main><p>One.</div><p>Two.</p></main><p>Three.</div>"
    >>> root = build(page).root
    >>> found = reopened(root, content_of(root))
    >>> page[found.inner_start : found.inner_end]
    '<p>One.</div><p>Two.</p>'
    """
    if content.name in _OUTERMOST:
        return None
    added: list[_Child] = []
    reach = 0
    is_sure = False
    for parent in reversed(_around(root, content)):
        behind = [child for child in parent.children if _start_of(child) >= content.end]
        inside = _before_the_frame(behind, f"/{content.name}")
        prose = [number for number, child in enumerate(inside) if _is_prose(child)]
        if prose:
            is_sure = is_sure or any(_is_headed(inside[number]) for number in prose)
            is_ended = parent.name not in _OUTERMOST or len(inside) < len(behind)
            reach = len(added) + (len(inside) if is_ended else prose[-1] + 1)
        added += inside
        if len(inside) < len(behind):
            break
    if not reach or not (is_sure or _is_left_over(root, content)):
        return None
    return _joined(content, added[:reach])


def _around(root: Element, content: Element) -> list[Element]:
    """The elements that an element stands in, the outermost first."""
    found = [root]
    while True:
        own = next(
            (one for one in found[-1].elements if one.start <= content.start < one.end), content
        )
        if own is content:
            return found
        found.append(own)


def _start_of(child: _Child) -> int:
    return child.start if isinstance(child, Element) else child[0]


def _before_the_frame(behind: list[_Child], ending: str) -> list[_Child]:
    """What stands before the closing tag that is left over, or what surely is no article."""
    for number, child in enumerate(behind):
        if isinstance(child, Element) and (child.name == ending or _is_frame(child)):
            return behind[:number]
    return behind


def _is_frame(element: Element) -> bool:
    if element.name in _BEHIND_TAGS or element.get("role") == "contentinfo":
        return True
    return element.get("id") in _BEHIND or not _BEHIND.isdisjoint(element.classes)


def _is_prose(element: _Child) -> bool:
    """Whether an element stands in articles and not around them, and says something."""
    if not isinstance(element, Element):
        return False
    if element.name not in _PROSE and not _is_headline(element):
        return False
    return any(
        step == "text" and not element.raw[item[0] : item[1]].isspace()
        for step, item in walk(element, lambda _: True)
        if not isinstance(item, Element)
    )


def _is_headed(element: _Child) -> bool:
    """Whether an element is a heading as only articles of wikis have it."""
    if not isinstance(element, Element):
        return False
    return _is_headline(element) or element.find(_is_headline) is not None


def _is_left_over(root: Element, content: Element) -> bool:
    """Whether a closing tag like that of the article closes nothing behind it."""
    name = f"/{content.name}"
    return any(one.start >= content.end and one.name == name for one in root.descendants())


def _joined(content: Element, added: list[_Child]) -> Element:
    last = added[-1]
    end = last.end if isinstance(last, Element) else last[1]
    joined = Element(content.raw, content.name, content.start, content.inner_start, end, end)
    joined.children = [*content.children, *added]
    return joined
