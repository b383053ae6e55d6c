"""An HTML page as a record: what wikis serve, from both of their parsers, and simpler pages.

Everything is found by its offset in the source; what is no text of the page (navigation, notes,
the frame around it) is owned as data, so that no character is lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from warcorpus.errors import ReadError
from warcorpus.model.record import Record
from warcorpus.model.values import Field
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.html_article import content_of, reopened
from warcorpus.text.html_blocks import Blocks, Extent, uncovered
from warcorpus.text.html_head import PageFacts, page_facts
from warcorpus.text.html_infobox import html_field
from warcorpus.text.html_tree import Element, Tree, build

_WIKI_ADDRESS = re.compile(r"(?:https?:)?//[a-z-]{2,20}\.(?:m\.)?wikipedia\.org/")


def html_record(text: Text, reader_id: str, **source: Any) -> Record:
    """The record of one HTML page.

    Args:
        text: the document, or the HTML inside one.
        reader_id: name and version of the reader (``wikipedia-html/1``).
        source: further facts of the source; those that the page tells stand back.

    Raises:
        ReadError: ``not-an-event`` for a redirect or a list of the meanings of a name,
            ``empty-document`` for a page without text; both of level info.

    >>> record = html_record(Text.of("<h1>Battle of X</h1><p>It <b>was</b> brief.</p>"), "h/1")
    >>> record.source.fields[0].raw, record.text
    ('Battle of X', 'It was brief.')
    """
    tree = build(text.text, text.limits.html_depth)
    found = content_of(tree.root)
    longer = reopened(tree.root, found)
    content = longer or found
    facts = page_facts(tree.root, content)
    _check(facts)
    composer = Composer(text)
    for own in facts.fields:
        composer.field(own)
    blocks = Blocks(text, composer, {title.start for title in facts.titles})
    blocks.read(content)
    if not blocks.blocks and not blocks.infoboxes:
        raise ReadError(
            "empty-document",
            "found a page without text, expected an article",
            hint="leave the page out",
            level="info",
        )
    for own in _coordinates(facts, blocks):
        composer.field(own)
    _own(composer, text.text, tree, content, facts, blocks)
    _report(composer, tree, text.limits.html_depth)
    if longer is not None:
        _tell_of_early_end(composer, found)
    return composer.record(reader_id, **{**_source(facts), **source})


def _check(facts: PageFacts) -> None:
    what = "a redirect to another page" if facts.redirect else "a list of the meanings of a name"
    if facts.redirect or facts.disambiguation:
        raise ReadError(
            "not-an-event",
            f"found {what}, expected a page about an event",
            hint="nothing to do; the page it leads to is read by itself if it is among the files",
            level="info",
        )


def _coordinates(facts: PageFacts, blocks: Blocks) -> Iterator[Field]:
    """The coordinates in the title of a page; its infobox's own go before them."""
    point = facts.point
    if point is None or blocks.is_placed:
        return
    raw, start, end = point.raw, point.inner_start, point.inner_end
    if blocks.main is not None:
        role = f"infobox.{blocks.main}.coordinates"
        places = [(start, end, "coordinates", role)]
    else:
        semicolon = raw.find(";", start, end)
        if semicolon < 0:
            return
        places = [
            (start, semicolon, "latitude", "place.latitude"),
            (semicolon + 1, end, "longitude", "place.longitude"),
        ]
    for first, last, name, role in places:
        own = html_field(raw, first, last, name, role)
        if own is not None:
            yield own


def _own(
    composer: Composer, raw: str, tree: Tree, content: Element, facts: PageFacts, blocks: Blocks
) -> None:
    """Give every character outside of blocks its owner, the nearest thing first."""
    outside = [(0, content.inner_start, "page"), (content.inner_end, len(raw), "page")]
    markup = [(start, end, "markup") for start, end in tree.tags]
    taken = sorted(blocks.blocks)
    for layer in ([*facts.owned, *blocks.data], outside, markup):
        added: list[Extent] = []
        position = 0
        for start, end, owner in sorted(layer):
            for first, last in uncovered(max(start, position), end, taken):
                if raw[first:last].strip():
                    composer.data((first, last), owner)
                    added.append((first, last))
            position = max(position, end)
        taken = sorted([*taken, *added])


def _report(composer: Composer, tree: Tree, deepest: int) -> None:
    if tree.flattened:
        composer.problem(
            "html-flattened",
            f"found {tree.flattened} elements deeper than {deepest} (limits.html_depth), expected "
            "none; their text is kept in the element there",
            hint="raise limits.html_depth if the page is sound",
        )
    for at in tree.unclosed[:1]:
        composer.problem(
            "unclosed-markup",
            f"found {len(tree.unclosed)} comments or scripts that never end, expected none; what "
            "follows was read as text",
            at=at,
        )


def _tell_of_early_end(composer: Composer, content: Element) -> None:
    composer.problem(
        "html-closed-early",
        f"found the end of the article's <{content.name}> before its last words, expected it "
        "behind them; what follows was read as article too",
        at=content.inner_end,
        hint="look for one closing tag too many before this place",
    )


def _source(facts: PageFacts) -> dict[str, str | None]:
    """What a page tells of its source."""
    site = facts.site
    if site is None and facts.address and _WIKI_ADDRESS.match(facts.address.raw):
        site = "Wikipedia"
    told = {
        "publisher": site,
        "exported_at": facts.modified,
        "text_id": facts.page_id,
        "license": facts.license,
    }
    return {key: value for key, value in told.items() if value is not None}
