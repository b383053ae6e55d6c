"""Pages of wikitext whose marks are not closed, nest too deep, or are too many."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.bad import Bad

BOX = (
    "{{Infobox military conflict\n| conflict = Siege of Vane\n| date = 6 May 1702\n"
    "| place = [[Vane]], [[Orland]]\n| combatant1 = [[Orland]]\n| combatant2 = [[Marsh]]\n}}\n"
)
LEAD = "The '''Siege of Vane''' began on 6 May 1702 in [[Vane]]. FIRSTWORD\n"
END = "\n\n== Aftermath ==\nIt was lifted in [[June]]. LASTWORD\n"
WORDS = ("FIRSTWORD", "LASTWORD")


def page(middle: str, end: str = END) -> bytes:
    """A page with something in its middle."""
    return f"{BOX}{LEAD}{middle}{end}".encode()


OPEN = {
    "templates": "{{" * 5_000,
    "named templates": "{{a|" * 3_000,
    "bold": "<b>" * 5_000,
    "references": "<ref name=x " * 5_000,
    "named externals": "[http://a " * 5_000,
    "links": "[[a|b " * 8_000,
    "files": "[[File:a|" * 8_000,
    "deep templates": "{{a|" * 400 + "x" + "}}" * 400,
    "deep links": "[[a|" * 400 + "x" + "]]" * 400,
}
LINEAR = {
    "open schemes": "[http" * 3_000,
    "closed references": "<ref name=x>a [[b]] c</ref> " * 3_000,
    "closed bold": "<b>a</b> " * 3_000,
    "closed externals": "[http://a.example b] " * 3_000,
    "closed links": "[[a|b]] " * 3_000,
    "closed templates": "{{flag|a}} " * 3_000,
    "table": "{| class=wikitable\n! a !! b\n" + "|-\n| 1 || [[Vane]]\n" * 20_000 + "|}\n",
    "quotes": "'" * 30_000,
    "equals": "=" * 30_000,
    "headings": "== a ==\n" * 5_000,
    "stars": "*" * 30_000,
    "items": "* a [[b]]\n" * 4_000,
    "pipes": "|" * 30_000,
    "closing": "}}" * 10_000 + "]]" * 10_000,
    "angles": "<" * 300 + ">" * 30_000,
    "comments": "<!-- a -->" * 3_000,
    "nowikis": "<nowiki>{{</nowiki>" * 5_000,
    "entities": "&amp;" * 3_000,
    "open entities": "&" * 30_000,
    "categories": "[[Category:A]]\n" * 3_000,
    "files closed": "[[File:a.jpg|thumb|b]]\n" * 3_000,
    "one word": "a" * 60_000,
    "line feeds": "\n" * 40_000,
    "addresses": "http://a.example/" * 4_000,
    "magic words": "__TOC__" * 5_000,
    "one line": "a, b. " * 20_000,
    "few open": "{{a|" * 20 + "[[b|" * 20,
}
HIDDEN = {
    "ref": "Then <ref name=a>a note",
    "short ref": "Then <ref>a note",
    "refs": "Then " + "<ref>" * 5_000,
    "comment": "Then <!-- a remark",
    "table": "\n{| class=wikitable\n| 1 || 2\n",
}
UNCLOSED = {
    "nowiki": "Then <nowiki> [[MIDDLEWORD]] ",
    "pre": "Then <pre> MIDDLEWORD ",
    "math": "Then <math> MIDDLEWORD ",
    "gallery": "Then\n<gallery>\nFile:a.jpg|MIDDLEWORD\n",
    "file": "[[File:Vane.svg|thumb|MIDDLEWORD\n",
}


def unbalanced() -> Iterator[Bad]:
    """Beyond the cap of open marks a page is read as plain text."""
    for what, marks in OPEN.items():
        yield Bad(
            "wikitext marks",
            f"open {what}.wiki",
            page(f"It went on. MIDDLEWORD {marks}"),
            problems=("wikitext-unbalanced",),
            words=(*WORDS, "MIDDLEWORD"),
            format="wikitext",
        )


def linear() -> Iterator[Bad]:
    """What is closed is never counted, however much of it there is."""
    for what, marks in LINEAR.items():
        yield Bad(
            "wikitext marks",
            f"many {what}.wiki",
            page(f"It went on. MIDDLEWORD\n\n{marks}"),
            words=(*WORDS, "MIDDLEWORD"),
            format="wikitext",
        )


def unclosed() -> Iterator[Bad]:
    """What is not closed ends with its section or the page."""
    for what, marks in {**HIDDEN, **UNCLOSED}.items():
        told = ("MIDDLEWORD",) if what in UNCLOSED else ()  # a note is no text; the problem tells
        for place, end in (("section", END), ("page", "")):
            yield Bad(
                "wikitext unclosed",
                f"unclosed {what} in the {place}.wiki",
                page(marks, end),
                problems=("unclosed-markup",),
                words=(*WORDS[: 2 if end else 1], *told),
                format="wikitext",
            )
    for place, end in (("section", END), ("page", "")):
        yield Bad(
            "wikitext unclosed",
            f"unclosed infobox in the {place}.wiki",
            (BOX.replace("}}\n", "") + LEAD + end).encode(),
            problems=("unclosed-markup",),
            words=WORDS[: 2 if end else 1],
            format="wikitext",
        )


def caps() -> Iterator[Bad]:
    """Beyond the other caps."""
    long = "It went on for a long time. " * 80_000
    yield Bad(
        "wikitext size",
        "large.wiki",
        page(f"MIDDLEWORD {long}"),
        problems=("wikitext-too-large",),
        words=(*WORDS, "MIDDLEWORD"),
        format="wikitext",
    )
    yield Bad(
        "wikitext size",
        "large call.wiki",
        page(f"{{{{quote|MIDDLEWORD {'It [[a|went]] on. ' * 6_000}{'It went on. ' * 20_000}}}}}"),
        words=(*WORDS, "MIDDLEWORD"),
        format="wikitext",
    )
    yield Bad(
        "wikitext size",
        "large infobox.wiki",
        page("").replace(
            b"| place", b"| notes = MIDDLEWORD " + b"It went on. " * 24_000 + b"\n| place"
        ),
        words=(*WORDS, "MIDDLEWORD"),
        format="wikitext",
    )


def no_events() -> Iterator[Bad]:
    """Pages that lead elsewhere."""
    for number, text in enumerate(
        (
            "#REDIRECT [[Siege of Orl]]",
            "'''Vane''' may refer to:\n* [[a]]\n* [[b]]\n{{disambiguation}}\n",
        )
    ):
        yield Bad(
            "no event",
            f"elsewhere {number}.wiki",
            text.encode(),
            rejects=("not-an-event",),
            records=0,
        )


BAD = (*unbalanced(), *linear(), *unclosed(), *caps(), *no_events())
