"""Sentences beyond the cap are one, and every word stays in one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.prose import Section
from warcorpus.text.capping import cap_sentences


def made(counts: list[int]) -> list[Section]:
    sections, at = [], 0
    for count in counts:
        sentences = tuple((at + 2 * n, at + 2 * n + 1) for n in range(count))
        sections.append(Section("X", 2, None, at, at + 2 * count, False, (), sentences))
        at += 2 * count
    return sections


@given(st.lists(st.integers(0, 6), max_size=6), st.integers(1, 12))
def test_each_section_keeps_its_reach_and_the_cap_is_kept(counts: list[int], most: int) -> None:
    sections = made(counts)
    capped, found = cap_sentences(sections, most)
    assert found == sum(counts)
    for before, after in zip(sections, capped, strict=True):
        assert bool(before.sentences) == bool(after.sentences)
        if before.sentences:
            assert after.sentences[0][0] == before.sentences[0][0]
            assert after.sentences[-1][1] == before.sentences[-1][1]
            assert list(after.sentences) == sorted(after.sentences)
    # a section that begins beyond the cap has one sentence
    assert sum(len(section.sentences) for section in capped) <= most + len(counts)
    if found <= most:
        assert list(capped) == sections
