"""Tables: rows that are ragged, quotes that are not closed, cells and rows that are too many."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.bad import Bad

HEADER = "title,date,place,text\n"
FIRST = "Siege of Vane,1702-05-06,Vane,The siege began. FIRSTWORD\n"
LAST = "Siege of Orl,1703-06-01,Orl,The siege ended. LASTWORD\n"
WORDS = ("FIRSTWORD", "LASTWORD")


def table(*rows: str, header: str = HEADER) -> bytes:
    """A table whose rows stand between two good ones."""
    return (header + FIRST + "".join(rows) + LAST).encode()


RAGGED = {
    "short": ("Battle of Tor,1704-01-01 MIDDLEWORD\n", ("ragged-row",)),
    "one cell": ("MIDDLEWORD\n", ("ragged-row",)),
    "long": ("Battle of Tor,1704-01-01,Tor,It began.,more,MIDDLEWORD\n", ("ragged-row",)),
    "very long": ("Battle of Tor,1704-01-01,Tor,MIDDLEWORD" + ",x" * 3_000 + "\n", ("ragged-row",)),
    "empty surplus": ("Battle of Tor,1704-01-01,Tor,MIDDLEWORD,,,\n", ()),
}


def rows() -> Iterator[Bad]:
    """Rows that do not fit their header."""
    for what, (row, slugs) in RAGGED.items():
        yield Bad(
            "ragged row",
            f"{what}.csv",
            table(row),
            problems=slugs,
            records=3,
            words=(*WORDS, "MIDDLEWORD"),
            format="csv",
        )
    yield Bad(
        "csv quote",
        "quote.csv",
        table('"Battle of Tor,1704-01-01,Tor,MIDDLEWORD\n'),
        problems=("unclosed-quote",),
        records=3,
        words=(*WORDS, "MIDDLEWORD"),
        format="csv",
    )
    yield Bad(
        "csv quote",
        "quotes.csv",
        table('Battle of Tor,1704-01-01,Tor,"' + '"' * 30_001 + "MIDDLEWORD\n"),
        records=3,
        words=(*WORDS, "MIDDLEWORD"),
        format="csv",
    )
    yield Bad(
        "csv quote",
        "break in cell.csv",
        table('Battle of Tor,1704-01-01,Tor,"one\n\n""two"", MIDDLEWORD\r\nx"\n'),
        records=3,
        words=(*WORDS, "MIDDLEWORD"),
        format="csv",
    )
    yield Bad(
        "csv columns",
        "nobody knows.csv",
        b"alpha;beta;gamma\n" + b"1;2;3\n" * 6,
        rejects=("unexpected-columns",) * 6,
        records=0,
        settings={"read": {"reader": "csv"}},
    )
    yield Bad(
        "csv columns",
        "empty rows.csv",
        table(",,,\n" * 40),
        rejects=("empty-document",) * 40,
        records=2,
        words=WORDS,
        format="csv",
    )
    yield Bad(
        "csv columns",
        "formulas.csv",
        table('=cmd|x!A0,+1704,@Tor,"-MIDDLEWORD =HYPERLINK(""http://x.example"")"\n'),
        records=3,
        words=(*WORDS, "=cmd|x!A0", "MIDDLEWORD =HYPERLINK"),
        format="csv",
    )


BAD = tuple(rows())
