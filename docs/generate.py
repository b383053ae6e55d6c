"""Writes the reference pages from the code: ``python docs/generate.py``, or ``--check``.

Pages that say what the code says twice go stale; these are made of help texts, docstrings,
metadata of settings, the shape of a line, and two tables beside them (``errors.toml``,
``record.toml``) for what the code itself does not say. ``--check`` writes nothing and exits 1 if
a page is stale.
"""

from __future__ import annotations

import inspect
import json
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from attrs import fields

DOCS = Path(__file__).parent
ROOT = DOCS.parent
REFERENCE = DOCS / "reference"
sys.path.insert(0, str(DOCS))

import formats  # noqa: E402
from docstrings import Docstring, markdown  # noqa: E402

MADE = "<!-- Made by docs/generate.py from the code. Change the code, then run it again. -->\n"
LINE_WIDTH = 88  # of signatures

API = (
    (
        "The verbs",
        "All of them are in `warcorpus` itself. Where a path may stand, so may a `Record` or an "
        "open binary file; `config` takes a `Config`, a mapping or the path of a TOML file.",
        "warcorpus",
        ("sniff", "read", "normalize", "pairs", "merge", "dedupe", "explain"),
    ),
    (
        "The nouns",
        "Also in `warcorpus` itself. Everything that is returned is frozen.",
        "warcorpus",
        ("Result", "Record", "MergedRecord", "Value", "Span", "Problem", "Config"),
    ),
    ("What sniffing finds", "", "warcorpus.readers.base", ("Sniff", "Feature")),
    (
        "What matching finds",
        "",
        "warcorpus.model.pairs",
        ("Pair", "Evidence", "Seen", "Veto", "Cluster"),
    ),
    (
        "What merging finds",
        "",
        "warcorpus.model.record",
        ("Entry", "Reading", "Variant", "VariantReading", "Conflict", "Relation", "Decision"),
    ),
    ("Explanations and traces", "", "warcorpus.report.explaining", ("Explanation",)),
    ("", "", "warcorpus.report.tracing", ("Trace", "Origin")),
    (
        "For authors of readers",
        "[Write a reader](../how-to/write-a-reader.md) shows them at work.",
        "warcorpus.readers",
        ("read_text", "all_readers"),
    ),
    ("", "", "warcorpus.readers.base", ("Reader",)),
    ("", "", "warcorpus.text.document", ("Text",)),
    ("", "", "warcorpus.text.composing", ("Composer",)),
    ("", "", "warcorpus.text.mapped", ("MappedText",)),
    ("", "", "warcorpus.testing", ("check_reader", "golden_lines")),
    ("Schemas", "", "warcorpus.model.schema", ("json_schema", "arrow_schema", "pyarrow_schema")),
    (
        "Errors",
        "The slugs are in [errors](errors.md).",
        "warcorpus.errors",
        (
            "WarcorpusError",
            "ConfigError",
            "ReadError",
            "ReaderContractError",
            "OutputError",
            "SchemaError",
            "MissingDependencyError",
        ),
    ),
)


def pages() -> dict[Path, str]:
    """Every page that is made from the code."""
    from warcorpus.model.schema import json_schema

    made = {
        REFERENCE / f"{name}.md": MADE + "\n" + "\n".join(lines()) + "\n"
        for name, lines in (
            ("cli", cli_page),
            ("api", api_page),
            ("config", config_page),
            ("record", record_page),
            ("errors", errors_page),
        )
    }
    made[REFERENCE / "formats.md"] = "\n".join(formats.page(MADE)) + "\n"
    schema = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    made[REFERENCE / "record.schema.json"] = schema
    made[ROOT / "llms.txt"] = "\n".join(llms_page()) + "\n"
    return made


