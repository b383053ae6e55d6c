"""Links and pictures cut out of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.facts import Image
from warcorpus.text.html_markup import file_of
from warcorpus.text.markup import LinkMarkup, parse_image, parse_link


@pytest.mark.parametrize(
    ("raw", "link"),
    [
        ('<a href="/wiki/Tel_X#Siege_of_1901" title="t">the <i>mound</i></a>',
         LinkMarkup("the mound", "Tel X", "Siege of 1901", "internal")),
        ('<a rel="mw:ExtLink" class="external" href="https://x.org/a">site</a>',
         LinkMarkup("site", "https://x.org/a", None, "external")),
        ('<a rel="mw:WikiLink/Interwiki" href="https://fr.example.org/wiki/X">X</a>',
         LinkMarkup("X", "https://fr.example.org/wiki/X", None, "interwiki")),
        ('<a href="/wiki/fr:X" class="extiw">X</a>', LinkMarkup("X", "fr:X", None, "interwiki")),
        ('<a href="#Below">below</a>', LinkMarkup("below", None, "Below", "internal")),
        ("<a>plain &amp; bare", LinkMarkup("plain & bare", None, None, "internal")),
    ],
)  # fmt: skip
def test_links(raw: str, link: LinkMarkup) -> None:
    assert parse_link(raw) == link


@pytest.mark.parametrize(
    ("raw", "image"),
    [
        ('<img src="//x.org/a/Old_X.jpg" alt=" A  mill ">',
         Image("Old X.jpg", "https://x.org/a/Old_X.jpg", "A mill", None)),
        ('<div class="thumb"><a href="/wiki/Datei:M%C3%BChle.svg" class="image"><img alt="" '
         'src="/thumb/M.svg/220px-M.svg.png"></a><div class="thumbcaption"><div class="magnify">x'
         '</div>The <b>mill</b><br>in 1901</div></div>',
         Image("Mühle.svg", "/thumb/M.svg/220px-M.svg.png", None, "The mill in 1901")),
        ('<figure><img resource="./File:A_b.png" src="t.png"><figcaption></figcaption></figure>',
         Image("A b.png", "t.png", None, None)),
        ("<figure></figure>", Image(None, None, None, None)),
    ],
)  # fmt: skip
def test_pictures(raw: str, image: Image) -> None:
    assert parse_image(raw) == image


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://x.org/a/ab/Old%20X.jpg?x=1", "Old X.jpg"),
        ("/thumb/a/ab/X_1.tif/lossy-page1-220px-X_1.tif.jpg", "X 1.tif"),
        ("/a/300px-own-name.jpg", "300px-own-name.jpg"),
        ("", None),
    ],
)
def test_file_names(url: str, name: str | None) -> None:
    assert file_of(url) == name


@given(st.text(st.sampled_from("<a>/ \"'=hrefimgsc&;#:."), max_size=60))
def test_any_markup_says_something(raw: str) -> None:
    assert isinstance(parse_link("<a " + raw), LinkMarkup)
    assert isinstance(parse_image("<img " + raw), Image)
