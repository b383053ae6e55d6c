"""Settings: where they come from, and what is said about faults."""

import subprocess
import sys
from pathlib import Path

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.config import (
    DEFAULT,
    Config,
    FaultyConfigError,
    as_config,
    config_digest,
    effective,
    load_config,
    settings_of,
)
from warcorpus.config.checking import read_written
from warcorpus.errors import ConfigError


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def origin(rows, key):
    return next((row.value, row.origin) for row in rows if row.key == key)


def test_defaults():
    assert load_config(environ={}) == DEFAULT == as_config(None) == as_config({})
    assert {row.origin for row in effective(environ={})} == {"default"}


def test_flags_over_environment_over_file_over_defaults(folder):
    (folder / "warcorpus.toml").write_text(
        '[match]\nsame_bits = 1\nreview_bits = -9\n\n[merge]\nfill = "off"\n'
    )
    environ = {"WARCORPUS_MATCH_SAME_BITS": "2", "WARCORPUS_LIMITS_ITEMS": "4"}
    rows = effective(overrides={"match.same_bits": "3"}, environ=environ)
    assert origin(rows, "match.same_bits") == (3, "--set")
    assert origin(rows, "limits.items") == (4, "WARCORPUS_LIMITS_ITEMS")
    assert origin(rows, "merge.fill") == ("off", "warcorpus.toml:6")
    assert origin(rows, "match.review_bits") == (-9, "warcorpus.toml:3")
    assert origin(rows, "match.max_block") == (64, "default")
    assert load_config(environ=environ).match.same_bits == 2
    assert load_config(environ={}).match.same_bits == 1


def test_pyproject_of_the_working_folder(folder):
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "x"\n[tool.warcorpus.limits]\nitems = 2\n'
    )
    rows = effective(environ={})
    assert origin(rows, "limits.items") == (2, "pyproject.toml:4")
    (folder / "warcorpus.toml").write_text("[limits]\nitems = 3\n")
    assert load_config(environ={}).limits.items == 3
    assert load_config("pyproject.toml", environ={}).limits.items == 2


def test_pyproject_without_us_is_none_of_ours(folder):
    (folder / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert load_config(environ={}) == DEFAULT


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("read.reader", "plain-text", "plain-text"),
        ("read.reader", "none", None),
        ("read.fallback_encoding", "cp1251", "cp1251"),
        ("match.distinct_within", "a.jsonl, b.jsonl", ("a.jsonl", "b.jsonl")),
        ("match.review_bits", "-5", -5),
        ("limits.document_bytes", "1_000", 1000),
        ("merge.fill", "B", "B"),
    ],
)
def test_text_of_flags_and_variables(key, text, value):
    section, _, name = key.partition(".")
    assert getattr(getattr(load_config(overrides={key: text}, environ={}), section), name) == value
    variable = f"WARCORPUS_{section}_{name}".upper()
    loaded = load_config(environ={variable: text})
    assert getattr(getattr(loaded, section), name) == value


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("match.same_bits", "many"),
        ("match.same_bits", "9" * 5000),
        ("match.max_block", "0"),
        ("limits.items", "-1"),
        ("merge.fill", "C"),
        ("read.fallback_encoding", "utf-99"),
        ("read.fallback_encoding", "base64"),
        ("match.review_bits", "11"),
    ],
)
def test_bad_values(key, text):
    with pytest.raises(ConfigError) as error:
        load_config(overrides={key: text}, environ={})
    assert error.value.slug == "bad-value"
    assert key in error.value.message
    assert error.value.hint


def test_unknown_key_is_placed_and_suggested(folder):
    (folder / "warcorpus.toml").write_text("[match]\nsame_bits = 9\n[merge]\nfil = 2\n")
    with pytest.raises(ConfigError) as error:
        load_config(environ={})
    assert error.value.slug == "unknown-config-key"
    assert error.value.where == "warcorpus.toml:4:1"
    assert (
        error.value.message
        == 'found "fil" in [merge], expected one of: additions, fill, max_witnesses'
    )
    assert error.value.hint == 'did you mean "fill"?'


