"""What the columns of a table tell: dates, places, sides, counts."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import warcorpus
from warcorpus.evaluation.verify import Raw, verify_line
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Entry, Record
from warcorpus.model.values import Problem
from warcorpus.model.wire import to_line
from warcorpus.normalizing import normalize_record, replay
from warcorpus.normalizing.columns import TableRole
from warcorpus.normalizing.quantities import quantity_text
from warcorpus.readers.csv_table import read
from warcorpus.text.document import Text

GOLDEN = Path(__file__).parents[1] / "golden" / "csv"


def of(**cells: object) -> Record:
    """The record of a row, written as a table."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([list(cells), list(cells.values())])
    header, row = out.getvalue().rstrip("\n").split("\n", 1)
    return normalize_record(next(read(evolve(Text.of(row), shared=header))))


def slugs(record: Record) -> list[str]:
    return [problem.slug for problem in record.problems]


def entry(record: Record, pointer: str) -> Entry:
    provenance = record.provenance
    parts = (provenance.date, provenance.place, provenance.sides, provenance.civilians)
    return next(one for part in parts for one in part if one.pointer == pointer)


def raws(record: Record, pointer: str) -> list[str]:
    return [reading.value.raw for reading in entry(record, pointer).readings]


class TestDates:
    def test_start_and_end_with_readings_of_both_cells(self) -> None:
        made = of(battle="A", start_date="1861-6-3", end_date="5 June 1861")
        assert made.date.edtf == "1861-06-03/1861-06-05"
        assert raws(made, "/date/earliest") == ["1861-6-3"]
        assert raws(made, "/date/latest") == ["5 June 1861"]

    def test_a_date_and_an_end(self) -> None:
        made = of(battle="A", date="1861-06-03", end_date="1861-06-05")
        assert made.date.edtf == "1861-06-03/1861-06-05"
        assert of(battle="A", date="1861-06-03", end_date="").date.edtf == "1861-06-03"

    def test_one_day_told_twice_is_one_date_with_two_readings(self) -> None:
        made = of(battle="A", start="1861-06-03", end="3 June 1861")
        assert made.date.edtf == "1861-06-03"
        assert raws(made, "/date") == ["1861-06-03", "3 June 1861"]

    def test_midnight_is_no_clock_time(self) -> None:
        made = of(side_a="A", date_start="2013-02-06 00:00:00.000", best="1", where_prec="1")
        assert (made.date.edtf, made.date.note) == ("2013-02-06", None)

    @pytest.mark.parametrize(
        ("code", "edtf", "earliest", "latest", "precision"),
        [
            ("1", "2013-02-15", "2013-02-15", "2013-02-15", "day"),
            ("2", "2013-02-15~", "2013-02-12", "2013-02-18", "part"),
            ("3", "2013-02", "2013-02-01", "2013-02-28", "month"),
            ("9", "2013", "2013-01-01", "2013-12-31", "year"),
            ("77", "2013-02-15", "2013-02-15", "2013-02-15", "day"),
        ],
    )
    def test_a_day_with_a_code(
        self, code: str, edtf: str, earliest: str, latest: str, precision: str
    ) -> None:
        made = of(event_date="15 February 2013", time_precision=code, actor1="A")
        date = made.date
        assert (date.edtf, date.earliest, date.latest) == (edtf, earliest, latest)
        assert date.start_precision == date.end_precision == precision
        assert raws(made, "/date") == ["15 February 2013"]
        if code != "77":
            assert raws(made, "/date/start_precision") == [code]

    @pytest.mark.parametrize(
        ("code", "start", "end", "edtf", "precision"),
        [
            ("1", "2013-02-01", "2013-02-03", "2013-02-01/2013-02-03", "day"),
            ("3", "2013-02-04", "2013-02-10", "2013-02-04/2013-02-10", "part"),
            ("4", "2013-02-01", "2013-02-28", "2013-02", "month"),
            ("4", "2013-02-05", "2013-03-02", "2013-02-05/2013-03-02", "month"),
            ("5", "2013-01-01", "2013-12-31", "2013", "year"),
        ],
    )
    def test_the_days_on_which_it_may_have_been(
        self, code: str, start: str, end: str, edtf: str, precision: str
    ) -> None:
        date = of(side_a="A", date_prec=code, date_start=start, date_end=end).date
        assert (date.edtf, date.earliest, date.latest) == (edtf, start, end)
        assert date.start_precision == date.end_precision == precision

    def test_what_cannot_be_is_told_and_nothing_is_chosen(self) -> None:
        turned = of(battle="A", start="1861-06-05", end="1861-06-03")
        assert (turned.date.edtf, turned.date.earliest, slugs(turned)) == (
            None,
            None,
            ["date-invalid"],
        )
        doubtful = of(battle="A", start="08/10/1861", end="09/10/1861")
        assert (doubtful.date.edtf, set(slugs(doubtful))) == (None, {"date-ambiguous"})


