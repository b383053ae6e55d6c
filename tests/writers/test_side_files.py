"""The corpus, its problems and its manifest."""

import json
import random
from hashlib import sha256

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.config import as_config
from warcorpus.errors import OutputError, ReadError
from warcorpus.model.record import Record
from warcorpus.model.schema import json_schema
from warcorpus.model.source import Source
from warcorpus.model.values import Problem, Span
from warcorpus.readers.rejects import Reject
from warcorpus.writers.files import write_atomically
from warcorpus.writers.jsonl import corpus_lines
from warcorpus.writers.manifest import Sums, manifest, manifest_bytes
from warcorpus.writers.problems import problem_lines

SUMS = Sums(5, 4, 1, 4, 3, 1, 2)


def test_corpus_is_sorted_by_id_and_valid(tmp_path):
    records = [Record(f"{number:032x}") for number in (3, 1, 2)]
    written = write_atomically(tmp_path / "c.jsonl", corpus_lines(records))
    data = (tmp_path / "c.jsonl").read_bytes()
    lines = [json.loads(line) for line in data.splitlines()]
    assert [line["id"][-1] for line in lines] == ["1", "2", "3"]
    for line in lines:
        jsonschema.validate(line, json_schema())
    assert (written.lines, written.sha256) == (3, sha256(data).hexdigest())


@given(st.permutations([Record(f"{number:032x}") for number in range(4)]))
def test_order_of_records_never_changes_the_bytes(records):
    assert list(corpus_lines(records)) == list(corpus_lines(sorted(records, key=lambda r: r.id)))


def problem(where="a.txt:2:1", slug="header-salvaged", level="warning", span=None):
    return Problem(slug, level, "found x, expected y", "do z", where, span)


def reject(path="b.txt", slug="too-large"):
    source = Source(path, member="m", index=3, sha256="ab" * 32)
    return Reject.of(ReadError(slug, "found x, expected y"), source, "read")


def test_reject_lines_say_which_document():
    (line,) = map(json.loads, problem_lines([], [reject()]))
    assert line == {
        "slug": "too-large",
        "level": "error",
        "message": "found x, expected y",
        "hint": "",
        "where": "b.txt",
        "span": None,
        "path": "b.txt",
        "member": "m",
        "index": 3,
        "sha256": "ab" * 32,
        "stage": "read",
    }


def test_problem_of_a_reject_is_one_line():
    refused = reject()
    assert len(list(problem_lines([refused.problem, problem()], [refused]))) == 2
    assert len(list(problem_lines([problem(), problem()]))) == 1


def test_two_documents_rejected_alike_are_two_lines():
    assert len(list(problem_lines([], [reject(), reject()]))) == 2


def test_lines_are_sorted_by_place_with_numbers_as_numbers():
    places = ["a.txt:10:1", "a.txt:9:12", "a.txt:9:2", "a.txt", "B.txt:1:1", "b:c.txt"]
    shuffled = [problem(place) for place in places]
    random.Random(7).shuffle(shuffled)
    found = [json.loads(line)["where"] for line in problem_lines(shuffled)]
    assert found == ["B.txt:1:1", "a.txt", "a.txt:9:2", "a.txt:9:12", "a.txt:10:1", "b:c.txt"]


@given(st.permutations([problem(f"a:{n}:{n % 3}", span=Span(0, n, n + 1)) for n in range(5)]))
def test_order_of_problems_never_changes_the_bytes(problems):
    assert list(problem_lines(problems)) == list(problem_lines(sorted(problems, key=str)))


def test_file_is_there_even_when_empty(tmp_path):
    written = write_atomically(tmp_path / "p.jsonl", problem_lines([], []))
    assert (tmp_path / "p.jsonl").read_bytes() == b""
    assert written.lines == 0


def made(**changes):
    settings = {
        "config": as_config({}),
        "documents": ["b", "a"],
        "files": [],
        "sums": SUMS,
        "problems": [problem(), problem(), problem(slug="too-large")],
        "pairs": {"scored": 2, "proposed": 3},
        "outcomes": {"SAME": 1},
    }
    return manifest(**(settings | changes))


def test_manifest_is_the_same_for_the_same_run(tmp_path):
    written = write_atomically(tmp_path / "c.jsonl", corpus_lines([Record("0" * 32)]))
    first = manifest_bytes(made(files=[written]))
    again = manifest_bytes(made(files=[written], documents=["a", "b"]))
    assert first == again
    assert str(tmp_path).encode() not in first
    assert first.count(b"\n") > 10


def test_manifest_tells_what_made_the_corpus(tmp_path):
    written = write_atomically(tmp_path / "c.jsonl", corpus_lines([Record("0" * 32)]))
    content = made(files=[written])
    assert content["files"] == [
        {"name": "c.jsonl", "lines": 1, "bytes": written.bytes, "sha256": written.sha256}
    ]
    assert content["problems"] == {"header-salvaged": 2, "too-large": 1}
    assert content["account"]["documents"] == 5
    assert content["versions"]["warcorpus"]
    assert content["versions"]["unicode"].count(".") == 2
    assert content["machine_dependent"] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"documents": ["a"]},
        {"config": as_config({"match": {"same_bits": 9}})},
        {"decisions": "cd" * 32},
        {"machine_dependent": ["ef" * 32]},
    ],
)
def test_another_run_has_another_manifest(changes):
    assert manifest_bytes(made()) != manifest_bytes(made(**changes))


@pytest.mark.parametrize("sums", [Sums(5, 4, 0, 4, 3, 1, 2), Sums(5, 4, 1, 4, 3, 1, 1)])
def test_account_that_does_not_add_up_is_a_defect(sums):
    with pytest.raises(OutputError) as error:
        made(sums=sums)
    assert error.value.slug == "account-mismatch"
