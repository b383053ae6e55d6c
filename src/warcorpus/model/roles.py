"""Canonical addresses of fields: how readers tell normalizing what a field is.

A role is a dotted path. Readers give one to every field that a record may take. Which column
names of tables and keys of JSON rows have which role stands in :mod:`warcorpus.text.crosswalk`.

    title                          the document's own title
    url  description  author       header facts (``description`` is derived text, never counted)
    language  license              as declared
    date  date.1 ...  place ...    loose fields of a header without an infobox
    name  name.N                   another name of the event
    date.start  date.end           first and last day, told in fields of their own
    date.precision                 code of how precise they are; its meaning depends on the name
                                   of the field (``text/data/precision.tsv``)
    place.name  place.admin.N      the place in parts: its name, administrative units (1 is the
    place.country                  widest), its country
    place.latitude  .longitude     degrees; ``place.coordinates`` has both in one field
    place.precision                code of how precise the point is
    part_of  result                the whole, the outcome; ``result.winner`` is a party alone
    category.N                     a category
    image                          a picture: Markdown or wiki markup, a whole ``![..](..)``
    link                           a link inside a sentence, whole markup
    see_also.N                     an item of a navigation section
    side.K.WHAT                    of side K (``1``, ``2`` ..., ``all`` for both together):
                                   ``belligerent``, ``commander``, ``unit``, ``strength``,
                                   ``casualties``, ``deaths``, ``wounded``, ``captured`` or
                                   ``missing``
    side.K.deaths.low  .high       bounds of the count; ``.unknown``: of people nobody knows
    side.each.belligerent          all parties in one field, one a side
    civilians.deaths               civilians killed
    lead                           raw sentences of the lead that hold escapes or the breaks of
                                   wrapped lines: its dates and names are quoted from them
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
