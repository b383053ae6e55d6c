"""Files that hold no text, and documents of programs that must be converted first."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from hostile.bad import Bad


def packed(*members: tuple[str, str]) -> bytes:
    """A zip of some texts, the first one stored as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(members):
            stored = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            archive.writestr(name, content, compress_type=stored)
    return out.getvalue()


WORDS = "<p>The siege of Vane began in May 1702.</p>"
BINARY = {
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "ELF": b"\x7fELF\x02\x01\x01" + bytes(100),
    "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100),
}
CONVERTED = {
    "PDF": (b"%PDF-1.7\n" + b"x" * 100, "pdftotext"),
    "DOCX": (
        packed(("[Content_Types].xml", "<Types/>"), ("word/document.xml", WORDS)),
        "pandoc",
    ),
    "XLSX": (packed(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", WORDS)), "pandoc"),
    "OpenDocument": (
        packed(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", WORDS)),
        "pandoc",
    ),
    "EPUB": (
        packed(("mimetype", "application/epub+zip"), ("a.xhtml", WORDS)),
        "pandoc",
    ),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04" + b"x" * 100, "7z x"),
    "RAR": (b"Rar!\x1a\x07\x01\x00" + b"x" * 100, "unrar"),
    "ZIM": (b"ZIM\x04" + b"x" * 100, "zimdump"),
    "RTF": (b"{\\rtf1\\ansi The siege}", "pandoc"),
    "SQLite": (b"SQLite format 3\x00" + b"x" * 100, "JSON lines"),
}


def formats() -> Iterator[Bad]:
    """By their first bytes, whatever their name is."""
    for kind, data in BINARY.items():
        yield Bad("no text", f"{kind}.txt", data, rejects=("binary-file",), records=0, told=(kind,))
    for kind, (data, advice) in CONVERTED.items():
        yield Bad(
            "no text",
            f"{kind}.txt",
            data,
            rejects=("unsupported-format",),
            records=0,
            told=(kind, advice),
        )


BAD = tuple(formats())
