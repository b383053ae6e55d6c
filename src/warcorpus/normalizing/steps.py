"""Steps on text: each turns a string into a string and needs nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from warcorpus.model.values import Step
from warcorpus.text import html_values, mojibake, residue, wikitext_values
from warcorpus.text.capitals import recase
from warcorpus.text.unescaping import unescape
from warcorpus.text.yaml_folding import fold

_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]{2,}|\t")
_MARK = re.compile(r"[&\[\t]|''|  |\A[* ]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}|\U0001f3f4[\U000e0061-\U000e007f]*|\ufe0f")
_FOOTNOTE = re.compile(r"\[(?:\d{1,3}|[a-z]|(?:note|nb|lower-alpha|citation needed) ?\d{0,3})\]")
_EMPTY_BRACKETS = re.compile(r"\([ ,;]*\)|\[[ ,;]*\]")
_DIGITS = {ord(zero) + n: str(n) for zero in "٠۰" for n in range(10)}
_QUOTE_MARKUP = re.compile("'{2,5}")
_ARTICLE = re.compile(r"[Tt]he[ \n]{1,2}")
_NAMESPACE = re.compile(
    r"\s*(?:category|kategorie|catégorie|categoría|категория|تصنيف)\s?:\s?", re.IGNORECASE
)


def flags_of(text: str) -> list[re.Match[str]]:
    """The flag emojis of a text."""
    return [] if text.isascii() else list(_FLAG.finditer(text))


def is_plain(text: str) -> bool:
    """Whether a text has no outer or double blanks, no marks, and no digits or signs but ASCII.

    Then no step that trims, folds digits, or drops markup, footnotes or flags changes it.

    >>> is_plain("Syrian Army"), is_plain("''Syrian'' Army"), is_plain("Army[1]")
    (True, False, False)
    """
    return text.isascii() and _MARK.search(text) is None and text == text.strip()


def trim(text: str) -> str:
    """Outer white space off, runs of blanks to one; line breaks stay.

    >>> trim("  two   words ")
    'two words'
    """
    if text.isascii() and "  " not in text and "\t" not in text:
        return text.strip()
    return _BLANKS.sub(" ", text).strip()


def _without_markup(text: str) -> str:
    if "''" in text:
        text = _QUOTE_MARKUP.sub("", text)
    return html.unescape(text).lstrip("* ")


def _without_article(text: str) -> str:
    found = _ARTICLE.match(text)
    return text[found.end() :] if found else text


def _without_namespace(text: str) -> str:
    found = _NAMESPACE.match(text)
    return text[found.end() :] if found else text


_DROPS: dict[str, Callable[[str], str]] = {
    "residue": residue.drop,
    "flag": lambda text: text if text.isascii() else _FLAG.sub("", text),
    "footnote": lambda text: _FOOTNOTE.sub("", text) if "[" in text else text,
    "empty-brackets": lambda text: _EMPTY_BRACKETS.sub("", text),
    "markup": _without_markup,
    "article": _without_article,
    "namespace": _without_namespace,
}


def apply_text_step(text: str, step: Step) -> str:
    """One step of the table that keeps text text; an action it does not know changes nothing.

    >>> apply_text_step("the Syrian Civil War", Step("drop", "article"))
    'Syrian Civil War'
    """
    parameter = step.parameter or ""
    if step.action == "drop":
        return _DROPS.get(parameter, str)(text)
    if step.action == "trim":
        return trim(text)
    if step.action == "digits":
        return text.translate(_DIGITS)
    if step.action in ("mojibake", "control"):
        return mojibake.repair_str(text, step.action, step.parameter)
    if step.action == "fold":
        return fold(text, parameter)
    if step.action == "unescape":
        return unescape(text, parameter)
    if step.action == "strip":
        is_wikitext = parameter in wikitext_values.KINDS
        return (wikitext_values.strip if is_wikitext else html_values.strip)(text, parameter)
    if step.action == "recase":
        return recase(text, parameter)
    return text
