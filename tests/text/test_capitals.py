"""Names in capitals, and their usual letters."""

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.capitals import capital_runs, recase, restored

NAMES = st.text(alphabet="ABCÉŁİß -'", min_size=1)


@given(st.text(), NAMES, st.text())
def test_restored_is_the_same_name_in_other_letters(before, name, after):
    found = restored(name, f"{before} {name} {after}")
    assert found.upper() == name.upper() or found == name or len(found) != len(name)
    assert recase(name, found) in (name, found)


@given(st.text())
def test_runs_stand_in_order_and_in_range(text):
    runs = capital_runs(text, 0, len(text))
    assert all(0 <= start < end <= len(text) for start, end in runs)
    assert runs == sorted(runs)


def test_a_numeral_is_no_name() -> None:
    text = "The XVII Corps and the MILL RACE held, and so did A XIV."
    assert [text[slice(*run)] for run in capital_runs(text, 0, len(text))] == ["MILL RACE"]
