"""One layer of escapes, with and without offsets."""

import json

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.mapped import MappedText
from warcorpus.text.unescaping import unescape, unescape_mapped

LAYERS = ["json", "xml", "html", "markdown", "csv"]


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_json_strings_come_back(text: str) -> None:
    assert unescape(json.dumps(text)[1:-1], "json") == text


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    assert unescape(r"x\ud800y", "json") == "x\ufffdy"


def test_the_other_layers() -> None:
    assert unescape(r"a\*b", "markdown") == "a*b"
    assert unescape('say ""hi""', "csv") == 'say "hi"'
    assert unescape("&#8211;&lt;", "xml") == "–<"


@given(st.sampled_from(LAYERS), st.text(st.sampled_from('ab\\u00e9"&#;*1')))
def test_mapped_text_is_the_same_and_stays_tied(layer: str, raw: str) -> None:
    mapped = unescape_mapped(MappedText.of(raw, 0, len(raw)), layer)
    assert mapped.text == unescape(raw, layer)
    for run in mapped.runs:
        assert unescape(raw[run.raw_start : run.raw_end], layer) == mapped.text[run.start : run.end]
