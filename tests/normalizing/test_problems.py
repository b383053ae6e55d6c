"""Checks of counts."""

from collections.abc import Callable

from warcorpus.model.facts import Quantity, Side
from warcorpus.model.record import Record
from warcorpus.normalizing.problems import problem, quantity_problems

Made = Callable[..., tuple[object, Record]]


def test_bounds() -> None:
    side = Side("1", casualties=(Quantity(min=5, best=9, max=7),))
    assert quantity_problems([side], []) == ["quantity-bounds"]
    assert quantity_problems([], [Quantity(min=5, max=7), Quantity(max=3), Quantity()]) == []


def test_parts_and_totals() -> None:
    total = Side("all", casualties=(Quantity(min=50, max=50, outcomes=("killed",)),))
    parts = Side("1", casualties=(Quantity(min=60, max=60, outcomes=("killed",)),))
    assert quantity_problems([parts, total], []) == ["parts-exceed-total"]
    wounded = Side("1", casualties=(Quantity(min=60, max=60, outcomes=("wounded",)),))
    assert quantity_problems([wounded, total], []) == []


def test_a_slug_that_is_not_in_the_table(made: Made) -> None:
    made_problem = problem(made({})[1], "some-thing")
    assert (made_problem.level, made_problem.message) == ("info", "some thing")
