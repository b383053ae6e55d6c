"""A record as one line of JSON, and back."""

import json

import jsonschema
import pytest
from attrs import fields
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warcorpus.errors import SchemaError
from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Quantity
from warcorpus.model.prose import TextRow
from warcorpus.model.record import (
    CORPUS_SCHEMA,
    Entry,
    MergedRecord,
    Provenance,
    Reading,
    Record,
)
from warcorpus.model.schema import arrow_schema, json_schema
from warcorpus.model.shapes import shape_of
from warcorpus.model.source import Source, Witness
from warcorpus.model.values import Field, Span, Step, Value
from warcorpus.model.wire import encode, from_wire, record_from_wire, to_line, to_wire
from warcorpus.model.witnesses import rebased
from warcorpus.readers.door import read_documents

KEYS = [
    "id",
    "url",
    "title",
    "text",
    "language",
    "kind",
    "names",
    "date",
    "place",
    "part_of",
    "result",
    "sides",
    "civilians",
    "sections",
    "categories",
    "links",
    "images",
    "gaps",
    "sources",
    "text_map",
    "provenance",
    "apparatus",
    "conflicts",
    "relations",
    "decisions",
    "schema",
]

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def plain_of(shape):
    """Any plain data of a shape."""
    if shape.kind == "object":
        made = st.fixed_dictionaries({key: plain_of(inner) for key, _, inner in shape.keys})
    elif shape.kind == "list":
        made = st.lists(plain_of(shape.item), max_size=2)
    elif shape.kind == "row":
        number = st.integers(0, 2**53 - 1)
        made = st.tuples(*(number | st.none() if n else number for n in shape.columns)).map(list)
    elif shape.choices:
        made = st.sampled_from(shape.choices)
    else:
        made = {
            "text": TEXTS,
            "integer": st.integers(-(2**53) + 1, 2**53 - 1),
            "number": st.floats(allow_nan=False, allow_infinity=False),
            "boolean": st.booleans(),
        }[shape.kind]
    return st.none() | made if shape.nullable else made


def raw_seeds():
    return list(read_documents(["seeds"]))


def merged_of(witnesses):
    """The line that merging makes, as far as the wire form needs it: all sources, sorted."""
    sources = sorted((s for w in witnesses for s in w.sources), key=lambda source: source.key)
    placed = []
    for index, source in enumerate(sources):
        old = next(i for w in witnesses for i, s in enumerate(w.sources) if s == source)
        placed.append(rebased(source, {old: index}))
    base = witnesses[0]
    at = next(i for i, s in enumerate(sources) if s.key == base.source.key)
    return MergedRecord(
        id=min(w.id for w in witnesses),
        text=base.text,
        text_map=tuple(
            row if row.source is None else evolve(row, source=at) for row in base.text_map
        ),
        sections=base.sections,
        gaps=tuple(evolve(gap, source=at) for gap in base.gaps),
        sources=tuple(placed),
        schema=CORPUS_SCHEMA,
        witnesses=tuple(witnesses),
    )


def test_keys_stand_in_the_order_of_the_specification():
    assert list(to_wire(Record("0" * 32))) == KEYS
    assert list(json.loads(to_line(Record("0" * 32)))) == KEYS


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(plain_of(shape_of(Record)))
def test_whatever_has_the_shape_comes_back_and_validates(plain):
    plain["schema"] = CORPUS_SCHEMA
    record = record_from_wire(plain)
    assert to_wire(record) == plain
    VALIDATOR.validate(plain)
    assert json.loads(encode(plain)) == plain
    assert isinstance(record, MergedRecord)


def test_raw_seeds_come_back_whole_and_validate():
    for record in raw_seeds():
        line = to_line(record)
        plain = json.loads(line)
        VALIDATOR.validate(plain)
        assert from_wire(plain) == [record]
        assert line.count(b"\n") == 1
        assert b", " not in line[:40]


def test_witnesses_of_a_merged_line_come_back():
    witnesses = raw_seeds()
    plain = to_wire(merged_of(witnesses))
    VALIDATOR.validate(plain)
    assert from_wire(plain) == sorted(witnesses, key=lambda w: w.source.sha256)


def test_byte_identical_copies_are_one_record_with_several_sources():
    first = raw_seeds()[1]
    copy = rebased(evolve(first.source, path="copy.txt"), {0: 1})
    united = evolve(first, sources=(first.source, copy))
    other = raw_seeds()[4]
    (alone,) = from_wire(to_wire(united))
    assert alone == united
    back = from_wire(to_wire(merged_of([united, other])))
    assert sorted(back, key=lambda w: w.id) == sorted([united, other], key=lambda w: w.id)


def test_same_path_and_bytes_twice_stay_two_sources():
    first, other = raw_seeds()[1], raw_seeds()[4]
    twin = rebased(first.source, {0: 1})
    united = evolve(first, sources=(first.source, twin))
    merged = merged_of([united, other])
    assert len(merged.sources) == 3


def test_line_of_one_witness_holds_its_text_once():
    (record,) = raw_seeds()[4:]
    plain = to_wire(merged_of([record]))
    assert plain["sources"][0]["witness"] == {
        "text": "",
        "text_map": [],
        "sections": [],
        "gaps": [],
    }
    assert from_wire(plain) == [record]


def test_text_that_merging_changed_keeps_the_witness():
    (record,) = raw_seeds()[4:]
    row = TextRow(0, 4, 0, 0, 4, 0)
    merged = evolve(merged_of([record]), text="abcd", text_map=(row,), sections=())
    assert from_wire(to_wire(merged)) == [record]


