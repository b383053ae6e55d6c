"""The language of a document whose words do not tell it."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

import warcorpus
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.normalizing.sites import language_of_site

GERMAN = "Die Schlacht begann am Morgen des folgenden Tages nahe der kleinen Stadt hinter dem Fluss"
ENGLISH = "The raid was fought in the town and it was lost by the army on the next day of the year"
PAGE = "<page><title>X</title><ns>0</ns><id>4</id><revision><id>9</id><text>{}</text>"
DUMP = (
    "<mediawiki><siteinfo><base>https://de.wikipedia.org/wiki/X</base></siteinfo>"
    f"{PAGE}</revision></page></mediawiki>"
)


def read(content: str) -> Record:
    (record,) = warcorpus.read(BytesIO(content.encode("utf-8")))
    return normalize_record(record)


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("de.wikipedia.org", "de"),
        ("https://fr.m.wikipedia.org/wiki/X", "fr"),
        ("ESWIKI", "es"),
        ("ar.wikisource.org", "ar"),
        ("www.wikipedia.org", None),
        ("commonswiki", None),
        ("de.wikipedia.org.example", None),
        ("Wikipedia", None),
        ("", None),
        (None, None),
    ],
)
def test_the_site_tells_its_language(told: str | None, language: str | None) -> None:
    assert language_of_site(told) == language


def test_a_dump_tells_by_its_host() -> None:
    assert read(DUMP.format(GERMAN)).language == "de"


def test_a_dump_without_an_address_tells_by_its_database() -> None:
    site = "<sitename>Wikipedia</sitename><dbname>dewiki</dbname>"
    record = read(DUMP.format(GERMAN).replace("<base>https://de.wikipedia.org/wiki/X</base>", site))
    assert (record.language, record.source.publisher) == ("de", "dewiki")


def test_words_tell_more_than_the_site() -> None:
    assert read(DUMP.format(ENGLISH)).language == "en"


def test_a_page_tells_by_its_address_or_by_its_header() -> None:
    row = {"title": "X", "url": "https://de.wikipedia.org/wiki/X", "text": GERMAN}
    assert read(json.dumps(row) + "\n").language == "de"
    assert read(json.dumps({**row, "language": "gsw"}) + "\n").language == "gsw"
    page = f'<html lang="de"><body><h1>X</h1><p>{GERMAN}</p></body></html>'
    assert read(page).language == "de"


def test_other_sites_tell_nothing() -> None:
    row = {"title": "X", "url": "https://news.example/de/x", "text": GERMAN}
    assert read(json.dumps(row) + "\n").language == "und"
