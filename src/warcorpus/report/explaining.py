"""Why two records are one event, or are not: the computation itself, laid out in rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from warcorpus.config import Config
from warcorpus.model.pairs import Evidence, Pair, Seen
from warcorpus.model.record import Record

Locate = Callable[[Record, int], str]
"""Where a raw offset of a record stands, as ``file:line:column``."""

_SIXTEENTHS = 16


def at_offset(record: Record, offset: int) -> str:
    """A place without the raw file in hand: name of the file and character."""
    return f"{record.source.address}:@{offset}"


@frozen(repr=False)
class Explanation:
    """One pair, compared. Prints as the table that ``warcorpus explain`` shows.

    Args:
        pair: outcome, score and evidence.
        a: the record whose id is smaller.
        b: the other one.
        config: the settings whose thresholds decided.
        locate: how a place is written.

    >>> import warcorpus
    >>> explanation = warcorpus.explain("seeds/000_0d7aad7cfa0080c0.txt",
    ...                                 "seeds/001_7664b4e7f6915ef9.txt")
    >>> explanation.outcome
    'SAME'
    """

    pair: Pair
    a: Record
    b: Record
    config: Config
    locate: Locate = at_offset

    @property
    def outcome(self) -> str:
        """``SAME``, ``PART_OF``, ``RELATED``, ``DIFFERENT`` or ``REVIEW``."""
        return str(self.pair.outcome)

    @property
    def bits(self) -> float:
        """Score and prior together."""
        return self.pair.bits

    def to_dict(self) -> dict[str, Any]:
        """The explanation as one JSON object; ``warcorpus schema explain`` describes it."""
        return {
            "a": {"id": self.a.id, "title": self.a.title, "path": self.a.source.path},
            "b": {"id": self.b.id, "title": self.b.title, "path": self.b.source.path},
            "outcome": self.outcome,
            "part": self.pair.part,
            "score": self.bits,
            "thresholds": {
                "same": self.config.match.same_bits,
                "review": self.config.match.review_bits,
            },
            "prior": self.pair.prior / _SIXTEENTHS,
            "evidence": [self._row(row) for row in self.pair.evidence],
            "vetoes": [
                {"code": veto.code, "name": veto.name, "a": veto.a, "b": veto.b}
                for veto in self.pair.vetoes
            ],
            "reasons": list(self.pair.reasons),
            "proposed_by": list(self.pair.proposed_by),
        }

    def _row(self, row: Evidence) -> dict[str, Any]:
        return {
            "group": row.group,
            "comparison": row.comparison,
            "level": row.level,
            "weight": row.weight / _SIXTEENTHS,
            "counted": row.counted / _SIXTEENTHS,
            "a": _seen(row.a),
            "b": _seen(row.b),
        }

    def __repr__(self) -> str:
        return f"Explanation {self.a.id[:8]} {self.b.id[:8]} {self.outcome} {self.bits:+} bits"

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """The table, a line each: headline, prior, evidence, sum, vetoes, reasons."""
        match = self.config.match
        lines = [
            f"{self.outcome}  {_bits(self.pair.score + self.pair.prior)} bits "
            f"(same from {match.same_bits:+d}, review from {match.review_bits:+d})",
            f"  a  {self.a.source.address}  {self.a.title}",
            f"  b  {self.b.source.address}  {self.b.title}",
            "",
            _line("prior", "", "", self.pair.prior, self.pair.prior),
        ]
        lines += [
            _line(row.comparison, row.level, self._values(row), row.counted, row.weight)
            for row in self.pair.evidence
        ]
        lines.append(_line("sum", "", "", self.pair.score + self.pair.prior, None))
        lines += [f"veto {v.code} {v.name}: {v.a} | {v.b}" for v in self.pair.vetoes]
        lines += [f"because {reason}" for reason in self.pair.reasons]
        return lines

    def _values(self, row: Evidence) -> str:
        shown = [self._value(record, seen) for record, seen in ((self.a, row.a), (self.b, row.b))]
        return " | ".join(shown) if any(shown) else ""

    def _value(self, record: Record, seen: Seen | None) -> str:
        if seen is None:
            return "–"
        place = f" {self.locate(record, seen.spans[0].start)}" if seen.spans else ""
        return f"{seen.text}{place}"


def _seen(seen: Seen | None) -> dict[str, Any] | None:
    if seen is None:
        return None
    return {"text": seen.text, "spans": [[s.source, s.start, s.end] for s in seen.spans]}


def _line(name: str, level: str, values: str, counted: int, weight: int | None) -> str:
    full = "" if weight in (None, counted) else f"  ({_bits(weight or 0)})"
    return f"  {name:<12} {level:<14} {_bits(counted):>9}{full}  {values}".rstrip()


def _bits(sixteenths: int) -> str:
    """Exact, since a sixteenth has at most four decimals (``+14.6875``)."""
    text = f"{sixteenths / _SIXTEENTHS:+.4f}".rstrip("0")
    return text + "0" if text.endswith(".") else text
