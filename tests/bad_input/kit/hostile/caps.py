"""Documents beyond each cap of the settings, which are set low here."""

from __future__ import annotations

from collections.abc import Iterator

from hostile import json_lines, markup, tables
from hostile.bad import Bad
from hostile.containers import tarred, zipped
from hostile.texts import BODY, HEADER, headed
from hostile.wikitext import page

MOST = 6_000
LONG = "It went on and on. " * 1_000
WORDS = ("FIRSTWORD", "LASTWORD")


def corpora(text: str) -> str:
    """A document in tokens."""
    return f"@@{len(text)} The Siege of Vane began . {text} \n"


def tokens(title: str, text: str) -> str:
    """A document of a language model's data."""
    return f" \n = Siege of {title} = \n \n The siege of {title} began , in May . {text} \n"


MANY = {
    "jsonl": "\n".join(
        json_lines.row(*pair)
        for pair in (json_lines.FIRST, ("Battle of Tor 3", LONG), json_lines.LAST)
    ).encode(),
    "json-array": (
        "[" + ",\n".join(
            json_lines.row(*pair)
            for pair in (json_lines.FIRST, ("Battle of Tor 3", LONG), json_lines.LAST)
        ) + "]"
    ).encode(),
    "enterprise": "\n".join(
        json_lines.snapshot(*pair)
        for pair in (json_lines.FIRST, ("Battle of Tor 3", LONG), json_lines.LAST)
    ).encode(),
    "cirrussearch": "\n".join(
        json_lines.search_page(*pair)
        for pair in (json_lines.FIRST, ("Battle of Tor 3", LONG), json_lines.LAST)
    ).encode(),
    "csv": tables.table(f"Battle of Tor,1704-01-01,Tor,{LONG}\n"),
    "mediawiki-xml": markup.dump(markup.FIRST, markup.dump_page(2, LONG), markup.LAST),
    "wikiextractor": (
        markup.element(1, "FIRSTWORD") + markup.element(2, LONG) + markup.element(3, "LASTWORD")
    ).encode(),
    "english-corpora": (corpora("FIRSTWORD") + corpora(LONG) + corpora("LASTWORD .")).encode(),
    "wikitext-lm": (
        tokens("Vane", "FIRSTWORD") + tokens("Tor", LONG) + tokens("Orl", "LASTWORD")
    ).encode(),
}  # fmt: skip
ONE = {
    "front-matter": headed(body=BODY + LONG),
    "wikitext": page(LONG),
    "wikipedia-html": markup.web(f"<p>{LONG}</p>"),
    "plain-text": LONG.encode(),
}


def limits(**caps: int) -> dict[str, dict[str, object]]:
    """A configuration with low caps."""
    return {"limits": dict(caps)}


def documents() -> Iterator[Bad]:
    """The cap on documents: one of many costs itself, whatever the format."""
    for kind, data in MANY.items():
        yield Bad(
            "document cap",
            f"{kind} of many",
            data,
            rejects=("too-large",),
            records=2,
            words=WORDS,
            format=kind,
            settings=limits(document_bytes=MOST),
            told=("limits.document_bytes",),
        )
    for kind, data in ONE.items():
        yield Bad(
            "document cap",
            f"{kind} alone",
            data,
            rejects=("too-large",),
            records=0,
            settings=limits(document_bytes=MOST),
            told=("limits.document_bytes",),
        )


def cap(name: str, value: int, kind: str, data: bytes, slug: str = "", **more: object) -> Bad:
    """A document beyond one cap, that is read all the same if it does not say otherwise."""
    lost = bool(more.pop("lost", False))
    more.setdefault("words", WORDS)
    return Bad(
        "caps",
        f"{name}.{kind}",
        data,
        problems=(slug,) if slug and not lost else (),
        rejects=(slug,) if slug and lost else (),
        settings=limits(**{name: value}),
        told=(f"limits.{name}",) if slug else (),
        **more,  # type: ignore[arg-type]
    )


def lines(extra: str) -> bytes:
    """A row of JSON between two others."""
    middle = json_lines.row("Battle of Tor 3", "It was short. MIDDLEWORD", extra)
    first, last = json_lines.row(*json_lines.FIRST), json_lines.row(*json_lines.LAST)
    return f"{first}\n{middle}\n{last}\n".encode()


