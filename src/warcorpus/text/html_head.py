"""What an HTML page says about itself: title, address, language, categories, what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from attrs import define, field

from warcorpus.model.values import Field, Span, Step
from warcorpus.text.html_infobox import HREF, html_field
from warcorpus.text.html_parts import has_class
from warcorpus.text.html_tree import Element
from warcorpus.text.html_values import strip, strip_mapped
from warcorpus.text.mapped import MappedText

_ENTITIES = Step("unescape", "html")
_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?\Z"
)
_MODIFIED = re.compile(r'"dateModified":\s{0,9}"([0-9TZ:.+-]{10,40})"')
_PAGE_ID = re.compile(r'"wgArticleId":\s{0,9}(\d{1,20})')
_SEPARATORS = (" - ", " – ", " — ", " | ", " · ")
_TITLE_POINTS = ("coordinates", "mw-indicator-coordinates")
_is_point = has_class("geo")
_is_redirect = has_class("redirectMsg", "redirectText")
_is_disambiguation = has_class("disambigbox", "dmbox-disambig")


@define
class PageFacts:
    """What a page says about itself.

    Args:
        fields: title, address, language, categories …
        owned: ranges of the document that they or other data own.
        titles: elements that hold the title.
        redirect: whether it only leads to another page.
        disambiguation: whether it lists the meanings of a name.
        site: name of the site, if it tells it.
        modified: when it was changed last.
        page_id: its number in its wiki.
        license: the licence it names.
        address: the address of the page; its canonical one goes first.
        categories: how many it names in its head.
        point: the coordinates in its title.
    """

    fields: list[Field] = field(factory=list)
    owned: list[tuple[int, int, str]] = field(factory=list)
    titles: list[Element] = field(factory=list)
    redirect: bool = False
    disambiguation: bool = False
    site: str | None = None
    modified: str | None = None
    page_id: str | None = None
    license: str | None = None
    address: Field | None = None
    categories: int = 0
    point: Element | None = None
    _told: set[str] = field(factory=set, init=False)

    def add(self, own: Field | None) -> None:
        """Keep a field; of a role that only one may have the first counts."""
        if own is not None and own.role not in self._told:
            self.fields.append(own)
            if own.role:
                self._told.add(own.role)


def page_facts(root: Element, content: Element) -> PageFacts:
    """The facts of a page.

    Args:
        root: its whole tree.
        content: the element with its text.
    """
    facts = PageFacts()
    found = list(_signs(root))
    for element in found:
        if element.name == "meta":
            _meta(element, facts)
        elif element.name == "link":
            _link(element, facts)
        elif element.name == "script":
            _script(element, facts)
        elif element.name in ("html", "body") and "lang" in element.spans:
            facts.add(_attribute(element, "lang", "language", "language"))
        if facts.point is None and element.get("id") in _TITLE_POINTS:
            facts.point = element.find(_is_point)
        facts.redirect |= _is_redirect(element)
        facts.disambiguation |= _is_disambiguation(element) or element.get("id") == "disambigbox"
    facts.add(facts.address)
    for element in found:
        if element.get("id") == "catlinks" or "catlinks" in element.classes:
            _catlinks(element, facts)
            break
    _title(found, content, facts)
    return facts


_SIGNS = frozenset(("meta", "link", "script", "html", "body", "title", "h1"))


def _signs(root: Element) -> Iterator[Element]:
    """The elements that may tell something."""
    for element in root.descendants():
        if element.name in _SIGNS or "class" in element.spans or "id" in element.spans:
            yield element


def _attribute(
    element: Element, attribute: str, name: str, role: str | None, step: Step = _ENTITIES
) -> Field | None:
    start, end = element.spans.get(attribute, (0, 0))
    if step is HREF:
        hash_at = element.raw.find("#", start, end)
        end = hash_at if hash_at >= 0 else end
    if start >= end:
        return None
    raw = element.raw[start:end]
    changes = step is HREF or "&" in raw
    return Field(name, raw, (Span(0, start, end),), (step,) if changes else (), role)


def _meta(element: Element, facts: PageFacts) -> None:
    name = element.get("property") or element.get("name")
    content = element.get("content").strip()
    if name == "mw:PageProp/disambiguation":
        facts.disambiguation = True
    elif name == "og:site_name":
        facts.site = content or None
    elif name == "mw:pageId":
        facts.page_id = content or None
    elif name in ("dc:modified", "article:modified_time") and _TIME.match(content):
        facts.modified = content
    elif name == "description":
        facts.add(_attribute(element, "content", "description", "description"))
    elif name == "og:url":
        facts.address = facts.address or _attribute(element, "content", "url", "url")


def _link(element: Element, facts: PageFacts) -> None:
    rel = element.get("rel").split()
    if "mw:PageProp/redirect" in rel:
        facts.redirect = True
    elif "mw:PageProp/Category" in rel:
        number = facts.categories
        facts.categories += 1
        facts.add(_attribute(element, "href", f"categories.{number}", f"category.{number}", HREF))
    elif "canonical" in rel or "dc:isVersionOf" in rel:
        facts.address = _attribute(element, "href", "url", "url", HREF) or facts.address
    elif "license" in rel or "copyright" in rel:
        facts.license = element.get("href") or None
        facts.add(_attribute(element, "href", "license", "license", HREF))


def _script(element: Element, facts: PageFacts) -> None:
    start, end = element.inner_start, element.inner_end
    if element.get("type") == "application/ld+json":
        found = _MODIFIED.search(element.raw, start, end)
        if found and _TIME.match(found[1]):
            facts.modified = facts.modified or found[1]
    elif facts.page_id is None:
        found = _PAGE_ID.search(element.raw, start, end)
        facts.page_id = found[1] if found else None


def _catlinks(element: Element, facts: PageFacts) -> None:
    """The categories at the foot of a page; hidden ones are kept without a role."""
    numbers = {True: 0, False: 0}
    for item in element.descendants():
        if item.name != "li":
            continue
        link = item.find(lambda one: one.name == "a") or item
        hidden = "hidden" in _box_of(element, item)
        name = f"{'hidden_' if hidden else ''}categories.{numbers[hidden]}"
        role = None if hidden else f"category.{numbers[hidden]}"
        own = html_field(item.raw, link.inner_start, link.inner_end, name, role)
        if own is not None:
            facts.fields.append(own)
            numbers[hidden] += 1
    facts.owned.append((element.start, element.end, "category"))


def _box_of(catlinks: Element, item: Element) -> str:
    """The id of the list that a category stands in."""
    for box in catlinks.elements:
        if box.start <= item.start < box.end:
            return box.get("id")
    return ""


def _title(found: list[Element], content: Element, facts: PageFacts) -> None:
    """The title: the heading of the page, else its only heading of level 1, else ``<title>``."""
    named = [one for one in found if one.name == "title"][:1]
    heads = [one for one in found if one.get("id") == "firstHeading"][:1]
    if not heads:
        first = [one for one in found if one.name == "h1" and _is_shown(one, content)]
        heads = first if len(first) == 1 else []
    for element in heads:
        own = _title_field(element, element.inner_end)
        if own is not None:
            facts.fields.insert(0, own)
            facts.titles.append(element)
            facts.owned.append((element.start, element.end, "title"))
    for element in named:
        end = _without_site(element, facts.site)
        own = _title_field(element, end)
        if own is not None and not facts.titles:
            facts.fields.insert(0, own)
        facts.owned.append((element.start, element.end, "title"))


def _is_shown(heading: Element, content: Element) -> bool:
    return content.start <= heading.start < content.end and bool(
        strip(heading.raw[heading.inner_start : heading.inner_end], "html").strip()
    )


def _title_field(element: Element, end: int) -> Field | None:
    """The title as the shortest stretch with all its words: mostly without any markup."""
    inner = MappedText.of(element.raw, element.inner_start, end)
    words = strip_mapped(inner, "html").strip() if inner else inner
    if not words:
        return None
    start, stop = words.raw_range(0, len(words.text))
    return html_field(element.raw, start, stop, "title", "title")


def _without_site(element: Element, site: str | None) -> int:
    """Where the title of a page ends before the name of its site: ``Battle of X - Wikipedia``."""
    raw = element.raw[element.inner_start : element.inner_end]
    cuts = [at for separator in _SEPARATORS if (at := raw.rfind(separator)) > 0]
    if not cuts:
        return element.inner_end
    cut = max(cuts)
    behind = strip(raw[cut + 3 :], "html").strip().casefold()
    known = behind.partition(",")[0] in _sites() or (site and behind == site.casefold())
    return element.inner_start + cut if known else element.inner_end


@cache
def _sites() -> frozenset[str]:
    content = files("warcorpus.text").joinpath("data/html_sites.txt").read_text("utf-8")
    return frozenset(line.strip() for line in content.split("\n") if line and line[0] != "#")
