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
        ("NAME", "core", 12.0),
        ("NAME", "spelling", 10.6),
        ("NAME", "listed", 10.6),
        ("NAME", "skeleton", 8.2),
        ("NAME", "near", 6.9),
        ("NAME", "within", 6.4),
        ("NAME", "differ", -3.1),
        ("TIME", "equal", 11.0),
        ("TIME", "fits", 6.6),
        ("TIME", "inside", 4.3),
        ("TIME", "adjacent", 0.7),
        ("TIME", "nested", 0.4),
        ("TIME", "overlap", 0.3),
        ("TIME", "close", -1.6),
        ("TIME", "disjoint", -6.3),
        ("PLACE", "settlement", 8.2),
        ("PLACE", "unit", 2.9),
        ("PLACE", "open", 0.0),
        ("PLACE", "differ", -1.9),
        ("PLACE", "elsewhere", -4.3),
        ("CONTAINMENT", "copy", 28.2),
        ("CONTAINMENT", "opening", 22.3),
        ("CONTAINMENT", "most", 18.6),
        ("CONTAINMENT", "much", 14.9),
        ("CONTAINMENT", "some", 11.0),
        ("CONTAINMENT", "phrase", 5.3),
        ("CONTAINMENT", "stub", 2.3),
        ("CONTAINMENT", "little", -1.5),
        ("FACTS", "all", 11.6),
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
