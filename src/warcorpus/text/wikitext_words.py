"""The tables behind reading wikitext: what templates, tags, namespaces and prefixes mean."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_KNOWN_AT_ONCE = 2_048
_LONGEST_NAME = 120  # characters; a longer one names no template of the table


class Rule(NamedTuple):
    """What a known template says: an action of ``wikitext_templates.tsv`` and its parameter."""

    action: str
    parameter: str = ""


class _Names(NamedTuple):
    """Names with what they mean: whole ones, beginnings and endings, the longest ones first."""

    whole: dict[str, Rule]
    starts: list[tuple[str, Rule]]
    ends: list[tuple[str, Rule]]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Rule]]) -> _Names:
        """Names of which a star at an end stands for any letters."""
        whole, starts, ends = {}, [], []
        for name, rule in rows:
            if name.endswith("*"):
                starts.append((name[:-1], rule))
            elif name.startswith("*"):
                ends.append((name[1:], rule))
            else:
                whole[name] = rule
        starts.sort(key=lambda row: (-len(row[0]), row[0]))
        ends.sort(key=lambda row: (-len(row[0]), row[0]))
        return cls(whole, starts, ends)

    def find(self, name: str) -> Rule | None:
        """What a name means."""
        found = self.whole.get(name)
        if found is None:
            found = next((rule for start, rule in self.starts if name.startswith(start)), None)
        if found is None:
            found = next((rule for end, rule in self.ends if name.endswith(end)), None)
        return found


def template_name(written: str) -> str:
    """A template's name as names are compared.

    >>> template_name(" Infobox_military  conflict\\n")
    'infobox military conflict'
    """
    name = " ".join(written[: 2 * _LONGEST_NAME].replace("_", " ").split()).casefold()
    return name.removeprefix("template:").strip()


def rule_of(name: str) -> Rule | None:
    """What a known template says; None for an unknown one.

    Args:
        name: as :func:`template_name` gives it.

    >>> rule_of("lang-ar"), rule_of("cite web").action, rule_of("grain price") is None
    (Rule(action='text', parameter='1'), 'drop', True)
    """
    return _rule_of(name) if len(name) <= _LONGEST_NAME else None


@cache
def _templates() -> _Names:
    return _Names.of((row[0], Rule(row[1], row[2])) for row in _rows("wikitext_templates"))


@lru_cache(_KNOWN_AT_ONCE)  # a page asks for the same few names again and again
def _rule_of(name: str) -> Rule | None:
    if name.startswith("#"):  # a function of the parser
        return Rule("drop")
    rule = _templates().find(name)
    is_code = len(name) == 3 and name.isascii() and name.isalpha()
    if rule is None and (is_code or name.upper() in countries()):
        return Rule("country")  # {{SYR}}: the flag of a country and its name
    return rule


def is_infobox(name: str) -> bool:
    """Whether a template is an infobox.

    >>> is_infobox("infobox military conflict"), is_infobox("warbox"), is_infobox("convert")
    (True, True, False)
    """
    return len(name) <= _LONGEST_NAME and _is("infobox", name)


def is_disambiguation(name: str) -> bool:
    """Whether a template says that its page lists the meanings of a name."""
    return len(name) <= _LONGEST_NAME and _is("disambiguation", name)


@lru_cache(_KNOWN_AT_ONCE)
def _is(kind: str, name: str) -> bool:
    return _kind(kind).find(name) is not None


def namespace_of(prefix: str) -> str | None:
    """``file`` or ``category`` for a namespace in one of the known languages, else None.

    >>> namespace_of(" Datei"), namespace_of("Kategorie"), namespace_of("Talk")
    ('file', 'category', None)
    """
    name = prefix.strip().casefold()
    return next((kind for kind in ("file", "category") if name in words(kind)), None)


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind of ``wikitext_words.tsv``."""
    return frozenset(row[1] for row in _rows("wikitext_words") if row[0] == kind)


@cache
def _kind(kind: str) -> _Names:
    return _Names.of((word, Rule(kind)) for word in sorted(words(kind)))


@cache
def tags() -> dict[str, str]:
    """What each known tag does, by its name in small letters."""
    return {row[0]: row[1] for row in _rows("wikitext_tags")}


@cache
def countries() -> dict[str, str]:
    """The page of each country by the code that flag templates take."""
    return {row[0]: row[1] for row in _rows("wikitext_countries")}


@cache
def parameters() -> dict[str, str]:
    """The English names of infobox parameters by those of other languages, without digits."""
    return {row[0]: row[1] for row in _rows("wikitext_parameters")}


@cache
def languages() -> frozenset[str]:
    """Codes of the wikis that interlanguage links lead to."""
    return frozenset(row[0] for row in _rows("wikitext_languages.txt"))


def _rows(name: str) -> list[list[str]]:
    file = name if "." in name else f"{name}.tsv"
    table = files("warcorpus.text").joinpath("data", file).read_text(encoding="utf-8")
    return [line.split("\t") for line in table.split("\n") if line and line[0] != "#"]
