"""The YAML composer: text stays text, spans hold, hostile headers cost a problem."""

from __future__ import annotations

import os
import re
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yaml.cyaml import CBaseLoader

from warcorpus.config import DEFAULT
from warcorpus.model.evolving import evolve
from warcorpus.text.yaml_composer import Composition, compose
from warcorpus.text.yaml_folding import fold

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
DATA = Path(os.environ.get("WARCORPUS_DATA", ROOT.parent / "shared" / "data"))
ARTICLES = DATA / "conflict-articles" / "docs"
HANGS = 30  # seconds of CPU; each needs less than one, what hangs needs minutes
HEADER = re.compile(r"---\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def values(made: Composition) -> dict[str, str]:
    return {scalar.path: scalar.value for scalar in made.scalars}


def slugs(made: Composition) -> list[str]:
    return [problem.slug for problem in made.problems]


def flat(node: Any, path: str = "") -> list[tuple[str, str]]:
    """A loaded tree as dotted paths."""
    if isinstance(node, str):
        return [(path, node)]
    keys = node.items() if isinstance(node, dict) else enumerate(node)
    return [
        pair for key, value in keys for pair in flat(value, f"{path}.{key}" if path else str(key))
    ]


def test_every_scalar_stays_text() -> None:
    written = ["2026-02-30", "9" * 5_000, "12:30:45", "0o14", "1_000", "NO", "~", "yes", "012"]
    written += ["6:20", "2012-99-99", "null", ".inf", "0x1F", "1e3"]
    made = compose("".join(f"k{n}: {text}\n" for n, text in enumerate(written)))
    assert list(values(made).values()) == written
    assert made.problems == ()


def test_spans_of_000() -> None:
    text = read(SEEDS / "000_0d7aad7cfa0080c0.txt")
    made = compose(text, 4, text.index("\n---\n", 4) + 1)
    by_path = {scalar.path: scalar for scalar in made.scalars}
    units = by_path["infoboxes.0.units2.text"]
    assert (units.spans[0].end, units.spans[1].start, units.spans[1].end) == (1630, 1638, 1645)
    assert units.spans[0].start <= 1609
    assert units.style == "plain"
    assert by_path["infoboxes.0.date.text"].spans[0].start == 866
    assert by_path["title"].spans[0].of(text) == "Battle of Safira"
    assert by_path["infoboxes.0.result.text"].value.count("\n") == 2
    assert by_path["infoboxes.0.result.text"].style == "folded"


def test_quoted_text_loses_its_quotes_only() -> None:
    text = read(SEEDS / "003_6862d8f265db2093.txt")
    made = compose(text, 4, text.index("\n---\n", 4) + 1)
    size = next(s for s in made.scalars if s.path == "infoboxes.0.image_size.text")
    assert (size.raw, size.style, text[size.spans[0].start - 1]) == ("260", "", '"')
    assert values(made)["infoboxes.0.map_relief.text"] == "yes"


def test_duplicate_keys_keep_both_readings() -> None:
    made = compose("a: 1\nb:\n  c: 2\na: 3\nb:\n  c: 4\n")
    assert [(s.path, s.raw, s.repeated) for s in made.scalars] == [
        ("a", "1", False),
        ("b.c", "2", False),
        ("a", "3", True),
        ("b.c", "4", True),
    ]
    assert slugs(made) == ["yaml-duplicate-key", "yaml-duplicate-key"]


def test_tags_and_anchors_are_ignored_and_their_text_is_kept() -> None:
    text = 'a: !!python/object:os.system "rm"\nb: !foo bar\nc: &x |\n  d\ne: *x\nf: &y !s z\n'
    made = compose(text)
    assert values(made) == {"a": "rm", "b": "bar", "c": "d\n", "e": "d\n", "f": "z"}
    assert slugs(made) == ["yaml-tag", "yaml-tag", "yaml-tag"]
    assert all("".join(span.of(text) for span in s.spans) == s.raw for s in made.scalars)


def test_aliases_repeat_what_they_name() -> None:
    made = compose("a: &a\n  b: [x, y]\nc: *a\nd: [*a]\n")
    assert values(made) == {
        "a.b.0": "x",
        "a.b.1": "y",
        "c.b.0": "x",
        "c.b.1": "y",
        "d.0.b.0": "x",
        "d.0.b.1": "y",
    }


def test_complex_keys_become_their_source() -> None:
    made = compose("? [a,  b]\n: c\n? {d: e}\n: [f]\n")
    assert values(made) == {"[a, b]": "c", "{d: e}.0": "f"}
    assert slugs(made) == ["yaml-complex-key", "yaml-complex-key"]


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("", "empty"),
        ("# only a comment\n", "empty"),
        ("- a\n- b\n", "other"),
        ("just words\n", "other"),
        ("*alias\n", "other"),
        ("[a, b]", "other"),
    ],
)
def test_no_mapping(text: str, root: str) -> None:
    made = compose(text)
    assert (made.root, made.scalars) == (root, ())


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("k: " + "[" * 200_000, "yaml-too-deep"),
        ("[" * 200_000, "yaml-too-deep"),
        ("k: " + "{a: " * 50_000, "yaml-too-deep"),
        ("k:\n" + "".join(" " * n + "- \n" for n in range(1, 200)), "yaml-too-deep"),
        ("? " + "[" * 500 + "]" * 500 + "\n: x\n", "yaml-too-deep"),
        (BOMB, "yaml-alias-limit"),
        ("a: &a [*a]\n", "yaml-alias-limit"),
        ("a: &a\n  b: {c: *a}\n", "yaml-alias-limit"),
        ("k: [" + "x," * 120_000 + "]", "yaml-too-many-nodes"),
    ],
    ids=lambda value: value if len(value) < 30 else value[:12],
)
def test_caps_stop_at_once(text: str, slug: str) -> None:
    before = process_time()
    made = compose(text)
    assert process_time() - before < HANGS
    assert (made.root, made.scalars, slugs(made)) == ("refused", (), [slug])


