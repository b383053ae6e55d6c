"""Values that strangers write on purpose: read in time that grows with their length."""

from collections.abc import Callable
from time import process_time

import pytest

from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record

Made = Callable[..., tuple[object, Record]]

ROLES = [
    "title",
    "infobox.0.conflict",
    "infobox.0.partof",
    "infobox.0.place",
    "infobox.0.result",
    "infobox.0.combatant1",
    "infobox.0.commander1",
    "category.0",
]
PIECES = ["* A\n", "(a) B ", "Army X ", "🇮🇷 ", "Col. A ", "(", "war (", "a, ", "A: B ", "6â€“19 "]
LENGTH = 20_000
SECONDS = 5.0  # each needs less than a tenth of this; what is quadratic needs minutes


@pytest.mark.parametrize("role", ROLES)
def test_long_values_of_one_piece(made: Made, role: str) -> None:
    for piece in PIECES:
        record = made({role: piece * (LENGTH // len(piece))})[1]
        begun = process_time()
        normalize_record(record)
        assert process_time() - begun < SECONDS, piece


def test_many_links_in_many_lines(made: Made) -> None:
    count = 1000
    fields = [("infobox.0.combatant1", "\n".join(f"Group {n}" for n in range(count)))]
    fields += [(f"infobox.0.combatant1.link.{n}", f"Group {n}") for n in range(count)]
    record = made(fields)[1]
    begun = process_time()
    actors = normalize_record(record).sides[0].belligerents
    assert process_time() - begun < SECONDS
    assert [actor.link for actor in actors] == [f"Group {n}" for n in range(count)]
