"""Whole corpora of invented witnesses, with the truth about them.

    truth = write_corpus(folder, families=("levant",), events=200, seed=7, drift=(0.0, 0.1))

The same families, number and seed give the same bytes, and more events only add documents. Each
event is made from its own dice, so a family of one style says nothing about those of another.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from attrs import field, frozen

from warcorpus.evaluation.relations import Relation
from warcorpus.evaluation.truth import Truth
from warcorpus.testing.families import KINDS, Family, Told, make_family
from warcorpus.testing.scenes import War, dice_of, make_war
from warcorpus.testing.styles import STYLES, style
from warcorpus.testing.witnesses import Damage, Witness, derive

_FAMILIES_OF_A_WAR = 12
_WITNESSES = ((0.35, 1), (0.65, 2), (0.85, 3), (0.95, 4), (0.99, 6), (1.0, 10))
_TRAPS = tuple(kind for kind in sorted(KINDS) if kind != "alone")
_LEFT = (0.35, 0.85)  # share of a truncated text


@frozen
class Rates:
    """How often documents are damaged, and how many events stand in a hard family.

    Args:
        traps: share of families that are no lone event.
        redacted: share of documents of the tokenised corpus with holes.
        truncated: share of all documents; so are the others.
        mojibake: read in a wrong encoding.
        unboxed: without infobox.
        lead_only: the first paragraph alone.
        respelled: in another transliteration.
        conflicts: with up to three planted numbers.
    """

    traps: float = 0.35
    redacted: float = 0.6
    truncated: float = 0.06
    mojibake: float = 0.08
    unboxed: float = 0.12
    lead_only: float = 0.06
    respelled: float = 0.1
    conflicts: float = 0.2


@frozen
class Document:
    """One file of a corpus.

    Args:
        file: its name, which tells nothing of what it is.
        witness: text and damage.
        cluster: its event.
        columns: what else the truth says of it.
    """

    file: str
    witness: Witness
    cluster: str
    columns: Mapping[str, str] = field(factory=dict)


def documents(
    families: Sequence[str],
    events: int,
    seed: int,
    drift: Sequence[float] = (0.0, 0.02, 0.05, 0.1, 0.2),
    rates: Rates | None = None,
) -> Iterator[Document | Relation]:
    """The documents of a corpus, and the relations of their events as they become known.

    Args:
        families: names of styles, of `warcorpus.testing.styles.STYLES`.
        events: how many at least; the last family is told to its end.
        seed: of all dice.
        drift: rates of word edits; each event has one of them. Its first witness is not edited,
            all others are from the clean text, so two of these differ by nearly twice the rate.
        rates: of other damage.
    """
    made = number = 0
    for place, (name, family, dice) in enumerate(_families(families, seed, rates or Rates())):
        if made >= events:
            return
        made += len(family.events)
        yield from family.relations
        for told in family.events:
            rate = drift[int(dice.random() * len(drift))]
            for witness in _witnesses(told, name, rate, dice, rates or Rates()):
                columns = {
                    "style": name,
                    "family": family.kind,
                    "format": witness.form,
                    "drift": str(rate),
                    "own_drift": str(witness.damage.drift),
                    "damage": witness.damage.names,
                    "part_of": told.event.war or "",
                    "group": str(place),
                }
                digest = sha256(witness.text.encode()).hexdigest()
                file = f"{number:06d}_{digest[:12]}.txt"
                yield Document(file, witness, told.key, columns)
                number += 1


def _families(
    names: Sequence[str], seed: int, rates: Rates
) -> Iterator[tuple[str, Family, random.Random]]:
    for unknown in [name for name in names if name not in STYLES]:
        raise KeyError(f"found the family {unknown!r}, expected one of: {', '.join(STYLES)}")
    wars: dict[str, War] = {}
    number = 0
    while True:
        for name in names:
            if not number % _FAMILIES_OF_A_WAR:
                wars[name] = make_war(style(name), dice_of(seed, name, "war", number))
            dice = dice_of(seed, name, number)
            kind = dice.choice(_TRAPS) if dice.random() < rates.traps else "alone"
            yield name, make_family(kind, wars[name], dice, f"{name}-{number}"), dice
        number += 1


def _witnesses(
    told: Told, name: str, rate: float, dice: random.Random, rates: Rates
) -> Iterator[Witness]:
    drawn = dice.random()
    count = next(count for share, count in _WITNESSES if drawn < share)
    for number in range(count):
        form = dice.choice(told.forms)
        harm = _damage(rate if number else 0.0, rates, dice)
        yield derive(told, style(name), form, harm, dice)


def _damage(rate: float, rates: Rates, dice: random.Random) -> Damage:
    def happens(share: float) -> bool:
        return dice.random() < share

    return Damage(
        drift=rate,
        redacted=happens(rates.redacted),
        truncated=dice.uniform(*_LEFT) if happens(rates.truncated) else 1.0,
        mojibake=happens(rates.mojibake),
        unboxed=happens(rates.unboxed),
        lead_only=happens(rates.lead_only),
        respelled=happens(rates.respelled),
        conflicts=dice.randint(1, 3) if happens(rates.conflicts) else 0,
    )


def write_corpus(
    folder: Path,
    families: Sequence[str],
    events: int,
    seed: int,
    drift: Sequence[float] = (0.0, 0.02, 0.05, 0.1, 0.2),
    rates: Rates | None = None,
) -> Truth:
    """Write a corpus: the documents below ``docs``, the truth in ``truth.jsonl`` beside them.

    Args:
        folder: where to; made if it is not there.
        families: as for `documents`, like all that follows.
        events: how many at least.
        seed: of all dice.
        drift: rates of word edits.
        rates: of other damage.

    Returns:
        what was written to ``truth.jsonl``.
    """
    docs = folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    clusters: dict[str, str] = {}
    columns: dict[str, dict[str, str]] = {}
    relations: list[Relation] = []
    gaps, conflicts = {}, {}
    for one in documents(families, events, seed, drift, rates):
        if isinstance(one, Relation):
            relations.append(one)
            continue
        (docs / one.file).write_bytes(one.witness.text.encode())
        clusters[one.file] = one.cluster
        columns[one.file] = dict(one.columns)
        if one.witness.gaps:
            gaps[one.file] = one.witness.gaps
        if one.witness.conflicts:
            conflicts[one.file] = one.witness.conflicts
    truth = Truth(clusters, columns, tuple(relations), gaps, conflicts)
    (folder / "truth.jsonl").write_bytes(truth.to_jsonl().encode())
    return truth
