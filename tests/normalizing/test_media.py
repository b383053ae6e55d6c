"""Images, links and categories."""

from collections.abc import Callable

from warcorpus.model.facts import Image, Link
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record

Made = Callable[..., tuple[object, Record]]


def test_the_infobox_image_has_its_caption_and_the_body_its_own(made: Made) -> None:
    fields = {
        "infobox.0.conflict": "X",
        "infobox.0.image": "Syria M5 Highway.svg",
        "infobox.0.caption": "The highway",
        "image": "![Museum](https://x.org/wiki/Special:Redirect/file/A_(1).jpg?)",
    }
    record = normalize_record(made(fields)[1])
    assert record.images == (
        Image("Syria M5 Highway.svg", None, None, "The highway"),
        Image("A (1).jpg", "https://x.org/wiki/Special:Redirect/file/A_(1).jpg?", "Museum", None),
    )


def test_a_size_is_no_image(made: Made) -> None:
    assert normalize_record(made({"infobox.0.image": "300px"})[1]).images == ()


def test_one_file_is_one_image_with_two_readings(made: Made) -> None:
    fields = {"infobox.0.image": "A.svg", "image": "![](https://x.org/A.svg)"}
    record = normalize_record(made(fields)[1])
    assert record.images == (Image("A.svg", "https://x.org/A.svg", None, None),)
    assert len(record.provenance.images[0].readings) == 2


def test_links_of_fields_sentences_and_navigation(made: Made) -> None:
    fields = {
        "infobox.0.partof": "the War",
        "infobox.0.partof.link.0": "Some War",
        "infobox.0.partof.link.0.text": "War",
        "infobox.0.partof.link.0.anchor": "Phase 2",
        "link": "[base](./Air_Base)",
        "see_also.0": "Houla massacre",
    }
    assert normalize_record(made(fields)[1]).links == (
        Link("War", "Some War", "Phase 2", "internal", "field"),
        Link("base", "Air Base", None, "internal", "sentence"),
        Link("Houla massacre", "Houla massacre", None, "internal", "see_also"),
    )


def test_equal_links_are_one(made: Made) -> None:
    fields = [("link", "[Syria](./Syria)"), ("link", "[Syria](./Syria)")]
    record = normalize_record(made(fields)[1])
    assert len(record.links) == 1
    assert len(record.provenance.links[0].readings) == 2


def test_categories_without_namespace_each_once(made: Made) -> None:
    fields = {"category.0": "Category:Battles", "category.1": "Battles", "category.2": "2012"}
    assert normalize_record(made(fields)[1]).categories == ("Battles", "2012")
