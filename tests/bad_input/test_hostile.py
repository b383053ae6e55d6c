"""Every bad input of the catalogue, read in a process with limits on time and memory.

None may crash, hang or lose text in silence: what it must become stands in the catalogue, and the
laws of records (an owner for every character, true spans) are checked of all that was read.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hostile import CATALOGUE, Bad

MOST_SECONDS = 3


def case(bad: Bad) -> Any:
    """The parameter of one bad input."""
    return pytest.param(bad, id=bad.name)


def test_no_name_is_given_twice() -> None:
    names = [bad.name for bad in CATALOGUE]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("bad", list(map(case, CATALOGUE)))
def test_bad_input_becomes_what_the_table_says(
    outcomes: dict[str, dict[str, Any]], bad: Bad
) -> None:
    found = outcomes[bad.name]
    assert "died" not in found, found
    assert [(slug, level) for slug, level, _ in found["rejects"]] == bad.levels_of_rejects
    assert {(slug, level) for slug, level, _ in found["problems"]} == bad.levels_of_problems
    assert len(found["records"]) == bad.records
    formats = {r["sources"][0]["format"].split("/")[0] for r in found["records"]}
    assert bad.format is None or formats == {bad.format}
    assert found["broken"] == []
    assert found["seconds"] < MOST_SECONDS


@pytest.mark.parametrize("bad", [bad for bad in CATALOGUE if bad.words], ids=lambda bad: bad.name)
def test_no_words_are_lost(outcomes: dict[str, dict[str, Any]], bad: Bad) -> None:
    told = json.dumps(outcomes[bad.name].get("records"), ensure_ascii=False)
    for word in bad.words:
        assert word in told or json.dumps(word, ensure_ascii=False)[1:-1] in told


@pytest.mark.parametrize("bad", [case(bad) for bad in CATALOGUE if bad.told or bad.repairs])
def test_what_was_done_is_told(outcomes: dict[str, dict[str, Any]], bad: Bad) -> None:
    found = outcomes[bad.name]
    for words in bad.told:
        assert any(words in message for message in found["told"]), found["told"]
    done = [repair["action"] for r in found["records"] for repair in r["sources"][0]["repairs"]]
    assert set(bad.repairs) <= set(done)


@pytest.mark.parametrize("bad", CATALOGUE, ids=lambda bad: bad.name)
def test_every_message_names_its_place(outcomes: dict[str, dict[str, Any]], bad: Bad) -> None:
    found = outcomes[bad.name]
    for _slug, _level, where in found["problems"] + found["rejects"]:
        assert where.startswith(bad.name)
    for message in found["told"]:
        assert "\n" not in message
