"""Containers that are cut, damaged, hostile, nested: one of each kind, small."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable, Iterator

import zstandard

from hostile.bad import Bad

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}


def document(number: int) -> bytes:
    """A line of a file of many."""
    return f"@@{number} The Siege of Vane began in May 1702 . WORD{number:03} . \n".encode()


FIRST, LAST = document(1), document(2)
WORDS = ("WORD001", "WORD002")
FILLING = b"x" * 11_500_000
"""Enough for the ratio to count; one sign, for that packs quickly."""

NOISE = random.Random(1).randbytes(70_000).hex().encode()
"""What no program can pack: what stands before it comes out of the first bytes already."""

LONG = b"= Siege =\n\n" + FILLING


def tarred(*members: tuple[str | tarfile.TarInfo, bytes]) -> bytes:
    """A tar of names or whole entries."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members:
            entry = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A zip of files, a name perhaps twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    """An entry of a tar that is no file."""
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, target
    return entry


def streams() -> Iterator[Bad]:
    """Single files that are packed."""
    many = b"".join(document(n) + NOISE[n * 500 : n * 500 + 800] + b"\n" for n in range(1, 30))
    for kind, pack in PACKERS.items():
        whole = pack(FIRST + LAST + document(3)) + pack(many)
        yield Bad(
            "truncated",
            f"cut.txt.{kind}",
            whole[: -len(pack(many)) + 60],
            rejects=("truncated-stream",),
            records=2,
            words=WORDS,
        )
        yield Bad("bomb", f"bomb.{kind}", pack(LONG), rejects=("bomb",), records=0)
        spoken = FIRST + LAST + b"@@3 It went on " + NOISE + FILLING
        yield Bad(
            "bomb",
            f"long.{kind}",
            pack(spoken),
            rejects=("bomb",),
            records=2,
            words=WORDS,
        )
    yield Bad(
        "trailing",
        "garbage.txt.gz",
        gzip.compress(FIRST + LAST) + b"garbage",
        rejects=("trailing-garbage",),
        records=2,
        words=WORDS,
    )


def members() -> Iterator[Bad]:
    """Members of archives that are skipped, one after another; the others are read."""
    bad = {
        "up": ("../x.txt", b""),
        "absolute": ("/tmp/x.txt", b""),
        "symlink": (special("x.txt", tarfile.SYMTYPE, "/etc/passwd"), b""),
        "hard link": (special("x.txt", tarfile.LNKTYPE, "/etc/passwd"), b""),
        "device": (special("x.txt", tarfile.CHRTYPE), b""),
        "fifo": (special("x.txt", tarfile.FIFOTYPE), b""),
    }
    for what, member in bad.items():
        yield Bad(
            "members",
            f"{what}.tar",
            tarred(("a.txt", FIRST), member, ("b.txt", LAST)),
            rejects=("unsafe-member",),
            records=2,
            words=WORDS,
        )
    for what, name in {"up": "../x.txt", "absolute": "/tmp/x.txt", "drive": "C:\\x.txt"}.items():
        yield Bad(
            "members",
            f"{what}.zip",
            zipped(("a.txt", FIRST), (name, b"x"), ("b.txt", LAST)),
            rejects=("unsafe-member",),
            records=2,
            words=WORDS,
        )
    yield Bad("members", "twice.tar", tarred(("a", FIRST), ("a", LAST)), records=2, words=WORDS)
    dark = bytearray(zipped(("a.txt", FIRST)))
    dark[6] |= 1
    dark[dark.find(b"PK\x01\x02") + 8] |= 1
    yield Bad("members", "dark.zip", bytes(dark), rejects=("encrypted-member",), records=0)
    yield Bad(
        "bomb", "bomb.zip", zipped(("a.txt", LONG), ("b.txt", LAST)), rejects=("bomb",),
        words=WORDS[1:],
    )  # fmt: skip
    inner = zipped(("c.txt", FIRST), ("d.txt", LAST))
    yield Bad("bomb", "nested.zip", zipped(("inner.zip", inner)), records=2, words=WORDS)
    yield Bad(
        "bomb",
        "too deep.zip",
        zipped(("outer.zip", zipped(("inner.zip", inner))), ("b.txt", LAST)),
        rejects=("container-too-deep",),
        words=WORDS[1:],
    )
    yield Bad(
        "truncated",
        "cut.tar",
        tarred(("a.txt", FIRST), ("b.txt", LAST), ("c.txt", b"x" * 4_000))[:3_000],
        rejects=("truncated-stream",),
        records=2,
        words=WORDS,
    )


BAD = (*streams(), *members())
