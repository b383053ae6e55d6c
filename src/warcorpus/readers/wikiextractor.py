"""WikiExtractor's plain text: a ``<doc>`` element a page, the page without any marks.

Line 1 repeats the title, headings are lines with a full stop, lists and many templates are gone;
most elements of a real file hold nothing but a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.errors import ReadError
from warcorpus.model.prose import GAP_MARK, OPEN_GAP
from warcorpus.model.record import Record
from warcorpus.model.values import Step
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.composing import Composer
from warcorpus.text.doc_elements import DocElement, doc_cuts
from warcorpus.text.document import Text, line_ranges
from warcorpus.text.extracted import PLACEHOLDER, is_heading, lost_templates
from warcorpus.text.mapped import MappedText, Run
from warcorpus.text.outline import is_navigation
from warcorpus.text.unescaping import unescape, unescape_mapped

_OPENING = re.compile(r'(?m)^<doc id="[^"\n]{0,80}"(?=[^\n]{0,2000}\btitle=")')
_BULLET = re.compile(r"(?:BULLET::::)?[-*•][ \t]+(?=\S)")
_SECTION = "Section::::"
_REDIRECT = re.compile(r"#?REDIRECT\b[: ]")
_STOPS = ".!?"
_LAYER = "html"  # the tool writes &amp; &lt; &gt;, and &quot; in titles

split = doc_cuts


def sniff(head: str) -> Sniff:
    """A line that begins ``<doc id="`` and holds ``title="``."""
    found = _OPENING.search(head) if "<doc id=" in head else None
    if found is None:
        return Sniff.of(READER.name)
    weight = 0.95 if not head[: found.start()].strip() else 0.60
    return Sniff.of(READER.name, Feature("<doc> element", weight, *found.span()))


def read(text: Text) -> Iterator[Record]:
    """The record of one element."""
    raw = text.text
    element = DocElement.of(raw)
    title = _plain(_first(raw, element, "title"))
    body = raw[element.head : element.tail].strip()
    if "\n" not in body:
        if not body or _plain(body) == title:
            raise _empty(title)
        if _REDIRECT.match(body):
            raise _redirect()
    yield _Page(text, element).record(title)


def _first(raw: str, element: DocElement, name: str) -> str:
    """The value of the first attribute of a name, nothing if there is none."""
    found = (raw[start:end] for own, start, end in element.attributes if own == name)
    return next(found, "")


def _plain(words: str) -> str:
    """Without references and outer white space."""
    return (unescape(words, _LAYER) if "&" in words else words).strip()


class _Page:
    """One element while its lines are read."""

    def __init__(self, text: Text, element: DocElement) -> None:
        self._text = text
        self._raw = text.text
        self._element = element
        self._composer = Composer(text)
        self._lost: list[int] = []

    def record(self, title: str) -> Record:
        """Read the header, the lines, and the closing tag."""
        self._composer.data((0, self._element.head), "header")
        self._fields()
        self._body(title)
        tail = self._element.tail
        if self._element.closed:
            self._composer.data((tail, len(self._raw.rstrip())), "markup")
        else:
            self._cut_off()
        if self._lost:
            self._tell_lost()
        text_id = _first(self._raw, self._element, "id")
        return self._composer.record(READER.id, text_id=text_id or None)

    def _fields(self) -> None:
        for name, start, end in self._element.attributes:
            value = self._raw[start:end]
            role = "title" if name == "title" else None
            if name == "url" and value.startswith("http"):
                role = "url"
            steps = (Step("unescape", _LAYER),) if "&" in value else ()
            name = "text_id" if name == "id" else name
            self._composer.field(self._text.field(name, start, end, role, *steps))

    def _body(self, title: str) -> None:
        """The lines: the title once more, headings, paragraphs, items."""
        lines = _filled(self._raw, self._element.head, self._element.tail)
        if _plain(lines[0][2]) == title:
            start, end, _ = lines.pop(0)
            self._composer.data((start, end), "title")
        last = len(lines) - 1
        for index, (start, end, line) in enumerate(lines):
            content = MappedText(line, (Run(0, end - start, start, end),))
            if "&" in line:
                content = unescape_mapped(content, _LAYER)
            bullet = _BULLET.match(line)
            if bullet:
                item = self._marked(content.slice(bullet.end(), len(content)))
                self._composer.block("item", item, (start, end))
            elif line.startswith(_SECTION):
                self._heading(content.slice(len(_SECTION), len(content)), (start, end))
            elif line[-1] == "." and is_heading(line) and (index < last or is_navigation(line)):
                self._heading(content, (start, end))
            else:
                self._composer.block("paragraph", self._marked(content), (start, end))

    def _heading(self, content: MappedText, extent: tuple[int, int]) -> None:
        """The words without the full stop that stands for the lost mark."""
        if content.text.endswith("."):
            content = content.slice(0, len(content) - 1)
        self._composer.heading(content, None, extent)

    def _marked(self, content: MappedText) -> MappedText:
        """What the tool left out: formulas become gaps, lost templates are remembered."""
        lost = lost_templates(content.text)
        if lost:
            self._lost += (content.raw_range(at, at)[0] for at in lost)
        if "formula_" not in content.text and "codice_" not in content.text:
            return content
        parts, position = [], 0
        for found in PLACEHOLDER.finditer(content.text):
            start, end = content.raw_range(*found.span())
            self._composer.gap(start, end, "lost", "unknown")
            run = Run(0, len(OPEN_GAP), start, end, GAP_MARK)
            parts += [content.slice(position, found.start()), MappedText(OPEN_GAP, (run,))]
            position = found.end()
        return MappedText.join([*parts, content.slice(position, len(content))])

    def _cut_off(self) -> None:
        """The end of a file that was cut; a sentence without its end is told as a gap anyway."""
        end = len(self._raw.rstrip())
        if self._raw[end - 1] in _STOPS:
            self._composer.gap(end, end, "truncated", "unknown")
        self._composer.problem(
            "unclosed-document",
            "found the end of the document before </doc>, expected it; what is there was read",
            at=end - 1,
            hint="look whether the file was cut",
        )

    def _tell_lost(self) -> None:
        count = len(self._lost)
        self._composer.problem(
            "possible-lost-template",
            f"found a blank before a comma or full stop ({count} in the document), expected "
            "words; WikiExtractor leaves out numbers that stand in templates",
            at=self._lost[0],
            hint="nothing to do, or take the words from another export of the page",
            level="info",
        )


def _filled(raw: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The lines between two offsets that are not blank, without outer white space."""
    filled = []
    for first, last, _ in line_ranges(raw[start:end]):
        line = raw[start + first : start + last]
        stripped = line.strip()
        if stripped:
            first += start + len(line) - len(line.lstrip())
            filled.append((first, first + len(stripped), stripped))
    return filled


def _empty(title: str) -> ReadError:
    return ReadError(
        "empty-document",
        f'found nothing but the title "{title[:80]}", expected a text',
        hint="nothing to do; WikiExtractor writes such elements for redirects and for pages "
        "of lists and tables alone",
        level="info",
    )


def _redirect() -> ReadError:
    return ReadError(
        "not-an-event",
        "found a redirect to another page, expected a page about an event",
        hint="nothing to do; the page it leads to is read by itself if it is in the file",
        level="info",
    )


READER = Reader(
    name="wikiextractor",
    version=1,
    sniff=sniff,
    read=read,
    split=split,
    looks_for='elements <doc id="…" url="…" title="…">, headings that end in a full stop',
)
