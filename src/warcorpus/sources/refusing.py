"""What a container gives instead of a document, and why."""

from __future__ import annotations

from attrs import frozen

from warcorpus.errors import ReadError


@frozen
class Refusal:
    """A member, or the rest of a container, that gives no document.

    Args:
        error: why; its place is filled in.
        member: name inside an archive; None for the container itself.
        containers: what was opened on the way, outermost first.
    """

    error: ReadError
    member: str | None = None
    containers: tuple[str, ...] = ()


def truncated(what: str) -> ReadError:
    """The error of a container that ends too early.

    >>> truncated("gz").slug
    'truncated-stream'
    """
    return ReadError(
        "truncated-stream",
        f"found the end of the {what} in its middle, expected it whole; what stands before is read",
        hint="fetch or pack the file again",
    )


def _spent(what: str) -> ReadError:
    return ReadError(
        "too-much-memory",
        f"found no more memory while the {what} was unpacked, expected enough for one piece of it",
        hint="unpack it first, or give the program more memory",
    )


def damaged(what: str, why: object) -> ReadError:
    """The error of a container whose bytes contradict each other, or ask for too much memory.

    >>> damaged("zip", "Bad magic number").message
    'found a damaged zip (bad magic number), expected a sound one; what stands before is read'
    """
    if isinstance(why, MemoryError):
        return _spent(what)
    told = " ".join(str(why).split()).lower()[:120] or type(why).__name__
    return ReadError(
        "damaged-container",
        f"found a damaged {what} ({told}), expected a sound one; what stands before is read",
        hint="fetch or pack the file again",
    )


def bomb(what: str, why: str) -> ReadError:
    """The error of a container that holds more than one of its size can honestly hold."""
    return ReadError(
        "bomb",
        f"found {why} in the {what}, expected no more; what stands before is read",
        hint="if you trust the file, raise limits.container_ratio or unpack it first",
    )


def too_many(what: str, limit: int) -> ReadError:
    """The error of an archive with more members than allowed."""
    return ReadError(
        "too-many-members",
        f"found more than {limit} members in the {what}, expected at most limits.members",
        hint="raise limits.members, or split the archive",
    )


def unheld(what: str, limit: int) -> ReadError:
    """The error of a container that has to be held in memory and is too large for it."""
    return ReadError(
        "too-large",
        f"found more than {limit} bytes of {what} that only a file can be read from, expected at "
        "most limits.member_bytes",
        hint="unpack what stands around it, or raise limits.member_bytes",
    )


def lacking(what: str, package: str, extra: str) -> ReadError:
    """The error of a container that an optional package reads."""
    return ReadError(
        "missing-dependency",
        f"found {what}, expected the package {package} to read it",
        hint=f"pip install 'warcorpus[{extra}]'",
    )
