"""Which readers there are."""

import subprocess
import sys

import pytest

from warcorpus.errors import ConfigError, ReaderContractError
from warcorpus.readers import all_readers, registry
from warcorpus.readers.base import Reader, Sniff
from warcorpus.readers.registry import Registered, checked, find_reader, registered


def reader(name):
    return Reader(name, 1, lambda head: Sniff(name, 0.0), lambda text: iter(()))


class Point:
    """An entry point of another distribution."""

    def __init__(self, made, name="other"):
        self.made, self.value = made, f"{name}:READER"
        self.dist = type("Distribution", (), {"name": name})()

    def load(self):
        if isinstance(self.made, Exception):
            raise self.made
        return self.made


@pytest.fixture
def plugins(monkeypatch):
    """Lets a test install entry points."""

    def install(*points):
        monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points)
        registered.cache_clear()

    yield install
    registered.cache_clear()


def test_own_readers_are_found_sorted_without_a_list():
    names = [one.name for one in all_readers()]
    assert names == sorted(names)
    assert "warcorpus" in names
    assert {entry.origin for entry in registered()} == {"warcorpus"}


def test_plug_in_is_found_with_its_origin(plugins):
    plugins(Point(reader("mine"), "my-readers"))
    assert Registered(find_reader("mine"), "my-readers") in registered()


def test_one_name_twice_names_both(plugins):
    plugins(Point(reader("mine"), "one"), Point(reader("mine"), "two"))
    with pytest.raises(ConfigError, match=r"in one and in two") as error:
        all_readers()
    assert error.value.slug == "duplicate-reader"


@pytest.mark.parametrize("made", [ImportError("no module"), "no reader"])
def test_broken_plug_in_names_its_distribution(plugins, made):
    plugins(Point(made, "sad-readers"))
    with pytest.raises(ReaderContractError, match="sad-readers"):
        all_readers()


def test_unknown_reader_suggests_the_nearest():
    with pytest.raises(ConfigError) as error:
        find_reader("warcorpsu")
    assert error.value.slug == "unknown-reader"
    assert error.value.hint == 'did you mean "warcorpus"?'


def test_order_does_not_matter():
    entries = [Registered(reader(name), "x") for name in "cab"]
    assert checked(entries) == checked(entries[::-1])


def test_importing_the_package_of_readers_loads_no_reader():
    code = "import sys, warcorpus.readers, warcorpus.sources\nprint(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"mwparserfromhell", "cattrs", "ftfy", "yaml", "rapidfuzz"} & set(loaded)
    assert registry.GROUP == "warcorpus.readers"
