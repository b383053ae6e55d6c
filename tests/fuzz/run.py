"""Fuzzing for a bounded time: ``python tests/fuzz/run.py --seconds 20``.

Every target runs in a process of its own, from the golden samples and what was found before, with
a fixed seed. Needs atheris; where there is none to install, that is told and no failure. An input
that breaks something is kept in a file, and the command told that shows it again.
"""

from __future__ import annotations

import argparse
import importlib.util
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGETS = ("sniff", "read", "front-matter", "wikitext", "mediawiki-xml", "jsonl")
KEPT = Path(tempfile.gettempdir()) / "warcorpus-fuzz"
SEED = 20130206
LONGEST_INPUT = 3_000
SHORT_INPUT = 400  # samples begin here too: short inputs run ten times as often
SHOWN = 8_000
WHEEL_EXPECTED = sys.platform == "linux" and platform.machine() == "x86_64"
"""Where the extra ``test`` installs atheris; elsewhere it would have to be compiled."""

FROZEN_SECONDS = 120
"""Wall time after which an input is a hang; CPU time is limited by the targets, more strictly."""


def main() -> int:
    """Run all targets one after another; 1 if one of them found something."""
    asked = arguments()
    if asked.replay:
        replay(asked.target[0] if asked.target else asked.replay.parent.name, asked.replay)
        return 0
    if asked.child:
        fuzz(asked.target[0], asked.child)
        return 0
    if importlib.util.find_spec("atheris") is None:
        print(f"no fuzzing: atheris is not installed on {sys.platform} {platform.machine()}")
        return 1 if WHEEL_EXPECTED else 0
    failed = [name for name in asked.target or TARGETS if not run(name, asked)]
    for name in failed:
        print(f"fuzzing {name} found something, see above")
    return 1 if failed else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20, help="for each target (default: 20)")
    parser.add_argument("--seed", type=int, default=SEED, help="of the fuzzer's dice")
    parser.add_argument("--target", action="append", help=f"one of {', '.join(TARGETS)}, a reader")
    parser.add_argument("--replay", type=Path, help="run one input, without atheris")
    parser.add_argument("--keep", type=Path, default=KEPT, help="folder for what is found")
    parser.add_argument("--child", nargs="*", default=[], help=argparse.SUPPRESS)
    return parser.parse_args()


def run(name: str, asked: argparse.Namespace) -> bool:
    """Fuzz one target in a process of its own; whether nothing was found."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        count = fill(name, Path(folder))
        asked.keep.mkdir(exist_ok=True)
        known = set(asked.keep.iterdir())
        command = [sys.executable, __file__, "--target", name, "--child", folder]
        options = {
            "seed": asked.seed,
            "max_total_time": asked.seconds,
            "max_len": LONGEST_INPUT,
            "timeout": FROZEN_SECONDS,
            "print_final_stats": 1,
            "verbosity": 0,
            "dict": HERE / "marks.dict",
            "artifact_prefix": f"{asked.keep / name}-",
        }
        told = [f"{key}={value}" for key, value in options.items()]
        done = subprocess.run([*command, *told], capture_output=True, text=True, check=False)
    output = done.stdout + done.stderr
    runs = next((line for line in output.splitlines() if "executed_units" in line), "")
    print(f"{name}: {runs.rpartition(' ')[2] or 'some'} inputs from {count} samples", flush=True)
    if done.returncode == 0:
        return True
    lines = [line for line in output.splitlines() if not line.startswith(("INFO:", "WARNING:"))]
    print("\n".join(lines)[-SHOWN:])
    for path in sorted(set(asked.keep.iterdir()) - known):
        print(
            f"{path.read_bytes()!r}\nagain: python {Path(__file__).relative_to(ROOT)} "
            f"--target {name} --replay {path}"
        )
    return False


def fill(name: str, folder: Path) -> int:
    """Lay the samples of a target out in a folder; gives their number."""
    sys.path.insert(0, str(HERE))
    from samples import samples_of

    count = 0
    for count, data in enumerate(samples_of(name), 1):
        (folder / f"{count:03}").write_bytes(data[:LONGEST_INPUT])
        (folder / f"{count:03}-begun").write_bytes(data[:SHORT_INPUT])
    return count


def fuzz(name: str, child: list[str]) -> None:
    """Hand over to atheris; it ends the process."""
    import atheris

    sys.path.insert(0, str(HERE))
    with atheris.instrument_imports(include=["warcorpus"]):
        import targets

        work = targets.target(name)
        work(b"x")  # what is imported late is instrumented too
    folder, *options = child
    atheris.Setup([sys.argv[0], *(f"-{option}" for option in options), folder], work)
    atheris.Fuzz()


def replay(name: str, path: Path) -> None:
    """Run one input and let what it raises be seen."""
    sys.path.insert(0, str(HERE))
    from targets import target

    target(name)(path.read_bytes())
    print(f"{name}: nothing happened")


if __name__ == "__main__":
    sys.exit(main())
