"""A plug-in with a reader that does what a line tells it to, however bad; see conftest.

A file begins with ``%%hostile``; every line is a document of a verb and words.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

from warcorpus.errors import ReadError
from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.composing import Composer
from warcorpus.text.cutting import lines
from warcorpus.text.document import Text

MARK = "%%hostile"


def sniff(head: str) -> Sniff:
    """Sure of what begins with the mark; ``%%hostile-head`` kills whoever looks at it."""
    if head.startswith(f"{MARK}-head"):
        ctypes.string_at(0)
    mark = Feature("mark", 1.0, 0, len(MARK)) if head.startswith(MARK) else None
    return Sniff.of("hostile", mark)


def read(text: Text) -> Iterator[Record]:
    """The line as a record, once its verb was done."""
    words = text.text.split()
    verb = words[1] if words[:1] == [MARK] else words[0]
    if verb in DEEDS:
        DEEDS[verb]()
    composer = Composer(text)
    composer.block("paragraph", text.slice(0, len(text.text)), (0, len(text.text)))
    record = composer.record("hostile/1")
    if verb == "wrong-type":
        object.__setattr__(record, "text", 7)
        object.__setattr__(record, "text_map", ())
    yield record


def freeze() -> None:
    """C code that nothing interrupts."""
    import random

    from rapidfuzz.fuzz import partial_ratio

    chance = random.Random(1)
    a, b = ("".join(chance.choices("abcdefgh ", k=n)) for n in (20_000, 40_000))
    partial_ratio(a, b)


def loop() -> None:
    """Python code without end."""
    while True:
        pass


def eat() -> None:
    """Memory, as much as there is."""
    held = bytearray()
    while True:
        held.extend(bytes(2**24))


def stifle() -> None:
    """Sleep with the lock of the interpreter in hand: no CPU time, and no thread runs."""
    ctypes.PyDLL(None).sleep(1_000)


def shout() -> None:
    """Everything on the streams that a reader may take for its own."""
    for number in (0, 1, 2):
        try:
            os.write(number, b"\x00\xff garbage\n" * 100)
        except OSError:
            continue
    print("garbage", flush=True)
    sys.stdout.buffer.write(b"\x01\x02\x03")
    sys.stdout.flush()


def babble() -> None:
    """Garbage into every open file, the line to the supervisor among them."""
    for number in range(3, 64):
        try:
            os.write(number, b"\x00\xff garbage\n" * 100)
        except OSError:
            continue
    time.sleep(1_000)


def hang_up() -> None:
    """Close everything and stay."""
    os.closerange(0, 64)
    time.sleep(1_000)


def fail() -> None:
    """An exception of Python."""
    raise ValueError("nothing fits")


def refuse() -> None:
    """A reject of the reader's own."""
    raise ReadError("empty-document", "found nothing, expected something", level="info")


DEEDS: dict[str, Any] = {
    "crash": lambda: ctypes.string_at(0),
    "abort": os.abort,
    "exit": lambda: os._exit(0),
    "leave": lambda: sys.exit(3),
    "freeze": freeze,
    "loop": loop,
    "eat": eat,
    "sleep": lambda: time.sleep(1_000),
    "stifle": stifle,
    "shout": shout,
    "babble": babble,
    "hang-up": hang_up,
    "fail": fail,
    "refuse": refuse,
    "slow": lambda: time.sleep(0.01),
}

READER = Reader(
    "hostile", 1, sniff, read, split=lines, looks_for="a line that begins with its mark"
)
