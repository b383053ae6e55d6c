"""What of each row counts."""

import pytest

from warcorpus.matching.score import Row, damped


def rows(*weights):
    return [
        Row(group, comparison, "level", weight)
        for (group, comparison), weight in zip(
            [("TEXT", "containment"), ("TEXT", "facts"), ("TEXT", "slots"), ("NAME", "name")],
            weights,
            strict=False,
        )
    ]


@pytest.mark.parametrize(
    ("weights", "counted"),
    [
        ((100, 30), [100, 7]),
        ((30, 100), [7, 100]),
        ((100, -30), [100, -7]),
        ((-100, 100), [-100, 25]),
        ((100, -100), [25, -100]),
        ((40, 40), [40, 10]),
        ((0, 40, -90), [0, 40, -90]),
        ((40, 20, -90, 60), [40, 5, -90, 60]),
    ],
)
def test_the_strongest_of_a_group_counts_in_full(weights, counted):
    assert damped(rows(*weights)) == counted
