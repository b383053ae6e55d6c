"""Does the corpus keep its promise? Every span of every line is read again in the raw files.

Works on the lines as they stand in the file, not on rebuilt records, so that a line which no
longer is what warcorpus wrote is judged as it is. Where all spans hold, the plain fields are
derived again from the raw values, and must be what the line says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import frozen

from warcorpus.errors import SchemaError
from warcorpus.evaluation.rederiving import differences
from warcorpus.model.prose import (
    CONTROL,
    GAP_MARK,
    LAYOUT,
    MOJIBAKE,
    OPEN_GAP,
    SUPPLIED,
    VERBATIM,
)
from warcorpus.text.document import line_and_column
from warcorpus.text.mojibake import repair_str, restored
from warcorpus.text.unescaping import unescape
from warcorpus.text.wikitext_values import strip

_LONGEST = 2_000  # characters of a template that stands for words
_LAYERS = ("html", "xml", "markdown", "json", "csv")

Line = dict[str, Any]
Texts = Callable[[Line], "Raw"]
"""Finds the raw text of a source (as it stands on the line)."""


@frozen
class Raw:
    """The raw text of one source as it is today.

    Args:
        text: decoded text, None if the file is not at hand.
        name: where it was found or sought.
        same: whether its sha256 is that of the corpus.
    """

    text: str | None
    name: str
    same: bool = True


@frozen
class Finding:
    """One promise that does not hold.

    Args:
        slug: ``span-mismatch``, ``value-mismatch``, ``source-changed``, ``source-missing`` or
            ``broken-line``.
        line: line of the corpus, from 1.
        pointer: JSON Pointer into that line.
        where: ``file:line:column`` of the raw file.
        found: what stands there.
        expected: what the corpus says.
    """

    slug: str
    line: int
    pointer: str
    where: str
    found: str
    expected: str


def verify_line(line: Line, number: int, texts: Texts) -> Iterator[Finding]:
    """All findings of one line.

    Args:
        line: the decoded JSON object.
        number: its line number, from 1.
        texts: gives the raw text of a source.
    """
    try:
        found = list(_Check(line, number, [texts(source) for source in line["sources"]]).run())
        yield from found
        # Where spans do not hold the line is known to be wrong, and so is what it would give.
        if all(finding.slug.startswith("source-") for finding in found):
            for pointer, says, gives in differences(line):
                yield Finding("value-mismatch", number, pointer, "", says, gives)
    except SchemaError as error:
        yield Finding("broken-line", number, "", "", error.message, "a line of a corpus")
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        yield Finding(
            "broken-line", number, "", "", f"{type(error).__name__} {error}", "a line of a corpus"
        )


class _Check:
    """One line and the raw texts of its sources."""

    def __init__(self, line: Line, number: int, raws: list[Raw]) -> None:
        self.line = line
        self.number = number
        self.raws = raws

    def run(self) -> Iterator[Finding]:
        for index, raw in enumerate(self.raws):
            yield from self._source(index, raw)
        yield from self._rows(self.line["text"], self.line["text_map"], "/text_map", None)
        yield from self._provenance()
        yield from self._gaps()
        yield from self._apparatus()
        yield from self._sections(self.line["sections"], self.line["text"], "/sections")

    def _source(self, index: int, raw: Raw) -> Iterator[Finding]:
        source = self.line["sources"][index]
        pointer = f"/sources/{index}"
        if raw.text is None:
            yield self._finding("source-missing", pointer, raw.name, "no such file", source["path"])
            return
        if not raw.same:
            sha256 = source["sha256"]
            yield self._finding(
                "source-changed", pointer, raw.name, "another sha256", f"sha256 {sha256}"
            )
        for number, field in enumerate(source["fields"]):
            yield from self._value(f"{pointer}/fields/{number}", field["raw"], field["spans"])
        for number, repair in enumerate(source["repairs"]):
            for span in repair["spans"]:
                yield from self._repair(f"{pointer}/repairs/{number}", repair, span)
        witness = source["witness"]
        if witness["text"]:
            place = f"{pointer}/witness"
            yield from self._rows(witness["text"], witness["text_map"], f"{place}/text_map", index)
            yield from self._sections(witness["sections"], witness["text"], f"{place}/sections")

    def _rows(
        self, text: str, rows: list[list[Any]], pointer: str, own: int | None
    ) -> Iterator[Finding]:
        """Rows tile the text; each keeps what its method promises."""
        position = 0
        for number, row in enumerate(rows):
            start, end, source, raw_start, raw_end, method = row
            place = f"{pointer}/{number}"
            if start != position or end <= start:
                yield self._finding("span-mismatch", place, "", f"a row at {start}", f"{position}")
            position = end
            if method == LAYOUT:
                if text[start:end].strip():
                    yield self._finding(
                        "span-mismatch", place, "", repr(text[start:end]), "white space"
                    )
                continue
            index = source if own is None else own
            yield from self._row(place, text[start:end], [index, raw_start, raw_end], method)
        if position != len(text):
            yield self._finding(
                "span-mismatch", pointer, "", f"rows to {position}", f"rows to {len(text)}"
            )

    def _row(self, place: str, words: str, span: list[int], method: int) -> Iterator[Finding]:
        raw = self._slice(span)
        if raw is None:
            return
        if method in (VERBATIM, SUPPLIED):
            holds = raw == words
        elif method == GAP_MARK:
            holds = words == OPEN_GAP and self._has_gap(span)
        else:
            holds = words in undone(raw, method)
        if not holds:
            yield self._finding("span-mismatch", place, self._where(span), raw, words)

    def _provenance(self) -> Iterator[Finding]:
        for name, entries in self.line["provenance"].items():
            for number, entry in enumerate(entries):
                for which, reading in enumerate(entry["readings"]):
                    place = f"/provenance/{name}/{number}/readings/{which}"
                    yield from self._value(place, reading["raw"], reading["spans"])

    def _value(self, place: str, raw: str, spans: list[list[int]]) -> Iterator[Finding]:
        """The span law: raw is the concatenation of the slices, in order, disjoint."""
        position = (-1, -1)
        slices = []
        for span in spans:
            if (span[0], span[1]) < position or span[2] <= span[1]:
                yield self._finding(
                    "span-mismatch", place, self._where(span), f"span {span}", "ordered spans"
                )
                return
            position = (span[0], span[2])
            piece = self._slice(span)
            if piece is None:
                return
            slices.append(piece)
        if "".join(slices) != raw:
            where = self._where(spans[0]) if spans else ""
            yield self._finding("span-mismatch", place, where, "".join(slices), raw)

    def _repair(self, place: str, repair: Line, span: list[int]) -> Iterator[Finding]:
        raw = self._slice(span)
        if raw is None:
            return
        index, start, end = span
        kept = any(
            row[2] == index and row[5] == VERBATIM and row[3] < end and start < row[4]
            for row in self.line["text_map"]
        )
        inside = end <= len(self.raws[index].text or "")
        if not inside or end <= start or kept:
            yield self._finding(
                "span-mismatch", place, self._where(span), raw, f"{repair['action']} here"
            )

    def _gaps(self) -> Iterator[Finding]:
        for number, gap in enumerate(self.line["gaps"]):
            span = [gap["source"], gap["start"], gap["end"]]
            raw = self._slice(span)
            if raw is None:
                continue
            if not self._gap_holds(gap, span, raw):
                place = f"/gaps/{number}"
                what = f"a gap ({gap['reason']})"
                yield self._finding("span-mismatch", place, self._where(span), raw, what)

    def _gap_holds(self, gap: Line, span: list[int], raw: str) -> bool:
        text = self.raws[gap["source"]].text or ""
        if span[1] > span[2] or span[2] > len(text):
            return False
        if gap["reason"] == "redacted" and set(raw) <= {"@", " "}:
            return raw.split(" ") == ["@"] * gap["quantity"]
        if span[1] < span[2]:
            return not raw.isspace()
        return span[1] == 0 or not text[span[1] - 1].isspace()

    def _has_gap(self, span: list[int]) -> bool:
        return any([g["source"], g["start"], g["end"]] == span for g in self.line["gaps"])

    def _apparatus(self) -> Iterator[Finding]:
        text = self.line["text"]
        for number, variant in enumerate(self.line["apparatus"]):
            words = text[variant["start"] : variant["end"]]
            if words != variant["lemma"]:
                place = f"/apparatus/{number}/lemma"
                yield self._finding("span-mismatch", place, "", words, variant["lemma"])
            for which, reading in enumerate(variant["readings"]):
                if reading["text"] is not None:
                    place = f"/apparatus/{number}/readings/{which}"
                    yield from self._reading(place, reading)

    def _reading(self, place: str, reading: Line) -> Iterator[Finding]:
        """Each witness of a reading has its words, but for what its exporter split."""
        for source in reading["sources"]:
            spans = [span for span in reading["spans"] if span[0] == source]
            slices = [self._slice(span) for span in spans]
            if not spans or None in slices or any(self._is_repaired(span) for span in spans):
                continue
            raw = "".join(piece or "" for piece in slices)
            if _squashed(raw) != _squashed(reading["text"]):
                where = self._where(spans[0])
                yield self._finding("span-mismatch", place, where, raw, reading["text"])

    def _is_repaired(self, span: list[int]) -> bool:
        """Whether the words went through more than deletion between file and text."""
        witness = self.line["sources"][span[0]]["witness"]
        rows = witness["text_map"] or self.line["text_map"]
        return any(
            row[5] not in (VERBATIM, SUPPLIED, LAYOUT)
            and row[2] in (span[0], 0, None)
            and row[3] < span[2]
            and span[1] < row[4]
            for row in rows
        )

    def _sections(self, sections: list[Line], text: str, pointer: str) -> Iterator[Finding]:
        for number, section in enumerate(sections):
            heading, start = section["heading"] or "", section["start"]
            if start < section["end"] and not text.startswith(heading, start):
                place, there = f"{pointer}/{number}/heading", text[start : start + len(heading)]
                yield self._finding("span-mismatch", place, "", there, heading)
            ranges = [[block["start"], block["end"]] for block in section["blocks"]]
            ranges += [*section["sentences"], [section["start"], section["end"]]]
            if not all(0 <= start <= end <= len(text) for start, end in ranges):
                place = f"{pointer}/{number}"
                yield self._finding("span-mismatch", place, "", "offsets", "offsets in the text")

    def _slice(self, span: list[int]) -> str | None:
        """The raw characters of a span; None if the file is not at hand (reported once)."""
        text = self.raws[span[0]].text
        return None if text is None else text[span[1] : span[2]]

    def _where(self, span: list[int]) -> str:
        raw = self.raws[span[0]]
        line, column = line_and_column(raw.text or "", span[1])
        return f"{raw.name}:{line}:{column}"

    def _finding(self, slug: str, pointer: str, where: str, found: str, expected: str) -> Finding:
        return Finding(slug, self.number, pointer, where, found, expected)


def undone(raw: str, method: int) -> set[str]:
    """What the repair of a row's method may make of its raw characters.

    >>> undone("&amp;", 5), undone("{{convert|10|mi|km}}", 5), "c. " in undone("{{circa|", 5)
    ({'&'}, {'10 mi'}, True)
    """
    bare = {raw} | {unescape(raw, layer) for layer in _LAYERS}
    if method == MOJIBAKE:
        return {restored(text) for text in bare}
    if method == CONTROL:
        return {repair_str(text, "control") for text in bare}
    # A string of JSON may hold HTML, and the text of a dump is escaped once more for XML.
    bare |= {unescape(text, layer) for text in bare for layer in _LAYERS}
    return (bare | {shown for text in bare for shown in _shown(text)}) - {raw}


def _shown(text: str) -> set[str]:
    """The words that a template stands for, or those that its name puts before its argument."""
    if not text.startswith("{{") or len(text) > _LONGEST:
        return set()
    if "}}" in text:
        return {strip(text, "wikitext")}
    before = strip(text + "}}", "wikitext").rstrip()
    return {before, before + " "}


def _squashed(text: str) -> str:
    return "".join(text.split())
