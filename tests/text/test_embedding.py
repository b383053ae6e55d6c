"""An inner document read as if it stood alone, then moved to the characters of the outer one."""

import json
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.readers import sections
from warcorpus.readers.base import Reader, Sniff
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text
from warcorpus.text.embedding import embed, inner_text
from warcorpus.text.unescaping import unescape_mapped

INNER = (
    "= Battle of “Lower & Upper” Kettle =\n\nInfobox\n- Date: 5–13 June 1812, ()\n"
    '- Place: Kettle & Pan\n\nThe "first" day &amp; the [object Object]second.\n\n'
    "== End ==\nIt ended.\n"
)
OUTER = Reader("outer", 1, lambda head: Sniff("outer", 0.0), sections.read)


def embedded(text: Text, start: int, end: int, layer: str):
    """The record of the sections page that stands between two places."""
    inside = unescape_mapped(text.slice(start, end), layer)
    (record,) = sections.read(inner_text(text, inside))
    owned = [(0, start, layer), (end, len(text.text), layer)]
    return embed(record, inside, text, layer=layer, owned=owned)


def in_json(inner: str, ascii_only: bool = True):
    raw = json.dumps({"text": inner}, ensure_ascii=ascii_only)
    text = Text.of(raw)
    return text, embedded(text, len('{"text": "'), len(raw) - 2, "json")


def test_fields_keep_the_escapes_and_a_step_that_undoes_them():
    text, record = in_json(INNER)
    title = next(field for field in record.source.fields if field.role == "title")
    assert title.raw == "Battle of \\u201cLower & Upper\\u201d Kettle"
    assert [str(step) for step in title.steps] == ["unescape json"]
    place = next(field for field in record.source.fields if field.role == "infobox.0.place")
    assert (place.raw, place.steps) == ("Kettle & Pan", ())
    check_record(OUTER, record, text)


def test_text_is_the_same_as_that_of_the_inner_document_alone():
    (alone,) = sections.read(Text.of(INNER))
    for text, record in (in_json(INNER), in_json(INNER, ascii_only=False)):
        assert (record.text, record.sections) == (alone.text, alone.sections)
        check_record(OUTER, record, text)


@given(st.text(alphabet=st.sampled_from('=-: \n"\\&<>é\x92[]()Infoboxab')), st.booleans())
def test_every_law_holds_for_any_inner_document(inner, ascii_only):
    text, record = in_json(inner, ascii_only)
    check_record(OUTER, record, text)
    raw = f"<text>{escape(inner)}</text>"
    outer = Text.of(raw)
    check_record(OUTER, embedded(outer, 6, len(raw) - 7, "xml"), outer)
