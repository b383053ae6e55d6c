"""Dumps, extracts and web pages: entities, depth, elements that are not closed, stray text."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.bad import Bad

WORDS = ("FIRSTWORD", "LASTWORD")
SITE = "<siteinfo><sitename>Invented Wiki</sitename></siteinfo>\n"
OPENING = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11">\n'
BOMB = "<!DOCTYPE mediawiki [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
)


def dump_page(number: int, text: str) -> str:
    """One page of a dump."""
    return (
        f"<page>\n<title>Siege of Vane {number}</title>\n<ns>0</ns>\n<id>{number}</id>\n"
        f"<revision><id>9</id><timestamp>2020-03-04T05:06:07Z</timestamp>\n"
        f"<text>The '''siege''' began in [[May]] 1702. {text}</text></revision>\n</page>\n"
    )


def dump(*pages: str, prolog: str = "", closing: str = "</mediawiki>\n") -> bytes:
    """A dump of some pages."""
    return (prolog + OPENING + SITE + "".join(pages) + closing).encode()


FIRST, LAST = dump_page(1, "FIRSTWORD"), dump_page(9, "LASTWORD")


def dumps() -> Iterator[Bad]:
    """XML: a document type is refused, a bad page costs itself."""
    types = {
        "entity bomb": BOMB + "]>\n",
        "file": "<!DOCTYPE mediawiki [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n",
        "address": "<!DOCTYPE mediawiki SYSTEM 'http://dump.example/x.dtd'>\n",
        "parameter": "<!DOCTYPE mediawiki [<!ENTITY % x SYSTEM 'http://dump.example/'> %x;]>\n",
    }
    for what, prolog in types.items():
        for begin in ("", "<?xml version='1.0'?>\n"):
            yield Bad(
                "doctype",
                f"{what} {len(begin)}.xml",
                dump(FIRST, dump_page(2, "&a11;&x;"), prolog=begin + prolog),
                rejects=("doctype-refused",),
                records=0,
            )
    bad = {
        "unknown reference": dump_page(2, "one&nbsp;two &x;"),
        "open tag": dump_page(2, "<b>bold"),
        "wrong tag": dump_page(2, "x").replace("</text>", "</txet>"),
        "deep": dump_page(2, "<a>" * 5_000 + "</a>" * 5_000),
        "less than": dump_page(2, "a < b"),
    }
    for what, page in bad.items():
        yield Bad(
            "xml page",
            f"{what}.xml",
            dump(FIRST, page, LAST),
            rejects=("bad-xml",),
            records=2,
            words=WORDS,
            format="mediawiki-xml",
        )
    yield Bad(
        "xml page",
        "not closed.xml",
        dump(FIRST, dump_page(2, "x").replace("</page>", ""), LAST),
        rejects=("bad-xml",),
        records=2,
        words=WORDS,
    )
    whole = dump(FIRST, LAST, dump_page(10, "TAIL" * 50))
    yield Bad("xml page", "cut.xml", whole[:-180], rejects=("bad-xml",), records=2, words=WORDS)
    yield Bad(
        "stray text",
        "stray.xml",
        dump(FIRST, "STRAYWORDS between\n", LAST),
        rejects=("stray-text",),
        records=2,
        words=WORDS,
    )
    yield Bad(
        "wikitext marks",
        "marks.xml",
        dump(FIRST, dump_page(2, "MIDDLEWORD " + "{{" * 5_000), LAST),
        problems=("wikitext-unbalanced",),
        records=3,
        words=(*WORDS, "MIDDLEWORD"),
    )


def element(number: int, text: str, closing: str = "</doc>\n") -> str:
    """One document of an extract."""
    return (
        f'<doc id="{number}" url="https://example.org/{number}" title="Siege of Vane {number}">\n'
        f"Siege of Vane {number}\n\nThe siege began in May 1702. {text}\n\n{closing}"
    )


def extracts() -> Iterator[Bad]:
    """Elements of WikiExtractor that are not closed, not opened, hold other marks."""
    first, last = element(1, "FIRSTWORD"), element(9, "LASTWORD")
    yield Bad(
        "extract",
        "doc not closed.txt",
        (first + element(2, "MIDDLEWORD", "") + last).encode(),
        problems=("unclosed-document",),
        records=3,
        words=(*WORDS, "MIDDLEWORD"),
        format="wikiextractor",
    )
    yield Bad(
        "stray text",
        "doc stray.txt",
        (first + "STRAYWORDS between\n" + last).encode(),
        rejects=("stray-text",),
        records=2,
        words=WORDS,
    )
    yield Bad(
        "extract",
        "doc marks.txt",
        (
            first + element(2, "MIDDLEWORD & <b> < 3 &lt;doc&gt; <doc " + "<" * 9_000) + last
        ).encode(),
        records=3,
        words=(*WORDS, "MIDDLEWORD"),
    )
    yield Bad(
        "extract",
        "doc empty.txt",
        (first + '<doc id="2" url="u" title="Vane">\nVane\n\n</doc>\n' * 50 + last).encode(),
        rejects=("empty-document",) * 50,
        records=2,
        words=WORDS,
    )


def web(body: str, closing: str = "</div></body></html>\n") -> bytes:
    """A web page of a wiki."""
    return (
        '<!DOCTYPE html>\n<html class="client-nojs" lang="en"><head><meta charset="UTF-8">'
        "<title>Siege of Vane - Wikipedia</title></head>\n"
        '<body class="mediawiki"><h1 id="firstHeading">Siege of Vane</h1>\n'
        '<div class="mw-parser-output"><p>The <b>siege</b> began in May 1702. FIRSTWORD</p>\n'
        f"{body}\n<p>It was lifted in June. LASTWORD</p>\n{closing}"
    ).encode()


DEEP = {
    "div": "<div>" * 3_000 + "MIDDLEWORD" + "</div>" * 3_000,
    "open div": "<div>" * 3_000 + "MIDDLEWORD",
    "span": "<p>" + "<span>" * 3_000 + "MIDDLEWORD" + "</span>" * 3_000 + "</p>",
    "bold": "<p>" + "<b>" * 3_000 + "MIDDLEWORD" + "</b>" * 3_000 + "</p>",
    "list": "<ul><li>" * 1_500 + "MIDDLEWORD" + "</li></ul>" * 1_500,
    "table": "<table><tr><td>" * 1_000 + "MIDDLEWORD" + "</td></tr></table>" * 1_000,
}
MANY = {
    "rows": "<table>" + "<tr><td>a</td><td>b</td></tr>\n" * 8_000 + "</table>",
    "open paragraphs": "<p>a " * 10_000,
    "open bold": "<p>" + "<b>a</b>" * 8_000,
    "closing": "</span></b></li>" * 5_000,
    "angles": "<p>" + "< " * 20_000 + "</p>",
    "entities": "<p>" + "&amp;&lt;&#x41;" * 8_000 + "</p>",
    "open entities": "<p>" + "&" * 20_000 + "</p>",
    "attributes": "<p " + "a=b " * 10_000 + ">x</p>",
    "quote": "<p title='" + "a" * 20_000 + "'>x</p>",
    "breaks": "<br>" * 10_000,
    "comments": "<!-- a -->" * 8_000,
    "references": '<p>a<sup class="reference"><a href="#x">[1]</a></sup>' * 2_000,
}


def pages() -> Iterator[Bad]:
    """HTML that is deep, wide, open."""
    for what, body in DEEP.items():
        yield Bad(
            "html depth",
            f"deep {what}.html",
            web(body),
            problems=("html-flattened",),
            words=(*WORDS, "MIDDLEWORD"),
            format="wikipedia-html",
        )
    for what, body in MANY.items():
        yield Bad("html size", f"many {what}.html", web(body), words=WORDS, format="wikipedia-html")
    unclosed = {"comment": "<!-- x", "script": "<script>x", "style": "<style>x"}
    for what, body in unclosed.items():
        yield Bad(
            "html unclosed",
            f"unclosed {what}.html",
            web(f"<p>MIDDLEWORD</p>{body}"),
            problems=("unclosed-markup",),
            words=("FIRSTWORD", "MIDDLEWORD"),
            format="wikipedia-html",
        )
    yield Bad("html unclosed", "cut.html", web("")[:-30], words=("FIRSTWORD", "It was lifted"))


BAD = (*dumps(), *extracts(), *pages())
