"""Four exporters that lose what the real ones lose: events as texts of the seeds' formats.

What a format cannot say is declared in `surviving`; all else must come back when the text is
read. No writer copies words of a real document.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import evolve

from warcorpus.testing.events import Chapter, Event, Party, sentences

_PUNCTUATION = re.compile(r"(?<=[\w)'])([,.)]+)(?=\s|\Z)|(?<=\S)('s)\b|(\()")
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
    lines.append("infoboxes:")
    prefix = "  - "
    for key, items, links in _parameters(event):
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
    lines += ["pubDate: 2023-07-28 11:07", "tags:", f"  - {event.title}", f"  - the {event.war}"]
    for party in event.parties:
        lines += ["  - |-", f"    {party.name}"]
    lines += [f"  - {category}" for category in event.categories]
    lines += ["date:", f"  - {event.written_date}", "place:", f"  - {', '.join(event.place)}"]
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
    words = _tokens(" ".join(event.lead))
    for chapter in event.chapters:
        words += ["#", *_tokens(chapter.heading), "#"]
        words += _tokens(" ".join(one for paragraph in chapter.paragraphs for one in paragraph))
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
    lines = [f"= {event.title} =", "", "Infobox"]
    for key, items, _ in _parameters(event):
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
}
"""The writer of each format."""


def surviving(event: Event, form: str) -> Event:
    """The event without what its format loses: the declared losses.

    >>> from warcorpus.testing.events import generate
    >>> surviving(generate(1), "english-corpora").first
    '1768-10'
    """
    if form == "front-matter":
        return evolve(event, categories=(), see_also=())
    if form == "front-matter-tags":
        parties = tuple(Party(party.name) for party in event.parties)
        lost = evolve(event, parties=parties, see_also=(), civilians=None)
        return evolve(lost, result=None, details=())
    if form == "sections":
        return evolve(event, details=(), categories=(), image=None)
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
        chapters=tuple(_in_one_paragraph(chapter) for chapter in event.chapters),
    )


def _in_one_paragraph(chapter: Chapter) -> Chapter:
    return evolve(chapter, paragraphs=(tuple(s for p in chapter.paragraphs for s in p),))


def _parameters(event: Event) -> Iterator[tuple[str, list[str], tuple[str, ...]]]:
    """``(parameter, lines, links)`` of the infobox."""
    yield "conflict", [event.title], ()
    if event.war:
        yield "partof", [f"the {event.war}"], (event.war,)
    yield "date", [event.written_date], ()
    yield "place", [", ".join(event.place)], event.place
    if event.result:
        yield "result", [event.result, *(f"* {detail}" for detail in event.details)], ()
    numbered = list(enumerate(event.parties, 1))
    for number, party in numbered:
        yield f"combatant{number}", [party.name], (party.name,)
    for name, lines_of in _LISTS:
        for number, party in numbered:
            if items := lines_of(party):
                yield f"{name}{number}", items, ()
    if event.civilians:
        yield "casualties3", [str(event.civilians)], ()


_LISTS: Sequence[tuple[str, Callable[[Party], list[str]]]] = (
    ("commander", lambda party: [f"{rank} {name}" for rank, name in party.commanders]),
    ("units", lambda party: list(party.units)),
    ("strength", lambda party: [str(count) for count in party.strength]),
    ("casualties", lambda party: [str(count) for count in party.casualties]),
)


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
    told = " ".join(sentences(event)[:_DESCRIBED])
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


def _tokens(text: str) -> list[str]:
    """Words with their punctuation set apart, as the vendor's tokeniser does."""
    return _PUNCTUATION.sub(_apart, text).split()


def _apart(found: re.Match[str]) -> str:
    return f" {' '.join(found.group(1))}" if found.group(1) else f" {found.group()} "
