"""Names of members."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.sources.members import Names, is_left_out, is_unsafe, member_name


@pytest.mark.parametrize(
    ("name", "recorded"),
    [
        ("a.txt", "a.txt"),
        ("./a.txt", "a.txt"),
        (".//./a.txt", "a.txt"),
        ("a/./b.txt", "a/./b.txt"),
        ("a\\b.txt", "a\\\\b.txt"),
        ("a\udce9.txt", "a\\xe9.txt"),
        ("a\ud800.txt", "a�.txt"),
        ("/a.txt", "/a.txt"),
    ],
)
def test_names_are_recorded(name: str, recorded: str) -> None:
    assert member_name(name) == recorded


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("a.txt", False),
        (".a.txt", True),
        ("a/.b/c.txt", True),
        ("__MACOSX/a.txt", True),
        ("a/__MACOSX/._a.txt", True),
        ("corpus.jsonl.problems.jsonl", True),
        ("..a/b.txt", False),
        ("../a.txt", False),
        ("a./b.txt", False),
    ],
)
def test_what_is_left_out(name: str, left_out: bool) -> None:
    assert is_left_out(name) is left_out


@given(names=st.lists(st.sampled_from(["a", "b", "a#2", "a#2#2", "a#3", "#2", ""]), max_size=40))
def test_names_become_unique_and_stay_what_they_begin_with(names: list[str]) -> None:
    given_names = Names()
    found = [given_names.unique(name) for name in names]
    assert len(set(found)) == len(found)
    assert all(new.startswith(name) for new, name in zip(found, names, strict=True))
    again = Names()
    assert [again.unique(name) for name in names] == found


def test_one_name_very_often_is_numbered_in_linear_time() -> None:
    names = Names()
    assert [names.unique("a") for _ in range(50_000)][-1] == "a#50000"


@given(name=st.text(max_size=20))
def test_names_of_any_kind(name: str) -> None:
    recorded = member_name(name)
    recorded.encode("utf-8")
    is_left_out(recorded)
    assert is_unsafe("../" + recorded)
    assert is_unsafe("/" + recorded)
