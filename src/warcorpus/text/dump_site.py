"""What the head of a MediaWiki dump says of the site: its host, the names of its namespaces."""

from __future__ import annotations

import html
import re

from attrs import frozen

_HOST = re.compile(r"<base>\s{0,20}(?:https?:)?//([A-Za-z0-9.-]{1,253})")
_DATABASE = re.compile(r"<dbname>\s{0,20}([a-z0-9_]{1,60})")
_NAME = re.compile(r"<sitename>([^<]{1,200})<")
_NAMESPACE = re.compile(r'<namespace key="(-?[0-9]{1,5})"[^<>]{0,60}>([^<]{1,100})<')


@frozen
class Site:
    """A wiki, as the ``<siteinfo>`` of its dump tells it.

    Args:
        publisher: the host of its pages (``en.wikipedia.org``), which its page ids belong to; the
            name of its database (``enwiki``), or its own, where no address is given.
        namespaces: names of all namespaces but that of articles, as titles begin with them.
    """

    publisher: str | None = None
    namespaces: frozenset[str] = frozenset()

    @classmethod
    def of(cls, siteinfo: str) -> Site:
        """Read the block; whatever is missing in it stays unknown.

        >>> site = Site.of('<base>https://x.org/wiki/Main</base><namespace key="1">Talk<')
        >>> site.publisher, sorted(site.namespaces)
        ('x.org', ['Talk'])
        """
        host, name = _HOST.search(siteinfo), _NAME.search(siteinfo)
        told = host or _DATABASE.search(siteinfo)
        publisher = told[1].lower() if told else html.unescape(name[1]).strip() if name else None
        found = (match.groups() for match in _NAMESPACE.finditer(siteinfo))
        names = frozenset(html.unescape(name) for key, name in found if int(key) != 0)
        return cls(publisher or None, names)
