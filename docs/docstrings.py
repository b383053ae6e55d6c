"""Docstrings as Markdown: prose, arguments, what is raised, examples."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_HEADS = {"Args:": "args", "Raises:": "raises", "Returns:": "returns", "Yields:": "yields"}
_ROLE = re.compile(r":(?:class|func|meth|mod|attr):`[~]?([^`]+)`")
_LITERAL = re.compile(r"``([^`]+)``")
_ITEM = re.compile(r"(\w+): (.*)", re.DOTALL)


def markdown(text: str) -> str:
    """The marks of docstrings as those of Markdown; each paragraph on one line."""
    text = _LITERAL.sub(r"`\1`", _ROLE.sub(r"`\1`", text))
    return "\n\n".join(" ".join(p.split()) for p in text.strip().split("\n\n"))


@dataclass
class Docstring:
    """The parts of a docstring."""

    prose: list[str] = field(default_factory=list)
    args: dict[str, str] = field(default_factory=dict)
    raises: dict[str, str] = field(default_factory=dict)
    gives: str = ""
    examples: list[str] = field(default_factory=list)

    @property
    def short(self) -> str:
        """The first paragraph."""
        return self.prose[0] if self.prose else ""

    @classmethod
    def of(cls, thing: Any) -> Docstring:
        """The docstring of a function, class or property, in parts."""
        made = cls()
        for paragraph in inspect.cleandoc(thing.__doc__ or "").split("\n\n"):
            head, _, body = paragraph.partition("\n")
            if paragraph.lstrip().startswith(">>>"):
                made.examples.append(inspect.cleandoc(paragraph))
            elif head in _HEADS:
                made._section(_HEADS[head], inspect.cleandoc(body))
            elif paragraph.startswith(("    ", "├", "└")):
                made.prose.append(f"```text\n{inspect.cleandoc(paragraph)}\n```")
            else:
                made.prose.append(markdown(paragraph))
        return made

    def _section(self, kind: str, body: str) -> None:
        if kind in ("returns", "yields"):
            self.gives = markdown(body)
            return
        target = self.args if kind == "args" else self.raises
        for item in re.split(r"\n(?=\S)", body):
            found = _ITEM.match(item)
            if found:
                target[found[1]] = markdown(found[2])

    def lines(self) -> Iterator[str]:
        """The whole as Markdown."""
        for paragraph in self.prose:
            yield f"{paragraph}\n"
        yield from _list(self.args)
        if self.gives:
            yield f"Gives {self.gives}\n"
        if self.raises:
            yield "Raises\n"
            yield from _list(self.raises)
        for example in self.examples:
            yield f"```pycon\n{example}\n```\n"


def _list(items: dict[str, str]) -> Iterator[str]:
    if items:
        yield from (f"- `{name}`: {text}" for name, text in items.items())
        yield ""
