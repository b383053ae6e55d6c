"""Canonical addresses of fields: how readers tell normalizing what a field is.

A role is a dotted path. Readers give one to every field that a record may take:

    title                          the document's own title
    url  description  author       header facts (``description`` is derived text, never counted)
    language  license              as declared
    date  date.1 ...  place ...    loose fields of a header without an infobox
    category.N                     a category
    image                          a picture: Markdown or wiki markup, a whole ``![..](..)``
    link                           a link inside a sentence, whole markup
    see_also.N                     an item of a navigation section
    infobox.B.PARAMETER            parameter of the B-th infobox, lower case (``units1``)
    infobox.B.PARAMETER.link.N     the N-th link of that parameter: page it leads to
    infobox.B.PARAMETER.link.N.text     the words it stands on, where they differ
    infobox.B.PARAMETER.link.N.anchor   the section it leads to
"""

from __future__ import annotations

import re

from attrs import frozen

_INFOBOX = re.compile(r"infobox\.(\d+)\.([^.]+)(?:\.link\.(\d+)(?:\.(text|anchor))?)?\Z")


@frozen
class InfoboxRole:
    """A parsed role of an infobox parameter or of one of its links.

    >>> InfoboxRole.parse("infobox.0.partof.link.1")
    InfoboxRole(box=0, parameter='partof', link=1, part=None)
    >>> InfoboxRole.parse("title") is None
    True
    """

    box: int
    parameter: str
    link: int | None = None
    part: str | None = None

    @classmethod
    def parse(cls, role: str) -> InfoboxRole | None:
        """The parts of ``role``; None if it is no infobox role."""
        found = _INFOBOX.match(role)
        if found is None:
            return None
        link = found.group(3)
        return cls(
            int(found.group(1)),
            found.group(2),
            None if link is None else int(link),
            found.group(4),
        )
