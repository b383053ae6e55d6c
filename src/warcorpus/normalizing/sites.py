"""What the site of a document tells of its language."""

from __future__ import annotations

import re

_WIKI = re.compile(
    r"(?:https?://)?([a-z]{2,3})\."
    r"(?:m\.)?wik(?:ipedia|isource|ivoyage|iversity|inews|ibooks|iquote|tionary)\.org(?![\w.-])"
)
_DATABASE = re.compile(r"([a-z]{2,3})wiki\Z")


def language_of_site(told: str | None) -> str | None:
    """The language of a wiki, by its host, an address there, or the name of its database.

    Args:
        told: ``de.wikipedia.org``, ``https://de.wikipedia.org/wiki/X``, ``dewiki``; of other
            sites nothing is known.

    >>> language_of_site("https://de.wikipedia.org/wiki/X"), language_of_site("frwiki")
    ('de', 'fr')
    >>> language_of_site("www.wikipedia.org") is language_of_site("news.example") is None
    True
    """
    name = (told or "").strip().casefold()
    found = _WIKI.match(name) or _DATABASE.match(name)
    return found[1] if found is not None and found[1] != "www" else None
