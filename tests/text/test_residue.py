"""What is residue, what only looks like it, and that cutting is safe."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.residue import _patterns, drop, find, may_leak

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("WARCORPUS_DATA", ROOT.parent / "shared" / "data"))

CUT = [
    ("value", "5–13 June 2012, ()", "5–13 June 2012"),
    ("value", "5–13 June 2012 ,( )", "5–13 June 2012"),
    ("value", "()", ""),
    ("prose", "Shanghai () is a city", "Shanghai is a city"),
    ("prose", "the city (, ) and (; )", "the city and"),
    ("prose", "Council (, MFS; Arabic)", "Council (MFS; Arabic)"),
    ("prose", "(; ; also spelled Sorbs)", "(also spelled Sorbs)"),
    ("value", "Flag of Syria.svg Syrian Arab Republic", "Syrian Arab Republic"),
    ("value", "* YPJ Flag.svg YPJ\n🇺🇸 3sfg.svg 3rd Group", "* YPJ\n🇺🇸 3rd Group"),
    ("prose", "Roundel of Turkey.svg 4 March 2020 – a drone", "4 March 2020 – a drone"),
    ("value", "c. undefined 8,000 fighters", "c. 8,000 fighters"),
    ("prose", "with c. undefined 8,000 fighters", "with c. 8,000 fighters"),
    ("value", "undefined", ""),
    ("value", "Allied Powers:undefined", "Allied Powers:"),
    ("value", "undefined MEK", "MEK"),
    ("prose", "## References[object Object]", "## References"),
    ("prose", "History[edit]", "History"),
    ("prose", "thumb|left|upright=1.2|The front in May", "The front in May"),
    ("prose", "mini|Die Front", "Die Front"),
    ("prose", "as of {{#invoke:Map|date}}.", "as of."),
    ("prose", "one {{a|{{b}}}} two", "one two"),
    ("value", "{{Infobox military conflict For the current", "For the current"),
    ("prose", "Islamic State }}", "Islamic State"),
    ("prose", "the end |}", "the end"),
]
KEEP = [
    ("prose", "along the undefined border"),
    ("prose", "an undefined 5 km stretch"),
    ("value", "an undefined border"),
    ("prose", "call main() and f(x)[0]"),
    ("prose", "The file map.svg shows it"),
    ("value", "Battle.svg"),
    ("value", "https://example.org/a.svg b"),
    ("prose", "the set {a, b} and {} too"),
    ("prose", r"$\frac{{a}}{b^{2}}$"),
    ("prose", "he said (among other things) yes; (no)"),
    ("prose", "object Object [edited]"),
    ("prose", "a || b | c"),
    ("value", "Lt. Col. Khaled Hmood"),
]


@pytest.mark.parametrize(("scope", "text", "expected"), CUT)
def test_residue_is_cut(scope: str, text: str, expected: str) -> None:
    assert drop(text, scope) == expected
    assert find(text, scope)


@pytest.mark.parametrize(("scope", "text"), KEEP)
def test_what_is_meant_stays(scope: str, text: str) -> None:
    assert find(text, scope) == []


def test_a_hole_is_never_cut() -> None:
    assert drop("{{x […] y}} z", "prose") == "x […] y z"


def test_each_object_counts() -> None:
    text = "References" + "[object Object]\n" * 118
    assert len(find(text, "prose")) == 118


def test_without_scope_only_what_is_residue_everywhere() -> None:
    assert find("Flag of Syria.svg Syria") == []
    assert drop("Flag of Syria.svg Syria") == "Syria"
    assert len(find("[object Object]")) == 1


PIECES = st.sampled_from(
    [
        "[object Object]",
        "undefined ",
        "c. ",
        "8",
        "(",
        ")",
        " ,",
        "; ",
        "{{",
        "}}",
        "|",
        "thumb|",
        "[edit]",
        "Flag of X.svg ",
        "Name",
        "\n",
        "* ",
        ".",
        "\\",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.sampled_from(["", "prose", "value"]))
def test_leaks_are_ordered_and_inside(text: str, scope: str) -> None:
    leaks = find(text, scope)
    end = 0
    for leak in leaks:
        assert end <= leak.start < leak.end <= len(text)
        end = leak.end
    cut = sum(leak.end - leak.start for leak in leaks)
    assert len(drop(text, scope)) == len(text) - cut


@pytest.mark.parametrize(
    "piece",
    ["(", "{{", "{{a}}", "}}", " ,", "* ", "undefined ", "thumb|left|", "Flag ", "[edit", "a.svg "],
)
def test_time_is_linear(piece: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda n: [find(piece * n, scope) for scope in ("prose", "value")], 10_000)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
def test_ordinary_prose_of_real_articles_has_next_to_none() -> None:
    paragraphs = leaks = 0
    for path in sorted((SHARED / "conflict-articles" / "docs").iterdir()):
        body = path.read_text("utf-8").partition("\n---\n")[2]
        for line in body.split("\n"):
            if line[:1].isalpha() and "[object Object]" not in line:
                paragraphs += 1
                leaks += len(find(line, "prose"))
    assert paragraphs > 10_000
    assert leaks < paragraphs / 1_000


MARKS = [*"(),;5.a|] \xa0\n", "{{", "}}", "|}", "[edit", "[object Object]", "@qwx"]
WORDS = ["svg", ".PNG ", "Flag of X.svg ", "undefined ", "thumb|", "c. "]
LEAKY = st.lists(st.sampled_from([*MARKS, *WORDS])).map("".join)


@given(LEAKY, st.sampled_from(["", "prose", "value"]))
def test_a_text_that_cannot_leak_matches_no_pattern(text: str, scope: str) -> None:
    if not may_leak(text, scope):
        assert not [span for pattern in _patterns(scope) for span in pattern.find(text)]
