"""The two front-matter readers over the seeds, damaged headers and the real articles."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.prose import VERBATIM
from warcorpus.model.record import Record
from warcorpus.model.values import Field, Span
from warcorpus.readers import front_matter, front_matter_tags
from warcorpus.readers.base import Reader
from warcorpus.readers.door import Reject
from warcorpus.text.document import Text

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
DATA = Path(os.environ.get("WARCORPUS_DATA", ROOT.parent / "shared" / "data"))
ARTICLES = DATA / "conflict-articles" / "docs"

NEW, OLD = front_matter.READER, front_matter_tags.READER


def load(path: Path) -> Text:
    return Text.of(path.read_bytes().decode("utf-8"), path.name)


def seed(number: str) -> Text:
    return load(next(SEEDS.glob(f"{number}_*.txt")))


def read(reader: Reader, text: Text) -> Record:
    (record,) = reader.read(text)
    return record


def by_role(record: Record) -> dict[str, Field]:
    fields = [field for field in record.source.fields if field.role]
    roles = {field.role or "": field for field in fields}
    assert len([f for f in fields if f.role not in ("image", "link")]) == len(
        set(roles) - {"image", "link"}
    )
    return roles


def check_laws(text: Text, record: Record) -> None:
    """Span law, ledger and text map of one record."""
    raw, position = text.text, 0
    for start, end, _ in record.extents:
        assert start >= position, (text.source.path, raw[start:end][:80])
        assert not raw[position:start].strip(), (text.source.path, raw[position:start][:80])
        position = end
    assert not raw[position:].strip(), text.source.path
    for field in record.source.fields:
        assert "".join(span.of(raw) for span in field.spans) == field.raw
        assert all(a.end <= b.start for a, b in zip(field.spans, field.spans[1:], strict=False))
    position = 0
    for row in record.text_map:
        assert row.start == position
        position = row.end
        if row.method == VERBATIM:
            assert record.text[row.start : row.end] == raw[row.raw_start : row.raw_end]
    assert position == len(record.text)


@pytest.mark.parametrize(
    ("number", "reader", "characters", "digest", "paragraphs", "sentences", "sections"),
    [
        ("000", NEW, 2_759, "237d6c87e99a0b5e", 7, 20, 4),
        ("002", OLD, 22_261, "5d0c50e2a9190038", 53, 182, 16),
        ("003", NEW, 4_134, "25cb8baa984e446a", 8, 32, 7),
    ],
)
def test_golden_text(
    number: str,
    reader: Reader,
    characters: int,
    digest: str,
    paragraphs: int,
    sentences: int,
    sections: int,
) -> None:
    text = seed(number)
    record = read(reader, text)
    assert len(record.text) == characters
    assert sha256(record.text.encode()).hexdigest()[:16] == digest
    assert sum(len(section.blocks) for section in record.sections) == paragraphs
    assert sum(len(section.sentences) for section in record.sections) == sentences
    assert len(record.sections) == sections
    check_laws(text, record)
    assert read(reader, text) == record


def test_000() -> None:
    record = read(NEW, seed("000"))
    roles = by_role(record)
    assert roles["title"].spans == (Span(0, 11, 27),)
    assert roles["infobox.0.conflict"].spans == (Span(0, 708, 727),)
    assert (roles["infobox.0.date"].raw, roles["infobox.0.date"].spans[0].start) == (
        "6â€“19 February 2013",
        866,
    )
    assert roles["infobox.0.units2"].spans[-1] == Span(0, 1638, 1645)
    assert [str(step) for step in roles["infobox.0.units2"].steps] == ["fold plain"]
    assert roles["infobox.0.place.link.1"].raw == "Syria"
    assert roles["infobox.0.units1"].raw == "Unknown"
    assert roles["image"].spans == (Span(0, 2181, 2290),)
    assert [(gap.reason, gap.start) for gap in record.gaps] == [("lost", 4707)]
    assert record.source.publisher == "Wikipedia"
    assert (record.source.format, record.source.reader) == ("front-matter", "front-matter/1")
    names = [field.name for field in record.source.fields]
    assert "shortDescription" in names
    assert "infoboxes.0.partof.links.0.type" in names
    assert [s.heading for s in record.sections if s.empty] == ["References"]


def test_002() -> None:
    text = seed("002")
    record = read(OLD, text)
    roles = by_role(record)
    assert roles["title"].spans == (Span(0, 13, 61),)
    assert roles["infobox.0.conflict"].raw == "June 2012–April 2013 Idlib Governorate clashes"
    assert roles["infobox.0.partof"].raw == "the 2012–13 escalation of the Syrian Civil War"
    sides = roles["infobox.0.combatant1"]
    assert sides.raw.split("\n")[1:3] == [" Suqour al-Sham Brigade", "* Liwa Dawud"]
    assert len(sides.spans) == 6
    assert roles["infobox.0.combatant2"].raw.startswith("Flag of Syria.svg ")
    assert [role for role in roles if role.startswith("category")] == [
        f"category.{number}" for number in range(6)
    ]
    assert roles["date"].raw == "3 June 2012 – 18 April 2013"
    assert roles["place"].raw == "Idlib Governorate, Syria"
    assert next(f for f in record.source.fields if f.name == "img").role is None
    images = [f for f in record.source.fields if f.role == "image"]
    assert [f.spans for f in images[1:]] == [(Span(0, 22494, 22577),), (Span(0, 22577, 22695),)]
    assert record.source.exported_at == "2023-07-28T11:07"
    assert [(gap.reason, gap.start) for gap in record.gaps] == [
        ("lost", 1815),
        ("truncated", 23752),
        ("lost", 24131),
        ("lost", 24151),
        ("lost", 24165),
    ]
    leaks = sorted(span for repair in record.source.repairs for span in repair.spans)
    assert leaks == [Span(0, 926, 944), Span(0, 24165, 26052)]
    assert [p.slug for p in record.problems] == ["lowercase-after-stop"] * 2


def test_003() -> None:
    record = read(NEW, seed("003"))
    roles = by_role(record)
    assert roles["title"].spans == (Span(0, 11, 43),)
    assert roles["infobox.0.date"].spans == (Span(0, 1464, 1481),)
    assert roles["infobox.0.map_relief"].raw == "yes"
    assert roles["infobox.0.image_size"].raw == "260"
    assert roles["infobox.0.image"].raw == "Syria M5 Highway.svg"
    assert roles["infobox.0.result.link.0.text"].raw == "lay siege to two military bases"
    assert roles["infobox.0.casualties2.link.0"].raw == "Sukhoi Su-17"
    assert [(gap.reason, gap.start) for gap in record.gaps] == [("lost", 7624), ("lost", 7640)]
    assert [s.heading for s in record.sections if s.empty] == ["See also", "References"]


def test_sniffing_the_seeds() -> None:
    for number, best, other in (("000", NEW, OLD), ("003", NEW, OLD), ("002", OLD, NEW)):
        head = seed(number).text
        for cut in (head, head[:65_536]):
            assert best.sniff(cut).score >= 0.90
            assert other.sniff(cut).score <= best.sniff(cut).score - 0.30
    for number in ("001", "004"):
        head = seed(number).text
        assert NEW.sniff(head).score == OLD.sniff(head).score == 0


def test_sniffing_shows_what_it_found() -> None:
    head = "---\ninfoboxes:\n  - a:\n      text: b\ntitle: X\nauthor: Y\n---\n"
    found = NEW.sniff(head)
    assert [(f.name, f.weight, head[f.start : f.end]) for f in found.evidence[1:]] == [
        ("title", 0.15, "title"),
        ("author", 0.08, "author"),
        ("infoboxes", 0.24, "infoboxes"),
    ]
    assert found.score == 0.97
    assert OLD.sniff(head).score == 0
    assert NEW.sniff("---\n- a\n---\n").score == 0
    assert NEW.sniff("# X\n---\ntitle: Y\n---\n").score == 0


def test_roles_of_infoboxes() -> None:
    raw = (
        "---\ntitle: X\ninfoboxes:\n  - Casualties1:\n      text: 5 killed\n      number: 5\n"
        "      links:\n        - {type: external, site: 'https://x.org', text: y}\n"
        "        - {type: internal, page: P, anchor: Q}\n"
        "  - name:\n      text: Second\n---\n"
    )
    roles = by_role(read(NEW, Text.of(raw)))
    assert {role: field.raw for role, field in roles.items()} == {
        "title": "X",
        "infobox.0.casualties1": "5 killed",
        "infobox.0.casualties1.link.0": "https://x.org",
        "infobox.0.casualties1.link.0.text": "y",
        "infobox.0.casualties1.link.1": "P",
        "infobox.0.casualties1.link.1.anchor": "Q",
        "infobox.1.name": "Second",
    }


def test_a_broken_header_costs_its_fields_never_the_body() -> None:
    for header in ("[" * 200_000, "a: &a [*a]", "- a", "title: A: B", "k: [", "\tx: y"):
        text = Text.of(f"---\n{header}\n---\n\nThe **body** stands.\n")
        for reader in (NEW, OLD):
            record = read(reader, text)
            assert record.text.endswith("The body stands.")
            assert record.problems
            check_laws(text, record)


def test_an_unassigned_tag_is_kept_and_told() -> None:
    raw = (
        "---\nsubject: Zenda Brigade\ntags:\n  - |-\n    * Coast Brigade\n    * Free Army\n"
        "  - Factions of the Civil War\ndate: []\nplace: []\n---\n\nText.\n"
    )
    record = read(OLD, Text.of(raw))
    assert [(f.name, f.role) for f in record.source.fields] == [
        ("subject", "title"),
        ("tags.0", None),
        ("tags.1", "category.0"),
    ]
    assert [p.slug for p in record.problems] == ["tag-unassigned"]


def test_a_text_about_front_matter_is_parsed_once() -> None:
    raw = (
        "---\ntitle: On headers\ninfoboxes: []\n---\n\nA header:\n\n```\n---\ntitle: Inner\n---\n"
        "# no heading\n```\n\n---\ntitle: Second\n---\n"
    )
    record = read(NEW, Text.of(raw))
    assert by_role(record)["title"].raw == "On headers"
    assert len(record.sections) == 1
    assert "title: Inner" in record.text
    assert "title: Second" in record.text


LINES = st.sampled_from(
    [
        "title: X",
        "subject: Y",
        "tags:",
        "  - a",
        "  - |-",
        "    b",
        "infoboxes:",
        "  - date:",
        "      text: >-",
        "        c",
        "---",
        "...",
        "k: *x",
        "a: [",
        "date:",
        "## H",
        "* i",
        "",
        "text[object Object]",
        "[[File:a.svg|b",
        "]]c",
        "| t |",
        "**b**",
        "\x96",
        "&a b: c",
        "!t",
    ]
)


@given(st.lists(LINES, max_size=20).map(lambda lines: "---\n" + "\n".join(lines)))
def test_any_document_gives_a_lawful_record(raw: str) -> None:
    text = Text.of(raw)
    for reader in (NEW, OLD):
        assert 0 <= reader.sniff(raw).score <= 1
        record = read(reader, text)
        check_laws(text, record)
        assert read(reader, text) == record


@given(st.text(max_size=60))
def test_probes_are_total(head: str) -> None:
    for text in (head, "---\n" + head):
        for reader in (NEW, OLD):
            found = reader.sniff(text)
            assert all(0 <= f.start <= f.end <= len(text) for f in found.evidence)


def test_all_real_articles(
    article_outcomes: tuple[Record | Reject, ...], data_folder: Path
) -> None:
    counts = {NEW.name: 0, OLD.name: 0}
    slugs: dict[str, int] = {}
    for record in article_outcomes:
        assert isinstance(record, Record)
        text = load(data_folder / "conflict-articles" / "docs" / record.source.path)
        head = text.text[:65_536]
        reader = max((NEW, OLD), key=lambda r: r.sniff(head).score)
        assert reader.sniff(head).score >= 0.90, record.source.path
        assert record.source.format == reader.name
        check_laws(text, record)
        counts[reader.name] += 1
        assert by_role(record)["title"].raw
        assert record.source.publisher == "Wikipedia"
        for problem in record.problems:
            slugs[problem.slug] = slugs.get(problem.slug, 0) + 1
        assert "](" not in record.text
        assert "[object Object]" not in record.text
    assert counts == {"front-matter": 178, "front-matter-tags": 148}
    assert not {slug for slug in slugs if slug.startswith(("header", "yaml"))}
    assert slugs.get("tag-unassigned", 0) <= 3
