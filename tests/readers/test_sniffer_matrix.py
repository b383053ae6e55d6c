"""Every sample, whole and cut, under wrong names and behind a strange line: who takes it."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import warcorpus
from warcorpus.readers.registry import all_readers
from warcorpus.readers.sniffing import HEAD_CHARACTERS, settle, sniff_text
from warcorpus.sources.decoding import decode

ROOT = Path(__file__).parents[2]
_page = spec_from_file_location("docs_formats", ROOT / "docs" / "formats.py")
formats = module_from_spec(_page)
_page.loader.exec_module(formats)

SAMPLES = formats.samples()
BYTES = {path: path.read_bytes() for path, _ in SAMPLES}
CUTS = (200, 2**10, 2**16)
SUFFIXES = formats.SUFFIXES
STRANGE = ("A line that was not there.", "---", "{}", "= =", "@@", "\x00", "- : -", "[", "…")

# Behind a line that was not there a header is none any more, and what follows is Markdown.
BEHIND = {name: (name, "markdown", "plain-text") for name in ("front-matter", "front-matter-tags")}

each = pytest.mark.parametrize(
    ("path", "form"), SAMPLES, ids=[f"{form}-{path.stem}" for path, form in SAMPLES]
)


def best(data: bytes, suffix: str = ".txt") -> str:
    return sniff_text(decode(data).text, suffix)[0].reader


def test_the_matrix_has_every_format_and_takes_none_for_another() -> None:
    found = formats.matrix()
    assert {form for form, _ in found} == {reader.name for reader in all_readers()}
    for (form, cut), counts in found.items():
        allowed = {form} if cut == "whole" else {form, "plain-text"}
        assert set(counts) <= allowed, (form, cut, counts)


@each
def test_whole_files_are_always_right(path: Path, form: str) -> None:
    assert warcorpus.sniff(path)[0].reader == form
    assert {best(BYTES[path], suffix) for suffix in SUFFIXES} == {form}


@each
def test_whole_files_are_settled_without_doubt(path: Path, form: str) -> None:
    for suffix in SUFFIXES:
        sniffs = sniff_text(decode(BYTES[path]).text, suffix)
        assert settle(sniffs, path.name) == (form, None)


@each
@pytest.mark.parametrize("cut", CUTS)
def test_beginnings_are_right(path: Path, form: str, cut: int) -> None:
    head = BYTES[path][:cut]
    assert {best(head, suffix) for suffix in SUFFIXES} <= {form, "plain-text"}


@each
@pytest.mark.parametrize("strange", STRANGE)
def test_strange_first_line_never_leads_to_another_format(
    path: Path, form: str, strange: str
) -> None:
    for cut in (*CUTS, len(BYTES[path])):
        data = strange.encode() + b"\n" + BYTES[path][:cut]
        assert best(data) in BEHIND.get(form, (form, "plain-text"))
        found = list(warcorpus.read(BytesIO(data), problems=[]))
        assert all(record.id for record in found)


@each
@given(
    line=st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(
        lambda line: "<!" not in line  # which opens a page of HTML, whatever follows
    )
)
@settings(max_examples=15)
def test_any_first_line_is_survived(path: Path, form: str, line: str) -> None:
    text = f"{line}\n{decode(BYTES[path]).text}"[:HEAD_CHARACTERS]
    sniffs = sniff_text(text, ".txt")
    assert settle(sniffs, path.name)[0] in BEHIND.get(form, (form, "plain-text"))
    assert all(0 <= one.score <= 1 for one in sniffs)
    assert len(sniffs) == len(all_readers())


@each
def test_evidence_is_in_the_head_and_adds_up(path: Path, form: str) -> None:
    text = decode(BYTES[path]).text
    for one in sniff_text(text):
        assert round(sum(feature.weight for feature in one.evidence), 4) == one.score
        assert all(0 <= f.start <= f.end <= HEAD_CHARACTERS for f in one.evidence)
