"""Dates and names of a lead with escapes or wrapped lines are read, quoted and verified."""

from __future__ import annotations

import json
import re
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import warcorpus
from warcorpus.evaluation.rederiving import differences
from warcorpus.evaluation.verify import Raw, verify_line
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.readers.registry import formats_of_many
from warcorpus.sources.finding import RawFiles

TITLE = "Battle of Quarn & Tosk"
LEAD = f"The {TITLE} (3 June 1461 – 7 July 1461) was fought near the old mill by two armies."
PAGE = "<mediawiki><page><title>X</title><ns>0</ns><id>4</id><revision><id>9</id><text>{}</text>"
CLOSE = "</revision></page></mediawiki>"
WRAPPED = (
    "The Battle of Quarn was fought near the old mill by two armies from 3 June\n"
    "1461 to 7 July 1461, and at the end of it all the men who were left went\n"
    "home to their farms.\n"
)
ENTITIES = LEAD.replace("&", "&amp;").replace("–", "&#8211;").replace("3 June", "3\nJune")

DOCUMENTS = {
    "rows.jsonl": json.dumps({"title": TITLE, "text": LEAD}) + "\n",
    "rows.json": json.dumps([{"title": TITLE, "text": LEAD}]),
    "page.html": f"<html><body><h1>X</h1><p>{ENTITIES}</p></body></html>",
    "dump.xml": PAGE.format(escape(LEAD.replace("–", "&ndash;"))) + CLOSE,
    "doc.txt": f'<doc id="4" url="" title="X">\nX\n\n{escape(LEAD, quote=False)}\n</doc>\n',
    "wrapped.md": f"# Battle of Quarn\n\n{WRAPPED}\n## Aftermath\n\nIt ended.\n",
    "wrapped.txt": f"Battle of Quarn\n\n{WRAPPED}\nIt ended.\n",
    "wrapped.jsonl": json.dumps({"title": "Battle of Quarn", "text": WRAPPED}) + "\n",
    "windows.txt": f"Battle of Quarn\n\n{WRAPPED}\nIt ended.\n".replace("\n", "\r\n"),
}


def read(content: str) -> Record:
    (record,) = warcorpus.read(BytesIO(content.encode("utf-8")))
    return normalize_record(record)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_date_is_read_and_quoted(name: str) -> None:
    record = read(DOCUMENTS[name])
    assert record.date.edtf == "1461-06-03/1461-07-07"
    (entry,) = [own for own in record.provenance.date if own.pointer == "/date"]
    value = entry.readings[0].value
    assert value.raw in DOCUMENTS[name]
    assert value.raw != record.date.text or name == "doc.txt"


@pytest.mark.parametrize("name", ["rows.jsonl", "page.html", "dump.xml", "doc.txt"])
def test_a_name_with_an_escape_is_quoted(name: str) -> None:
    record = read(DOCUMENTS[name])
    raw = [
        reading.value.raw
        for own in record.provenance.names
        for reading in own.readings
        if reading.value.origin == "lead"
    ]
    assert any("&amp;" in own or "\\u2013" in own for own in raw)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_corpus_of_it_verifies_and_stays_what_it_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(DOCUMENTS[name].encode("utf-8"))
    raw = RawFiles([str(tmp_path)], formats_of_many())

    def text_of(source: dict) -> Raw:
        text, where, unchanged = raw.text_of(source)
        assert unchanged
        return Raw(text, where)

    corpus = warcorpus.dedupe(tmp_path).to_jsonl()
    lines = corpus.rstrip("\n").split("\n")
    for number, line in enumerate(lines, 1):
        assert [one.slug for one in verify_line(json.loads(line), number, text_of)] == []
        assert list(differences(json.loads(line))) == []
    again = tmp_path / "again.jsonl"
    again.write_text(corpus, encoding="utf-8")
    assert warcorpus.dedupe(again).to_jsonl() == corpus


LETTERS = st.text("ab \u2013\u00a0&<>\"'\\é", max_size=12).filter(lambda s: "  " not in s)


@given(LETTERS, LETTERS, st.booleans())
def test_escapes_around_a_date_never_hide_or_change_it(
    before: str, behind: str, ascii_only: bool
) -> None:
    words = f"The raid of Quarn {before} took place on 3 June 1461{behind}. It ended."
    plain = read(words + "\n")
    content = json.dumps({"title": "Raid", "text": words}, ensure_ascii=ascii_only) + "\n"
    escaped = read(content)
    if re.search(r"\s", plain.text) and plain.text == escaped.text:
        assert escaped.date.edtf == plain.date.edtf
    for entry in escaped.provenance.date:
        for reading in entry.readings:
            spans = reading.value.spans
            assert "".join(span.of(content) for span in spans) == reading.value.raw
