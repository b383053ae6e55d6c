"""The quick ``evolve`` gives what that of attrs gives."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Quantity, Result
from warcorpus.model.source import Source

TEXT = st.none() | st.text(max_size=3)


@attrs.frozen
class Derived:
    """A field that is made from the others is made again."""

    first: int
    _second: int
    both: int = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "both", self.first + self._second)


@attrs.frozen
class Named:
    """Its fields cannot be given by position."""

    first: int = attrs.field(kw_only=True)
    second: int = attrs.field(kw_only=True)


@given(st.fixed_dictionaries({}, optional={"member": TEXT, "text_id": TEXT, "size": st.integers()}))
def test_it_is_the_evolve_of_attrs(changes: dict[str, object]) -> None:
    source = Source("a.txt", containers=("gz",))
    assert evolve(source, **changes) == attrs.evolve(source, **changes)


@given(st.fixed_dictionaries({}, optional={"subject": TEXT, "note": TEXT, "min": st.integers()}))
def test_a_struct_is_made_anew_with_the_changes(changes: dict[str, Any]) -> None:
    quantity = Quantity("200+ killed", 200, outcomes=("killed",))
    before = {name: getattr(quantity, name) for name in quantity.__struct_fields__}
    assert evolve(quantity, **changes) == Quantity(**{**before, **changes})
    assert before == {name: getattr(quantity, name) for name in quantity.__struct_fields__}


def test_names_are_those_of_the_constructor() -> None:
    assert evolve(Derived(1, 2), second=5) == Derived(1, 5)
    assert evolve(Derived(1, 2), first=2).both == 4
    assert evolve(Result(), class_="victory").class_ == "victory"
    assert evolve(Source("a"), path="b").witness == Source("a").witness


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(KeyError):
        evolve(Derived(1, 2), third=3)
    with pytest.raises(TypeError):
        evolve(Quantity(), third=3)
    with pytest.raises(TypeError, match="Named"):
        evolve(Named(first=1, second=2), first=3)
