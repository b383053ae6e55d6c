"""Laws of quantities: total, ordered, replayed, nothing lost, linear; and the real infoboxes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.normalizing.quantities import parse_quantities, parse_quantity
from warcorpus.normalizing.quantities.inheriting import Inherited

PIECES = st.sampled_from(
    [
        "200 killed",
        ", ",
        "; ",
        " and ",
        "\n",
        "* ",
        "(by 12 October)",
        "(SOHR claim)",
        "Per SOHR:",
        "🇹🇷 ",
        "~",
        "1.600",
        "T-72",
        "tanks",
        "civilians",
        "(",
        ")",
        "12 October",
        "Unknown",
        "several",
        "including ",
        "of ",
        ": ",
        "Dead: ",
        "2018: ",
        "–",
        "1993–94",
        "?",
        "\n\n",
        "Total: ",
        "See below",
        "100 Azerbaijani",
        "[1]",
        "<br>",
        "\x00",
        "\x01",
        "'",
        '"',
        "½",
        "İ",
    ]
)


@settings(max_examples=300)
@given(
    st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=60),
    st.sampled_from(["casualties", "strength"]),
    st.sampled_from([None, "2012", "2012-10", "2012-10-12"]),
)
def test_total_ordered_replayed(text, role, context):
    end = 0
    for item in parse_quantities(text, role=role, context_date=context):
        assert end <= item.start < item.end <= len(text)
        end = item.end
        own = text[item.start : item.end]
        assert parse_quantity(own, item.parameter) == item.quantity
        low, high = item.quantity.min, item.quantity.max
        assert low is None or high is None or low <= high


@given(st.builds(Inherited, note=st.text(min_size=1), according_to=st.text(min_size=1)))
def test_what_is_inherited_survives_its_text(inherited):
    assert Inherited.read(inherited.text) == inherited


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_digit_is_lost_between_items(text):
    """Numbers outside items stand in labels, brackets or remarks, which items inherit."""
    inside = set()
    found = parse_quantities(text)
    for item in found:
        inside.update(range(item.start, item.end))
    plain = text.replace("[1]", "   ")
    lost = [at for at, char in enumerate(plain) if char.isdigit() and at not in inside]
    for at in lost:
        line = text[text.rfind("\n", 0, at) + 1 :].split("\n")[0]
        assert ":" in line or "See" in line or "12 October" in line or "claim" in line


@pytest.mark.parametrize(
    "unit",
    [
        "5 killed, ",
        "(1) ",
        "5 (",
        "a: ",
        "5 including 1, ",
        "*",
        "🇹🇷 1 ",
        "1–",
        "5 killed\n(x)\n",
        "Unknown ",
        "* 5\n",
        "Per X:\n5\n",
        "several ",
    ],
)
def test_growth_is_linear(unit, assert_linear):
    def work(size):
        parse_quantities(unit * (size // len(unit)), context_date="2012")

    assert_linear(work, 2_000)


def _values(folder):
    for path in sorted(folder.iterdir()):
        text = path.read_text("utf-8")
        header = text[4 : text.find("\n---", 3)] if text.startswith("---\n") else ""
        try:
            fields = yaml.load(header, Loader=yaml.CBaseLoader)
        except yaml.YAMLError:
            continue
        boxes = fields.get("infoboxes") if isinstance(fields, dict) else None
        for box in boxes or []:
            for name, value in box.items():
                value = value.get("text") if isinstance(value, dict) else value
                if name.startswith(("strength", "casualties")) and isinstance(value, str):
                    yield name.rstrip("0123456789"), value


def test_real_infoboxes():
    root = os.environ.get("WARCORPUS_DATA")
    folder = Path(root) if root else Path(__file__).parents[3] / "shared" / "data"
    folder = folder / "conflict-articles" / "docs"
    if not folder.is_dir():
        pytest.skip("no shared data")
    counted = seen = 0
    for role, text in _values(folder):
        found = parse_quantities(text, role=role, context_date="2013")
        assert found, text
        for item in found:
            seen += 1
            own = text[item.start : item.end]
            assert parse_quantity(own, item.parameter) == item.quantity
            quantity = item.quantity
            counted += quantity.qualifier not in (None, "vague", "ambiguous")
            assert "number-ambiguous" not in item.problems, own
            assert "range-reversed" not in item.problems, own
    assert counted > 0.85 * seen
