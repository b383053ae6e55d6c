"""Place and result of a record."""

from collections.abc import Callable

from warcorpus.model.facts import PlacePart
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record

Made = Callable[..., tuple[object, Record]]


def test_parts_get_the_pages_of_their_links(made: Made) -> None:
    fields = {
        "infobox.0.place": "Idlib city, Idlib Governorate, Syria",
        "infobox.0.place.link.0": "Idlib",
        "infobox.0.place.link.1": "Idlib Governorate",
        "infobox.0.place.link.2": "undefined",
        "infobox.0.place.link.2.text": "Syria",
    }
    record = normalize_record(made(fields)[1])
    assert record.place.parts == (
        PlacePart("Idlib city", "Idlib"),
        PlacePart("Idlib Governorate", "Idlib Governorate"),
        PlacePart("Syria", None),
    )


def test_a_link_with_a_comma_keeps_its_part_whole(made: Made) -> None:
    fields = {"infobox.0.place": "Sadad, Syria", "infobox.0.place.link.0": "Sadad, Syria"}
    record = normalize_record(made(fields)[1])
    assert record.place.parts == (PlacePart("Sadad, Syria", "Sadad, Syria"),)


def test_coordinates_of_an_infobox_are_not_trusted(made: Made) -> None:
    fields = {"infobox.0.place": "X", "infobox.0.coordinates": "36.1°N, 36.8°W"}
    place = normalize_record(made(fields)[1]).place
    assert (place.latitude, place.longitude, place.trusted) == (36.1, -36.8, False)


def test_loose_places_and_states(made: Made) -> None:
    assert normalize_record(made({"place": "X, Syria"})[1]).place.parts[1].name == "Syria"
    assert normalize_record(made({"place": "Unknown"})[1]).place.state == "unknown"
    assert normalize_record(made({})[1]).place.state == "absent"


def test_result_with_territory_and_status(made: Made) -> None:
    fields = {
        "infobox.0.conflict": "X",
        "infobox.0.result": "Rebel victory\n* Town taken",
        "infobox.0.territory": "* Hill A\n* Hill B",
        "infobox.0.status": "Ceasefire",
    }
    record = normalize_record(made(fields)[1])
    assert (record.result.headline, record.result.winner) == ("Rebel victory", "Rebel")
    assert record.result.details == ("Town taken",)
    assert record.result.territory == ("Hill A", "Hill B")
    assert record.result.status == "Ceasefire"
    assert [entry.pointer for entry in record.provenance.result] == [
        "/result",
        "/result/territory/0",
        "/result/territory/1",
        "/result/status",
    ]


def test_a_status_alone_tells_the_class(made: Made) -> None:
    fields = {"infobox.0.conflict": "X", "infobox.0.status": "Azerbaijani victory"}
    result = normalize_record(made(fields)[1]).result
    assert (result.state, result.class_, result.winner) == ("given", "victory", "Azerbaijani")
    assert result.headline is None