def test_caps_are_settings() -> None:
    limits = evolve(DEFAULT.limits, yaml_depth=3, yaml_nodes=5, yaml_alias_nodes=2)
    assert slugs(compose("a: [[[x]]]", limits=limits)) == ["yaml-too-deep"]
    assert slugs(compose("a: 1\nb: 2\nc: 3\n", limits=limits)) == ["yaml-too-many-nodes"]
    limits = evolve(limits, yaml_nodes=50)
    assert slugs(compose("a: &a [x, y]\nb: *a", limits=limits)) == ["yaml-alias-limit"]


def test_salvage_takes_broken_lines_as_text() -> None:
    text = (
        "title: Assignment 1: Some Title\n"
        "result: *Rebel\n"
        "share: %x\n"
        "back: `tick`\n"
        "boxes:\n"
        '  - a: "unclosed\n'
        "    b: [c\n"
        "    d: 'fine'\n"
        "last: x\n"
    )
    made = compose(text)
    assert values(made) == {
        "title": "Assignment 1: Some Title",
        "result": "*Rebel",
        "share": "%x",
        "back": "`tick`",
        "boxes.0.a": '"unclosed',
        "boxes.0.b": "[c",
        "boxes.0.d": "fine",
        "last": "x",
    }
    assert set(slugs(made)) == {"header-salvaged"}
    first = made.problems[0]
    assert first.span is not None
    assert text[: first.span.start].count("\n") == 0
    assert all("".join(span.of(text) for span in s.spans) == s.raw for s in made.scalars)


def test_salvage_keeps_what_it_cannot_read() -> None:
    made = compose("a: 1\nb: [\n}}}]\n]: {\nc: 2\n")
    assert values(made)["a"] == "1"
    assert values(made)["c"] == "2"
    assert values(made)["b"].startswith("[\n}}}]")
    assert "header-salvaged" in slugs(made)


def test_salvage_sees_duplicates_and_caps() -> None:
    made = compose("a: 1\na: *x y\n")
    assert [(s.raw, s.repeated) for s in made.scalars] == [("1", False), ("*x y", True)]
    assert "yaml-duplicate-key" in slugs(made)
    assert compose("a: *x y\nb: " + "[" * 100).root == "refused"


def test_tabs_cost_no_header() -> None:
    made = compose("title: X\nbox:\n\ttext: y\nlast: z\n")
    assert values(made)["title"] == "X"
    assert values(made)["last"] == "z"
    assert "y" in "".join(values(made).values())


def test_controls_are_kept_in_raw() -> None:
    text = 'a: 6 \x96 19\nb\x85: "x\ufeff\\ty"\nc: |\n  u\u2028v\x00\n  \ud800w\nd: e\n'
    made = compose(text)
    assert values(made) == {
        "a": "6 \x96 19",
        "b\x85": "x\ufeff\ty",
        "c": "u\u2028v\x00\n\ud800w\n",
        "d": "e",
    }
    assert made.problems == ()


def test_crlf_counts_as_two() -> None:
    text = "a: one\r\n  two\r\nb: >-\r\n  three\r\n\r\n  four\r\nc: '5'\r\n"
    made = compose(text)
    assert values(made) == {"a": "one two", "b": "three\nfour", "c": "5"}
    assert made.scalars[0].raw == "one\r\ntwo"
    assert all("".join(span.of(text) for span in s.spans) == s.raw for s in made.scalars)


def test_offsets_are_those_of_the_document() -> None:
    text = "---\ntitle: X\n---\n"
    made = compose(text, 4, 13)
    assert made.scalars[0].spans[0].of(text) == "X"


@given(st.text(alphabet="ab:- \n\t\"'[]{}|>&*!%@`#?,\\\r\x00é", max_size=80))
def test_any_text_gives_a_composition(text: str) -> None:
    made = compose(text)
    for scalar in made.scalars:
        assert "".join(span.of(text) for span in scalar.spans) == scalar.raw
        assert all(a.end <= b.start for a, b in zip(scalar.spans, scalar.spans[1:], strict=False))
        assert isinstance(scalar.value, str)
    assert made == compose(text)


@given(
    st.recursive(
        st.text(alphabet="ab \n'\"\\:–", max_size=12),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text(alphabet="abc", min_size=1, max_size=3), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.booleans(),
)
def test_what_another_writer_dumps_is_read_back(tree: Any, style: str | None, flow: bool) -> None:
    dumped = yaml.dump(
        {"k": tree}, default_style=style, default_flow_style=flow, allow_unicode=True, width=20
    )
    expected = flat(yaml.load(dumped, Loader=CBaseLoader))
    assert [(s.path, s.value) for s in compose(dumped).scalars] == expected


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the shared data are not here")
def test_every_real_header_is_read_as_libyaml_reads_it() -> None:
    count = 0
    for path in sorted(ARTICLES.glob("*.txt")):
        text = read(path)
        found = HEADER.match(text)
        assert found is not None, path.name
        made = compose(text, *found.span(1))
        loaded = yaml.load(found.group(1), Loader=CBaseLoader)
        assert [(s.path, s.value) for s in made.scalars] == flat(loaded), path.name
        assert made.problems == (), path.name
        for scalar in made.scalars:
            assert "".join(span.of(text) for span in scalar.spans) == scalar.raw
            assert scalar.style == "" or fold(scalar.raw, scalar.style) == scalar.value
        count += 1
    assert count == 326
