"""Names of the members of an archive: which are left out, which are refused, which are unique."""

from __future__ import annotations

from hashlib import blake2b

from attrs import define, field

from warcorpus.errors import ReadError
from warcorpus.sources.walking import SIDE_FILES, as_recorded

_DRIVE = 2
_FOREIGN_FOLDER = "__MACOSX"


def member_name(name: str) -> str:
    """A member's name as records keep it: encodable, without the ``./`` that tar writes.

    >>> member_name("./texts/caf\\udce9.txt")
    'texts/caf\\\\xe9.txt'
    """
    while name.startswith("./"):
        name = name[2:].lstrip("/")
    return as_recorded(name)


def is_left_out(name: str) -> bool:
    """Whether a walk of folders would leave this file out too, or an archiver added it.

    >>> is_left_out("texts/.DS_Store"), is_left_out("__MACOSX/a.txt"), is_left_out("../a.txt")
    (True, True, False)
    """
    parts = name.split("/")
    hidden = any(part[:1] == "." and part != "." and part[:2] != ".." for part in parts)
    return hidden or _FOREIGN_FOLDER in parts or name.endswith(SIDE_FILES)


def is_unsafe(name: str) -> bool:
    """Whether a name leads out of the archive; nothing is written, yet it is never innocent.

    >>> [is_unsafe(name) for name in ("../a", "/etc/a", "C:\\\\a", "a..b/c", "")]
    [True, True, True, False, True]
    """
    parts = name.replace("\\", "/").split("/")
    drive = len(name) >= _DRIVE and name[1] == ":" and name[0].isascii() and name[0].isalpha()
    return not parts[0] or drive or ".." in parts


def unsafe(what: str) -> ReadError:
    """The error of a member that is skipped because of what it is."""
    return ReadError(
        "unsafe-member",
        f"found {what}, expected a file with a name inside the archive; it was skipped",
        hint="nothing to do, unless you miss a document",
        level="warning",
    )


@define
class Names:
    """Makes the names of members unique within their file.

    The second member of one name is ``name#2``. Digests are remembered, not names, which may
    be long; memory stays bounded by the number of members.
    """

    _times: dict[bytes, int] = field(factory=dict, init=False)

    def unique(self, name: str) -> str:
        """The name, or the name and its number if it stood before.

        >>> names = Names()
        >>> names.unique("a.txt"), names.unique("a.txt"), names.unique("a.txt#2")
        ('a.txt', 'a.txt#2', 'a.txt#2#2')
        """
        found, key = name, _key(name)
        while _key(found) in self._times:
            self._times[key] = self._times.get(key, 1) + 1
            found = f"{name}#{self._times[key]}"
        self._times[_key(found)] = 1
        return found


def _key(name: str) -> bytes:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