def test_all_faults_are_told_at_once(folder):
    (folder / "warcorpus.toml").write_text(
        '[match]\nsame_bit = 9\nmax_block = "x"\n[mrege]\nfill = "off"\n'
    )
    with pytest.raises(FaultyConfigError) as error:
        load_config(overrides={"limits.items": "none"}, environ={"WARCORPUS_LIMITS_NODES": "1"})
    found = [(fault.slug, fault.where) for fault in error.value.faults]
    assert found == [
        ("unknown-config-key", "warcorpus.toml:2:1"),
        ("bad-value", "warcorpus.toml:3:1"),
        ("unknown-config-key", "warcorpus.toml:5:1"),
        ("unknown-config-key", "WARCORPUS_LIMITS_NODES"),
        ("bad-value", "--set"),
    ]
    assert error.value.message.count("\n") == 4
    assert error.value.slug == "unknown-config-key"


def test_variables_of_others_are_left_alone():
    environ = {"WARCORPUS_DATA": "x", "WARCORPUS": "y", "PATH": "z", "WARCORPUS_HOME_DIR": "h"}
    assert load_config(environ=environ) == DEFAULT


@pytest.mark.parametrize("content", [b"[match\n", b"\xff\xfe", b"a = " + b"[" * 5000])
def test_file_that_is_no_toml(folder, content):
    (folder / "c.toml").write_bytes(content)
    with pytest.raises(ConfigError) as error:
        load_config("c.toml", environ={})
    assert (error.value.slug, error.value.where) == ("unreadable-config", "c.toml")


def test_missing_file():
    with pytest.raises(ConfigError) as error:
        load_config("gone.toml", environ={})
    assert error.value.slug == "unreadable-config"


def test_as_config_takes_configs_mappings_and_paths(folder, monkeypatch):
    monkeypatch.setenv("WARCORPUS_LIMITS_ITEMS", "7")
    (folder / "warcorpus.toml").write_text("[limits]\nitems = 3\n")
    assert as_config(DEFAULT) is DEFAULT
    assert as_config({"match": {"same_bits": 9}}).match.same_bits == 9
    assert as_config({"match.same_bits": 9}).match.same_bits == 9
    assert as_config("warcorpus.toml").limits.items == 3
    assert as_config(Path("warcorpus.toml")).limits.items == 3
    assert as_config({"match": {"distinct_within": ["a"]}}).match.distinct_within == ("a",)
    assert as_config({}).limits.items == 100_000


@pytest.mark.parametrize(
    "wrong",
    [
        {"match": {"same_bit": 1}},
        {"match": 7},
        {"nothing": {}, "match": {"x": 1}},
        {"match": {"same_bits": True}},
        {"match": {"same_bits": None}},
        {"match": {"distinct_within": "a.jsonl"}},
        {"read": {"fallback_encoding": 7}},
        {7: {"same_bits": 1}},
    ],
)
def test_mappings_with_faults(wrong):
    with pytest.raises(ConfigError):
        as_config(wrong)


def test_every_key_is_documented():
    for section in fields(Config):
        for key in fields(type(getattr(DEFAULT, section.name))):
            assert key.metadata["meaning"].endswith(".")
            assert key.metadata["when"]
            if isinstance(key.default, int):
                assert key.metadata["unit"]


def test_digest_leaves_out_what_changes_speed_alone():
    assert config_digest(as_config({"limits": {"items": 9}})) != config_digest(DEFAULT)
    changed = {config_digest(as_config({"match": {"same_bits": bits}})) for bits in range(5)}
    assert len(changed) == 5


def test_settings_of_a_config_build_it_again():
    config = as_config({"merge": {"fill": "off"}, "match": {"distinct_within": ["a", "b"]}})
    assert as_config({row.key: row.value for row in settings_of(config)}) == config


@given(st.dictionaries(st.text(), st.none() | st.text() | st.dictionaries(st.text(), st.text())))
def test_any_mapping_raises_only_config_errors(mapping):
    try:
        assert isinstance(as_config(mapping), Config)
    except ConfigError as error:
        assert error.slug in ("unknown-config-key", "bad-value")  # noqa: PT017


def test_importing_config_is_light():
    code = "import sys, warcorpus.config\nprint(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"cattrs", "msgspec", "tomllib", "json", "difflib"} & set(loaded)


def test_a_list_may_be_written_as_in_a_file():
    assert read_written("match.distinct_within", '["a.csv", "b.csv"]') == ["a.csv", "b.csv"]
    assert read_written("match.distinct_within", "a.csv, b.csv") == ("a.csv", "b.csv")
    with pytest.raises(ConfigError, match="expected a list"):
        read_written("match.distinct_within", '["a.csv", b.csv]')
