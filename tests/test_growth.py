"""The fixture that the tests of growth share finds what is quadratic, and nothing else."""

from collections.abc import Callable
from time import process_time

import pytest

AssertLinear = Callable[..., None]


def busy(seconds: float) -> None:
    end = process_time() + seconds
    while process_time() < end:
        pass


def test_linear_work_passes(assert_linear: AssertLinear) -> None:
    assert_linear(lambda size: busy(size * 0.00002), 1_000)


def test_quadratic_work_fails_and_both_times_are_told(assert_linear: AssertLinear) -> None:
    sizes = []

    def work(size: int) -> None:
        sizes.append(size)
        busy((size / 1_000) ** 2 * 0.01)

    told = r"size 1000 took 0\.0\d+ s of CPU, size 4000 took 0\.\d+ s"
    with pytest.raises(pytest.fail.Exception, match=told):
        assert_linear(work, 1_000)
    assert sizes == [1_000, 1_000, 4_000, 4_000] * 5


def test_real_quadratic_code_fails(assert_linear: AssertLinear) -> None:
    with pytest.raises(pytest.fail.Exception):
        assert_linear(lambda size: [sum(range(end)) for end in range(size)], 1_500)


def test_the_most_may_be_stricter(assert_linear: AssertLinear) -> None:
    def work(size: int) -> None:
        busy((size / 1_000) ** 1.4 * 0.02)

    assert_linear(work, 1_000)
    with pytest.raises(pytest.fail.Exception):
        assert_linear(work, 1_000, most=4)


def test_one_disturbed_measurement_is_forgiven(assert_linear: AssertLinear) -> None:
    disturbances = [0.5, 0.5]

    def work(size: int) -> None:
        busy(size * 0.00001 + (disturbances.pop() if size > 1_000 and disturbances else 0))

    assert_linear(work, 1_000)
    assert disturbances == []
