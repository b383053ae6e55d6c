"""Matching beside other tools: speed, memory, growth, quality. Exit 1 if a promise is missed.

``python bench/matching.py`` does all parts at the sizes that are promised, which takes hours;
``--speed 5000`` one part at another size. Other tools may live in an environment of their own:
``--peer-python PATH``; one that is not installed is told and passed over.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import sys
import tempfile
from pathlib import Path

from matching_bytes import same_bytes
from matching_quality import HELD_OUT, known_families, quality
from matching_speed import WORKS, Setting, growth, speed
from measuring import Table
from peers import PEERS

import warcorpus

_SIZES = (25_000, 50_000, 100_000, 200_000)
_SPEED, _QUALITY, _SAME, _SKEWED = 50_000, 10_000, 50_000, 100_000


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    number = {"nargs": "?", "type": int, "metavar": "N"}
    parser.add_argument(
        "--speed", const=_SPEED, help="beside other tools, on N documents", **number
    )
    parser.add_argument(
        "--growth", nargs="*", type=int, metavar="N",
        help="time and memory of each N documents; 0: of skewed ones alone",
    )  # fmt: skip
    parser.add_argument(
        "--skewed", type=int, default=_SKEWED, metavar="N",
        help="of growth: identical ones, …; 0: none",
    )  # fmt: skip
    parser.add_argument(
        "--work", choices=WORKS, action="append", help="of growth: this alone, else both"
    )
    parser.add_argument(
        "--quality", const=_QUALITY, help="P, R, F1; generated corpora of N documents", **number
    )
    parser.add_argument("--same-bytes", const=_SAME, help="in any order, of N documents", **number)
    parser.add_argument("--peers", help=f"parted by commas, of: {', '.join(PEERS)}; or none")
    parser.add_argument(
        "--peer-python", default=sys.executable, metavar="PATH", help="interpreter for peers"
    )
    parser.add_argument("--rounds", type=int, default=1, help="of speed: how often in turn")
    parser.add_argument("--shuffles", type=int, default=5, help="of same-bytes: orders")
    parser.add_argument(
        "--with", action="append", default=["run.memory=1"], dest="settings", metavar="KEY=VALUE",
        help="of same-bytes: a setting that must not matter; run.memory=1 is tried anyway",
    )  # fmt: skip
    parser.add_argument("--families", default="", help="of quality: styles, parted by commas")
    parser.add_argument("--held-out", default=HELD_OUT, help="of quality: the promised style")
    parser.add_argument("--folder", type=Path, help="where documents are kept, else thrown away")
    return parser


def _peers_of(named: str | None) -> tuple[str, ...]:
    names = tuple(PEERS) if named is None else tuple(n for n in named.split(",") if n != "none")
    for name in names:
        if name not in PEERS:
            raise SystemExit(f"found the peer {name!r}, expected one of: {', '.join(PEERS)}")
    return names


def _run(asked: argparse.Namespace, setting: Setting) -> None:
    parts = (asked.speed, asked.growth, asked.quality, asked.same_bytes)
    whole = all(part is None for part in parts)
    if whole or asked.speed is not None:
        speed(setting, asked.speed or _SPEED)
    if whole or asked.growth is not None:
        growth(setting, asked.growth or _SIZES, asked.skewed, asked.work or WORKS)
    if whole or asked.quality is not None:
        families = known_families(asked.families)
        quality(setting, asked.quality or _QUALITY, asked.held_out, families)
    if whole or asked.same_bytes is not None:
        same_bytes(setting, asked.same_bytes or _SAME, asked.shuffles, asked.settings)


def _hold_still(folder: Path) -> None:
    """Measure a copy of the program: what is edited meanwhile must not mix two versions."""
    copy = folder / "program"
    shutil.rmtree(copy, ignore_errors=True)
    source = Path(warcorpus.__file__).parent
    shutil.copytree(source, copy / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(copy, quiet=2)
    os.environ["PYTHONPATH"] = str(copy)


def main() -> int:
    """All parts that are asked for."""
    asked = _parser().parse_args()
    table = Table()
    with tempfile.TemporaryDirectory(prefix="matching-") as made:
        folder = (asked.folder or Path(made)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        _hold_still(folder)
        peers = _peers_of(asked.peers)
        _run(asked, Setting(table, folder, asked.peer_python, peers, asked.rounds))
    if table.missed:
        print(f"\n{table.missed} promises are missed")
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
