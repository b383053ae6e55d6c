"""Rows and pages in JSON that are too deep, no numbers, doubled, cut or no JSON at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from hostile.bad import Bad

DEEP = 100_000
NUMBER = "9" * 5_000


def row(title: str, text: str, extra: str = "") -> str:
    """An article as a row of a data set."""
    told = json.dumps({"id": title[-1], "title": title, "text": text}, ensure_ascii=False)
    return f"{told[:-1]}{extra}}}"


def snapshot(title: str, text: str, extra: str = "") -> str:
    """The same as a line of a snapshot."""
    page = {
        "name": title,
        "identifier": title[-1],
        "article_body": {"wikitext": f"'''It''' began. {text}"},
    }
    return f"{json.dumps(page, ensure_ascii=False)[:-1]}{extra}}}"


def search_page(title: str, text: str, extra: str = "") -> str:
    """The same as a pair of lines of a search index."""
    page = json.dumps({"title": title, "namespace": 0, "text": text}, ensure_ascii=False)
    return f'{{"index": {{"_id": "{title[-1]}"}}}}\n{page[:-1]}{extra}}}'


FIRST = ("Siege of Vane 1", "The siege of Vane began in May 1702. FIRSTWORD")
LAST = ("Siege of Orl 2", "The siege of Orl ended in June 1703. LASTWORD")
WRITERS: dict[str, tuple[str, Callable[..., str], str]] = {
    "jsonl": ("row.jsonl", row, "jsonl"),
    "enterprise": ("snapshot.ndjson", snapshot, "enterprise"),
    "cirrussearch": ("search.json", search_page, "cirrussearch"),
}
WORDS = ("FIRSTWORD", "LASTWORD")

EXTRA = {
    "too deep": (', "x": ' + "[" * DEEP + "]" * DEEP, "json-too-deep", True),
    "objects too deep": (', "x": ' + '{"a":' * DEEP + "1" + "}" * DEEP, "json-too-deep", True),
    "never closed": (', "x": ' + "[" * DEEP, "json-too-deep", True),
    "no number": (', "seen": NaN, "kept": "ODDWORD"', "json-value", False),
    "infinite": (', "seen": -Infinity, "kept": "ODDWORD"', "json-value", False),
    "huge integer": (f', "seen": {NUMBER}, "kept": "ODDWORD"', "json-value", False),
    "key twice": (', "kept": "ODDWORD", "kept": "SECONDWORD"', "json-duplicate-key", False),
    "one quote": (', "x": "ODDWORD', "bad-line", True),
    "no value": (', "x": ', "bad-line", True),
    "single quotes": (", 'x': 'ODDWORD'", "bad-line", True),
    "control": (', "x": "a\x01b"', "bad-line", True),
}


def lines() -> Iterator[Bad]:
    """A bad line between two good ones, in each format of lines."""
    for kind, (name, write, reader) in WRITERS.items():
        for number, (what, (extra, slug, lost)) in enumerate(EXTRA.items()):
            middle = write("Battle of Tor 3", "The battle of Tor was short. MIDDLEWORD", extra)
            text = "\n".join((write(*FIRST), middle, write(*LAST), ""))
            odd = ("MIDDLEWORD", "ODDWORD")
            if what == "key twice":
                odd = (*odd, "SECONDWORD")
            if what == "huge integer":
                odd = (*odd, NUMBER)
            yield Bad(
                "json line" if slug == "bad-line" else "json values",
                f"{kind}-{number}-{name}",
                text.encode(),
                problems=() if lost else (slug,),
                rejects=(slug,) if lost else (),
                records=2 if lost else 3,
                words=WORDS if lost else (*WORDS, *odd),
                format=reader,
            )


def arrays() -> Iterator[Bad]:
    """The same as items of an array."""
    for number, (what, (extra, slug, lost)) in enumerate(EXTRA.items()):
        open_end = what == "never closed"  # what follows may be items of it
        middle = row("Battle of Tor 3", "The battle of Tor was short. MIDDLEWORD", extra)
        text = "[\n" + ",\n".join((row(*FIRST), middle, row(*LAST))) + "\n]\n"
        yield Bad(
            "json line" if slug == "bad-line" else "json values",
            f"array-{number}.json",
            text.encode(),
            problems=() if lost else (slug,),
            rejects=(slug,) if lost else (),
            records=1 if open_end else 2 if lost else 3,
            words=WORDS[: 1 if open_end else 2] if lost else (*WORDS, "MIDDLEWORD", "ODDWORD"),
            format="json-array",
        )


def others() -> Iterator[Bad]:
    """Lines that are no objects, cut or not there."""
    for number, line in enumerate(("no json", "[1, 2]", "null", "17", '"words"', "{", "}", "{}}")):
        text = "\n".join((row(*FIRST), line, row(*LAST), ""))
        yield Bad(
            "json line",
            f"line-{number}.jsonl",
            text.encode(),
            rejects=("bad-line",),
            records=2,
            words=WORDS,
            format="jsonl",
        )
    whole = "\n".join((row(*FIRST), row(*LAST)))
    yield Bad(
        "json line",
        "cut.jsonl",
        whole[:-9].encode(),
        rejects=("bad-line",),
        words=("FIRSTWORD",),
        format="jsonl",
    )
    half = row("Siege of Vane 1", "The siege of Vane \\ud800began. FIRSTWORD").replace("\\\\", "\\")
    yield Bad(
        "controls",
        "surrogate.jsonl",
        half.encode() + b"\n",
        problems=("lone-surrogate",),
        words=("Vane \ufffdbegan", "FIRSTWORD"),
        format="jsonl",
    )


BAD = (*lines(), *arrays(), *others())
