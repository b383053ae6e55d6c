"""The composed text: where sentences, blocks and sections of other witnesses go."""

from __future__ import annotations

from warcorpus.config import Config, MergeConfig
from warcorpus.merging import merge_records

A = "Rebels took the airport at dawn. The army left the town."
B = "Shells fell on the market. Nobody counted the dead."


def test_a_sentence_follows_the_one_it_follows_there(make) -> None:  # type: ignore[no-untyped-def]
    base = make(f"{A}\n\n{B}")
    other = make(f"{A} Later a convoy came.\n\n{B}")
    merged = merge_records([base, other], base=base.id)
    assert merged.text == f"{A} Later a convoy came.\n\n{B}"
    (entry,) = merged.apparatus
    assert (entry.type, entry.rule, entry.lemma) == ("addition", "union", "Later a convoy came.")
    make.check_map(merged)
    first = merged.sections[0]
    assert [merged.text[i:j] for i, j in first.sentences][2] == "Later a convoy came."
    assert [merged.text[b.start : b.end] for b in first.blocks] == merged.text.split("\n\n")


def test_a_sentence_that_opens_a_block_opens_it_here_too(make) -> None:  # type: ignore[no-untyped-def]
    base = make(f"{A}\n\n{B}")
    other = make(f"{A}\n\nLater a convoy came. {B}")
    merged = merge_records([base, other], base=base.id)
    assert merged.text == other.text
    make.check_map(merged)


def test_a_block_of_its_own_stays_one(make) -> None:  # type: ignore[no-untyped-def]
    base = make(f"{A}\n\n{B}")
    other = make(f"{A}\n\nLater a convoy came. It turned back.\n\n{B}")
    merged = merge_records([base, other], base=base.id)
    assert merged.text == other.text
    assert merged.sections == other.sections


def test_a_section_comes_with_its_heading(make) -> None:  # type: ignore[no-untyped-def]
    base = make(f"{A}\n\n# Aftermath\n\n{B}")
    other = make(f"{A}\n\n# Siege\n\nIt lasted for weeks.\n\n# Aftermath\n\n{B}")
    merged = merge_records([base, other], base=base.id)
    assert merged.text == other.text
    assert [s.heading for s in merged.sections] == [None, "Siege", "Aftermath"]
    assert [s.parent for s in merged.sections] == [None, 0, 0]
    make.check_map(merged)


def test_paragraphs_of_the_base_are_kept(make) -> None:  # type: ignore[no-untyped-def]
    base = make(f"{A} {B}")
    other = make(f"{A}\n\nLater a convoy came.\n\n{B}")
    merged = merge_records([base, other], base=base.id)
    assert merged.text == f"{A} Later a convoy came. {B}"
    make.check_map(merged)


def test_an_addition_across_a_sentence_border_takes_the_whole_group(make) -> None:  # type: ignore[no-untyped-def]
    base = make(f"{A} On that day, several parts burned. {B}")
    group = "On that day, it was said that guns were seen. Several parts burned."
    other = make(f"{A} {group} {B}")
    merged = merge_records([base, other], base=base.id)
    assert merged.text == f"{A} {group} {B}"
    make.check_map(merged)


def test_part_of_a_sentence_stays_in_the_apparatus(make) -> None:  # type: ignore[no-untyped-def]
    base, other = make(A), make(A.replace("town", "town, burning"))
    merged = merge_records([base, other], base=base.id)
    assert merged.text == A
    (entry,) = merged.apparatus
    assert (entry.type, entry.lemma, entry.readings[-1].text or entry.readings[0].text) == (
        "addition",
        "",
        ", burning",
    )


def test_additions_can_be_switched_off(make) -> None:  # type: ignore[no-untyped-def]
    base, other = make(A), make(f"{A} {B}")
    config = Config(merge=MergeConfig(additions="base"))
    assert merge_records([base, other], config, base=base.id).text == A
    assert merge_records([base, other], base=base.id).text == f"{A} {B}"


def test_a_clean_witness_replaces_damage(make) -> None:  # type: ignore[no-untyped-def]
    base, other = make(A.replace("airport", "air\ufffdport")), make(A)
    merged = merge_records([base, other], base=base.id)
    assert merged.text == A
    assert merged.apparatus[0].rule == "clean-witness"


def test_nothing_of_the_base_goes_missing_when_a_group_is_taken(make) -> None:  # type: ignore[no-untyped-def]
    """A group may not cost the base a sentence of its own."""
    base = make(f"{A} On that day, the mayor fled. Only here. Several parts burned. {B}")
    other = make(f"{A} On that day, guns came. More came, several parts burned. {B}")
    merged = merge_records([base, other], base=base.id)
    assert "Only here." in merged.text


def test_one_bad_character_does_not_cost_a_paragraph(make) -> None:  # type: ignore[no-untyped-def]
    """A clean word in place of three damaged paragraphs is no better reading."""
    lost = "Rebels held on, \ufffd men fell. Nobody came.\n\n# Later\n\nOne more day passed."
    base, other = make(f"{A}\n\n{lost}\n\n{B}"), make(f"{A}\n\nAttack\n\n{B}")
    merged = merge_records([base, other], base=base.id)
    assert lost.replace("# ", "") in merged.text
    assert [s.heading for s in merged.sections] == [None, "Later"]


def test_a_heading_is_not_voted_into_a_paragraph(make) -> None:  # type: ignore[no-untyped-def]
    """A change that holds a last word and the heading behind it stays two blocks."""
    base = make(f"{A} It was a slow process\n\n# News\n\n{B}")
    others = [make(f"{A} It was a slow advance\n\n# Later\n\n{B}{x}") for x in ("", " On.")]
    merged = merge_records([base, *others], base=base.id)
    assert [(s.heading, len(s.blocks)) for s in merged.sections] == [(None, 1), ("News", 1)]
    assert merged.text.startswith("News\n\n", merged.sections[1].start)


def test_blocks_below_a_brought_heading_are_of_its_section(make) -> None:  # type: ignore[no-untyped-def]
    middle = "In May, the siege was lifted. Many families returned home after two years."
    base = make(f"# Battle\n\n{A}\n\n{middle}\n\n{B}")
    other = make(f"# Battle\n\n{A}\n\n# Aftermath\n\n{middle}\n\n# Today\n\n{B}")
    merged = merge_records([base, other], base=base.id)
    shown = [
        (s.heading, [merged.text[b.start : b.end] for b in s.blocks], s.empty)
        for s in merged.sections
    ]
    assert shown == [
        (None, [], False),
        ("Battle", [A], False),
        ("Aftermath", [middle], False),
        ("Today", [B], False),
    ]
    starts = [section.start for section in merged.sections]
    assert starts == sorted(starts)


def test_a_heading_brought_before_the_lead_leaves_the_sections_in_order(make) -> None:  # type: ignore[no-untyped-def]
    base, other = make(f"{A}\n\n{B}"), make(f"# Battle\n\n{A}\n\n{B}")
    merged = merge_records([base, other], base=base.id)
    assert [(s.heading, s.start, len(s.blocks)) for s in merged.sections] == [
        (None, 0, 0),
        ("Battle", 0, 2),
    ]
