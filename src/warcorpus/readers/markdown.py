"""Markdown without a header: ``# headings``, emphasis, links and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text, line_ranges
from warcorpus.text.markdown import read_markdown
from warcorpus.text.markdown_lines import heading

_HEADING = re.compile(r"(?m)^#{1,6} [^\n]{0,200}$")
_STRONG = re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])")
_LINK = re.compile(r"!?\[[^\[\]\n]{0,200}\]\((?:<[^<>\n]{1,400}>|[^\s()<>]{1,400})")
_SETEXT = re.compile(r"\A[^\n#=|<>-][^\n]{0,200}\r?\n(?P<rule>={3,200})[ \t]*\r?$", re.MULTILINE)
_SPACED_HEADING = re.compile(r"# [^\n#]{1,200} # ")
"""english-corpora.org writes its headings so, in the middle of the one line."""

_BEGINNING = 20_000  # characters in which a title is looked for


def sniff(head: str) -> Sniff:
    """Headings with ``#``, bold words, links or pictures."""
    title = _SETEXT.search(head)
    headed = "# " in head and not title and not _SPACED_HEADING.match(head.lstrip())
    found = _HEADING.search(head) if headed else None
    strong = _STRONG.search(head) if "**" in head else None
    link = _LINK.search(head) if "](" in head else None
    return Sniff.of(
        READER.name,
        Feature("# heading", 0.30, *found.span()) if found else None,
        Feature("title over ===", 0.30, *title.span()) if title else None,
        Feature("**bold**", 0.10, *strong.span()) if strong else None,
        Feature("[](link)", 0.20, *link.span()) if link else None,
    )


def read(text: Text) -> Iterator[Record]:
    """The record of one document."""
    composer = Composer(text)
    start = _title(text, composer)
    read_markdown(text, start, len(text.text), composer)
    yield composer.record(READER.id)


def _title(text: Text, composer: Composer) -> int:
    """Hand over the title, if the document begins with one; gives where the body begins."""
    raw = text.text
    lines = [line for line in line_ranges(raw[:_BEGINNING]) if raw[line[0] : line[1]].strip()]
    if not lines:
        return 0
    start, end, following = lines[0]
    found = heading(raw[start:end])
    if found is not None and found.level == 1:
        first, last, closing = start + found.start, start + found.end, start + found.mark_end
        if found.leaks:
            composer.residue((closing, end), found.leaks)
    elif len(lines) > 1 and lines[1][0] == following and _is_rule(raw[slice(*lines[1][:2])]):
        first, last = start, start + len(raw[start:end].rstrip())
        _, closing, following = lines[1]
    else:
        return 0
    composer.field(text.field("title", first, last, "title"))
    composer.data((start, start + len(raw[start:closing].rstrip())), "title")
    return following


def _is_rule(line: str) -> bool:
    return len(line.strip()) > 2 and not line.strip().strip("=")


READER = Reader(
    name="markdown",
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".md", ".markdown", ".txt"),
    looks_for="# headings, **bold** words, [links] with targets and pictures, without a header",
)
