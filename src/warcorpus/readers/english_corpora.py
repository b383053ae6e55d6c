"""Tokenised text as english-corpora.org hands it out: one line a document, words blacked out.

The vendor hides ten words of every two hundred as ``@ @ @ @ @ @ @ @ @ @``. Such a run may have
swallowed a sentence end, a heading or the border of a paragraph; nothing is guessed about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.model.prose import GAP_MARK, OPEN_GAP
from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.composing import Composer
from warcorpus.text.cutting import Cut, at_line_starts
from warcorpus.text.detokenizing import detokenize
from warcorpus.text.document import Text
from warcorpus.text.mapped import MappedText, Run
from warcorpus.text.outline import is_navigation

_ID = re.compile(r"(?:@@|##)([0-9]+)(?!\S)")
_ID_BYTES = re.compile(rb"(?:@@|##)[0-9]+(?:\s|\Z)")
_BORDER = re.compile(r"(?<!\S)(?:<p>|#)(?!\S)|[\r\n]+")
# A few words between two signs; `Regiment # 5 ` has no second one. A date in brackets makes a
# heading long: `# First ceasefire ( 26 February – July 2016 ) #` has ten tokens. One sign that is
# not understood would turn all headings behind it into text.
_HEADING = re.compile(r"#(?P<words>(?:[ \t]+(?!#(?!\S))\S+){1,16})[ \t]+#(?!\S)")
_STOP_INSIDE = re.compile(r"(?<!\S)[.!?;](?!\S)")
_MARK = re.compile(
    r"(?<!\S)(?:(?P<redacted>@(?: @)+)|(?P<stray>@)"
    r"|\*\*[0-9]+;[0-9]+;(?P<dropped>[A-Z]+))(?!\S)"
)
_SPACED_STOP = re.compile(r"[ \t\r\n][,.](?=\s|\Z)")
_STOP = re.compile(r"[,.](?=\s|\Z)")
_REDACTION = re.compile(r"(?<!\S)@(?: @)+(?!\S)")
_PLACEHOLDER = re.compile(r"@qwx[0-9]+\Z")
_STOPS = ".!?؟。"
_CLOSERS = "\"'”’»)] \t"
_NO_HEADING_END = ".,;:!?"
_LONGEST_PLACEHOLDER = 24  # characters; no such number has more digits
_ENOUGH = 8_000  # characters that tell whether a text is tokenised
_TOKENISED = 0.9  # share of commas and stops that stand apart
_OTHER_TOKENISER = re.compile(r"(?<=\s)(?:@[-,.]@|<unk>)(?=\s)")  # WikiText's


def sniff(head: str) -> Sniff:
    """A first line that begins with an id, commas set apart, runs of at signs."""
    start = len(head) - len(head.lstrip())
    found_id = _ID.match(head, start)
    redacted = _REDACTION.search(head) if "@ @" in head else None
    return Sniff.of(
        READER.name,
        Feature("id at the start", 0.60, *found_id.span()) if found_id else None,
        _tokenised(head),
        Feature("run of @", 0.15, *redacted.span()) if redacted else None,
    )


def _tokenised(head: str) -> Feature | None:
    """Nearly all commas and full stops stand apart, and by this vendor's tokeniser."""
    if _OTHER_TOKENISER.search(head):
        return None
    first = _SPACED_STOP.search(head)
    if first is None:
        return None
    apart = len(_SPACED_STOP.findall(head, 0, _ENOUGH))
    if apart < _TOKENISED * len(_STOP.findall(head, 0, _ENOUGH)):
        return None
    return Feature("commas and stops set apart", 0.20, *first.span())


def split(chunks: Iterator[bytes]) -> Iterator[Cut]:
    """Documents: a line with an id and the lines without one that follow it."""
    return at_line_starts(chunks, _ID_BYTES)


def read(text: Text) -> Iterator[Record]:
    """The record of one document."""
    composer = Composer(text)
    raw = text.text
    start = len(raw) - len(raw.lstrip())
    found = _ID.match(raw, start)
    text_id = None
    if found:
        text_id = found.group(1)
        composer.data(found.span(), "id")
        composer.field(text.field("text_id", *found.span(1)))
        start = found.end()
    for kind, begin, end in _pieces(raw, start):
        if kind == "heading":
            content = _inline(composer, text, begin + 1, end - 1)
            composer.heading(content, None, (begin, end))
        elif kind == "paragraph":
            composer.block("paragraph", _inline(composer, text, begin, end), (begin, end))
        else:
            composer.data((begin, end), kind)
    yield composer.record(READER.id, text_id=text_id)


def _pieces(raw: str, start: int) -> Iterator[tuple[str, int, int]]:
    """``(kind, start, end)`` of paragraphs, headings and paragraph marks, in order."""
    position = start
    scan = start
    while found := _BORDER.search(raw, scan):
        kind, begin, end = "paragraph mark", *found.span()
        scan = end
        if found.group() == "#":
            heading = _HEADING.match(raw, begin)
            if heading is None or not _is_heading(raw, position, begin, heading["words"]):
                continue
            kind, end = "heading", heading.end()
        yield from _paragraph(raw, position, begin)
        if not found.group().isspace():
            yield kind, begin, end
        position = scan = end
    yield from _paragraph(raw, position, len(raw))


def _paragraph(raw: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The range without outer white space, if anything is left."""
    while start < end and raw[start].isspace():
        start += 1
    while end > start and raw[end - 1].isspace():
        end -= 1
    if start < end:
        yield "paragraph", start, end


def _is_heading(raw: str, start: int, sign: int, words: str) -> bool:
    """Whether a sign at ``sign`` can open a heading: after a sentence, a hole, or at the start.

    A paragraph that the vendor took for a copy of another has left its placeholder.
    """
    if words[-1] in _NO_HEADING_END or _STOP_INSIDE.search(words):
        return False
    if is_navigation(words.strip()):
        return True  # `… Su-24 # See also # # References #`: a list ends without a full stop
    end = sign
    while end > start and raw[end - 1] in _CLOSERS:
        end -= 1
    if end == start or raw[end - 1] in _STOPS or raw.endswith("@ @", start, end):
        return True
    token = max(raw.rfind("@", start, end), start)
    return end - token <= _LONGEST_PLACEHOLDER and bool(_PLACEHOLDER.match(raw[token:end]))


def _inline(composer: Composer, text: Text, start: int, end: int) -> MappedText:
    """The words of a range: marks become gaps or go, the tokeniser's blanks are deleted."""
    parts: list[MappedText] = []
    position = start
    for found in _MARK.finditer(text.text, start, end):
        begin, after = found.span()
        if found["stray"]:
            composer.problem(
                "stray-at-sign",
                "found a single @, expected a run of them (a redaction); it was kept as text",
                at=begin,
            )
            continue
        parts.append(text.slice(position, begin))
        position = after
        if found["redacted"]:
            composer.gap(begin, after, "redacted", "token", (after - begin + 1) // 2)
        else:
            begin = found.start("dropped")
            composer.residue((found.start(), begin))
            composer.gap(begin, after, "lost", "token", 1)
        run = Run(0, len(OPEN_GAP), begin, after, GAP_MARK)
        parts.append(MappedText(OPEN_GAP, (run,)))
    parts.append(text.slice(position, end))
    return detokenize(MappedText.join(parts)).strip()


READER = Reader(
    name="english-corpora",
    version=1,
    sniff=sniff,
    read=read,
    split=split,
    looks_for="a line that starts with @@ or ## and digits, blanks before commas, runs of @",
)
