"""Exporters of pages: wikitext, dumps, HTML, extracts, Markdown and plain text.

Each loses what the real ones lose; `warcorpus.testing.exporting.surviving` declares it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from xml.sax.saxutils import escape as escape_xml

from warcorpus.testing.events import Event
from warcorpus.testing.infoboxes import parameters
from warcorpus.testing.tokenising import tokens

_NUMBER_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")
_ROWS = (
    ("Belligerents", "combatant"),
    ("Commanders and leaders", "commander"),
    ("Units involved", "units"),
    ("Strength", "strength"),
    ("Casualties and losses", "casualties"),
)


def wikitext(event: Event) -> str:
    """The page as its authors wrote it: templates, links, files, references.

    >>> from warcorpus.testing.events import generate
    >>> wikitext(generate(1)).split("\\n")[1]
    '| conflict = Lenov Offensive'
    """
    lines = ["{{Infobox military conflict"] if event.boxed else []
    for key, items, links in parameters(event):
        lines.append(f"| {key} = {_wiki_value(items, links)}")
    lines += ["| notes = <!-- none -->", "}}"] if event.boxed else []
    lead = " ".join(event.lead).replace(event.title, f"'''{event.title}'''", 1)
    lines += [f"{lead}<ref name=a>{{{{cite book|title=Annals|page=3}}}}</ref>", ""]
    image = event.image
    for chapter in event.chapters:
        lines.append(f"== {chapter.heading} ==")
        if image:
            lines.append(f"[[File:{image}|thumb|left|The field of [[{event.place[0]}]].]]")
        for paragraph in chapter.paragraphs:
            lines += [" ".join(paragraph) + "<ref name=a/>", ""]
        image = None
    if event.see_also:
        lines += ["== See also ==", *(f"* [[{page}]]" for page in event.see_also), ""]
    lines += ["== References ==", "{{reflist}}", ""]
    return "\n".join([*lines, *(f"[[Category:{name}]]" for name in event.categories)])


def _wiki_value(items: list[str], links: tuple[str, ...]) -> str:
    text = items[0]
    for page in links:
        text = text.replace(page, f"[[{page}]]", 1)
    if len(items) == 1:
        return text
    if items[1].startswith("*"):
        return "\n".join([text, *items[1:]])
    return "{{plainlist|\n" + "\n".join(f"* {item}" for item in items) + "\n}}"


def mediawiki_xml(event: Event) -> str:
    """A dump of one page.

    >>> from warcorpus.testing.events import generate
    >>> "<title>Lenov Offensive</title>" in mediawiki_xml(generate(1))
    True
    """
    return (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" '
        f'xml:lang="en">\n  <siteinfo>\n    <base>https://{event.site}/wiki/Main_Page</base>\n'
        "  </siteinfo>\n  <page>\n"
        f"    <title>{escape_xml(event.title)}</title>\n    <ns>0</ns>\n    <id>{event.page}</id>\n"
        "    <revision>\n      <id>9001</id>\n      <timestamp>2023-07-28T11:07:00Z</timestamp>\n"
        "      <model>wikitext</model>\n      <format>text/x-wiki</format>\n"
        f'      <text bytes="9" xml:space="preserve">{escape_xml(wikitext(event))}</text>\n'
        "    </revision>\n  </page>\n</mediawiki>\n"
    )


def wikipedia_html(event: Event) -> str:
    """The page as a browser gets it.

    >>> from warcorpus.testing.events import generate
    >>> wikipedia_html(generate(1)).split("\\n")[0]
    '<!DOCTYPE html>'
    """
    lead = escape(" ".join(event.lead), quote=False).replace(
        event.title, f"<b>{event.title}</b>", 1
    )
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="en"><head><title>{event.title} - Wikipedia</title></head><body>',
        f'<h1 id="firstHeading">{event.title}</h1>',
        '<div id="mw-content-text"><div class="mw-parser-output">',
        "".join(_html_infobox(event)) if event.boxed else "",
        f"<p>{lead}</p>",
    ]
    image = event.image
    for chapter in event.chapters:
        lines.append(f'<div class="mw-heading mw-heading2"><h2>{chapter.heading}</h2></div>')
        if image:
            lines.append(f'<figure typeof="mw:File/Thumb">{_html_image(image)}</figure>')
        lines += [f"<p>{escape(' '.join(p), quote=False)}</p>" for p in chapter.paragraphs]
        image = None
    if event.see_also:
        items = "".join(f"<li>{_html_link(page)}</li>" for page in event.see_also)
        lines.append(f'<div class="mw-heading"><h2>See also</h2></div><ul>{items}</ul>')
    names = "".join(f"<li>{_html_link(f'Category:{c}', c)}</li>" for c in event.categories)
    lines += ["</div></div>", f'<div id="catlinks" class="catlinks"><ul>{names}</ul></div>']
    return "\n".join([*lines, "</body></html>"])


def _html_link(page: str, text: str = "") -> str:
    return f'<a href="/wiki/{page.replace(" ", "_")}" title="{page}">{text or page}</a>'


def _html_image(image: str) -> str:
    name = image.replace(" ", "_")
    return (
        f'<a href="/wiki/File:{name}" class="mw-file-description">'
        f'<img src="//upload.example/thumb/1/1a/{name}/220px-{name}.png"></a>'
    )


def _html_infobox(event: Event) -> Iterator[str]:
    values = {key: (items, links) for key, items, links in parameters(event)}
    yield '<table class="infobox vevent"><tbody>'
    yield f'<tr><th colspan="2" class="summary">{event.title}</th></tr>'
    if "partof" in values:
        yield f'<tr><td colspan="2">Part of {_html_value(*values["partof"])}</td></tr>'
    yield '<tr><td colspan="2"><table><tbody>'
    for name, key in (("Date", "date"), ("Location", "place"), ("Result", "result")):
        if key in values:
            yield f"<tr><th>{name}</th><td>{_html_value(*values[key])}</td></tr>"
    yield "</tbody></table></td></tr>"
    for name, key in _ROWS:
        cells = [values.get(f"{key}{number}", ([""], ())) for number in (1, 2)]
        more = key == "casualties" and "casualties3" in values
        if not any(items[0] for items, _ in cells) and not more:
            continue
        yield f'<tr><th colspan="2">{name}</th></tr><tr>'
        yield from (f"<td>{_html_value(*cell)}</td>" for cell in cells)
        yield "</tr>"
        if more:
            yield f'<tr><td colspan="2">{_html_value(*values["casualties3"])}</td></tr>'
    yield "</tbody></table>"


def _html_value(items: list[str], links: tuple[str, ...]) -> str:
    text = escape(items[0], quote=False)
    for page in links:
        text = text.replace(page, _html_link(page), 1)
    if len(items) == 1:
        return text
    if items[1].startswith("*"):
        details = "".join(f"<li>{escape(i[2:], quote=False)}</li>" for i in items[1:])
        return f"{text}<ul>{details}</ul>"
    return "<br />".join(escape(item, quote=False) for item in items)


def wikiextractor(event: Event) -> str:
    """One element of an extract: title, paragraphs a line, headings that end in a stop.

    >>> from warcorpus.testing.events import generate
    >>> wikiextractor(generate(1)).split("\\n")[1]
    'Lenov Offensive'
    """
    lines = [
        f'<doc id="{event.page}" url="https://{event.site}/wiki?curid={event.page}" '
        f'title="{event.title}">'
    ]
    lines += [event.title, "", " ".join(event.lead), ""]
    for chapter in event.chapters:
        lines.append(f"{chapter.heading}.")
        lines += [" ".join(paragraph) for paragraph in chapter.paragraphs]
    return "\n".join([*lines, "</doc>", ""])


def wikitext_lm(event: Event) -> str:
    """An article of the tokenised sets for language models.

    >>> from warcorpus.testing.events import generate
    >>> wikitext_lm(generate(1)).split("\\n")[1]
    ' = Lenov Offensive = '
    """

    def line(text: str) -> str:
        return f" {' '.join(tokens(_NUMBER_COMMA.sub(' @,@ ', text)))} "

    lines = [" ", f" = {event.title} = ", " ", line(" ".join(event.lead)), " "]
    for chapter in event.chapters:
        lines += [f" = = {chapter.heading} = = ", " "]
        lines += [line(" ".join(paragraph)) for paragraph in chapter.paragraphs]
        lines.append(" ")
    return "\n".join(lines) + "\n"


def markdown(event: Event) -> str:
    """Markdown without a header.

    >>> from warcorpus.testing.events import generate
    >>> markdown(generate(1)).split("\\n")[0]
    '# Lenov Offensive'
    """
    lines = [f"# {event.title}", "", " ".join(event.lead), ""]
    for chapter in event.chapters:
        lines += [f"## {chapter.heading}", ""]
        for paragraph in chapter.paragraphs:
            lines += [" ".join(paragraph), ""]
    if event.see_also:
        lines += ["## See also", "", *(f"- [{p}](./{p.replace(' ', '_')})" for p in event.see_also)]
    return "\n".join(lines)


def pandoc_markdown(event: Event) -> str:
    """The page as pandoc's plain writer gives it: capitals for bold, notes at the end.

    >>> from warcorpus.testing.events import generate
    >>> pandoc_markdown(generate(1))[:20]
    'The LENOV OFFENSIVE '
    """
    lead = " ".join(event.lead).replace(event.title, event.title.upper(), 1)
    lines = [f"{lead}[1]", "", ""]
    for chapter in event.chapters:
        lines += [chapter.heading, ""]
        for paragraph in chapter.paragraphs:
            lines += [" ".join(paragraph), ""]
        lines.append("")
    lines += [" ".join(f"Category:{name}" for name in event.categories), ""]
    return "\n".join([*lines, "[1] Annals, p. 3", ""])


def plain_text(event: Event) -> str:
    """Paragraphs below a title.

    >>> from warcorpus.testing.events import generate
    >>> plain_text(generate(1)).split("\\n")[0]
    'Lenov Offensive'
    """
    told = [" ".join(paragraph) for chapter in event.chapters for paragraph in chapter.paragraphs]
    return "\n\n".join([event.title, " ".join(event.lead), *told])
