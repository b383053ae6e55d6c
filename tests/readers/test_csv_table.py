"""Tables of events: what a row, its header and its damage become."""

from __future__ import annotations

import csv
import io
import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import warcorpus
from warcorpus.config import DEFAULT, Config
from warcorpus.errors import ReadError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.model.values import Problem, Step
from warcorpus.readers.csv_table import READER, read, sniff
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text

HEADER = "id;Battle;Date;Place;Deaths;Text;Colour"


def row(cells: str, header: str = HEADER, **changes: object) -> Text:
    return evolve(Text.of(cells), shared=header, **changes)


def record(cells: str, header: str = HEADER, **changes: object) -> Record:
    made = next(read(row(cells, header, **changes)))
    check_record(READER, made, row(cells, header))
    return made


def of_file(table: str, config: Config = DEFAULT) -> tuple[list[Record], list[Problem]]:
    problems: list[Problem] = []
    config = evolve(config, read=evolve(config.read, reader="csv"))
    stream = BytesIO(table.encode())
    return list(warcorpus.read(stream, config=config, problems=problems)), problems


def slugs(problems: list[Problem] | tuple[Problem, ...]) -> list[str]:
    return [problem.slug for problem in problems]


def test_every_filled_cell_is_a_field_with_its_span() -> None:
    made = record('7;"Raid on ""Low"" Mill";1 May 1861; Low Mill ;;;red')
    fields = {field.name: field for field in made.source.fields}
    assert list(fields) == ["id", "Battle", "Date", "Place", "Colour"]
    assert fields["Battle"].raw == 'Raid on ""Low"" Mill'
    assert fields["Battle"].steps == (Step("unescape", "csv"),)
    assert fields["Battle"].role == "title"
    assert fields["Place"].raw == "Low Mill"
    assert (fields["Colour"].role, fields["id"].role) == (None, None)
    assert made.source.text_id == "7"
    assert made.source.reader == "csv/1"


def test_a_cell_of_text_is_the_body_with_its_paragraphs() -> None:
    made = record('1;A;;;;"It began at ""noon"".\n\nIt ended at night.";')
    assert made.text == 'It began at "noon".\n\nIt ended at night.'
    assert [block.kind for block in made.sections[0].blocks] == ["paragraph", "paragraph"]
    assert "Text" not in {field.name for field in made.source.fields}


def test_the_users_columns_come_before_the_crosswalk() -> None:
    mine = (("Colour", "result"), ("Battle", "-"), ("Place", "text"))
    made = record("1;A;;The mill burnt down.;;B;Army victory", columns=mine)
    assert made.text == "The mill burnt down.\n\nB"
    roles = {field.name: field.role for field in made.source.fields}
    assert (roles["Colour"], roles["Battle"]) == ("result", None)


def test_a_row_of_another_length_is_read_as_far_as_it_goes_and_told() -> None:
    short = record("1;A;1861")
    assert slugs(short.problems) == ["ragged-row"]
    assert "found 3 cells, expected 7" in short.problems[0].message
    long = record("1;A;1861;;;;;more;;")
    assert slugs(long.problems) == ["ragged-row"]
    assert [(f.name, f.raw) for f in long.source.fields][-1] == ("column 8", "more")
    # delimiters behind the last cell are how some programs end a line
    assert record("1;A;1861;;;;;;;").problems == ()


def test_a_quote_that_nothing_closes_is_told_and_swallows_no_row() -> None:
    records, problems = of_file('Battle,Date\nA,"1861\nB,1862\nC,1863\n')
    assert [one.title for one in records] == ["A", "B", "C"]
    assert slugs(problems) == ["unclosed-quote"]
    assert problems[0].where.endswith(":2:3")


def test_rows_of_empty_cells_are_no_documents_and_no_loss() -> None:
    with pytest.raises(ReadError) as error:
        next(read(row(";;  ;;")))
    assert (error.value.slug, error.value.level) == ("empty-document", "info")


def test_a_table_without_any_known_column_is_told() -> None:
    records, problems = of_file("1861,Low Mill\n1862,High Mill\n1863,Old Mill\n")
    assert records == []
    assert slugs(problems) == ["unexpected-columns"] * 2
    assert "'1861', 'Low Mill' in the first row" in problems[0].message
    assert "[read.columns]" in problems[0].hint


def test_a_header_without_a_name_and_with_one_twice() -> None:
    made = record("A;1861;x;y", "Battle;Date;;Battle")
    assert [field.name for field in made.source.fields] == ["Battle", "Date", "column 3", "Battle"]


def test_limits_of_cells_and_columns() -> None:
    few = evolve(DEFAULT.limits, csv_columns=2)
    made = record("A;1861;x;y", "Battle;Date;Place;Colour", limits=few)
    assert "too-many-items" in slugs(made.problems)
    assert made.source.fields[-1].raw == "x;y"
    small = evolve(DEFAULT.limits, csv_field_bytes=5)
    with pytest.raises(ReadError, match=re.escape("limits.csv_field_bytes")) as error:
        next(read(row("Battle of X;1861", "Battle;Date", limits=small)))
    assert error.value.slug == "too-large"
    assert next(read(row("Ä b;1861", "Battle;Date", limits=small)))  # four bytes


def test_excels_marks_are_no_trouble() -> None:
    table = '\ufeffsep=;\r\nBattle;Start date\r\n"Raid;\r\nfirst";1861-05-01\r\n'
    records, problems = of_file(table)
    assert (records[0].title, records[0].date.edtf) == ("Raid;", "1861-05-01")
    assert problems == []
    source = records[0].source
    assert table.encode()[source.byte_start : source.byte_end].startswith(b'"Raid;\r\nfirst')


