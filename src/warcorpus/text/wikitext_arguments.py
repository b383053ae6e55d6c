"""The arguments of a template: their names, and where their values stand.

Our own scanner knows the offsets of all bars. mwparserfromhell knows none, but the strings of its
nodes put together are the source again, so that offsets are sums of lengths. It costs as much as
all other reading of a page and can be made to hang; so it is asked for a second opinion alone,
where marks were left open, and gets nothing but one template without what is opaque in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from warcorpus.text.wikitext_elements import Element, between


class Argument(NamedTuple):
    """An argument of a template.

    Args:
        name: what stands before its ``=``, or its number among the unnamed ones, from 1.
        start: first character of its value; of a named one without outer white space.
        end: one past the last.
        named: whether it has a ``=``.
    """

    name: str
    start: int
    end: int
    named: bool


def arguments(raw: str, template: Element) -> list[Argument]:
    """The arguments of a template that the scanner found.

    >>> from warcorpus.text.wikitext_scan import scan
    >>> raw = "{{box|date= 6 June |{{nowrap|a=b}}}}"
    >>> [(a.name, raw[a.start : a.end]) for a in arguments(raw, scan(raw, 0, 36).elements[0])]
    [('date', '6 June'), ('1', '{{nowrap|a=b}}')]
    """
    found: list[Argument] = []
    unnamed = 0
    for start, end in template.parts()[1:]:
        equals = _equals(raw, start, end, template)
        if equals < 0:
            unnamed += 1
            found.append(Argument(str(unnamed), start, end, False))
        else:
            name = raw[start:equals].strip()
            found.append(Argument(name, *trimmed(raw, equals + 1, end), True))
    return found


def parsed_arguments(raw: str, template: Element) -> list[Argument] | None:
    """The same as mwparserfromhell finds them.

    It gets letters instead of comments, references and the like, which hold no argument.

    Returns:
        None where it does not see one template in this source.

    >>> from warcorpus.text.wikitext_scan import scan
    >>> raw = "{{box|date= 6 June |{{nowrap|a=b}}<!-- | -->}}"
    >>> box = scan(raw, 0, len(raw)).elements[0]
    >>> parsed_arguments(raw, box) == arguments(raw, box)
    True
    """
    import mwparserfromhell

    start = template.start
    source = _without_opaque(raw, template)
    try:
        nodes = mwparserfromhell.parse(source, skip_style_tags=True).nodes
    except Exception:  # its parser gives up in several ways, and the scanner knows the answer too
        return None
    if len(nodes) != 1 or not isinstance(nodes[0], mwparserfromhell.nodes.Template):
        return None
    found: list[Argument] = []
    position = start + 2 + len(str(nodes[0].name))
    for parameter in nodes[0].params:
        size = len(str(parameter.value))
        position += 1
        name = str(parameter.name).strip()
        if parameter.showkey:
            first = position
            position += len(str(parameter.name)) + 1
            name = raw[first : position - 1].strip()
            found.append(Argument(name, *trimmed(raw, position, position + size), True))
        else:
            found.append(Argument(name, position, position + size, False))
        position += size
    return found if position + 2 == template.end else None


def _without_opaque(raw: str, template: Element) -> str:
    """The source of a template, as long as it was, letters in place of what holds no marks."""
    parts: list[str] = []
    position = template.start
    for element in _opaque(template):
        parts += (raw[position : element.start], "x" * (element.end - element.start))
        position = element.end
    return "".join([*parts, raw[position : template.end]])


def _opaque(element: Element) -> Iterator[Element]:
    """Comments and elements with opaque content inside of an element, in order."""
    for child in element.children:
        if child.kind in ("comment", "opaque"):
            yield child
        else:
            yield from _opaque(child)


def effective(found: list[Argument]) -> dict[str, Argument]:
    """The argument that counts for each name: the last one, as in MediaWiki."""
    return {argument.name: argument for argument in found}


def trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    """The range without outer white space.

    >>> trimmed("= a b ", 1, 6)
    (2, 5)
    """
    part = raw[start:end]
    lead = len(part) - len(part.lstrip())
    return (start + lead, start + len(part.rstrip())) if lead < len(part) else (start, start)


def _equals(raw: str, start: int, end: int, template: Element) -> int:
    """The first ``=`` outside of what stands inside the argument; -1 if there is none."""
    position = start
    for child in between(template.children, start, end):
        found = raw.find("=", position, child.start)
        if found >= 0:
            return found
        position = child.end
    return raw.find("=", position, end)
