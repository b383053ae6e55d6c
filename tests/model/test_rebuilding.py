"""A corpus deduplicated again is the same corpus: lines rebuild the records they came from."""

import csv
import json
from collections import defaultdict

import jsonschema
import pytest

from warcorpus.config import DEFAULT
from warcorpus.merging import merge_records
from warcorpus.model.record import Record
from warcorpus.model.schema import json_schema
from warcorpus.model.wire import from_wire, record_from_wire, to_line, to_wire
from warcorpus.normalizing import normalize_record
from warcorpus.readers.door import Reject, read_documents

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def normalized(records):
    return [normalize_record(record, DEFAULT) for record in records]


def merged_line(records):
    return to_line(merge_records(normalized(records), DEFAULT))


def by_id(records):
    return sorted(records, key=lambda record: record.id)


@pytest.fixture(scope="module")
def seeds(seeds_folder):
    return list(read_documents([seeds_folder]))


@pytest.mark.parametrize("members", [[0], [0, 1], [2], [2, 3], [0, 1, 4], [0, 1, 2, 3, 4]])
def test_merged_lines_rebuild_their_witnesses(seeds, members):
    raw = [seeds[index] for index in members]
    line = merged_line(raw)
    plain = json.loads(line)
    VALIDATOR.validate(plain)
    assert by_id(from_wire(plain)) == by_id(raw)
    assert merged_line(from_wire(plain)) == line
    assert to_wire(record_from_wire(plain)) == plain


def test_normalized_lines_rebuild_their_record(seeds):
    for record in normalized(seeds):
        plain = json.loads(to_line(record))
        VALIDATOR.validate(plain)
        assert normalized(from_wire(plain)) == [record]


def test_real_clusters_rebuild(article_outcomes, data_folder):
    by_name = {one.source.path: one for one in article_outcomes if isinstance(one, Record)}
    with (data_folder / "conflict-articles" / "clusters.tsv").open(
        encoding="utf-8", newline=""
    ) as table:
        clusters = defaultdict(list)
        for row in csv.DictReader(table, delimiter="\t"):
            clusters[row["cluster"]].append(row["file"])
    several = sorted(key for key, files in clusters.items() if len(files) > 1)
    for key in several[::5]:
        raw = [by_name[name] for name in clusters[key]]
        line = merged_line(raw)
        plain = json.loads(line)
        assert by_id(from_wire(plain)) == by_id(raw)
        assert merged_line(from_wire(plain)) == line


def test_every_real_document_is_a_record_that_comes_back(article_outcomes):
    assert not [one for one in article_outcomes if isinstance(one, Reject)]
    assert len(article_outcomes) > 300
    for record in article_outcomes:
        plain = json.loads(to_line(record))
        assert from_wire(plain) == [record]
    for record in article_outcomes[::20]:
        VALIDATOR.validate(to_wire(record))
