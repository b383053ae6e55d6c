"""Which elements of a page are no running text: references, navigation, infoboxes, pictures."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from warcorpus.text.html_tree import Element

IMAGE_UNITS = frozenset(("tsingle", "gallerybox"))
"""Classes of the single pictures in a frame or gallery of several."""

_SHOWN = "shown"  # a script of the page unfolds it
_LARGEST_ICON = 48  # pixels; what is smaller than a thumbnail stands for a word


def part_of(element: Element) -> str | None:
    """What an element is if it is no running text; None for text.

    >>> from warcorpus.text.html_tree import build
    >>> [part_of(e) for e in build("<p><sup class='reference'></sup><script></script>")
    ...     .root.descendants()]
    [None, 'reference', 'code']
    """
    names = _names()
    part = names["tag"].get(element.name)
    if part is None and element.spans:
        part = _by_attributes(element, names)
    if part is None and element.name == "img":
        return "icon" if is_icon(element) else "image"
    if part == "image" and not holds_image(element):
        return None
    return part


def _by_attributes(element: Element, names: dict[str, dict[str, str]]) -> str | None:
    spans = element.spans
    named = next((names["class"][name] for name in element.classes if name in names["class"]), None)
    if named == _SHOWN:
        return None
    if "style" in spans and "display:none" in "".join(element.get("style").lower().split()):
        return "hidden"
    if named is not None:
        return named
    if "id" in spans and (found := names["id"].get(element.get("id"))):
        return found
    if "role" in spans and (found := names["role"].get(element.get("role"))):
        return found
    for kind in element.get("typeof").split():
        for name, part in names["typeof"].items():
            if kind == name or (name.endswith("*") and kind.startswith(name[:-1])):
                return part
    if element.name == "a" and "image" in element.classes:
        return "image"
    return None


def is_kept(element: Element) -> bool:
    """Whether the words of an element belong to those around it.

    >>> from warcorpus.text.html_tree import build
    >>> is_kept(next(build("<b>x</b>").root.elements))
    True
    """
    return part_of(element) is None


def holds_image(element: Element) -> bool:
    """Whether a picture stands in an element, or it is one."""
    raw, start, end = element.raw, element.start, element.end
    return any(raw.find(tag, start, end) >= 0 for tag in ("<img", "<video", "<IMG"))


def is_picture(element: Element) -> bool:
    """``<img>`` and ``<video>``."""
    return element.name in ("img", "video")


def is_icon(element: Element) -> bool:
    """Whether a picture is said to be so small that it stands for a word (a flag)."""
    width = element.get("width")
    return width.isascii() and width.isdigit() and int(width[:9]) <= _LARGEST_ICON


def has_class(*names: str) -> Callable[[Element], bool]:
    """A test for elements with one of these classes."""
    return lambda element: "class" in element.spans and any(n in names for n in element.classes)


@cache
def _names() -> dict[str, dict[str, str]]:
    content = files("warcorpus.text").joinpath("data/html_parts.tsv").read_text("utf-8")
    found: dict[str, dict[str, str]] = {}
    for line in content.split("\n"):
        if line and line[0] != "#":
            mark, name, part = line.split("\t")
            found.setdefault(mark, {})[name] = part
    return found
