"""The fixture that the tests of growth share finds what is quadratic, and nothing else."""

from collections.abc import Callable

import pytest

AssertLinear = Callable[..., None]


class Clock:
    """CPU time that passes only when work says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(assert_linear: AssertLinear, monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setitem(assert_linear.__globals__, "process_time", made)  # type: ignore[attr-defined]
    return made


def test_linear_work_passes_at_once(assert_linear: AssertLinear, clock: Clock) -> None:
    sizes = []

    def work(size: int) -> None:
        sizes.append(size)
        clock.now += size * 0.00002

    assert_linear(work, 1_000)
    assert sizes == [1_000, 1_000, 4_000]


def test_quadratic_work_fails_and_both_times_are_told(
    assert_linear: AssertLinear, clock: Clock
) -> None:
    sizes = []

    def work(size: int) -> None:
        sizes.append(size)
        clock.now += (size / 1_000) ** 2 * 0.01

    told = r"5 times measured: size 1000 took 0\.010 s of CPU, size 4000 took 0\.160 s"
    with pytest.raises(pytest.fail.Exception, match=told):
        assert_linear(work, 1_000)
    assert sizes == [1_000, 1_000, 4_000, 4_000] * 5


def test_the_most_may_be_stricter(assert_linear: AssertLinear, clock: Clock) -> None:
    def work(size: int) -> None:
        clock.now += (size / 1_000) ** 1.4 * 0.1

    assert_linear(work, 1_000)
    with pytest.raises(pytest.fail.Exception):
        assert_linear(work, 1_000, most=5)


def test_disturbed_measurements_are_forgiven(assert_linear: AssertLinear, clock: Clock) -> None:
    disturbances = [0.5] * 8

    def work(size: int) -> None:
        clock.now += size * 0.00001
        if size > 1_000 and disturbances:
            clock.now += disturbances.pop()

    assert_linear(work, 1_000)
    assert disturbances == []


def test_real_work_is_measured(
    assert_linear: AssertLinear, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_linear(lambda size: sum(range(size)), 400_000)
    monkeypatch.setitem(assert_linear.__globals__, "TRIES", 1)  # type: ignore[attr-defined]
    with pytest.raises(pytest.fail.Exception):
        assert_linear(lambda size: [sum(range(end)) for end in range(size)], 1_500)
