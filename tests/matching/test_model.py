import json
from importlib.resources import files

import pytest

from warcorpus.errors import ConfigError
from warcorpus.matching.model import DEFAULT_MODEL, bits, parse_model

CONTENT = files("warcorpus.matching").joinpath("data/model.json").read_text("utf-8")


def changed(**levels):
    data = json.loads(CONTENT)
    data["groups"]["NAME"].update(levels)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("comparison", "level", "shown"),
    [
        ("NAME", "equal", 14.7),
        ("NAME", "core", 11.6),
        ("NAME", "skeleton", 8.2),
        ("NAME", "near", 6.9),
        ("NAME", "differ", -3.1),
        ("TIME", "equal", 10.4),
        ("TIME", "fits", 6.6),
        ("TIME", "nested", 2.0),
        ("TIME", "overlap", 1.3),
        ("TIME", "close", 1.0),
        ("TIME", "disjoint", -5.5),
        ("PLACE", "settlement", 8.2),
        ("PLACE", "unit", 2.9),
        ("PLACE", "open", 0),
        ("PLACE", "differ", -1.9),
        ("CONTAINMENT", "most", 18.6),
        ("CONTAINMENT", "much", 14.9),
        ("CONTAINMENT", "some", 10.9),
        ("CONTAINMENT", "little", -1.5),
        ("FACTS", "most", 4.9),
        ("FACTS", "some", 1.0),
        ("FACTS", "few", -2.1),
        ("ID", "same", 23.2),
        ("ID", "different", -5.6),
    ],
)
def test_weights_of_the_default_model(comparison, level, shown):
    assert abs(DEFAULT_MODEL.weight(comparison, level) / 16 - shown) <= 0.0625


def test_weights_do_not_hang_on_the_last_digit_of_a_logarithm():
    groups = json.loads(CONTENT)["groups"]
    for levels in groups.values():
        for level in levels.values():
            around = {bits(level["m"] * (1 + e), level["u"]) for e in (-1e-9, 0, 1e-9)}
            assert len(around) == 1


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        changed(equal={"m": 0.1, "u": 0.9}),
        changed(equal={"m": 0, "u": 0.9}),
        changed(equal={"m": "much", "u": 0.9}),
        changed(equal=None),
    ],
)
def test_a_model_that_cannot_be_used_is_refused(content):
    with pytest.raises(ConfigError) as caught:
        parse_model(content)
    assert caught.value.slug == "bad-model"
