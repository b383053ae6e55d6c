"""Dates of the seeds and of the shared sets, where these are at hand."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from warcorpus.normalizing.dates import find_dates, parse_date

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("WARCORPUS_DATA", ROOT.parent / "shared" / "data"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")


def test_the_lead_of_001_tells_a_month() -> None:
    text = next((ROOT / "seeds").glob("001*")).read_text("utf-8")
    first = next(found for found in find_dates(text) if found.date.earliest)
    assert (first.start, first.end, first.date.edtf) == (46, 59, "2013-02")


def header(text: str) -> dict[str, Any]:
    end = text.find("\n---", 3)
    try:
        loaded = yaml.load(text[4:end], Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return {}
    return loaded if isinstance(loaded, dict) else {}


def written_dates(head: dict[str, Any]) -> list[str]:
    values = list(head.get("date") or [])
    for box in head.get("infoboxes") or []:
        value = box.get("date")
        if isinstance(value, dict):
            values.append(value.get("text") or "")
    return values


@needs_data
def test_every_date_field_of_the_conflict_articles() -> None:
    slugs: Counter[str] = Counter()
    unread = []
    for path in sorted((DATA / "conflict-articles" / "docs").iterdir()):
        for value in written_dates(header(path.read_text("utf-8"))):
            parsed = parse_date(value)
            slugs[parsed.problems[0] if parsed.problems else "read"] += 1
            if parsed.problems:
                unread.append(value)
    assert slugs["read"] > 240
    assert unread == ["(8 years, 9 months, 6 days)"]


@needs_data
def test_a_catalogue_that_tells_its_dates_twice_agrees_with_itself() -> None:
    path = DATA / "civil-war-battles" / "docs" / "cwsac.jsonl"
    compared = 0
    for line in path.read_text("utf-8").split("\n"):
        row = json.loads(line) if line else {}
        if row.get("dates"):
            start, end = (parse_date(row[key]).date.edtf for key in ("start_date", "end_date"))
            whole = start if start == end else f"{start}/{end}"
            assert parse_date(row["dates"]).date.edtf == whole
            compared += 1
    assert compared > 300


@needs_data
@pytest.mark.parametrize("catalogue", ["aad", "cws2", "cwss", "dyer"])
def test_every_date_of_the_catalogues_is_a_day(catalogue: str) -> None:
    path = DATA / "civil-war-battles" / "docs" / f"{catalogue}.jsonl"
    for line in path.read_text("utf-8").split("\n")[:1500]:
        row = json.loads(line) if line else {}
        for key in ("start_date", "end_date"):
            if row.get(key):
                parsed = parse_date(row[key])
                assert (parsed.problems, parsed.date.start_precision) == ((), "day")


@needs_data
def test_dates_of_prose_can_be_replayed_from_their_characters() -> None:
    replayed = 0
    for path in sorted((DATA / "conflict-articles" / "docs").iterdir())[::8]:
        text = path.read_text("utf-8")
        for found in find_dates(text, "2012"):
            written = text[found.start : found.end]
            assert parse_date(written, found.context).date.edtf == found.date.edtf, written
            replayed += 1
    assert replayed > 1000
