"""Files that seem to list every event once."""

from __future__ import annotations

import json
from pathlib import Path

import warcorpus
from warcorpus.model.pairs import Cluster
from warcorpus.report.catalogues import LEAST_DOCUMENTS, seeming_catalogues


def slugs(sizes: dict[str, int], joined: int, twice: bool = False) -> list[str]:
    """Paths that are told, if so many records of all of them are one event."""
    documents = [(path, f"{path} {n}") for path in sizes for n in range(sizes[path])]
    first = [[f"{path} {n}" for path in sizes] for n in range(joined)]
    known = {key for members in first for key in members}
    rest = [[key] for _, key in documents if key not in known]
    if twice:
        rest = [[*rest[0], *rest[1]], *rest[2:]]
    clusters = [Cluster(tuple(sorted(members))) for members in (*first, *rest)]
    return [problem.where for problem in seeming_catalogues(documents, clusters, ())]


def test_what_is_told() -> None:
    enough = {"a": LEAST_DOCUMENTS, "b": LEAST_DOCUMENTS}
    assert slugs(enough, 30) == ["a", "b"]
    assert slugs(enough, 19) == []  # too few stand with others
    assert slugs(enough, 30, twice=True) == ["b"]
    assert slugs({"a": LEAST_DOCUMENTS, "b": LEAST_DOCUMENTS - 1}, 30) == ["a"]


def test_a_run_tells_it_and_joins_as_before(tmp_path: Path) -> None:
    for name in ("a", "b"):
        rows = [
            {"id": f"{name}{n}", "title": f"Battle of Qar{n}zim", "date": f"{1800 + n}-02-03"}
            for n in range(LEAST_DOCUMENTS)
        ]
        text = "\n".join(json.dumps({**row, "place": "Homs, Syria"}) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(text, "utf-8")
    made = {
        declared: warcorpus.dedupe(tmp_path, config={"match": {"distinct_within": declared}})
        for declared in ((), ("a.jsonl",))
    }
    told = {
        declared: [p.where for p in result.problems if p.slug == "seems-distinct"]
        for declared, result in made.items()
    }
    assert len(made[()].records) == LEAST_DOCUMENTS
    assert told == {(): ["a.jsonl", "b.jsonl"], ("a.jsonl",): ["b.jsonl"]}