class TestPlaces:
    def test_name_regions_and_country_narrowest_first(self) -> None:
        made = of(
            side_a="A",
            country="Orland",
            adm_1="Upper Marsh",
            adm_2="Tellin",
            where_coordinates="Tellin bakery",
            date_start="1861",
        )
        names = [part.name for part in made.place.parts]
        assert names == ["Tellin bakery", "Tellin", "Upper Marsh", "Orland"]
        assert made.place.text == "Tellin bakery, Tellin, Upper Marsh, Orland"
        assert raws(made, "/place") == ["Tellin bakery"]
        assert raws(made, "/place/parts/3") == ["Orland"]

    def test_one_name_told_twice_is_one_part_with_two_readings(self) -> None:
        made = of(battle="A", place="Low Mill, Orland", country="ORLAND", latitude="", longitude="")
        assert [part.name for part in made.place.parts] == ["Low Mill", "Orland"]
        assert made.place.text == "Low Mill, Orland"
        assert raws(made, "/place/parts/1") == ["ORLAND"]

    @pytest.mark.parametrize(
        ("code", "trusted"), [("1", True), ("2", True), ("4", False), ("6", False), ("", True)]
    )
    def test_a_point_is_trusted_unless_it_stands_for_a_province(
        self, code: str, trusted: bool
    ) -> None:
        made = of(side_a="A", latitude="36.07", longitude="-37.5", where_prec=code, date_start="1")
        place = made.place
        assert (place.latitude, place.longitude, place.trusted) == (36.07, -37.5, trusted)
        assert raws(made, "/place/longitude") == ["-37.5"]

    def test_half_a_point_is_none(self) -> None:
        assert of(battle="A", latitude="36.5", longitude="east").place.latitude is None

    def test_points_of_both_coordinates(self) -> None:
        made = of(battle="A", coordinates="Point(37.1 36.2)")
        assert (made.place.latitude, made.place.longitude) == (36.2, 37.1)

    def test_an_unknown_place_is_unknown(self) -> None:
        assert of(battle="A", town="unknown", country="").place.state == "unknown"


class TestSides:
    def test_parties_commanders_and_their_associates(self) -> None:
        made = of(actor1="Army", assoc_actor_1="Militia; Guard", actor2="?", event_date="1861")
        first, second = made.sides
        assert [actor.name for actor in first.belligerents] == ["Army", "Militia", "Guard"]
        assert [actor.state for actor in second.belligerents] == ["unknown"]
        led = of(battle="A", commander1="Gen. Ada North|Col. Bo Reed", side1="Army")
        assert [(one.rank, one.name) for one in led.sides[0].commanders] == [
            ("Gen.", "Ada North"),
            ("Col.", "Bo Reed"),
        ]

    @pytest.mark.parametrize(
        "cell",
        ["Army vs. Militia", "Army; Militia", "Army v Militia", "Army – Militia", "Army|Militia"],
    )
    def test_a_cell_that_names_all_sides(self, cell: str) -> None:
        made = of(battle="A", belligerents=cell)
        assert [(side.key, side.belligerents[0].name) for side in made.sides] == [
            ("1", "Army"),
            ("2", "Militia"),
        ]

    def test_strengths_and_losses_in_words_and_numbers(self) -> None:
        made = of(
            battle="A", side1="X", strength1="300", losses1="20 killed, 5 captured", casualties="25"
        )
        first, both = made.sides
        assert [quantity_text(one) for one in first.strength] == ["300"]
        assert [quantity_text(one) for one in first.casualties] == ["20 killed", "5 captured"]
        assert (both.key, both.casualties[0].best) == ("all", 25)

    def test_deaths_with_bounds_are_one_count_with_three_readings(self) -> None:
        made = of(side_a="X", best="12", low="10", high="15", deaths_unknown="2", date_start="1")
        best, unknown = made.sides[-1].casualties
        assert (best.min, best.best, best.max, best.qualifier) == (10, 12, 15, "range")
        assert best.outcomes == ("killed",)
        assert (unknown.best, unknown.scope) == (2, "people of unknown status")
        pointer = f"/sides/{len(made.sides) - 1}/casualties/0"
        assert raws(made, pointer) == ["12", "10", "15"]

    def test_bounds_without_a_best_number(self) -> None:
        made = of(battle="A", deaths_low="10", deaths_high="15")
        count = made.sides[0].casualties[0]
        assert (count.min, count.best, count.max, count.qualifier) == (10, None, 15, "range")
        only = of(battle="A", deaths_high="15", deaths="")
        count = only.sides[0].casualties[0]
        assert (count.min, count.best, count.max, count.qualifier) == (None, None, 15, "at_most")

    def test_equal_bounds_are_exact_and_reversed_ones_told(self) -> None:
        exact = of(battle="A", deaths="7", deaths_low="7", deaths_high="7").sides[0].casualties[0]
        assert (exact.min, exact.max, exact.qualifier) == (7, 7, "exact")
        assert "quantity-bounds" in slugs(of(battle="A", deaths_low="9", deaths_high="4"))

    def test_civilians_stand_apart(self) -> None:
        made = of(battle="A", civilian_deaths="4", deaths="0")
        assert [(one.best, one.category) for one in made.civilians] == [(4, "civilians")]
        assert (made.sides[0].casualties[0].min, made.sides[0].casualties[0].max) == (0, 0)

    def test_a_number_of_two_readings_is_told(self) -> None:
        for cell in ("1,600", "1.600"):
            made = of(battle="A", deaths=cell, strength1=cell)
            assert made.sides[-1].casualties[0].qualifier == "ambiguous"
            assert made.sides[0].strength[0].qualifier == "ambiguous"
            assert slugs(made) == ["number-ambiguous"]

    @pytest.mark.parametrize(
        ("role", "parts"),
        [
            ("side.2.deaths", ("2", "deaths", "")),
            ("side.all.deaths.high", ("all", "deaths", "high")),
            ("civilians.deaths", ("civilians", "deaths", "")),
            ("side.2", None),
            ("side.1.a.b.c", None),
            ("title", None),
        ],
    )
    def test_roles(self, role: str, parts: tuple[str, str, str] | None) -> None:
        parsed = TableRole.parse(role)
        assert parsed == (None if parts is None else TableRole(*parts))


