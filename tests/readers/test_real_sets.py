"""Real sets of documents: nothing raises, nothing is lost, every document is counted once."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

_script = spec_from_file_location(
    "bench_account", Path(__file__).parents[2] / "bench" / "account.py"
)
bench = module_from_spec(_script)
_script.loader.exec_module(bench)

SETS = {
    "civil-war-battles": ({"jsonl": 11_502}, {}),
    "conflict-articles": ({"front-matter": 178, "front-matter-tags": 148}, {}),
    "wikiextractor": ({"wikiextractor": 2_091}, {"empty-document": 4_716, "not-an-event": 26}),
    "wikipedia-markdown": (
        {"pandoc-markdown": 1_514, "plain-text": 12},
        {"empty-document": 4},
    ),
    "wikitext": ({"wikitext-lm": 60}, {}),
}


@pytest.mark.parametrize("name", SETS)
def test_every_document_is_a_record_or_a_reject_and_every_character_has_an_owner(
    name: str, data_folder: Path
) -> None:
    found = bench.account(data_folder / name / "docs")
    assert found.broken == []
    assert found.adds_up
    assert (dict(found.formats), dict(found.rejects)) == SETS[name]
