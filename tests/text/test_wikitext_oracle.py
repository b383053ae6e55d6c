"""Arguments of infoboxes as other parsers find them, over generated pages with nested templates.

wikitextparser is an independent parser, but its licence (GPL) keeps it out of every list of
dependencies; so what it found is kept in ``wikitext_arguments.tsv``. Where it is installed it is
asked itself, and ``--update-golden`` renews the table: seed, digest of the page, number of
arguments, digest of their names and values.
"""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest

from warcorpus.testing.wikipages import wiki_page
from warcorpus.text.document import Text
from warcorpus.text.wikitext import wikitext_record
from warcorpus.text.wikitext_arguments import Argument, arguments, parsed_arguments
from warcorpus.text.wikitext_scan import scan

PAGES = 240
TABLE = Path(__file__).parent / "wikitext_arguments.tsv"
HAS_WIKITEXTPARSER = find_spec("wikitextparser") is not None

Pairs = list[tuple[str, str]]


def digest(data: object) -> str:
    return sha256(json.dumps(data, ensure_ascii=False).encode()).hexdigest()[:16]


def read_pairs(page: str) -> Pairs:
    """Every parameter of the first infobox as the reader gives it."""
    fields = wikitext_record(Text.of(page), "wikitext/1").source.fields
    return [
        (field.name.partition(".")[2], field.raw)
        for field in fields
        if field.name.startswith("Infobox.") and field.name.count(".") == 1
    ]


def second_pairs(page: str) -> Pairs:
    """The same as wikitextparser gives them."""
    import wikitextparser

    boxes = [box for box in wikitextparser.parse(page).templates if "nfobox" in box.name]
    return [(one.name.strip(), one.value.strip()) for one in boxes[0].arguments]


def row(seed: int, pairs: Pairs) -> str:
    return f"{seed}\t{digest(wiki_page(seed))}\t{len(pairs)}\t{digest(pairs)}"


def test_every_argument_is_what_a_second_parser_found(update_golden: bool) -> None:
    if update_golden:
        if not HAS_WIKITEXTPARSER:
            pytest.skip("wikitextparser is not installed")
        rows = [row(seed, second_pairs(wiki_page(seed))) for seed in range(PAGES)]
        TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")
    known = TABLE.read_text(encoding="utf-8").split("\n")[:-1]
    assert len(known) == PAGES
    assert [row(seed, read_pairs(wiki_page(seed))) for seed in range(PAGES)] == known


@pytest.mark.skipif(not HAS_WIKITEXTPARSER, reason="wikitextparser is not installed")
def test_every_argument_is_what_the_second_parser_finds() -> None:
    for seed in range(PAGES):
        page = wiki_page(seed)
        assert read_pairs(page) == second_pairs(page)


def both(page: str) -> tuple[list[Argument], list[Argument] | None]:
    box = next(e for e in scan(page, 0, len(page)).elements if e.name.startswith("infobox"))
    return arguments(page, box), parsed_arguments(page, box)


def test_our_scanner_and_mwparserfromhell_agree() -> None:
    told = [both(wiki_page(seed)) for seed in range(PAGES)]
    read = [(own, parsed) for own, parsed in told if parsed is not None]
    assert len(read) > PAGES // 2  # it gives up on some conditions and defaults
    for own, parsed in read:
        assert [one.name for one in own] == [one.name for one in parsed]
        assert own == parsed


def test_the_pages_hold_what_is_hard() -> None:
    pages = [wiki_page(seed) for seed in range(PAGES)]
    depths = [scan(page, 0, len(page)).unclosed.depth for page in pages]
    assert max(depths) >= 5
    for mark in ("<nowiki>}} | ]]", "<!-- }} | [[", "{{{1|", '<ref name="a|b">', "{{#if:", "معركة"):
        assert sum(mark in page for page in pages) >= 20
