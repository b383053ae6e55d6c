"""Header names of tables, as roles."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ConfigError
from warcorpus.text.crosswalk import (
    check_roles,
    fold_column,
    is_known,
    is_role,
    known_roles,
    precision_of,
    role_of,
    roles_of,
)
from warcorpus.text.delimited import dialect_of

GED = [
    "id",
    "relid",
    "year",
    "conflict_name",
    "dyad_name",
    "side_a",
    "side_b",
    "source_article",
    "where_prec",
    "where_coordinates",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "country",
    "region",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
]
ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]


def told(header: list[str]) -> dict[str, str | None]:
    return dict(zip(header, roles_of(header), strict=True))


def test_a_table_of_ucdp_ged() -> None:
    roles = told(GED)
    assert roles["id"] == "text_id"
    assert roles["conflict_name"] == "part_of"
    assert (roles["side_a"], roles["side_b"]) == ("side.1.belligerent", "side.2.belligerent")
    assert (roles["date_start"], roles["date_end"]) == ("date.start", "date.end")
    assert (roles["adm_1"], roles["adm_2"]) == ("place.admin.1", "place.admin.2")
    assert roles["where_coordinates"] == "place.name"
    assert roles["deaths_civilians"] == "civilians.deaths"
    assert roles["deaths_unknown"] == "side.all.deaths.unknown"
    assert [roles[name] for name in ("best", "low", "high")] == [
        "side.all.deaths",
        "side.all.deaths.low",
        "side.all.deaths.high",
    ]
    # the year stands in the dates, the dyad in the sides
    assert [roles[name] for name in ("year", "dyad_name", "source_article")] == [None] * 3


def test_a_table_of_acled() -> None:
    roles = told(ACLED)
    assert roles["event_id_cnty"] == "text_id"
    assert (roles["event_date"], roles["time_precision"]) == ("date", "date.precision")
    assert roles["assoc_actor_2"] == "side.2.belligerent"
    assert roles["admin3"] == "place.admin.3"
    assert roles["fatalities"] == "side.all.deaths"
    assert roles["event_type"] == "category.0"
    assert [roles[name] for name in ("notes", "source", "year", "interaction")] == [None] * 4
    assert all(map(is_known, ACLED))


def test_schema_org_and_wikidata() -> None:
    assert roles_of(["name", "startDate", "endDate", "superEvent", "alternateName"]) == (
        "title",
        "date.start",
        "date.end",
        "part_of",
        "name",
    )
    assert roles_of(["item", "itemLabel", "pointInTime", "countryLabel", "coord", "P710"]) == (
        "text_id",
        "title",
        "date",
        "place.country",
        "place.coordinates",
        "side.each.belligerent",
    )


def test_a_name_of_two_vocabularies_is_read_by_the_one_that_fits_the_table() -> None:
    plain = ["battle", "location", "type", "high"]
    assert roles_of(plain) == ("title", "place", "category.0", None)
    assert roles_of(ACLED)[ACLED.index("location")] == "place.name"
    assert roles_of(GED)[GED.index("high")] == "side.all.deaths.high"


@pytest.mark.parametrize(
    "name", ["Start date", "START_DATE", "start-date", "startDate", " start date"]
)
def test_case_blanks_and_signs_do_not_count(name: str) -> None:
    assert role_of(name) == "date.start"


def test_the_year_is_the_date_where_nothing_else_is() -> None:
    assert roles_of(["battle", "year"]) == ("title", "date")
    assert roles_of(["year", "battle", "date"]) == (None, "title", "date")
    assert roles_of(["year", "battle", "end date"]) == (None, "title", "date.end")


def test_the_users_mapping_comes_first_and_dash_leaves_a_column_alone() -> None:
    mapping = [("Ort", "place"), ("battle", "-"), ("Gefallene", "side.all.deaths")]
    assert roles_of(["ort", "Battle", "gefallene", "date"], mapping) == (
        "place",
        None,
        "side.all.deaths",
        "date",
    )


def test_every_role_of_the_table_is_one_that_exists() -> None:
    rows = files("warcorpus.text").joinpath("data/crosswalk.tsv").read_text("utf-8").split("\n")
    parted = [row.split("\t") for row in rows if row and row[0] != "#"]
    assert {len(row) for row in parted} == {3}
    assert [role for _, _, role in parted if not is_role(role.lstrip("~?"))] == []
    # the dialect of a table is told from bytes that may be in any encoding: no other letters count
    header = "L\u00e4nge;Verluste,Ort;Tote"
    assert dialect_of(header) == dialect_of(header.encode().decode("latin-1"))
    keys = [(vocabulary, fold_column(column)) for vocabulary, column, _ in parted]
    assert len(keys) == len(set(keys))


def test_roles_that_do_not_exist_are_a_fault_of_the_configuration() -> None:
    check_roles([(role, role.replace("N", "1")) for role in known_roles()])
    with pytest.raises(ConfigError, match='found the role "tittle" for the column "Name"') as error:
        check_roles([("Name", "tittle")])
    assert error.value.slug == "bad-value"
    assert error.value.hint == 'did you mean "title"?'
    with pytest.raises(ConfigError) as error:
        check_roles([("Name", "qqqq")])
    assert "leaves a column alone" in error.value.hint


@pytest.mark.parametrize(
    ("column", "code", "meaning"),
    [
        ("date_prec", "1", "day"),
        ("date_prec", "3", "week"),
        ("Date Prec", " 5 ", "year"),
        ("time_precision", "2", "week"),
        ("time_precision", "3", "month"),
        ("time_precision", "11", "day"),
        ("rows.time_precision", "9", "year"),
        ("where_prec", "6", "country"),
        ("geo_precision", "1", "place"),
        ("genau", "Month", "month"),
        ("genau", "3", None),
        ("date_prec", "12", None),
        ("date_prec", "", None),
    ],
)
def test_precision_codes(column: str, code: str, meaning: str | None) -> None:
    assert precision_of(column, code) == meaning


@given(st.lists(st.text(max_size=12), max_size=12))
def test_any_header_has_a_role_or_none_for_each_column(header: list[str]) -> None:
    roles = roles_of(header)
    assert len(roles) == len(header)
    assert all(role is None or is_role(role) for role in roles)
    assert all(is_known(name) for name, role in zip(header, roles, strict=True) if role)


def test_entities_of_wikidata_stand_beside_their_labels() -> None:
    header = ["event", "eventLabel", "date", "location", "locationLabel", "warLabel"]
    assert roles_of(header) == ("text_id", "title", "date", None, "place", "part_of")
    assert is_known("battleLabel")
    assert not is_known("colourLabel")
    assert roles_of(["colour", "colourLabel", "item", "itemLabel"])[1:] == (
        None,
        "text_id",
        "title",
    )


def test_own_tables_in_other_languages() -> None:
    assert roles_of(["Schlacht", "Datum", "Ort", "Breite", "L\u00e4nge", "Verluste"]) == (
        "title",
        "date",
        "place",
        "place.latitude",
        "place.longitude",
        "side.all.casualties",
    )
    assert roles_of(["Bataille", "Date de d\u00e9but", "Date de fin", "Lieu", "Issue"]) == (
        "title",
        "date.start",
        "date.end",
        "place",
        "result",
    )
