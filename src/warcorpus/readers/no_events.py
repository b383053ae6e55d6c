"""Pages that tell of no event: redirects, and pages that list several meanings of a name."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from warcorpus.errors import ReadError
from warcorpus.model.record import Record

_LONGEST_REDIRECT = 300  # characters; a redirect holds one link and perhaps a template
_LEAST_MEANINGS = 2
_REDIRECT = re.compile(r"\s*#\s?(\w+)\b")
_QUALIFIER = re.compile(r"\((\w+)\)\s*\Z")
_SPACES = re.compile(r"\s+")


def check_event(record: Record) -> None:
    """Whether a record can be about an event.

    Args:
        record: as its reader made it.

    Raises:
        ReadError: ``not-an-event``, of level info, for a redirect and for a disambiguation page.
    """
    if any((field.role or "").startswith("infobox") for field in record.source.fields):
        return
    if _is_redirect(record):
        raise _not_an_event("a redirect to another page")
    if _is_disambiguation(record):
        raise _not_an_event("a list of the meanings of a name")


def _is_redirect(record: Record) -> bool:
    """One short line that begins ``#REDIRECT``; Markdown takes it for a heading."""
    if any(section.blocks for section in record.sections):
        line = record.text
    else:
        line = next((f"#{section.heading}" for section in record.sections if section.heading), "")
    found = _REDIRECT.match(line[:_LONGEST_REDIRECT])
    return (
        found is not None
        and len(line) <= _LONGEST_REDIRECT
        and found.group(1).casefold() in _words("redirect")
    )


def _is_disambiguation(record: Record) -> bool:
    """A title that says so, or a first paragraph that ends before a list, and lists after it."""
    titles = (field.raw for field in record.source.fields if field.role == "title")
    if any(_qualifier(title) in _words("title") for title in titles):
        return True
    blocks = [block for section in record.sections for block in section.blocks]
    if len(blocks) <= _LEAST_MEANINGS or any(block.kind != "item" for block in blocks[1:]):
        return False
    first = record.text[blocks[0].start : blocks[0].end].rstrip(" :…").casefold()
    return _SPACES.sub(" ", first).endswith(tuple(_words("disambiguation")))


def _qualifier(title: str) -> str:
    found = _QUALIFIER.search(title[-60:])
    return found.group(1).casefold() if found else ""


def _not_an_event(what: str) -> ReadError:
    return ReadError(
        "not-an-event",
        f"found {what}, expected a page about an event",
        hint="nothing to do; the page it leads to is read by itself if it is among the files",
        level="info",
    )


@cache
def _words(kind: str) -> frozenset[str]:
    content = files("warcorpus.readers").joinpath("data/no_event_words.txt").read_text("utf-8")
    rows = (line.split("\t") for line in content.split("\n") if line and line[0] != "#")
    return frozenset(row[1].strip() for row in rows if row[0] == kind)