def part(name: str) -> str:
    """The beginning of a page, which people write."""
    return (DOCS / "parts" / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n") + "\n"


def cli_page() -> Iterator[str]:
    """Commands with their examples and options."""
    from warcorpus.cli import COMMANDS, main

    yield "# The command line\n"
    yield markdown(str(main.help)) + "\n"
    yield part("cli")
    loaded = {name: import_module(f"warcorpus.cli.{name}").command for name in COMMANDS}
    common = {
        option_text(option)
        for option in loaded["config"].params  # it has no options of its own
    }
    yield "## Options of every command\n"
    yield from option_lines(loaded["config"], set())
    for name, command in loaded.items():
        yield f"## {name}\n"
        yield from command_lines(name, command, common)


def command_lines(name: str, command: click.Command, common: set[str]) -> Iterator[str]:
    """What one command does, its examples, its own options."""
    about, _, examples = str(command.help).partition("Examples:")
    for paragraph in about.strip().split("\n\n"):
        yield " ".join(paragraph.split()) + "\n"
    arguments = " ".join(p.make_metavar(click.Context(command)) for p in arguments_of(command))
    yield f"Usage: `{' '.join(f'warcorpus {name} [OPTIONS] {arguments}'.split())}`\n"
    yield "```sh"
    yield from (line.strip(" \b") for line in examples.split("\n") if line.strip(" \b"))
    yield "```\n"
    yield from option_lines(command, common)


def arguments_of(command: click.Command) -> list[click.Argument]:
    """The arguments of a command in their order."""
    return [p for p in command.params if isinstance(p, click.Argument)]


def option_lines(command: click.Command, without: set[str]) -> Iterator[str]:
    """A list of options, but for those told elsewhere."""
    own = [option_text(p) for p in command.params if isinstance(p, click.Option)]
    shown = [text for text in own if text not in without]
    if shown:
        yield from shown
        yield ""


def option_text(option: click.Parameter) -> str:
    """One option: its names, what it takes, what it does."""
    names = ", ".join(f"`{name}`" for name in option.opts)
    takes = ""
    if isinstance(option.type, click.Choice):
        takes = " " + " | ".join(f"`{choice}`" for choice in option.type.choices)
    elif option.metavar:
        takes = f" `{option.metavar}`"
    required = " Required." if option.required else ""
    return f"- {names}{takes}: {getattr(option, 'help', '')}{required}"


def api_page() -> Iterator[str]:
    """Public names with signature, arguments, errors and example."""
    yield "# The Python interface\n"
    for title, about, module, names in API:
        if title:
            yield f"## {title}\n"
        if about:
            yield f"{about}\n"
        for name in names:
            thing = getattr(import_module(module), name)
            yield f"### {name}\n"
            if module != "warcorpus":
                yield f"`from {module} import {name}`\n"
            if isinstance(thing, type):
                yield from class_lines(thing)
            else:
                yield f"```text\n{name}{signature(thing)}\n```\n"
                yield from Docstring.of(thing).lines()


def class_lines(cls: type) -> Iterator[str]:
    """A class: what it is, its fields, its own methods."""
    yield from Docstring.of(cls).lines()
    for name, member in vars(cls).items():
        if name.startswith("_") or not getattr(member, "__doc__", None):
            continue
        if isinstance(member, property):
            yield f"- `.{name}`: {Docstring.of(member).short}"
        elif inspect.isfunction(member) or isinstance(member, classmethod):
            function = getattr(cls, name)
            if function.__doc__:
                about = (
                    f"- `.{name}{signature(function, own=True)}`: {Docstring.of(function).short}"
                )
                yield about
    yield ""


class _Written:
    """An annotation or default that prints as it was written, without quotes."""

    def __init__(self, annotation: Any) -> None:
        self.text = (
            annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
        )

    def __repr__(self) -> str:
        return self.text


def signature(function: Callable[..., Any], own: bool = False) -> str:
    """The parameters; of methods without self and without annotations."""
    found = inspect.signature(function)
    empty = inspect.Parameter.empty
    parameters = [
        p.replace(
            annotation=empty if own or p.annotation is empty else _Written(p.annotation),
            default=_Written(p.default.__name__) if inspect.isfunction(p.default) else p.default,
        )
        for p in found.parameters.values()
        if p.name != "self"
    ]
    returned = empty if own else _Written(found.return_annotation)
    text = str(found.replace(parameters=parameters, return_annotation=returned))
    if len(text) <= LINE_WIDTH:
        return text
    inner = ",\n    ".join(str(p) for p in parameters)
    return f"(\n    {inner},\n) -> {returned}"


def config_page() -> Iterator[str]:
    """Settings by section."""
    from warcorpus.config import Config

    yield part("config")
    for section in fields(Config):
        kind = section.default.factory  # type: ignore[union-attr]
        yield f"## [{section.name}]\n"
        yield f"{Docstring.of(kind).short}\n"
        yield "| key | default | unit | meaning | change it when |"
        yield "|---|---|---|---|---|"
        for key in fields(kind):
            facts = key.metadata
            default = json.dumps(key.default) if key.default is not None else "not set"
            yield (
                f"| `{key.name}` | `{default}` | {facts['unit']} | {facts['meaning']} "
                f"| {facts['when']} |"
            )
        yield ""


def record_page() -> Iterator[str]:
    """Keys of a line, noun by noun."""
    from warcorpus.model.record import Record
    from warcorpus.model.shapes import shape_of

    yield part("record")
    told = told_meanings()
    seen: list[type] = [Record]
    for noun in seen:
        shape = shape_of(noun)
        if not shape.keys:
            continue
        title = "A line" if noun is Record else noun.__name__
        yield f"## {title}\n"
        if noun is not Record:
            yield f"{Docstring.of(noun).short}\n"
        yield "| key | type | meaning |"
        yield "|---|---|---|"
        for key, attribute, inner in shape.keys:
            yield f"| `{key}` | {type_text(inner)} | {meaning(noun, key, attribute, inner, told)} |"
            below = inner.item if inner.kind == "list" and inner.item else inner
            if below.maker is not None and below.kind == "object" and below.maker not in seen:
                seen.append(below.maker)
        yield ""


def told_meanings() -> dict[str, dict[str, str]]:
    """Meanings of keys whose classes do not tell them."""
    return tomllib.loads((REFERENCE / "record.toml").read_text(encoding="utf-8"))


def type_text(shape: Any) -> str:
    """``text``, ``[Name]``, ``[integer × 3]``; a question mark where null may stand."""
    if shape.kind == "list":
        text = f"[{type_text(shape.item)}]"
    elif shape.kind == "row":
        text = f"row of {len(shape.columns)} integers"
    elif shape.kind == "object":
        text = f"[{shape.maker.__name__}](#{shape.maker.__name__.lower()})"
    else:
        text = shape.kind
    return f"{text} or null" if shape.nullable else text


def meaning(
    noun: type, key: str, attribute: str, shape: Any, told: dict[str, dict[str, str]]
) -> str:
    """What a key means; fails loudly where nothing says so."""
    known = told.get(noun.__name__, {}).get(key) or Docstring.of(noun).args.get(attribute)
    if known is None:
        raise SystemExit(f"{noun.__name__}.{key} has no meaning: add it to record.toml")
    known = known[0].upper() + known[1:].rstrip(".").replace("None", "null")
    inner = shape.item if shape.kind == "list" else shape
    choices = [choice for choice in inner.choices if f"`{choice}`" not in known]
    if choices:
        known += ": " + ", ".join(f"`{choice}`" for choice in inner.choices)
    return known.replace("|", "\\|")


def errors_page() -> Iterator[str]:
    """Every slug with what it means and what to do."""
    yield part("errors")
    table = tomllib.loads((REFERENCE / "errors.toml").read_text(encoding="utf-8"))
    kinds = {
        "run": "Ends the command.",
        "document": "This document gives no record; the run goes on.",
        "note": "The document is read.",
        "finding": "A finding of `warcorpus verify`.",
    }
    for slug, entry in sorted(table.items()):
        yield f"## {slug}\n"
        yield f"{entry['meaning']} *{kinds[entry['kind']]}*\n"
        yield f"What to do: {entry['todo']}\n"


def llms_page() -> Iterator[str]:
    """A map of the pages for programs that read them."""
    import warcorpus

    yield "# warcorpus\n"
    yield "> " + str(warcorpus.__doc__).partition("\n")[0] + "\n"
    yield "- [README](README.md): what it does, install, first run"
    for path in sorted(DOCS.rglob("*.md")):
        lines = path.read_text(encoding="utf-8").split("\n")
        title = next((line[2:] for line in lines if line.startswith("# ")), path.stem)
        yield f"- [{title}]({path.relative_to(ROOT).as_posix()})"
    yield "- [JSON Schema of a line](docs/reference/record.schema.json)"


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` tell which are stale."""
    stale = []
    for path, text in pages().items():
        if path.exists() and path.read_bytes() == text.encode("utf-8"):
            continue
        stale.append(path.relative_to(ROOT).as_posix())
        if "--check" not in arguments:
            path.write_bytes(text.encode("utf-8"))
    sys.stdout.write(
        "".join(f"{'stale' if '--check' in arguments else 'written'} {p}\n" for p in stale)
    )
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
