"""A corpus made of every format verifies: markup that stands for words, escapes, wrappers."""

from __future__ import annotations

import json
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

import warcorpus
from warcorpus.evaluation.verify import Raw, verify_line
from warcorpus.readers.registry import formats_of_many
from warcorpus.sources.finding import RawFiles
from warcorpus.testing.wikipages import wiki_page

ROOT = Path(__file__).parents[2]
PAGE = """{{Infobox military conflict
| conflict = Siege of Tel Marun
| date = {{start date|1863|4|30|df=y}} – 6 May 1863
| casualties1 = {{circa}} {{formatnum:1200}} killed
}}
The '''Siege of Tel Marun''' was fought {{circa|1863}} over {{convert|10|mi|km}} of wall;
&amp; {{nowrap|two guns}} and a {{frac|1|2}} dozen men{{snd}}it cost {{US$|500}}.

{{quote|We held the {{convert|3|km|mi|abbr=on}} line.|A. B.}}
"""


def found(folder: Path) -> list[str]:
    """What verify finds on a corpus of everything in a folder."""
    raw = RawFiles([str(folder)], formats_of_many())

    def text_of(source: dict) -> Raw:
        text, path, unchanged = raw.text_of(source)
        assert unchanged
        return Raw(text, path)

    lines = warcorpus.dedupe(folder).to_jsonl().rstrip("\n").split("\n")
    return [
        f"{one.slug} {one.where}: {one.found}"
        for number, line in enumerate(lines, 1)
        for one in verify_line(json.loads(line), number, text_of)
    ]


def test_templates_that_stand_for_words_verify_in_every_wrapper(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    dump = (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"><page><title>X</title>'
        f"<ns>0</ns><id>4</id><revision><id>9</id><text>{escape(PAGE)}</text></revision></page>"
        "</mediawiki>"
    )
    (tmp_path / "dump.xml").write_text(dump, encoding="utf-8")
    line = {"name": "Y", "identifier": 5, "article_body": {"wikitext": PAGE}}
    (tmp_path / "page.ndjson").write_text(json.dumps(line), encoding="utf-8")
    assert found(tmp_path) == []


def test_generated_pages_verify(tmp_path: Path) -> None:
    for seed in range(6):
        (tmp_path / f"{seed}.txt").write_text(wiki_page(seed), encoding="utf-8")
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    "form", sorted(p.name for p in (ROOT / "tests" / "golden").iterdir() if p.is_dir())
)
def test_samples_verify(form: str, tmp_path: Path) -> None:
    for sample in (ROOT / "tests" / "golden" / form).iterdir():
        if not sample.name.endswith(".golden.jsonl"):
            (tmp_path / sample.name).write_bytes(sample.read_bytes())
    if form != "warcorpus":  # whose spans point into files that are not here
        assert found(tmp_path) == []
