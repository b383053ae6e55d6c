"""Links and pictures in HTML: what one of them, cut out of its page, says."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from warcorpus.text.html_parts import has_class, is_picture
from warcorpus.text.html_tree import Element, build
from warcorpus.text.html_values import name_of, page_of, strip

_TAG = re.compile(r"<[a-zA-Z]")
_SIZED = re.compile(r"(?:lossy-|lossless-|page\d{1,5}-|lang[a-z-]{2,12}-)*+\d{1,5}px-+")
_RENDERED = re.compile(r"\.(?:svg|tiff?|pdf|djvu|webm|ogv)\Z", re.IGNORECASE)
_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]{1,20}:(?=//)|mailto:", re.IGNORECASE)
_LONGEST_ENDING = 5  # characters of a file name behind its last full stop
_is_caption = has_class("thumbcaption", "gallerytext")
_is_interwiki = has_class("extiw", "interwiki")


class HtmlLink(NamedTuple):
    """A link: its words, where it leads, to which section, and how."""

    text: str
    target: str | None
    anchor: str | None
    kind: Literal["internal", "external", "interwiki"]


class HtmlImage(NamedTuple):
    """A picture: file name, address, alternative text, caption."""

    file: str | None
    url: str | None
    alt: str | None
    caption: str | None


def is_html(raw: str) -> bool:
    """Whether a piece of markup is HTML.

    >>> is_html("<a href='./X'>x</a>"), is_html("[x](./X)")
    (True, False)
    """
    return _TAG.match(raw) is not None


def link_of(raw: str) -> HtmlLink:
    """What ``<a …>…</a>`` says.

    >>> link_of('<a rel="mw:WikiLink" href="./Operation_X#Military_bases"><i>air base</i></a>')
    HtmlLink(text='air base', target='Operation X', anchor='Military bases', kind='internal')
    """
    element = next(build(raw).root.elements, None)
    if element is None:
        return HtmlLink(" ".join(strip(raw, "html").split()), None, None, "internal")
    href = element.get("href").strip()
    words = " ".join(strip(raw, "html").split())
    target = page_of(href) if not href.startswith("#") else ""
    anchor = name_of(href.partition("#")[2])
    if _is_interwiki(element) or "Interwiki" in element.get("rel"):
        return HtmlLink(words, target or None, None, "interwiki")
    if _EXTERNAL.match(target):
        return HtmlLink(words, target, None, "external")
    return HtmlLink(words, target or None, anchor or None, "internal")


def image_of(raw: str) -> HtmlImage:
    """What ``<img …>`` says, or a frame with a picture and its caption.

    >>> image_of('<figure><a href="./File:Old_X.jpg"><img alt="A" src="//x.org/thumb/a/ab/'
    ...          'Old_X.jpg/220px-Old_X.jpg"/></a><figcaption>The <b>old</b> X</figcaption>')
    HtmlImage(file='Old X.jpg', url='https://x.org/thumb/a/ab/Old_X.jpg/220px-Old_X.jpg', alt='A', \
caption='The old X')
    """
    root = build(raw).root
    picture = root.find(is_picture)
    caption = root.find(lambda one: one.name == "figcaption" or _is_caption(one))
    source = picture.get("src").strip() if picture else ""
    url = f"https:{source}" if source.startswith("//") else source
    alt = " ".join(picture.get("alt").split()) if picture else ""
    inner = raw[caption.inner_start : caption.inner_end] if caption else ""
    words = " ".join(strip(inner, "html").split())
    return HtmlImage(_file(root, picture, url), url or None, alt or None, words or None)


def _file(root: Element, picture: Element | None, url: str) -> str | None:
    """The file by the page that describes it, else by its address."""
    pages = [picture.get("resource")] if picture else []
    pages += [link.get("href") for link in root.descendants() if link.name == "a"]
    for page in pages:
        namespace, _, name = page_of(page).rpartition("/")[2].partition(":")
        if 2 <= len(name.rpartition(".")[2]) <= _LONGEST_ENDING and "." in name and namespace:
            return name
    return file_of(url)


def file_of(url: str) -> str | None:
    """The file name in the address of a picture, without the size that it was drawn in.

    >>> file_of("https://x.org/thumb/a/ab/Old_X.svg/220px-Old_X.svg.png")
    'Old X.svg'
    """
    path = url.partition("?")[0].partition("#")[0]
    before, _, last = path.rpartition("/")
    sized = _SIZED.match(last)
    if sized:
        parent = before.rpartition("/")[2]
        rest = last[sized.end() :]
        drawn = rest.rpartition(".")[0]
        if rest == parent or drawn == parent or _RENDERED.search(parent):
            last = parent
    return name_of(last) or None
