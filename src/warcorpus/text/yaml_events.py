"""One run of libyaml's event parser over a header, with caps.

Its loaders crash the interpreter on 30,000 nested ``[`` and turn ``yes``, ``012`` and dates into
what nobody wrote; the event stream does neither and gives character marks. No tree is kept: a
scalar is a dotted path, a style and its spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import yaml
from attrs import frozen
from yaml.cyaml import CBaseLoader

from warcorpus.config import LimitsConfig
from warcorpus.model.evolving import evolve
from warcorpus.model.values import Problem, Span
from warcorpus.text.yaml_folding import fold
from warcorpus.text.yaml_spans import after_properties, block_spans, flow_spans

_QUOTED = {"'": "single", '"': "double"}
_BLOCK = {"|": "literal", ">": "folded"}
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
# libyaml refuses these, or (NEL, LS, PS) takes them for the line breaks that they are not here
_REFUSED = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_STAND_IN = "\ufffd"
_MOST_PROBLEMS = 100  # of one header; 10,000 tags need not be told one by one


class Scalar(NamedTuple):
    """One scalar of a header.

    Args:
        path: keys and indices joined by dots (``infoboxes.0.units1.text``).
        raw: the concatenated slices of ``spans``.
        spans: one a line; indentation and marks outside, line breaks inside.
        style: what :func:`~warcorpus.text.yaml_folding.fold` needs to make the value of raw;
            ``""`` where raw is the value.
        repeated: the key, or one above it, stands twice, and this is a later reading.
    """

    path: str
    raw: str
    spans: tuple[Span, ...]
    style: str = ""
    repeated: bool = False

    @property
    def value(self) -> str:
        """The text, with line breaks folded and escapes undone."""
        return fold(self.raw, self.style) if self.style else self.raw


class HeaderError(Exception):
    """A header that cannot go on: ``yaml-invalid``, or the slug of a cap. ``offset`` is where."""

    def __init__(self, slug: str, message: str, offset: int) -> None:
        super().__init__(message)
        self.slug = slug
        self.message = message
        self.offset = offset


class _Frame:
    """An open mapping (``index`` below 0) or sequence."""

    __slots__ = ("anchor", "index", "key", "nodes", "prefix", "repeated", "seen", "twice")

    def __init__(self, prefix: str, index: int, repeated: bool, anchor: str | None) -> None:
        self.prefix = prefix
        self.index = index
        self.repeated = repeated  # this collection is a later reading
        self.twice = repeated  # and so is what its current key holds
        self.anchor = anchor
        self.key: str | None = None
        self.seen: set[str] = set()


@frozen
class _Anchored:
    """An anchored node: its path, its scalars, its number of nodes; None while it is open."""

    path: str
    first: int
    last: int
    before: int
    nodes: int | None = None


class Events:
    """The scalars of the YAML in ``text[start:end]``; offsets are those of ``text``.

    ``masked`` is what the parser sees: of the same length, with characters that would stop it
    replaced one for one. Marks therefore fit ``text``, and slices are taken from there.
    """

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        limits: LimitsConfig,
        masked: str | None = None,
        nodes: int = 0,
    ) -> None:
        self.scalars: list[Scalar] = []
        self.problems: list[Problem] = []
        self.nodes = nodes
        original = text[start:end]
        self.masked = _REFUSED.sub(_STAND_IN, original) if masked is None else masked
        self._exact = self.masked == original
        self._text = text
        self._start = start
        self._limits = limits
        self._alias_nodes = 0
        self._anchors: dict[str, _Anchored] = {}
        self._stack: list[_Frame] = []

    def run(self) -> Literal["mapping", "other", "empty"]:
        """Read all events; tells what stands at the root.

        Raises:
            HeaderError: ``yaml-invalid``, or the slug of a cap.
        """
        try:
            events = iter(CBaseLoader(self.masked).get_event, None)
            for event in events:
                if isinstance(event, yaml.MappingStartEvent):
                    self._open(event, "")
                    self._mapping(events)
                    return "mapping"
                if isinstance(event, yaml.NodeEvent):
                    self._pass_over(event, events)
                    return "other"
        except yaml.YAMLError as error:
            raise self._invalid(error) from None
        return "empty"

    def _mapping(self, events: Iterator[Any]) -> None:
        """All events from the root mapping on."""
        scalar, starts, stack = yaml.ScalarEvent, _STARTS, self._stack
        for event in events:
            kind = type(event)
            if kind is scalar:
                self._scalar(event)
            elif kind in _ENDS:
                self._close()
            elif kind in starts:
                self._collection(event, events)
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                raise HeaderError("yaml-invalid", "found a second document", self._at(event))
        if stack:
            raise HeaderError("yaml-invalid", "found the end in an open node", self._start)

    def _scalar(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > self._limits.yaml_nodes:
            self._count(0, event)
        frame = self._stack[-1]
        if event.tag is not None:
            self._tagged(event)
        if frame.index < 0 and frame.key is None:
            key = event.value if self._exact else self._leaf("", event, False).value
            if key in frame.seen:
                self._key(frame, key, event)
                return
            frame.key, frame.twice = key, frame.repeated
            frame.seen.add(key)
            return
        path = self._next_path(frame)
        if event.anchor is not None:
            first = len(self.scalars)
            self._anchors[event.anchor] = _Anchored(path, first, first + 1, 0, 1)
        self.scalars.append(self._leaf(path, event, frame.twice))

    def _next_path(self, frame: _Frame) -> str:
        """The path of the node that comes now; the frame moves on."""
        if frame.index < 0:
            path = frame.prefix + (frame.key or "")
            frame.key = None
        else:
            path = f"{frame.prefix}{frame.index}"
            frame.index += 1
        return path

    def _leaf(self, path: str, event: Any, repeated: bool) -> Scalar:
        """A scalar with its spans; most stand on one line as they are."""
        start = self._start + event.start_mark.index
        end = self._start + event.end_mark.index
        value, mark = event.value, event.style
        if event.tag is not None or event.anchor is not None:
            start = after_properties(self._text, start, end)
        style = "plain"
        if mark in _QUOTED:
            style, start, end = _QUOTED[mark], start + 1, end - 1
        raw = self._text[start:end]
        if raw == value and "\n" not in raw:
            return Scalar(path, raw, (Span(0, start, end),) if raw else (), "", repeated)
        if mark in _BLOCK:
            style, spans = _BLOCK[mark], block_spans(self._text, start, end, value)
        else:
            spans = flow_spans(self._text, start, end)
        raw = "".join([self._text[span.start : span.end] for span in spans])
        as_is = raw == value or (style == "plain" and len(spans) == 1)
        return Scalar(path, raw, spans, "" if as_is else style, repeated)

    def _key(self, frame: _Frame, key: str, event: Any) -> None:
        frame.key = key
        frame.twice = frame.repeated
        if key in frame.seen:
            frame.twice = True
            message = f"found the key {key!r} twice in one mapping; both readings are kept"
            self.problem("yaml-duplicate-key", message, self._at(event))
        frame.seen.add(key)

    def _collection(self, event: Any, events: Iterator[Any]) -> None:
        frame = self._stack[-1]
        if frame.index < 0 and frame.key is None:
            end = self._start + self._pass_over(event, events)
            key = " ".join(self._text[self._at(event) : end].split())
            message = "found a list or mapping as a key; its source text is the key"
            self.problem("yaml-complex-key", message, self._at(event))
            self._key(frame, key, event)
            return
        self._open(event, self._next_path(frame), frame.twice)

    def _open(self, event: Any, path: str, repeated: bool = False) -> None:
        self._count(1, event)
        if event.tag is not None:
            self._tagged(event)
        if event.anchor is not None:
            first = len(self.scalars)
            self._anchors[event.anchor] = _Anchored(path, first, first, self.nodes - 1)
        prefix = f"{path}." if self._stack else ""
        index = -1 if isinstance(event, yaml.MappingStartEvent) else 0
        self._stack.append(_Frame(prefix, index, repeated, event.anchor))
        if len(self._stack) > self._limits.yaml_depth:
            raise self._too_deep(event)

    def _close(self) -> None:
        anchor = self._stack.pop().anchor
        if anchor is not None and self._anchors[anchor].nodes is None:
            found = self._anchors[anchor]
            nodes = self.nodes - found.before
            self._anchors[anchor] = evolve(found, last=len(self.scalars), nodes=nodes)

    def _alias(self, event: Any) -> None:
        """The scalars of the anchored node once more, under the path of the alias."""
        anchored = self._anchors.get(event.anchor)
        if anchored is None:
            message = f"found the alias *{event.anchor}, expected an anchor of that name before it"
            raise HeaderError("yaml-invalid", message, self._at(event))
        if anchored.nodes is None:
            message = f"found the alias *{event.anchor} inside the node that it repeats"
            raise HeaderError("yaml-alias-limit", message, self._at(event))
        frame = self._stack[-1]
        if frame.index < 0 and frame.key is None:
            self._key(frame, f"*{event.anchor}", event)
            return
        self._alias_nodes += anchored.nodes
        if self._alias_nodes > self._limits.yaml_alias_nodes:
            message = f"found aliases of more than {self._limits.yaml_alias_nodes} nodes"
            hint = "raise limits.yaml_alias_nodes"
            raise HeaderError("yaml-alias-limit", f"{message} ({hint})", self._at(event))
        self._count(anchored.nodes, event)
        path = self._next_path(frame)
        for scalar in self.scalars[anchored.first : anchored.last]:
            moved = path + scalar.path[len(anchored.path) :]
            repeated = frame.twice or scalar.repeated
            self.scalars.append(scalar._replace(path=moved, repeated=repeated))

    def _pass_over(self, event: Any, events: Iterator[Any]) -> int:
        """Skip a node, within the caps; gives the parser's mark behind it."""
        depth, last = 0, event
        while True:
            self._count(1, last)
            kind = type(last)
            depth += (kind in _STARTS) - (kind in _ENDS)
            if len(self._stack) + depth > self._limits.yaml_depth:
                raise self._too_deep(last)
            if depth == 0:
                return int(last.end_mark.index)
            last = next(events)

    def _count(self, nodes: int, event: Any) -> None:
        self.nodes += nodes
        if self.nodes > self._limits.yaml_nodes:
            message = f"found more than {self._limits.yaml_nodes} nodes (raise limits.yaml_nodes)"
            raise HeaderError("yaml-too-many-nodes", message, self._at(event))

    def _too_deep(self, event: Any) -> HeaderError:
        levels = self._limits.yaml_depth
        message = f"found more than {levels} nested levels (raise limits.yaml_depth)"
        return HeaderError("yaml-too-deep", message, self._at(event))

    def _tagged(self, event: Any) -> None:
        message = f"found the tag {event.tag!r}; tags mean nothing here, the text is kept"
        self.problem("yaml-tag", message, self._at(event))

    def _at(self, event: Any) -> int:
        return self._start + int(event.start_mark.index)

    def _invalid(self, error: yaml.YAMLError) -> HeaderError:
        """The fault of a parse error; that of an open quote or bracket stands where it began."""
        mark = getattr(error, "problem_mark", None)
        context = getattr(error, "context", None) or ""
        message = getattr(error, "problem", None) or "found what is no YAML"
        if "quoted" in context or "flow" in context:
            mark = getattr(error, "context_mark", None) or mark
        offset = 0 if mark is None else min(mark.index, len(self.masked))
        return HeaderError("yaml-invalid", str(message), self._start + offset)

    def problem(self, slug: str, message: str, offset: int) -> None:
        """Note a warning; ``where`` is left to who knows the path."""
        if len(self.problems) < _MOST_PROBLEMS:
            span = Span(0, offset, offset)
            self.problems.append(Problem(slug, "warning", message, "", "", span))
