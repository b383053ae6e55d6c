"""WikiText, the corpus of language models: tokenised articles, rare words replaced by ``<unk>``.

An article begins at a line `` = Title = ``. The tokeniser's blanks and joints (``8 @,@ 600``) are
deleted; an ``<unk>`` is a gap of one token. In a title it stays as it stands, since a title is
made of the characters of the file and of nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.errors import ReadError
from warcorpus.model.prose import GAP_MARK, OPEN_GAP
from warcorpus.model.record import Record
from warcorpus.model.values import Field, Span
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.composing import Composer
from warcorpus.text.detokenizing import detokenize
from warcorpus.text.document import Text, line_ranges
from warcorpus.text.mapped import MappedText, Run, raw_of
from warcorpus.text.spaced_headings import SpacedHeading, article_cuts

_TITLE = re.compile(r"(?m)^ = (?!= )[^\n]{1,240} = \r?$")
_BARE_TITLE = re.compile(r"(?m)^= (?!= )[^\n]{1,240} =\r?$")
_SUBHEADING = re.compile(r"(?m)^ ?= = (?!= )[^\n]{1,240} = = ?\r?$")
_TOKEN = re.compile(r"(?<=\s)(?:@[-,.]@|<unk>)(?=\s)")
# `<unk> @-@ Mart`: the tokeniser's law says nothing about a word that is not there
_JOINT_AT_GAP = re.compile(
    rf"(?<=\S) @[-,.]@ (?={re.escape(OPEN_GAP)})|(?<={re.escape(OPEN_GAP)}) @[-,.]@ (?=\S)"
)
_UNKNOWN = re.compile(r"(?<!\S)<unk>(?!\S)")

split = article_cuts


def sniff(head: str) -> Sniff:
    """Lines `` = T = `` and `` = = S = = ``, the tokens of the tokeniser."""
    if " =" not in head and "<unk>" not in head and "@ " not in head:
        return Sniff.of(READER.name)
    subheading = _feature("line ` = = S = = `", 0.20, _SUBHEADING.search(head))
    token = _feature("@-@, @,@, @.@ or <unk>", 0.20, _TOKEN.search(head))
    title = _feature("line ` = T = `", 0.55, _TITLE.search(head))
    if title is None and (subheading or token):
        # an editor has taken the blanks off the ends of lines
        title = _feature("line `= T =`", 0.40, _BARE_TITLE.search(head))
    return Sniff.of(READER.name, title, subheading, token)


def _feature(name: str, weight: float, found: re.Match[str] | None) -> Feature | None:
    return None if found is None else Feature(name, weight, *found.span())


def read(text: Text) -> Iterator[Record]:
    """The record of one article."""
    composer = Composer(text)
    raw = text.text
    titled = has_words = False
    for start, end, _ in line_ranges(raw):
        if not raw[start:end].strip():
            continue
        heading = SpacedHeading.of(raw, start, end)
        if heading and heading.level == 1 and not titled:
            _title(composer, text, heading, (start, end))
            titled = True
            continue
        titled = has_words = True
        if heading and heading.level > 1:
            content = _joined(composer, text, heading.start, heading.end)
            composer.heading(content, heading.level, (start, end))
        else:
            composer.block("paragraph", _joined(composer, text, start, end), (start, end))
    if not has_words:
        raise _empty(raw)
    yield composer.record(READER.id)


def _empty(raw: str) -> ReadError:
    title = raw.strip("= \t\r\n")
    return ReadError(
        "empty-document",
        f'found nothing but the title "{title[:80]}", expected an article',
        hint="nothing to do; no text is lost",
        level="info",
    )


def _title(composer: Composer, text: Text, heading: SpacedHeading, extent: tuple[int, int]) -> None:
    """The title without what the tokeniser put into it."""
    words = _joined(composer, text, heading.start, heading.end)
    spans: list[Span] = []
    for run in words.runs:
        if spans and spans[-1].end == run.raw_start:
            spans[-1] = Span(0, spans[-1].start, run.raw_end)
        else:
            spans.append(Span(0, run.raw_start, run.raw_end))
    composer.data(extent, "title")
    composer.field(Field("title", raw_of(spans, text.text), tuple(spans), (), "title"))


def _joined(composer: Composer, text: Text, start: int, end: int) -> MappedText:
    """The words of a range: unknown ones become gaps, the tokeniser's blanks are deleted."""
    parts: list[MappedText] = []
    position = start
    for found in _UNKNOWN.finditer(text.text, start, end):
        first, last = found.span()
        composer.gap(first, last, "redacted", "token", 1)
        run = Run(0, len(OPEN_GAP), first, last, GAP_MARK)
        parts += [text.slice(position, first), MappedText(OPEN_GAP, (run,))]
        position = last
    parts.append(text.slice(position, end))
    joined = detokenize(MappedText.join(parts), "wikitext-lm").strip()
    if "@" not in joined.text:
        return joined
    signs = []
    for found in _JOINT_AT_GAP.finditer(joined.text):
        first, last = found.span()
        signs += [(first, first + 2), (last - 2, last)]
    return joined.cut(signs)


READER = Reader(
    name="wikitext-lm",
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".txt", ".tokens", ".raw"),
    split=split,
    looks_for="lines ` = Title = ` and ` = = Section = = `, @-@ and <unk> among the words",
)