class TestOthers:
    def test_result_winner_whole_and_kind(self) -> None:
        made = of(battle="Low Mill", winner="Army", war="Marsh War", type="Siege", language="de")
        assert (made.result.winner, made.result.class_) == ("Army", "victory")
        assert [part.name for part in made.part_of] == ["Marsh War"]
        assert (made.kind, made.categories, made.language) == ("battle", ("Siege",), "de")
        told = of(battle="Low Mill", result="Inconclusive", side1="Army")
        assert (told.result.class_, told.kind) == ("inconclusive", "event")

    def test_a_row_without_a_title_is_named_after_its_file_and_matches_nothing_by_it(self) -> None:
        made = of(side_a="Army", side_b="Guard", date_start="1861-06-03", best="3")
        assert (made.title, made.names) == ("<text>", ())


@given(
    cells=st.dictionaries(
        st.sampled_from(
            [
                "battle",
                "date",
                "start_date",
                "end_date",
                "date_prec",
                "time_precision",
                "place",
                "town",
                "admin1",
                "country",
                "latitude",
                "longitude",
                "coordinates",
                "deaths",
                "deaths_low",
                "deaths_high",
                "strength1",
                "losses2",
                "casualties",
                "belligerents",
                "side1",
                "commander2",
                "result",
                "winner",
                "war",
                "type",
                "civilian_deaths",
            ]
        ),
        st.sampled_from(
            [
                "1",
                "3",
                "12",
                "-99",
                "1,600",
                "unknown",
                "none",
                "?",
                "1861-06-03",
                "2013-02",
                "36.5",
                "A;B",
                "x|y",
                "Army",
            ]
        )
        | st.text(max_size=9),
        min_size=1,
        max_size=9,
    )
)
def test_any_row_is_read_twice_alike_and_every_value_is_replayed(cells: dict[str, str]) -> None:
    if not any(cell.strip() for cell in cells.values()):
        return
    cells = {"battle": "A", **cells}
    made = of(**{name: cell.replace("\r", " ") for name, cell in cells.items()})
    assert normalize_record(made) == made
    provenance = made.provenance
    for one in (*provenance.date, *provenance.place, *provenance.sides, *provenance.civilians):
        for reading in one.readings:
            value = reading.value
            assert replay(value.raw, value.steps) == value.normalized


def test_corpora_of_tables_keep_their_promises() -> None:
    paths = [path for path in sorted(GOLDEN.iterdir()) if not path.name.endswith(".jsonl")]
    assert check(paths) == []


def test_catalogues_as_tables_keep_their_promises(data_folder: Path, tmp_path: Path) -> None:
    for path in sorted((data_folder / "civil-war-battles" / "docs").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_bytes().split(b"\n")[:120] if line]
        keys = list(dict.fromkeys(key for row in rows for key in row))
        with (tmp_path / f"{path.stem}.csv").open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(keys)
            for row in rows:
                cells = (row.get(key) for key in keys)
                writer.writerow(["; ".join(c) if isinstance(c, list) else c for c in cells])
    paths = sorted(tmp_path.glob("*.csv"))
    problems: list[Problem] = []
    records = list(warcorpus.read(*paths, problems=problems))
    assert all(record.title and record.date.edtf for record in records)
    assert all(problem.level == "info" for problem in problems)
    assert check(paths) == []


def check(paths: list[Path]) -> list[object]:
    """What verify finds in the corpus that is made of some files."""
    data = {path.name: path.read_bytes() for path in paths}

    def texts(source: dict[str, object]) -> Raw:
        name = str(source["path"]).rpartition("/")[2]
        piece = data[name][slice(source["byte_start"], source["byte_end"])]  # type: ignore[misc]
        return Raw(piece.decode(), name)

    lines = [json.loads(to_line(record)) for record in warcorpus.dedupe(*paths).records]
    return [one for n, line in enumerate(lines, 1) for one in verify_line(line, n, texts)]  # type: ignore[arg-type]
