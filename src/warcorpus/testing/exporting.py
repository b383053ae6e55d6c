"""Exporters that lose what the real ones lose: events as texts of every format.

Those of the seeds' formats are here, pages and rows of others beside it.

What a format cannot say is declared in `surviving`; all else must come back when the text is
read. No writer copies words of a real document.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator

from warcorpus.model.evolving import evolve
from warcorpus.testing import exporting_pages, exporting_rows
from warcorpus.testing.events import Chapter, Event, Party
from warcorpus.testing.events import sentences as sentences_of
from warcorpus.testing.infoboxes import parameters
from warcorpus.testing.tokenising import tokens

_DESCRIBED = 3  # sentences of the body that the exporter repeats in the header
_HIDDEN = 10
_CADENCE = 200
_FIRST_HIDDEN = 189

ADDRESS = "https://wikipedia.org/wiki/Special:Redirect/file/"


def front_matter(event: Event) -> str:
    """The newer front matter, as of 000 and 003: infobox, then Markdown.

    >>> from warcorpus.testing.events import generate
    >>> front_matter(generate(1)).split("\\n")[:2]
    ['---', 'title: Lenov Offensive']
    """
    lines = ["---", f"title: {event.title}", *_description(event), "author: Wikipedia"]
    lines += ["infoboxes:"] if event.boxed else []
    prefix = "  - "
    for key, items, links in parameters(event):
        lines += _parameter(key, items, links, prefix)
        prefix = "    "
    lines += ["---", "", *_markdown(event, _picture)]
    if event.see_also:
        lines += ["## See also", "", ""]
    return "\n".join([*lines, "## References", ""])


def front_matter_tags(event: Event) -> str:
    """The older front matter, as of 002: infobox values and categories in one list.

    >>> from warcorpus.testing.events import generate
    >>> front_matter_tags(generate(1)).split("\\n")[1]
    'subject: Lenov Offensive'
    """
    lines = ["---", f"subject: {event.title}", *_description(event), "author: Wikipedia"]
    lines += ["pubDate: 2023-07-28 11:07", "tags:", f"  - {event.title}"]
    if event.boxed:
        lines.append(f"  - the {event.war}")
        for party in event.parties:
            lines += ["  - |-", f"    {party.name}"]
    lines += [f"  - {category}" for category in event.categories]
    if event.boxed:
        lines += ["date:", f"  - {event.written_date}", "place:", f"  - {', '.join(event.place)}"]
    else:
        lines += ["date: []", "place: []"]
    lines += ["---", "", *_markdown(event, _wiki_picture)]
    return "\n".join([*lines, "## References[object Object]", "[object Object]"])


def english_corpora(event: Event, number: int = 38601514, redacted: bool = False) -> str:
    """A line of the tokenised corpus, as of 001.

    Args:
        event: what is told.
        number: the id behind ``@@``.
        redacted: hide ten words of every two hundred, as the vendor does.

    >>> from warcorpus.testing.events import generate
    >>> english_corpora(generate(1))[:33]
    '@@38601514 The Lenov Offensive wa'
    """
    words = tokens(" ".join(event.lead))
    for chapter in event.chapters:
        words += ["#", *tokens(chapter.heading), "#"]
        words += tokens(" ".join(one for paragraph in chapter.paragraphs for one in paragraph))
    if redacted:
        for start in range(_FIRST_HIDDEN, len(words) - _HIDDEN, _CADENCE):
            words[start : start + _HIDDEN] = ["@"] * _HIDDEN
    return f"@@{number} {' '.join(words)} # References # \n"


def sections(event: Event) -> str:
    """Plain sections, as of 004: an infobox as a list in which line breaks became commas.

    >>> from warcorpus.testing.events import generate
    >>> sections(generate(1)).split("\\n")[:4]
    ['= Lenov Offensive =', '', 'Infobox', '- Conflict: Lenov Offensive']
    """
    lines = [f"= {event.title} =", *(("", "Infobox") if event.boxed else ())]
    for key, items, _ in parameters(event):
        items = items[:1] if key == "result" else items
        tail = ", ()" if key == "date" else ""
        lines.append(f"- {key.capitalize()}: {', '.join(items)}{tail}")
    lines += ["", " ".join(event.lead), ""]
    for chapter in event.chapters:
        lines.append(f"== {chapter.heading} ==")
        for paragraph in chapter.paragraphs:
            lines += [" ".join(paragraph), ""]
    if event.see_also:
        lines += ["== See also ==", *(f"- {page}" for page in event.see_also)]
    return "\n".join(lines)


FORMATS: dict[str, Callable[[Event], str]] = {
    "front-matter": front_matter,
    "front-matter-tags": front_matter_tags,
    "english-corpora": english_corpora,
    "sections": sections,
    "wikitext": exporting_pages.wikitext,
    "mediawiki-xml": exporting_pages.mediawiki_xml,
    "wikipedia-html": exporting_pages.wikipedia_html,
    "wikiextractor": exporting_pages.wikiextractor,
    "wikitext-lm": exporting_pages.wikitext_lm,
    "markdown": exporting_pages.markdown,
    "pandoc-markdown": exporting_pages.pandoc_markdown,
    "plain-text": exporting_pages.plain_text,
    "jsonl": exporting_rows.jsonl,
    "json-array": exporting_rows.json_array,
    "csv": exporting_rows.table,
    "enterprise": exporting_rows.enterprise,
    "cirrussearch": exporting_rows.cirrus_search,
}
"""The writer of each format."""


def surviving(event: Event, form: str) -> Event:
    """The event without what its format loses: the declared losses.

    >>> from warcorpus.testing.events import generate
    >>> surviving(generate(1), "english-corpora").first
    '1768-10'
    """
    return _LOSSES[form](event)


def _whole(event: Event) -> Event:
    return event


def _header_without_lists(event: Event) -> Event:
    return evolve(event, categories=(), see_also=())


def _tags(event: Event) -> Event:
    parties = tuple(Party(party.name) for party in event.parties)
    lost = evolve(event, parties=parties, see_also=(), civilians=None)
    return evolve(lost, result=None, details=())


def _listed_infobox(event: Event) -> Event:
    return evolve(event, details=(), categories=(), image=None)


def _prose(event: Event) -> Event:
    """No infobox: only what the text says, its month first of all."""
    month = event.first[:7]
    return Event(
        title=event.title,
        first=month,
        last=month,
        place=(),
        war=None,
        result=None,
        details=(),
        parties=(),
        civilians=None,
        lead=event.lead,
        chapters=event.chapters,
    )


def _one_line(event: Event) -> Event:
    return evolve(_prose(event), chapters=tuple(map(_in_one_paragraph, event.chapters)))


def _without_headings(event: Event) -> Event:
    return evolve(_prose(event), chapters=())


def _linked_prose(event: Event) -> Event:
    return evolve(_prose(event), see_also=event.see_also)


def _filed_prose(event: Event) -> Event:
    """The lead has its name in capitals, which are letters of the text."""
    shown = event.lead[0].replace(event.title, event.title.upper(), 1)
    lead = (shown, *event.lead[1:])
    return evolve(_prose(event), lead=lead, categories=event.categories)


def _flat(event: Event) -> Event:
    """No paragraph is told from the next, nor from a heading."""
    return evolve(_prose(event), lead=event.lead[:1], chapters=(), categories=event.categories)


def _row(event: Event) -> Event:
    lost = evolve(_without_headings(event), place=event.place, result=event.result)
    return evolve(lost, first=event.first, last=event.last)


def _table_row(event: Event) -> Event:
    parties = tuple(Party(party.name) for party in event.parties)
    return evolve(_row(event), result=None, war=event.war, parties=parties)


def _contents(event: Event) -> Event:
    parties = tuple(evolve(party, commanders=(), units=()) for party in event.parties)
    lost = evolve(event, parties=parties, details=(), civilians=None)
    return evolve(lost, see_also=(), image=None)


_LOSSES: dict[str, Callable[[Event], Event]] = {
    "front-matter": _header_without_lists,
    "front-matter-tags": _tags,
    "english-corpora": _one_line,
    "sections": _listed_infobox,
    "wikitext": _whole,
    "mediawiki-xml": _whole,
    "wikipedia-html": _whole,
    "wikiextractor": _prose,
    "wikitext-lm": _prose,
    "markdown": _linked_prose,
    "pandoc-markdown": _filed_prose,
    "plain-text": _without_headings,
    "jsonl": _row,
    "json-array": _row,
    "csv": _table_row,
    "enterprise": _contents,
    "cirrussearch": _flat,
}
"""What each format loses; a format that is not told apart from another loses the same."""


def _in_one_paragraph(chapter: Chapter) -> Chapter:
    return evolve(chapter, paragraphs=(tuple(s for p in chapter.paragraphs for s in p),))


def _parameter(key: str, items: list[str], links: Iterable[str], prefix: str) -> Iterator[str]:
    """One parameter of the YAML infobox."""
    yield f"{prefix}{key}:"
    if len(items) == 1:
        yield f"      text: {items[0]}"
    else:
        yield "      text: |-"
        yield from (f"        {item}" for item in items)
    if links:
        yield "      links:"
        for page in links:
            yield from ("        - type: internal", f"          page: {page}")


def _description(event: Event) -> list[str]:
    """The first sentences again, folded at column 80 as the ``yaml`` package does."""
    told = " ".join(sentences_of(event)[:_DESCRIBED])
    return textwrap.wrap(
        told,
        80,
        initial_indent="description: ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _markdown(event: Event, picture: Callable[[str], str]) -> Iterator[str]:
    lead = " ".join(event.lead)
    yield lead.replace(event.title, f"**{event.title}**", 1)
    yield ""
    image = event.image
    for chapter in event.chapters:
        yield f"## {chapter.heading}"
        for number, paragraph in enumerate(chapter.paragraphs):
            shown = picture(image) if image and not number else ""
            yield f"{shown}{' '.join(paragraph)}"
            yield ""
        image = None


def _picture(image: str) -> str:
    name = image.rpartition(".")[0]
    return f"![{name}]({ADDRESS}{image.replace(' ', '_')}?)\n"


def _wiki_picture(image: str) -> str:
    return f"[[File:{image}|thumb|left|The field.\n\n]]"
