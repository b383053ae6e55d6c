"""The different texts of an event, each with the witnesses that have it, the base first."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from attrs import frozen

from warcorpus.merging.collate import Alignment, aligned
from warcorpus.merging.gaps import Sides, off_cadence
from warcorpus.merging.lineage import Merits, base_order, lineages, newest_first
from warcorpus.merging.tokenizing import Tokens, tokenize
from warcorpus.merging.witnesses import Witness
from warcorpus.model.prose import GAP_MARK
from warcorpus.model.record import Record


@frozen(eq=False)
class Text:
    """One text of an event.

    Args:
        tokens: its tokens.
        witnesses: indices of the witnesses that have it, the best first.
        alignment: with the base; None for the base itself.
    """

    tokens: Tokens
    witnesses: tuple[int, ...]
    alignment: Alignment | None = None


@frozen(eq=False)
class Texts:
    """All witnesses of an event and their different texts.

    Args:
        witnesses: every witness, by id.
        tokens: the tokens of every witness.
        lineage: the lineage of every witness.
        order: witnesses from the best base to the worst.
        merits: what ranks each of them.
        newer: who is known to be newer.
        texts: the different texts, the base's first; at most ``max_witnesses``.
        left_out: witnesses whose texts are beyond that bound.
    """

    witnesses: tuple[Witness, ...]
    tokens: tuple[Tokens, ...]
    lineage: tuple[int, ...]
    order: tuple[int, ...]
    merits: tuple[Merits, ...]
    newer: Callable[[int, int], bool | None]
    texts: tuple[Text, ...]
    left_out: tuple[int, ...]

    @property
    def base(self) -> Text:
        """The text that the others are aligned with."""
        return self.texts[0]

    @property
    def base_witness(self) -> Witness:
        """The witness whose paragraphs and headings the merged text has."""
        return self.witnesses[self.order[0]]

    def record(self, text: int) -> Record:
        """The best witness's record of a text."""
        return self.witnesses[self.texts[text].witnesses[0]].record

    def witness(self, text: int) -> Witness:
        """The best witness of a text."""
        return self.witnesses[self.texts[text].witnesses[0]]

    def numbers(self, text: int) -> tuple[int, ...]:
        """All sources that have a text, sorted."""
        found = (n for w in self.texts[text].witnesses for n in self.witnesses[w].numbers)
        return tuple(sorted(found))

    def sides(self, gapped: int, supplier: int) -> Sides:
        """The base and another text, seen from the one with the holes."""
        other = max(gapped, supplier)
        alignment = self.texts[other].alignment
        if alignment is None or min(gapped, supplier):
            raise ValueError("only the base is aligned with the others")
        return Sides(
            alignment,
            self.texts[gapped].tokens,
            self.texts[supplier].tokens,
            mirrored=supplier == 0,
        )

    def off_cadence(self, text: int) -> frozenset[int]:
        """Gap tokens that stand where the text's format makes no hole."""
        return off_cadence(self.record(text), self.texts[text].tokens)


def gather(witnesses: Sequence[Witness], max_texts: int, base: str | None = None) -> Texts:
    """Tokenize the witnesses, find their lineages and base, and align their texts with it.

    Args:
        witnesses: all of them, sorted by id.
        max_texts: how many different texts are collated.
        base: id of the record to make the base, instead of the best.
    """
    records = [witness.record for witness in witnesses]
    tokens = tuple(_tokenized(records))
    newer = newest_first(records)
    order, merits = base_order(records, tokens)
    if base is not None:
        order.sort(key=lambda i: records[i].id != base)
    groups = _grouped(order, tokens)
    first = tokens[order[0]]
    texts = [Text(first, groups[0])]
    for group in groups[1:max_texts]:
        other = tokens[group[0]]
        texts.append(Text(other, group, aligned(first, other)))
    return Texts(
        tuple(witnesses),
        tokens,
        lineages(records, tokens),
        tuple(order),
        tuple(merits),
        newer,
        tuple(texts),
        tuple(i for group in groups[max_texts:] for i in group),
    )


def _tokenized(records: Sequence[Record]) -> Iterator[Tokens]:
    """The tokens of each record.

    Copies share theirs, which take more room than the record: a text may have thousands. Tokens
    of gaps name their record.
    """
    known: dict[Hashable, Tokens] = {}
    for record in records:
        if any(row.method == GAP_MARK for row in record.text_map):
            yield tokenize(record)
            continue
        key = record.text, record.sections, record.language
        if key not in known:
            known[key] = tokenize(record)
        yield known[key]


def _grouped(order: Sequence[int], tokens: Sequence[Tokens]) -> list[tuple[int, ...]]:
    """Witnesses with identical token lists, the best first."""
    keys = {t: (tuple(t.surfaces), tuple(sorted(t.holes.items()))) for t in dict.fromkeys(tokens)}
    groups: dict[Hashable, list[int]] = {}
    for i in order:
        groups.setdefault(keys[tokens[i]], []).append(i)
    return [tuple(group) for group in groups.values()]
