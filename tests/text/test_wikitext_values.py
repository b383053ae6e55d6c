"""Values in wikitext: what they say, that the offsets know it, and that any part replays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.prose import LAYOUT, VERBATIM
from warcorpus.model.values import Field, Span, Step
from warcorpus.normalizing.replay import replay
from warcorpus.normalizing.values import working
from warcorpus.text.mapped import MappedText
from warcorpus.text.wikitext_values import KINDS, replayable, strip, strip_mapped

MARKS = [
    "{{a|", "{{plainlist|\n", "{{ubl|", "{{nowrap|", "{{bulleted list|", "{{flag|X}}", "{{KIA}}",
    "{{convert|5|to|6|km}}", "{{start date|2012|3|1}}", "{{HMS|x}}", "{{circa|", "}}", "{{{b|",
    "}}}", "[[a|", "[[File:x.jpg|", "]]", "[http://x ", "]", "<ref>", "</ref>", "<b>", "</b>",
    "<br>", "<br />\n", "\n", "\n* ", "''", "'''", "\n{|\n", "\n|}", "\n|-\n", "{{!}}", "|", "=",
    "x ", "word", "&nbsp;", "&lt;", "<!-- ", "-->", "<nowiki>", "</nowiki>", "{{coord|1|2}}", "م",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(MARKS), max_size=40).map("".join)


def words(text: str) -> str:
    return strip(text, "wikitext")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("[[Free Army|Rebels]]s, [[Guard]]", "Rebelss, Guard"),
        ("a<br>b<br />c<br/>\nd", "a\nb\nc\nd"),
        ("{{plainlist|\n* [[A]]\n* B {{small|(C)}}\n** D\n}}", "\nA\nB (C)\n* D\n"),
        ("{{plainlist|1=* A\n* B}}", " A\nB"),
        ("{{flatlist|\n* A\n* B = C\n}}", "\nA\nB = C\n"),
        ("{{unbulleted list|A|[[b|B]]|style=x}}", "A\nB"),
        ("{{ubl|A|{{nowrap|B C}}}}", "A\nB C"),
        ("{{bulleted list|A|B}}", "* A\n* B"),
        ("{{hlist|A||B}}", "A\nB"),
        ("{{flagicon|X}} {{flag|Y}} {{flagcountry|Z|name=W}} {{flagu|V}}", " Y W V"),
        ("{{SYR}} and {{Grain price|3}}", "Syria and "),
        ("{{convert|5|km|mi|abbr=on}}; {{cvt|5|-|7|km}}; {{convert|5|to|7|km}}",
         "5 km; 5–7 km; 5 to 7 km"),
        ("{{lang-ar|معركة}}, {{lang|ar|حصار}}, {{transl|ar|ALA|x}}", "معركة, حصار, x"),
        ("Col. X {{KIA}}, Y {{POW}}, Z {{executed}}", "Col. X †, Y (POW), Z (executed)"),
        ("{{start date|2012|3|1}} – {{end date|2012|04|02|df=y}}", "1 March 2012 – 2 April 2012"),
        ("{{dts|1 March 2012}} {{start date|2012|13|1}} {{dts|2012|March|1}}",
         "1 March 2012 2012 1 March 2012"),
        ("{{circa|300}} {{formatnum:1200}}{{ndash}}{{val|1300}}", "c. 300 1200–1300"),
        ("a{{nbsp}}b{{spaced ndash}}c{{snd}}d", "a\xa0b – c – d"),
        ("5{{efn|n}}{{sfn|A|2}}{{cite web|x=[[y]]}}<ref>z</ref><ref name=a/>{{cn}}", "5"),
        ("a<!-- [[b -->c<nowiki>[[d]]</nowiki>", "ac[[d]]"),
        ("<small>a</small> <s>b</s> '''c''' ''d'' '''''e''''' l''''f'''", "a b c d e l'f"),
        ("[http://x.org y z], [http://x.org], [//x.org q]", "y z, , q"),
        ("&nbsp;&lt;b&gt; &nosuch; &#8211;", "\xa0<b> &nosuch; –"),
        ("{| class=x\n|-\n! a\n|-\n| b || c\n|}\nd", "\n\n a\n\n b || c\n\nd"),
        ("{{{!}} x\n{{!}} 300\n{{!}}-\n{{!}} 20\n{{!}}}", "\n 300\n\n 20\n"),
        ("[[File:x.svg|20px]] a [[Category:b]] [[:Category:c]]", " a  Category:c"),
        ("[[Sur (town)|]], [[#Part|part]], [[A#B]]", "Sur, part, A#B"),
        ("{{HMS|Otter|1860|6}}, {{frac|1|2}}, {{US$|5}}", "HMS Otter, 1/2, US$5"),
        ("{{coord|1|2}}x{{DEFAULTSORT:y}}{{#if:a|b}}__TOC__", "x"),
        ("{{ill|Ol Vask|de|Ol Vask (General)}} {{ill|a|de|b|lt=c}}", "Ol Vask c"),
        ("b]] c}} [[d {{e", "b c d e"),
        ("a {{circa|5", "a c. 5"),
        ("{{start and end dates|1917|6|8|1917|6|20|df=y}}", "8 June 1917 – 20 June 1917"),
        ("{{OldStyleDate|5 July|1743|24 June}}", "5 July [O.S. 24 June] 1743"),
        ("{{OldStyleDateDY|9 May|1643|29 April 1643}}", "9 May 1643 [O.S. 29 April 1643]"),
        ("{{As of|2013|4|lc=y}}, {{as of|2013|since=y}}", "as of April 2013, Since 2013"),
        ("{{circa}} 300, {{circa|300|310}}, {{circa|[[b|300]]|lk=no}}",
         "c. 300, c. 300 – c. 310, c. 300"),
        ("{{frac|2|1|2}}, {{fraction|3|4}}, {{frac|8}}", "2 1/2, 3/4, 1/8"),
        ("{{convert|3|x|4|km|mi}}; {{convert|6|ft|4|in|m}}; {{convert|1+1/2|mi|km}}; "
         "{{convert|300|-|sqmi|km2|adj=mid|wide}}",
         "3 × 4 km; 6 ft 4 in; 1 1/2 mi; 300 sqmi"),
        ("{{val|3.5|u=km}}, {{£|5,000}}, {{INR|300}}", "3.5 km, £5,000, ₹300"),
        ("{{ship|French ship|Otter|1860|2}}, {{ship||Otter}}, {{HMS|Otter|1860|6}}, {{MV|Elk}}",
         "Otter, Otter, HMS Otter, MV Elk"),
        ("{{flag|USA|1912}}, {{USA}}, {{UK}}, {{flag|GEO}}, {{GRN|5}}",
         "United States, United States, United Kingdom, Georgia, "),
        ("{{collapsible list|title=''Guard''|A|2=[[B]]}}", "Guard\n* A\n* B"),
        ("{{collapsible list|A|B|title=late}}", "A\nB"),
        ("{{bulletedlist|A|B}}{{hr}}{{columns-list|colwidth=9em|\n* C\n}}", "* A\n* B\n\nC\n"),
        ("{{noflag|A}} {{cn span|b c|date=x}} {{zh|t=甲|s=乙|p=jia}} {{slink|Tor|Walls}}",
         "A b c 甲 Tor § Walls"),
        ("{{hamza}}{{okina}}{{'s}}{{nowrap begin}}a{{nowrap end}}{{decrease}}5", "ʾʻ'sa5"),
        ("a [[b|c {{nowrap|d", "a c d"),
        ("a {{unheard of|5", "a unheard of|5"),
        ("plain 5 < 6 & [x]", "plain 5 < 6 & [x]"),
    ],
)  # fmt: skip
def test_what_a_value_says(raw: str, said: str) -> None:
    assert words(raw) == said


@pytest.mark.parametrize(
    ("what", "raw", "said"),
    [
        ("title", "Tal_Mirun%27s  gate", "Tal Mirun's gate"),
        ("file", "[[Datei:A b.png|mini|The [[c|d]] {{circa|5}}<ref>e</ref>]]",
         "[[File:A b.png|mini|The d c. 5]]"),
        ("file", "Bild:A.png|The [[c|d]]", "[[File:A.png|The d]]"),
        ("file", "A.png", "A.png"),
        ("file", "A.png<!-- old -->", "A.png"),
        ("file", "[[Datei:A b.png|mini|The [[c|d]]\nand {{circa|5}}",
         "[[File:A b.png|mini|The d\nand c. 5]]"),
        ("file", "{{Photomontage|photo1a=A b.jpg|photo2a=C.jpg}}", "A b.jpg"),
        ("file", "{{no picture}}", ""),
        ("file", "A.jpg|width1=30|alt1=a hill|caption1=The [[c|d]]",
         "[[File:A.jpg|alt=a hill|The d]]"),
        ("country", "USA", "United States"),
        ("country", "Syria", "Syria"),
        ("link", "[[a|the ''b'' [c]]]", "[[a|the b c]]"),
        ("link", "[[a|{{unknown}}]]", "[[a]]"),
        ("external-link", "[http://x.org/?a=b the ''c'' (d)]", "[the c (d)](<http://x.org/?a=b>)"),
        ("external-link", "[http://x.org]", "http://x.org"),
        ("coordinates", "{{coord|36|12|30|N|37|10|E|type:event}}", "36°12′30″N 37°10′E"),
        ("coordinates", "{{Coord|-36.5|37.25}}<ref>x</ref>", "-36.5, 37.25"),
        ("coordinates", "{{coord|here}}", ""),
        ("coordinates", "36.5, 37.25", "36.5, 37.25"),
        ("latitude", "{{coord|36|30|S|37|15|W}}", "-36.5"),
        ("longitude", "{{coord|36|30|S|37|15|W}}", "-37.25"),
        ("longitude", "nowhere", ""),
        ("no such thing", "[[a]]", "[[a]]"),
    ],
)  # fmt: skip
def test_other_things_that_are_stripped(what: str, raw: str, said: str) -> None:
    assert strip(raw, what) == said


@given(TEXTS, st.sampled_from(sorted(KINDS)))
def test_a_string_and_a_mapped_text_say_the_same(text: str, what: str) -> None:
    assert strip_mapped(MappedText.of(text, 0, len(text)), what).text == strip(text, what)


@given(TEXTS)
def test_every_word_is_tied_to_its_characters(text: str) -> None:
    raw = f"before {text} behind"
    said = strip_mapped(MappedText.of(raw, 7, 7 + len(text)), "wikitext")
    position = 0
    for run in said.runs:
        assert run.start == position < run.end
        assert 7 <= run.raw_start <= run.raw_end <= 7 + len(text)
        if run.method == VERBATIM:
            assert said.text[run.start : run.end] == raw[run.raw_start : run.raw_end]
        if run.method == LAYOUT:
            assert run.raw_start == run.raw_end
        position = run.end
    assert position == len(said.text)


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_ranges_of_a_part_are_ordered_and_inside(text: str, first: int, last: int) -> None:
    said = strip_mapped(MappedText.of(text, 0, len(text)), "wikitext")
    start, end = min(first, last, len(said)), min(max(first, last), len(said))
    for ranges in replayable(said, start, end):
        position = 0
        for raw_start, raw_end in ranges:
            assert position <= raw_start <= raw_end <= len(text)
            position = raw_end


@given(TEXTS)
def test_lines_of_a_value_replay(text: str) -> None:
    raw = text.strip()
    if not raw:
        return
    field = Field("x", raw, (Span(0, 0, len(raw)),), (Step("strip", "wikitext"),))
    work = working(field)
    position = 0
    for line in work.text.text.split("\n"):
        value = work.item(position, position + len(line))
        position += len(line) + 1
        if value is not None:
            assert replay(value.raw, value.steps) == value.normalized
            assert value.raw == "".join(span.of(raw) for span in value.spans)


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ("{{plainlist|\n* [[A b|B]]\n* {{nowrap|C D}} †\n}}", ["B", "C D †"]),
        ("[[A|B]]<br>''C'' {{KIA}}", ["B", "C †"]),
        ("{{ubl|{{flag|X}}|Y {{small|(Z)}}}}", ["X", "Y (Z)"]),
        ("&nbsp;a {{circa|5}}<ref>x</ref>\n* b<!-- c --> d", ["a c. 5", "* b d"]),
        ("{{nowrap|a<br>b}} c", ["a", "b c"]),
    ],
)
def test_an_item_is_what_its_line_says(raw: str, lines: list[str]) -> None:
    field = Field("x", raw, (Span(0, 0, len(raw)),), (Step("strip", "wikitext"),))
    work = working(field)
    found, position = [], 0
    for line in work.text.text.split("\n"):
        value = work.item(position, position + len(line))
        position += len(line) + 1
        if value is not None:
            found.append(value.normalized)
    assert found == lines
    whole = work.whole()
    assert whole is not None
    assert whole.normalized.split() == " ".join(lines).split()


def test_what_nests_too_deeply_is_left_alone() -> None:
    raw = "{{nowrap|" * 200 + "}}" * 200
    assert words(raw) == raw