def test_readings_stand_flat():
    value = Value("6 May", object(), (Span(0, 1, 6),), (Step("parse", "date"),), basis="inferred")
    entry = Entry("/date", "only-reading", (Reading(0, value, "2013-05-06"),))
    wire = to_wire(Record("0" * 32, provenance=Provenance(date=(entry,))))
    assert wire["provenance"]["date"][0]["readings"] == [
        {
            "source": 0,
            "raw": "6 May",
            "spans": [[0, 1, 6]],
            "steps": [{"action": "parse", "parameter": "date"}],
            "value": "2013-05-06",
            "chosen": True,
            "origin": "field",
            "basis": "inferred",
        }
    ]


def test_what_the_wire_leaves_out():
    wire = to_wire(Record("0" * 32))
    assert "candidates" not in wire["date"]
    assert "class" in wire["result"]
    assert not {"problems", "extents", "witnesses"} & wire.keys()
    assert {a.name for a in fields(Record)} - {"problems", "extents"} == set(KEYS)


def test_lone_surrogates_and_large_integers_never_reach_the_line():
    record = Record("0" * 32, title="a\ud800b", civilians=(Quantity(min=10**20, max=7),))
    plain = json.loads(to_line(record))
    assert plain["title"] == "a�b"
    assert (plain["civilians"][0]["min"], plain["civilians"][0]["max"]) == (None, 7)


@pytest.mark.parametrize(
    ("schema", "slug", "hint"),
    [
        ("warcorpus.corpus/2", "schema-version", "make the corpus again"),
        ("other/1", "bad-line", "warcorpus schema"),
        (None, "bad-line", "warcorpus schema"),
    ],
)
def test_other_versions_say_how_to_migrate(schema, slug, hint):
    plain = to_wire(raw_seeds()[0]) | {"schema": schema}
    with pytest.raises(SchemaError) as error:
        from_wire(plain)
    assert error.value.slug == slug
    assert hint in error.value.hint


def change(path, value):
    def apply(plain):
        *parents, last = path
        for key in parents:
            plain = plain[key]
        plain[last] = value

    return apply


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda p: p.pop("title"), "no key 'title' at /"),
        (lambda p: p.update(extra=1), "the key 'extra'"),
        (change(["title"], None), "null at /title"),
        (change(["sources", 0, "size"], "7"), "/sources/0/size"),
        (change(["sources", 0, "size"], True), "/sources/0/size"),
        (change(["sources", 0, "size"], 2**60), "integer below"),
        (change(["sources", 0, "sha256"], "x"), "/sources/0/sha256"),
        (change(["sources"], []), "no source"),
        (change(["text_map", 0], [0, 1]), "/text_map/0"),
        (change(["text_map", 0, 0], -1), "/text_map/0"),
        (change(["text_map", 0, 1], 10**6), "text_map"),
        (change(["text_map", 0, 2], 3), "source 3"),
        (change(["text"], "short"), "characters, expected 5"),
        (change(["sections", 0, "end"], 10**6), "section 0"),
        (change(["sections", 0, "parent"], 0), "section 0"),
        (change(["kind"], "picnic"), "/kind"),
        (change(["date"], []), "/date"),
        (change(["names"], {}), "/names"),
        (change(["place", "latitude"], float("inf")), "/place/latitude"),
    ],
)
def test_malformed_lines_are_told_with_their_place(damage, told):
    plain = to_wire(raw_seeds()[4])
    damage(plain)
    with pytest.raises(SchemaError) as error:
        from_wire(plain)
    assert error.value.slug == "bad-line"
    assert told in error.value.message


def test_lost_witness_text_is_told():
    plain = to_wire(merged_of(raw_seeds()))
    plain["sources"][2]["witness"] = {"text": "", "text_map": [], "sections": [], "gaps": []}
    with pytest.raises(SchemaError, match="/sources/2/witness"):
        from_wire(plain)


@given(st.recursive(st.none() | st.integers() | TEXTS, st.lists) | st.dictionaries(TEXTS, TEXTS))
def test_any_value_raises_nothing_else(value):
    with pytest.raises(SchemaError):
        from_wire(value)


def test_rebasing_moves_fields_and_repairs():
    source = Source("a", fields=(Field("x", "ab", (Span(0, 1, 2), Span(0, 3, 4))),))
    moved = rebased(source, [5])
    assert [span.source for span in moved.fields[0].spans] == [5, 5]
    assert rebased(moved, {5: 0}) == source
    assert source.witness == Witness()


def test_arrow_schema_has_the_keys_and_null_rules():
    plain = arrow_schema()
    assert [field["name"] for field in plain["fields"]] == KEYS
    nullable = {field["name"] for field in plain["fields"] if field["nullable"]}
    assert nullable == {"url"}
    by_name = {field["name"]: field["type"] for field in plain["fields"]}
    assert by_name["text_map"]["list"]["type"] == {
        "list": {"name": "item", "type": "int64", "nullable": True}
    }


def test_json_schema_is_one_and_refuses_what_is_wrong():
    jsonschema.Draft202012Validator.check_schema(json_schema())
    plain = to_wire(raw_seeds()[4])
    for damage in (
        lambda p: p.pop("title"),
        lambda p: p.update(extra=1),
        change(["title"], None),
        change(["text_map", 0], [0, 1]),
        change(["schema"], "warcorpus.corpus/2"),
        change(["sources", 0, "size"], "7"),
    ):
        damaged = json.loads(encode(plain))
        damage(damaged)
        assert not VALIDATOR.is_valid(damaged)


def test_arrow_takes_singletons_first():
    pyarrow = pytest.importorskip("pyarrow")
    from warcorpus.model.schema import pyarrow_schema

    rows = [to_wire(Record("0" * 32))] * 1000 + [to_wire(merged_of(raw_seeds()))]
    table = pyarrow.Table.from_pylist(rows, schema=pyarrow_schema())
    assert table.to_pylist() == rows
