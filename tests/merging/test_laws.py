"""The laws of merging on small generated witnesses."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from warcorpus.config import Config, MergeConfig
from warcorpus.merging import merge_records
from warcorpus.merging.gaps import counted
from warcorpus.merging.roundtrip import read_back, squeezed
from warcorpus.merging.witnesses import provenance_fields
from warcorpus.model.evolving import evolve
from warcorpus.model.record import MergedRecord, Record

# Every word of a text is used once: then its place is known, as in prose of some length.
VOCABULARY = [
    "rebels", "attacked", "the", "town", "of", "Safira", "and", "army", "left", "checkpoint",
    "near", "Aleppo", "airport", "convoy", "was", "halted", "by", "fighters", "from", "Front",
    "siege", "lasted", "weeks", "until", "reinforcements", "came", "north", "road", "with",
    "heavy", "losses", "bombardment", "continued", "villages", "fell", "soldiers", "fled",
]  # fmt: skip


def sentences_of(pick: random.Random, count: int) -> list[list[str]]:
    made = []
    for number in range(count):
        words = [f"{pick.choice(VOCABULARY)}{chr(97 + number)}{i}" for i in range(9)]
        words[0] = words[0].capitalize()
        words[pick.randrange(2, 8)] = pick.choice(["the", "of", "and", "Homs", "8 May 2013", "212"])
        made.append(words)
    return made


def drift(pick: random.Random, sentences: list[list[str]]) -> list[list[str]]:
    made = []
    for words in sentences:
        roll = pick.random()
        if roll < 0.15:
            continue
        words = list(words)
        if roll < 0.5:
            place = pick.randrange(1, len(words))
            words[place : place + pick.randrange(3)] = ["edited"] * pick.randrange(3)
        if 0.5 < roll < 0.65:
            place = pick.randrange(1, len(words) - 3)
            words[place : place + 3] = ["@@@"]
        made.append(words)
        if roll > 0.9:
            made.append(["Another", *[f"added{pick.randrange(99)}" for _ in range(5)]])
    return made


def prose(sentences: list[list[str]], per_block: int = 3) -> str:
    lines = [" ".join(words) + "." for words in sentences]
    blocks = [" ".join(lines[i : i + per_block]) for i in range(0, len(lines), per_block)]
    return "\n\n".join(blocks)


@st.composite
def cluster(draw: st.DrawFn, least: int = 2, most: int = 4) -> list[str]:
    pick = draw(st.randoms(use_true_random=False))
    original = sentences_of(pick, draw(st.integers(2, 6)))
    count = draw(st.integers(least, most))
    texts = [
        prose(original),
        *(prose(drift(pick, original), draw(st.integers(2, 4))) for _ in range(count - 1)),
    ]
    return [text for text in dict.fromkeys(texts) if text]


@given(texts=cluster(3, 3))
@settings(max_examples=40)
def test_order_and_nesting_do_not_count(make, texts: list[str]) -> None:  # type: ignore[no-untyped-def]
    assume(len(texts) == 3)
    records = [make(text, normalized=True) for text in texts]
    whole = merge_records(records)
    for a, b, c in permutations(records):
        assert merge_records([a, b, c]) == whole
        assert merge_records([merge_records([a, b]), c]) == whole
        assert merge_records([merge_records([a, b]), merge_records([b, c])]) == whole
    assert merge_records([whole]) == whole
    assert merge_records([whole]).witnesses == whole.witnesses


@given(texts=cluster())
@settings(max_examples=30)
def test_copies_change_sources_only(make, texts: list[str]) -> None:  # type: ignore[no-untyped-def]
    records = [make(text, normalized=True) for text in texts]
    copy = evolve(records[0], sources=(evolve(records[0].source, path="zz/copy.txt"),))
    once, twice = merge_records(records), merge_records([*records, copy])
    assert len(twice.sources) == len(once.sources) + 1
    for name in ("id", "title", "text", "sections", "names", "date", "sides"):
        assert getattr(once, name) == getattr(twice, name)
    assert [(v.start, v.end, v.type, v.lemma) for v in once.apparatus] == [
        (v.start, v.end, v.type, v.lemma) for v in twice.apparatus
    ]


@given(texts=cluster(), additions=st.sampled_from(["union", "base"]), fill=st.sampled_from("AB"))
@settings(max_examples=150)
def test_every_witness_reads_back_and_every_row_holds(  # type: ignore[no-untyped-def]
    make, texts: list[str], additions, fill
) -> None:
    records = [make(text) for text in texts]
    config = Config(merge=MergeConfig(fill=fill, additions=additions))
    for base in records:
        merged = merge_records(records, config, base=base.id)
        assert merged.problems == ()
        make.check_map(merged)
        check_sections(merged)
        for number, source in enumerate(merged.sources):
            record = next(r for r in records if r.id == source.sha256[:32])
            assert read_back(merged.text, merged.apparatus, number) == squeezed(record.text)
        check_apparatus(merged, make.raw)


def check_sections(merged: MergedRecord) -> None:
    text = merged.text
    if not merged.sections:
        return
    blocks = [b for section in merged.sections for b in section.blocks]
    assert squeezed("".join(text[b.start : b.end] for b in blocks)) == squeezed(text)
    for section in merged.sections:
        assert section.start <= section.end
        for block in section.blocks:
            assert section.start <= block.start < block.end <= section.end
            assert text[block.start : block.end] == text[block.start : block.end].strip()
        for start, end in section.sentences:
            assert any(b.start <= start < end <= b.end for b in section.blocks)


def check_apparatus(merged: MergedRecord, raw: dict[str, str]) -> None:
    position = 0
    for entry in merged.apparatus:
        assert position <= entry.start <= entry.end <= len(merged.text)
        assert merged.text[entry.start : entry.end] == entry.lemma
        position = entry.end
        seen: list[int] = []
        for reading in entry.readings:
            seen += reading.sources
            assert (reading.text is None) == (reading.reason is not None)
            if reading.text is None or "[…]" in reading.text:
                continue
            first = [s for s in reading.spans if s.source == reading.spans[0].source]
            source = merged.sources[first[0].source].sha256[:32]
            shown = "".join(span.of(raw[source]) for span in first)
            assert squeezed(shown) == squeezed(reading.text)
        assert sorted(seen) == list(range(len(merged.sources)))


@given(texts=cluster())
@settings(max_examples=40)
def test_no_reading_disappears(make, texts: list[str]) -> None:  # type: ignore[no-untyped-def]
    records = [make(text, normalized=True) for text in texts]
    merged = merge_records(records)

    def said(record: Record) -> list[tuple[str, str]]:
        return [
            (reading.value.raw, reading.text)
            for _, entries in provenance_fields(record.provenance)
            for entry in entries
            for reading in entry.readings
        ]

    assert sorted(said(merged)) == sorted(pair for record in records for pair in said(record))
    for _, entries in provenance_fields(merged.provenance):
        for entry in entries:
            assert sum(reading.chosen for reading in entry.readings) == 1


@given(pick=st.randoms(use_true_random=False), count=st.integers(2, 6))
@settings(max_examples=60)
def test_every_planted_number_conflict_is_told(make, pick, count: int) -> None:  # type: ignore[no-untyped-def]
    original = sentences_of(pick, count)
    changed = [list(words) for words in original]
    place = pick.randrange(count)
    original[place][3:6] = ["where", "417", "men"]
    changed[place][3:6] = ["where", "52", "men"]
    merged = merge_records([make(prose(original)), make(prose(changed))])
    (conflict,) = merged.conflicts
    assert {value.value for value in conflict.values} == {"417", "52"}
    entry = merged.apparatus[int(conflict.pointer.rpartition("/")[2])]
    assert (entry.type, entry.conflict, entry.lemma) == ("number", True, conflict.chosen)


@given(texts=cluster(), fill=st.sampled_from(["off", "A"]))
@settings(max_examples=60)
def test_a_fill_has_exactly_as_many_tokens(make, texts: list[str], fill) -> None:  # type: ignore[no-untyped-def]
    records = [make(text) for text in texts]
    before = [(r.text, r.gaps) for r in records]
    config = Config(merge=MergeConfig(fill=fill))
    for base in records:
        merged = merge_records(records, config, base=base.id)
        for gap in merged.gaps:
            if gap.supplied_by is not None:
                filled = merged.text[gap.text_start : gap.text_end]
                assert counted(filled) == gap.quantity == 3
        if fill == "off":
            assert merged.text.count("[…]") == base.text.count("[…]")
            assert all(gap.supplied_by is None for gap in merged.gaps)
    assert [(r.text, r.gaps) for r in records] == before


@given(pick=st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_complementary_holes_give_the_whole_text(make, pick) -> None:  # type: ignore[no-untyped-def]
    made = sentences_of(pick, 12)
    words = [word.replace("8 May 2013", "212") for s in made for word in [*s, "."]]
    original = " ".join(words).replace(" .", ".")
    plain = original.split(" ")
    inside = [
        start
        for start in range(10, len(plain) - 13, 10)
        if not any("." in word for word in plain[start : start + 4])
    ]
    assume(len(inside) > 1)
    redacted = [
        " ".join([*plain[:start], "@@@@", *plain[start + 4 :]]) for start in pick.sample(inside, 2)
    ]
    merged = merge_records([make(text) for text in redacted])
    assert merged.text == original
    assert {gap.grade for gap in merged.gaps if gap.reason == "redacted"} == {"A"}


@given(texts=cluster(2, 2), cut=st.floats(0.3, 0.9))
@settings(max_examples=40)
def test_a_truncated_witness_omits_nothing(make, texts: list[str], cut: float) -> None:  # type: ignore[no-untyped-def]
    whole = texts[0].split(" ")
    short = " ".join(whole[: max(3, int(len(whole) * cut))])
    merged = merge_records([make(texts[0]), make(short)])
    assert merged.text == make(texts[0]).text
    reasons = {r.reason for entry in merged.apparatus for r in entry.readings}
    assert "omitted" not in reasons


@given(texts=cluster(2, 2))
@settings(max_examples=40)
def test_a_tokenized_rendering_differs_in_format_only(make, texts: list[str]) -> None:  # type: ignore[no-untyped-def]
    tokenized = texts[0].replace(".", " .").replace("\n\n", " ").lower()
    merged = merge_records([make(texts[0]), make(tokenized)])
    assert {entry.type for entry in merged.apparatus} <= {"format"}
    assert merged.conflicts == ()


def test_copies_of_one_page_never_outvote_two_lineages(make) -> None:  # type: ignore[no-untyped-def]
    """Five copies say 52, two strangers 417: one vote against two."""
    before = [f"copied{i}" for i in range(100)]
    records = [
        make(" ".join([*before[:20], "52", *before[20:], f"tail{k}"]) + ".") for k in range(5)
    ]
    for k in range(2):
        filler = [f"own{k}n{i}" for i in range(60)]
        near = [*before[14:20], "417", *before[20:26]]
        records.append(make(" ".join([*near, *filler]) + "."))
    merged = merge_records(records)
    entry = next(e for e in merged.apparatus if e.type == "number")
    assert (entry.lemma, entry.rule, entry.conflict) == ("417", "majority-of-lineages", True)


@pytest.mark.parametrize("bound", [1, 2])
def test_texts_beyond_the_bound_are_attached(make, bound: int) -> None:  # type: ignore[no-untyped-def]
    texts = [f"The town fell on that day number{k}. It was a long siege." for k in range(4)]
    config = Config(merge=MergeConfig(max_witnesses=bound))
    merged = merge_records([make(text) for text in texts], config)
    attached = [decision for decision in merged.decisions if decision.what == "attached"]
    assert len(attached) == 4 - bound
    assert len(merged.sources) == 4
    collated = {s for e in merged.apparatus for r in e.readings for s in r.sources}
    assert len(collated) in (0, bound)
