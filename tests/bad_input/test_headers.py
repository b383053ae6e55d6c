"""Bad input: front matter that is broken, hostile or only looks like front matter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from warcorpus.config import DEFAULT

Reading = Callable[[Any], Any]
Guarded = Callable[..., list[dict[str, Any]]]

BODY = "\nThe siege of Vane began in May 1702.\n\n## End\nIt was lifted.\n"
TEXT = "The siege of Vane began in May 1702.\n\nEnd\n\nIt was lifted."


def headed(header: str, closing: str = "---") -> bytes:
    return f"---\n{header}\n{closing}\n{BODY}".encode()


def test_unterminated_header_is_body(read: Reading) -> None:
    raw = f"---\ntitle: Siege of Vane\nauthor: Wikipedia\n{BODY}"
    found = read(raw.encode())
    assert found.problems == [("header-unterminated", "warning")]
    assert "title: Siege of Vane" in found.record.text
    assert found.record.text.endswith("It was lifted.")


def test_empty_header_has_no_fields(read: Reading) -> None:
    for data in (headed(""), headed("# a comment")):
        found = read(data)
        assert found.problems == []
        assert [f for f in found.fields() if not f.startswith("first")] == []
        assert found.record.text.endswith("It was lifted.")


@pytest.mark.parametrize("header", ["- one\n- two", "only words", "{a: b, c", '"quoted"'])
def test_header_that_is_no_mapping_is_body_from_line_1(read: Reading, header: str) -> None:
    found = read(headed(header))
    for line in header.split("\n"):
        assert line.lstrip("- ").strip('"') in found.record.text
    assert found.record.text.endswith("It was lifted.")


def test_reader_names_a_header_that_is_no_mapping(tmp_path: Path) -> None:
    import warcorpus

    path = tmp_path / "list.txt"
    path.write_bytes(headed("- one\n- two"))
    problems: list[Any] = []
    config = {"read": {"reader": "front-matter"}}
    (record,) = warcorpus.read(path, config=config, problems=problems)
    assert [(p.slug, p.level) for p in problems] == [("header-not-a-mapping", "warning")]
    assert "one" in record.text


def test_dots_end_a_header(read: Reading) -> None:
    found = read(headed("title: Siege of Vane\nauthor: Wikipedia", "..."))
    assert (found.record.title, found.problems) == ("Siege of Vane", [])
    assert found.record.text == TEXT


def test_blanks_behind_the_delimiters(read: Reading) -> None:
    raw = f"---  \t\ntitle: Siege of Vane\nauthor: Wikipedia\n--- \n{BODY}"
    assert (read(raw.encode()).record.title, read(raw.encode()).record.text) == (
        "Siege of Vane",
        TEXT,
    )


def test_four_dashes_are_no_delimiter(read: Reading) -> None:
    raw = f"----\ntitle: Siege of Vane\n----\n{BODY}"
    assert not read(raw.encode()).record.source.format.startswith("front-matter")
    assert "title: Siege of Vane" in read(raw.encode()).record.text
    inner = f"---\ntitle: Siege\nnote: |\n  a\n----: b\nauthor: Wikipedia\n---\n{BODY}"
    assert read(inner.encode()).fields()["author"] == "Wikipedia"


def test_dashes_inside_a_value_and_a_rule_in_the_body(read: Reading) -> None:
    raw = headed("title: Siege --- of Vane\nnote: |\n  ---\nauthor: Wikipedia").decode()
    raw = raw.replace("## End", "Before the rule.\n\n---\n\nAfter it.\n\n## End")
    found = read(raw.encode())
    assert found.record.title == "Siege --- of Vane"
    assert found.fields()["author"] == "Wikipedia"
    assert "After it." in found.record.text
    assert "Before the rule." in found.record.text


def test_second_header_is_body(read: Reading) -> None:
    raw = f"---\ntitle: Siege of Vane\nauthor: Wikipedia\n---\n---\ntitle: Other\n---\n{BODY}"
    found = read(raw.encode())
    assert found.record.title == "Siege of Vane"
    assert "title: Other" in found.record.text


def test_duplicate_keys_keep_both_readings(read: Reading) -> None:
    found = read(headed("title: Siege of Vane\nauthor: Wikipedia\ntitle: Siege of Orl"))
    assert found.problems == [("yaml-duplicate-key", "warning")]
    fields = [f.raw for f in found.record.source.fields if f.name == "title"]
    assert fields == ["Siege of Vane", "Siege of Orl"]
    assert found.record.title == "Siege of Vane"


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.system [echo]",
        "!!python/name:os.system x",
        "!foo Vane",
        "!<tag:yaml.org,2002:int> 012",
    ],
)
def test_tags_are_ignored_and_nothing_runs(read: Reading, value: str) -> None:
    found = read(headed(f"title: Siege of Vane\nauthor: Wikipedia\nnote: {value}"))
    assert found.problems == [("yaml-tag", "warning")]
    told = " ".join(raw for name, raw in found.fields().items() if name.startswith("note"))
    assert told == value.split(" ", 1)[1].strip("[]")


def test_values_of_yaml_1_1_stay_text(read: Reading) -> None:
    values = [
        "2026-02-30",
        "9" * 5_000,
        "12:30:45",
        "0o14",
        "012",
        "1_000",
        "NO",
        "yes",
        "6:20",
        "2012-99-99",
        ".inf",
        "0x1F",
        "=",
    ]
    header = "\n".join(f"k{number}: {value}" for number, value in enumerate(values))
    found = read(headed(f"title: Siege of Vane\nauthor: Wikipedia\n{header}"))
    fields = found.fields()
    assert [fields[f"k{number}"] for number in range(len(values))] == values
    assert found.problems == []


@pytest.mark.parametrize("word", ["~", "null", "Unknown", "?", "N/A"])
def test_null_is_unknown(read: Reading, word: str) -> None:
    header = f"title: Siege of Vane\nauthor: Wikipedia\ninfoboxes:\n  - date:\n      text: {word}"
    date = read(headed(header)).record.date
    assert date.state == "unknown"


@pytest.mark.parametrize(
    "line",
    [
        "result: *Rebel",
        "note: Assignment 1: Some Title",
        "note: %",
        "note: @x",
        "note: `x`",
        "note:\n\tx: y",
        'note: "no end',
        "note: [a, b",
        "note: 'it''s' more",
    ],
)
def test_invalid_header_is_salvaged(read: Reading, line: str) -> None:
    found = read(headed(f"title: Siege of Vane\n{line}\nauthor: Wikipedia\ninfoboxes: []"))
    slugs = {slug for slug, _ in found.problems}
    assert slugs == {"header-salvaged"}
    assert found.record.title == "Siege of Vane"
    assert found.fields()["author"] == "Wikipedia"
    assert found.record.text == TEXT
    line_number = found.records[0].problems[0].where.split(":")[1]
    assert int(line_number) in (3, 4)


def test_complex_key_is_text(read: Reading) -> None:
    found = read(headed("title: Siege of Vane\nauthor: Wikipedia\n? [a, b]\n: c"))
    assert found.problems == [("yaml-complex-key", "warning")]
    assert "c" in found.fields().values()


def test_header_that_is_too_large_is_raw_and_the_body_is_read(read: Reading) -> None:
    filler = "x" * (DEFAULT.limits.header_bytes + 1)
    found = read(headed(f"title: Siege of Vane\nauthor: Wikipedia\nnote: {filler}"))
    assert found.problems == [("header-too-large", "warning")]
    assert found.record.text == TEXT
    assert len(found.fields()["header"]) > DEFAULT.limits.header_bytes


def test_document_that_is_too_large_is_a_reject_in_constant_memory(guarded: Guarded) -> None:
    (found,) = guarded(headed("title: Siege of Vane\nauthor: Wikipedia") + b"More. " * 2**24)
    assert found["records"] == []
    assert [(slug, level) for slug, level, _ in found["rejects"]] == [("too-large", "error")]
    assert found["seconds"] < 5


def bomb(levels: int = 9, wide: int = 9) -> str:
    """Few bytes that stand for 9 to the 9th values."""
    lines = [
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * wide)}]"
        for level in range(1, levels)
    ]
    return "\n".join(["a0: &a0 [x, x]", *lines])


REFUSED = {
    "bomb": (bomb(), "yaml-alias-limit"),
    "recursive list": ("a: &a [*a]", "yaml-alias-limit"),
    "recursive mapping": ("a: &a {b: *a}", "yaml-alias-limit"),
    "[": ("a: " + "[" * 100_000, "yaml-too-deep"),
    "[[": ("a: " + "[" * 200_000, "yaml-too-deep"),
    "{": ("a: " + "{x: " * 50_000, "yaml-too-deep"),
    "-": ("a:\n  " + "- " * 100_000, "yaml-too-deep"),
    "indents": ("\n".join(" " * n + "a:" for n in range(600)), "yaml-too-deep"),
}

LONG = {
    "quotes": "title: " + "'" * 100_000,
    "backslashes": 'title: "' + "\\" * 100_001,
    "blank lines": "title: >-\n" + "\n" * 100_000 + "  x",
    "keys": "\n".join(f"k{number}: v" for number in range(20_000)),
    "one key": "\n".join("title: x" for _ in range(10_000)),
    "aliases without anchor": "\n".join(f"k{n}: *x{n}" for n in range(2_000)),
    "blanks": "title: |\n" + " \t" * 60_000,
    "complex keys": "? " * 50_000,
    "anchors": "&a " * 50_000,
    "tags": "!x " * 50_000,
    "signs": "title: " + "#" * 100_000,
    "comments": "title: x" + " #" * 50_000,
    "directives": "%YAML 1.2\n" * 5_000,
}


@pytest.fixture(scope="module")
def hostile(guarded: Guarded) -> dict[str, dict[str, Any]]:
    headers = {**{name: header for name, (header, _) in REFUSED.items()}, **LONG}
    found = guarded(*(headed(f"author: Wikipedia\n{header}") for header in headers.values()))
    return dict(zip(headers, found, strict=True))


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_header_is_refused_at_once(hostile: dict[str, Any], name: str) -> None:
    found = hostile[name]
    assert found["rejects"] == []
    assert (REFUSED[name][1], "warning") in [(s, level) for s, level, _ in found["problems"]]
    (record,) = found["records"]
    assert record["text"] == TEXT
    assert [f["name"] for f in record["sources"][0]["fields"]] == ["header"]
    assert found["seconds"] < 3


@pytest.mark.parametrize("name", LONG)
def test_long_header_is_read_in_time(hostile: dict[str, Any], name: str) -> None:
    found = hostile[name]
    assert found["rejects"] == []
    assert found["records"][0]["text"].endswith(TEXT)
    assert found["seconds"] < 3