def test_a_table_in_utf_16() -> None:
    data = "Battle\tDate\nÜberfall\t1861\n".encode("utf-16")
    config = evolve(DEFAULT, read=evolve(DEFAULT.read, reader="csv"))
    assert [one.title for one in warcorpus.read(BytesIO(data), config=config)] == ["Überfall"]


@pytest.mark.parametrize(
    "table",
    [
        "battle,date,place\nA,1861,X\nB,1862,Y\n",
        "Battle;Outcome\nA;Army victory\nB;none\n",
        "battle,date,place",
        "colour;weight;height\n1;2;3\n4;5;6\n7;8;9\n",
        "colour\tweight\n1\t2\n4\t5\n7\t8\n",
        "event_id_cnty,event_date,year,time_precision,disorder_type,event_ty",
    ],
)
def test_tables_are_recognised(table: str) -> None:
    assert sniff(table).score >= 0.35
    assert warcorpus.sniff(BytesIO(table.encode()))[0].reader == "csv"


@pytest.mark.parametrize(
    "text",
    [
        "",
        ",",
        "The raid, the siege, the storm.\nAll came, all went, all fell.\nNone, none, none.\nX, y\n",
        "Dear Ann, Bob, Cy\nWe met, ate, drank\nThen, later, more\nThey, too, left\n",
        "| battle | date |\n| --- | --- |\n| A | 1861 |\n| B | 1862 |\n",
        "battle | date\n--- | ---\nA | 1861\nB | 1862\n",
        "War, date and place of a battle\n\nIt was long ago, in the north.\n",
        '{"battle": 1, "date": 2}\n{"battle": 3, "date": 4}\n',
        "<doc id=1, url=2, title=3>\nA, b, c\nD, e, f\n</doc>\n",
        "1861,A,X\n1862,B,Y\n1863,C,Z\n",
        "Smith, John\nDoe, Jane\nRoe, Rick\nPoe, Pat\n",
        "Mill Creek; a raid\nLow Mill, 1861; a siege\nno; more; here\n",
    ],
)
def test_prose_and_other_formats_are_no_tables(text: str) -> None:
    assert sniff(text).score == 0


def test_real_documents_are_no_tables(data_folder: Path) -> None:
    for folder in ("conflict-articles", "wikipedia-markdown", "wikiextractor", "wikitext"):
        for path in sorted((data_folder / folder).rglob("*")):
            if path.is_file() and path.suffix != ".tsv":
                head = path.read_bytes()[: 2**16].decode("utf-8", "replace")
                assert sniff(head).score == sniff(head[:200]).score == 0, path


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('";\n'), max_size=9)


@given(cells=st.lists(CELL, min_size=1, max_size=8), delimiter=st.sampled_from(",;\t|"))
def test_laws_hold_for_any_row(cells: list[str], delimiter: str) -> None:
    header = delimiter.join(["battle", "date", "text", "place", "deaths", "names"])
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    document = row(out.getvalue(), header)
    if not "".join(cells).strip():
        with pytest.raises(ReadError, match="row of empty cells"):
            next(read(document))
        return
    made = next(read(document))
    check_record(READER, made, document)
    told = {field.name: field for field in made.source.fields}
    names = ("battle", "date", "", "place", "deaths")
    for name, cell in zip(names, cells, strict=False):
        if name:
            field = told.get(name)
            raw = "" if field is None else field.raw
            assert (raw.replace('""', '"') if field and field.steps else raw) == cell.strip()


def test_what_a_query_found_is_read_without_the_marks_of_rdf() -> None:
    header = "?item\t?itemLabel\t?startTime\t?coordinates"
    cells = (
        '<http://data.example/entity/Q7>\t"Raid on Low Mill"@en\t'
        '"1861-05-03T00:00:00Z"^^<http://types.example/2001/dateTime>\t'
        '"Point(4.5 50.25)"^^<http://types.example/wkt>'
    )
    made = record(cells, header)
    assert [field.raw for field in made.source.fields] == [
        "http://data.example/entity/Q7",
        "Raid on Low Mill",
        "1861-05-03T00:00:00Z",
        "Point(4.5 50.25)",
    ]
    assert made.source.text_id == "http://data.example/entity/Q7"
    # without a variable at the head of each column quotes are what they are in any table
    other = record('7\t"Raid"@en', "item\titemLabel")
    assert other.source.fields[1].raw == "Raid@en"


def test_a_term_of_rdf_with_quotes_inside_is_whole() -> None:
    made = record('"the \\"Low\\" Mill"@en-GB\t3', "?title\t?deaths")
    assert [field.raw for field in made.source.fields] == ['the \\"Low\\" Mill', "3"]


def test_a_table_of_known_columns_whose_rows_are_all_ragged_is_a_table() -> None:
    rows = "\n".join(
        f"Raid {i},3 May 1861,Mill {i},more" if i % 2 else f"Raid {i},1861" for i in range(9)
    )
    assert sniff(f"name,date,place\n{rows}\n").score >= 0.45
    assert sniff("name,date,place\nall in one line\nand here, too\n").score == 0


def test_few_rows_under_many_unknown_names_are_a_table_where_semicolons_part_them() -> None:
    assert sniff("colour;weight;shape;size\nred;1;round;2\nblue;2;flat;3\n").score >= 0.35
