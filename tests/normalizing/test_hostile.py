"""Values that strangers write on purpose: read in time that grows with their length."""

from collections.abc import Callable

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


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("piece", PIECES)
def test_long_values_of_one_piece(
    made: Made, role: str, piece: str, assert_linear: Callable[..., None]
) -> None:
    def work(size: int) -> None:
        normalize_record(made({role: piece * (size // len(piece))})[1])

    assert_linear(work, 4_000)


def test_many_links_in_many_lines(made: Made, assert_linear: Callable[..., None]) -> None:
    def work(count: int) -> None:
        fields = [("infobox.0.combatant1", "\n".join(f"Group {n}" for n in range(count)))]
        fields += [(f"infobox.0.combatant1.link.{n}", f"Group {n}") for n in range(count)]
        actors = normalize_record(made(fields)[1]).sides[0].belligerents
        assert [actor.link for actor in actors] == [f"Group {n}" for n in range(count)]

    assert_linear(work, 250)
