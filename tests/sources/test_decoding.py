"""From bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ConfigError
from warcorpus.sources import decode, decode_again

TEXT = "The Battle of Ṣafīra – معركة السفيرة – 6–19 February 2013.\r\nSecond line.\n"


def slugs(decoded):
    return [problem.slug for problem in decoded.problems]


def test_utf8_is_strict_and_silent():
    found = decode(TEXT.encode())
    assert (found.text, found.encoding, found.bom, slugs(found)) == (TEXT, "utf-8", False, [])


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
def test_byte_order_marks_decide_and_are_removed(mark, encoding):
    data = mark + TEXT.encode(encoding)
    found = decode(data)
    assert (found.text, found.encoding, found.bom, slugs(found)) == (TEXT, encoding, True, [])
    assert decode_again(data, encoding) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXT, "Battle of X\n" * 40, "معركة السفيرة في شباط 2013\n" * 9])
def test_utf16_without_a_mark_by_its_zero_bytes(encoding, text):
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)
    assert slugs(found) == ["utf16-without-bom"]


def test_cp1252_falls_back_and_names_the_first_bad_byte():
    found = decode("l’état – 20€".encode("cp1252"))
    assert (found.text, found.encoding) == ("l’état – 20€", "cp1252")
    assert slugs(found) == ["encoding-fallback"]
    assert "0x92 at byte 1" in found.problems[0].message


def test_bytes_that_cp1252_has_not_are_replaced_and_counted():
    found = decode(b"\xe9 \x81\x8d and \x9d")
    assert found.text == "é �� and �"
    assert found.undecodable == ((2, 4, 2), (9, 10, 1))
    assert slugs(found) == ["encoding-fallback", "undecodable-bytes"]


def test_few_bad_bytes_stay_utf8():
    data = "6–19 é – ü".encode() + b" \x92 end"
    found = decode(data)
    assert (found.text, found.encoding) == ("6–19 é – ü � end", "utf-8")
    assert found.undecodable == ((11, 12, 1),)
    assert found.problems[0].span.of(found.text) == "�"


def test_a_true_replacement_character_is_no_bad_byte():
    found = decode("a � b –– ".encode() + b"\xff")
    assert found.undecodable == ((9, 10, 1),)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("plain –".encode()[:-1], "plain ��"),
        ("é plain –".encode()[:-2], "é plain �"),
    ],
)
def test_cut_inside_a_character_stays_utf8(data, text):
    found = decode(data)
    assert (found.text, found.encoding) == (text, "utf-8")


def test_one_odd_byte_after_plain_ascii_is_a_letter_of_the_fallback():
    assert decode(b"caf\xe9").text == "café"


def test_fallback_is_a_setting():
    assert decode("Сафира".encode("cp1251"), "cp1251").text == "Сафира"
    for wrong in ("no-such-encoding", "base64"):
        with pytest.raises(ConfigError, match="fallback"):
            decode(b"\xe9", wrong)


def test_utf16_with_faults():
    found = decode(b"\xff\xfea\x00\x00\xd8b\x00c")
    assert found.text == "a�b�"
    assert found.undecodable == ((1, 2, 2), (3, 4, 1))


def test_mojibake_is_left_to_the_readers():
    assert decode("6â€“19".encode()).text == "6â€“19"


@given(st.binary())
def test_any_bytes_decode_to_encodable_text_and_again_to_the_same(data):
    found = decode(data)
    found.text.encode("utf-8")
    assert decode_again(data, found.encoding) == found.text
    for start, end, _ in found.undecodable:
        assert set(found.text[start:end]) == {"�"}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_utf8_comes_back(text):
    found = decode(text.encode())
    if "utf16-without-bom" not in slugs(found) and not found.bom:
        assert found.text == text


@given(st.binary(), st.sampled_from(["utf-8", "utf-16-le", "utf-32-be", "cp1252", "gb18030"]))
def test_a_known_encoding_is_obeyed(data, encoding):
    assert decode(data, encoding=encoding).encoding == encoding


@given(st.binary(), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "cp1252"]))
def test_what_was_decoded_by_a_known_encoding_is_decoded_so_again(data, encoding):
    assert decode_again(data, encoding) == decode(data, encoding=encoding).text


def test_utf16_mark_before_a_zero_character_is_not_utf32():
    found = decode(b"\xff\xfe\x00\x00a\x00")
    assert (found.text, found.encoding) == ("\x00a", "utf-16-le")


def test_zero_bytes_that_make_no_text_are_not_utf16():
    assert decode(b"\x01\x00\x02\x00" * 40).encoding == "utf-8"
    assert decode(b"a\x00\x00\xd8" * 40).encoding != "utf-16-le"
