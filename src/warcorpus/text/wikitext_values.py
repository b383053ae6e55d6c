"""The step ``strip``: what a value in wikitext says, replayable on any part of it.

The words come out as the exporters of wiki pages write them: one item a line, ``*`` before what
belongs to the line above.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from warcorpus.model.prose import LAYOUT, UNESCAPE
from warcorpus.model.values import Step
from warcorpus.text.mapped import MappedText, Run
from warcorpus.text.wikitext_arguments import arguments, effective
from warcorpus.text.wikitext_coordinates import coordinates_text, first_coordinates
from warcorpus.text.wikitext_elements import Element
from warcorpus.text.wikitext_pieces import Piece, said, spoken, without_table_marks
from warcorpus.text.wikitext_render import Renderer
from warcorpus.text.wikitext_scan import Scan, scan
from warcorpus.text.wikitext_words import countries, namespace_of

WIKITEXT = Step("strip", "wikitext")
TITLE = Step("strip", "title")
FILE = Step("strip", "file")
EXTERNAL = Step("strip", "external-link")
LINK = Step("strip", "link")
COUNTRY = Step("strip", "country")
COORDINATES = Step("strip", "coordinates")
LATITUDE = Step("strip", "latitude")
LONGITUDE = Step("strip", "longitude")

_DEEPEST = 100  # levels; a document that nests deeper is read as plain text
_MARKED = re.compile(r"\[|\]|\{\{|\}\}|\{\||<|''|&[#A-Za-z]|__[A-Z]")
_FILE_NAME = re.compile(
    r"[^\s|={}\[\]<>\n][^|={}\[\]<>\n]{0,200}\.(?:svg|png|jpe?g|gif|webp|tiff?|bmp)\b", re.I
)

_NUMBERED_ARGUMENT = re.compile(r"\s{0,9}(caption|alt|width|link|image)\d{1,3}\s{0,9}=", re.I)


def is_marked(raw: str) -> bool:
    """Whether a value holds anything that may be wikitext."""
    return _MARKED.search(raw) is not None


def strip(text: str, what: str) -> str:
    """What a text in wikitext says.

    Args:
        text: any string.
        what: ``wikitext`` for the words; ``title`` for the name of a page as its readers see it;
            ``file`` and ``link`` for a picture or link whose words are plain; ``external-link``
            for one in Markdown; ``country`` for the page behind a code; ``coordinates``,
            ``latitude``, ``longitude``.

    >>> strip("[[Free Army|Rebels]]<br />{{flagicon|X}} Guard {{KIA}}<ref>no</ref>", "wikitext")
    'Rebels\\n Guard †'
    """
    if what == "wikitext":
        if not is_marked(text):
            return text
        return spoken(text, _pieces(text))
    return _OTHERS.get(what, str)(text)


def strip_mapped(text: MappedText, what: str) -> MappedText:
    """The same, every character tied to its raw ones.

    >>> strip_mapped(MappedText.of("a [[b|c]] {{nbsp}}", 0, 18), "wikitext").raw_range(2, 3)
    (6, 7)
    """
    if what == "wikitext":
        if not is_marked(text.text):
            return text
        return MappedText.join(_mapped(text, piece) for piece in _pieces(text.text))
    changed = strip(text.text, what)
    if changed == text.text or not text:
        return text
    start, end = text.raw_range(0, len(text))
    return MappedText(changed, (Run(0, len(changed), start, end, UNESCAPE),) if changed else ())


def replayable(text: MappedText, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """Raw ranges that may replay to ``start:end`` of a stripped text, the plainest first.

    One stretch holds what stands between the words, perhaps half of a template; the words alone
    lack what parts the items of one. The caller takes the first that replays.
    """
    if start >= end:
        return
    yield [text.raw_range(start, end)]
    ranges: list[tuple[int, int]] = []
    for run in text.slice(start, end).runs:
        if run.method == LAYOUT or run.raw_start == run.raw_end:
            continue
        if ranges and ranges[-1][1] >= run.raw_start:
            ranges[-1] = (ranges[-1][0], max(run.raw_end, ranges[-1][1]))
        else:
            ranges.append((run.raw_start, run.raw_end))
    yield ranges


def _pieces(text: str) -> Iterable[Piece]:
    found = scan(text, 0, len(text), part=True)
    if found.unclosed.depth > _DEEPEST:
        return [Piece(0, len(text), "text")]
    pieces = Renderer(text, page=False).pieces(0, len(text), found.elements)
    has_table = "{|" in text or "{{!}}" in text
    return without_table_marks(text, pieces) if has_table else pieces


def _mapped(text: MappedText, piece: Piece) -> MappedText:
    if piece.kind == "text" and piece.text is None:
        return text.slice(piece.start, piece.end)
    words = said(text.text, piece)
    if not words:
        return MappedText("")
    start, end = text.raw_range(piece.start, piece.end)
    method = UNESCAPE if end > start else LAYOUT
    return MappedText(words, (Run(0, len(words), start, end, method),))


def _title(text: str) -> str:
    return " ".join(unquote(text).replace("_", " ").split())


def _file(text: str) -> str:
    """A picture in the notation of English pages, its words plain; a bare name stays one."""
    found = scan(text, 0, len(text))
    bare = text.strip()
    first = found.elements[0] if found.elements else None
    if first and first.kind == "link" and text.startswith("[[") and not text[: first.start].strip():
        return f"[[{_options(text, first.parts())}]]"
    if text.startswith("[["):  # its end is missing
        text = text[2:]
        return f"[[{_options(text, _outside(text, scan(text, 0, len(text))))}]]"
    if "|" in bare and "\n" not in bare and not bare.startswith("{"):  # a line of a gallery
        return f"[[{_options(text, _outside(text, found))}]]"
    if not is_marked(bare):
        return text
    if any(element.kind == "template" for element in found.elements):
        named = _FILE_NAME.search(bare)
        return named.group().strip() if named else ""
    return spoken(text, _pieces(text)).strip()


def _outside(text: str, found: Scan) -> list[tuple[int, int]]:
    """The parts of a text between the bars that stand outside of all elements."""
    bars: list[int] = []
    position = 0
    for start, end in [*((e.start, e.end) for e in found.elements), (len(text), len(text))]:
        at = text.find("|", position, start)
        while at >= 0:
            bars.append(at)
            at = text.find("|", at + 1, start)
        position = end
    return list(zip([0, *(bar + 1 for bar in bars)], [*bars, len(text)], strict=True))


def _options(text: str, parts: list[tuple[int, int]]) -> str:
    (start, end), *others = parts
    name = text[start:end].strip()
    prefix, colon, rest = name.partition(":")
    if colon and namespace_of(prefix) == "file":
        name = rest.strip()
    words = [own for first, last in others if (own := _option(text[first:last])) is not None]
    options = [strip(own, "wikitext").replace("|", "¦") for own in words]
    return "|".join([f"File:{name}", *options])


def _option(text: str) -> str | None:
    """An option of a picture; of arguments with a number only the caption and ``alt`` are some."""
    argument = _NUMBERED_ARGUMENT.match(text)
    if argument is None:
        return text
    value = text[argument.end() :].strip()
    return {"caption": value, "alt": f"alt={value}"}.get(argument.group(1).lower())


def _link(text: str) -> str:
    """A link whose words are plain."""
    if not text.strip().startswith("[["):
        return text
    inner = text.strip().removeprefix("[[").removesuffix("]]")
    target, bar, label = inner.partition("|")
    words = " ".join(strip(label, "wikitext").split()).replace("[", "").replace("]", "")
    return f"[[{target}|{words}]]" if bar and words else f"[[{target}]]"


def _external(text: str) -> str:
    """A link to an address in the notation of Markdown."""
    address, _, label = text.strip().removeprefix("[").removesuffix("]").strip().partition(" ")
    words = " ".join(strip(label, "wikitext").split()).replace("[", "(").replace("]", ")")
    return f"[{words}](<{address}>)" if words else address


def _place(text: str) -> str:
    found = scan(text, 0, len(text)).elements
    template = _first(found, "template")
    if template is None:
        return strip(text, "wikitext")
    return coordinates_text(_given(text, template))


def _given(text: str, template: Element) -> list[str]:
    known = effective(arguments(text, template)).values()
    return [text[one.start : one.end].strip() for one in known if not one.named]


def _first(elements: list[Element], kind: str) -> Element | None:
    return next((element for element in elements if element.kind == kind), None)


def _degrees(text: str, number: int) -> str:
    found = _first(scan(text, 0, len(text)).elements, "template")
    point = first_coordinates(_given(text, found)) if found else None
    return "" if point is None else f"{point[number]:.6f}".rstrip("0").rstrip(".")


_OTHERS: dict[str, Callable[[str], str]] = {
    "title": _title,
    "file": _file,
    "link": _link,
    "country": lambda code: countries().get(code, code),
    "external-link": _external,
    "coordinates": _place,
    "latitude": lambda text: _degrees(text, 0),
    "longitude": lambda text: _degrees(text, 1),
}

KINDS = frozenset({"wikitext", *_OTHERS})
"""What a step may strip."""