def single() -> Iterator[Bad]:
    """The other caps."""
    note = f"{HEADER}\nnote: "
    yield cap("header_bytes", 90, "txt", headed(f"{note}{'x' * 100}"), "header-too-large")
    yield cap("yaml_depth", 4, "txt", headed(f"{note}[[[[[[x]]]]]]"), "yaml-too-deep")
    yield cap("yaml_nodes", 20, "txt", headed(f"{note}[{'x, ' * 30}]"), "yaml-too-many-nodes")
    aliases = f"{HEADER}\na: &a [x, x, x]\nb: [{', '.join(['*a'] * 9)}]"
    yield cap("yaml_alias_nodes", 9, "txt", headed(aliases), "yaml-alias-limit")
    deep = lines(', "x": {"a": {"b": {"c": {"d": 1}}}}')
    yield cap("json_depth", 4, "jsonl", deep, "json-too-deep", lost=True, records=2)
    web = markup.web("<div>" * 20 + "MIDDLEWORD" + "</div>" * 20)
    yield cap("html_depth", 10, "html", web, "html-flattened", words=(*WORDS, "MIDDLEWORD"))
    middle = (*WORDS, "MIDDLEWORD")
    large = page(f"MIDDLEWORD {LONG}")
    yield cap("wikitext_bytes", MOST, "wiki", large, "wikitext-too-large", words=middle)
    call = page(f"{{{{quote|MIDDLEWORD {LONG}}}}}")
    yield cap("wikitext_call_bytes", 2_000, "wiki", call, words=middle)
    marks = page(f"MIDDLEWORD {'{{a|' * 12}")
    yield cap("wikitext_unclosed", 10, "wiki", marks, "wikitext-unbalanced", words=middle)
    nested = page(f"MIDDLEWORD {'{{a|' * 12}x{'}}' * 12}")
    yield cap("wikitext_depth", 10, "wiki", nested, "wikitext-unbalanced", words=middle)
    members = zipped(*((f"{n}.txt", markup.element(n, "x").encode()) for n in range(9)))
    yield cap("members", 5, "zip", members, "too-many-members", lost=True, records=0, words=())
    inner = tarred(("a.zip", zipped(("a.txt", b"x" * 400))))
    yield cap("member_bytes", 100, "tar", inner, "too-large", lost=True, records=0, words=())
    yield cap(
        "container_depth", 1, "tar", inner, "container-too-deep", lost=True, records=0, words=()
    )
    cell = tables.table(f"Battle of Tor,1704-01-01,Tor,MIDDLEWORD {LONG}\n")
    yield cap("csv_field_bytes", 9_000, "csv", cell, "too-large", lost=True, records=2)
    wide = tables.table("Battle of Tor,1704-01-01,Tor,x" + ",MIDDLEWORD" * 40 + "\n")
    yield Bad(
        "caps",
        "csv_columns.csv",
        wide,
        problems=("ragged-row", "too-many-items"),
        records=3,
        words=(*WORDS, "MIDDLEWORD"),
        settings=limits(csv_columns=9),
        told=("limits.csv_columns",),
    )


ITEMS = {
    "links.md": headed(body="[a](b) " * 50 + BODY),
    "images.md": headed(body="![a](b.png)\n\n" * 50 + BODY),
    "links.wiki": page("[[a]] " * 50),
    "links.html": markup.web("<p>" + '<a href="/wiki/A">a</a> ' * 50 + "</p>"),
    "sentences.txt": headed(body="It went on. " * 50 + BODY),
    "gaps.txt": f"@@1 The siege . FIRSTWORD {'went @ @ on ' * 50} . LASTWORD\n".encode(),
    "values.jsonl": json_lines.row(
        "Siege of Vane 1", "It began. FIRSTWORD LASTWORD", f', "x": [{"1, " * 50}1]'
    ).encode(),
}


def items() -> Iterator[Bad]:
    """More items than a record lists."""
    for name, data in ITEMS.items():
        yield Bad(
            "items",
            f"items {name}",
            data,
            problems=("too-many-items",),
            words=WORDS,
            settings=limits(items=20),
            told=("limits.items",),
        )


BAD = (*documents(), *single(), *items())
