"""One document as it was read."""

from __future__ import annotations

from attrs import frozen

from warcorpus.model.prose import Gap, Section, TextRow
from warcorpus.model.values import Field, Repair


@frozen
class Witness:
    """A merged line's own copy of what one of its witnesses reads.

    Only lines with several witnesses fill it. From it and from ``fields`` the record of the
    witness is rebuilt whole, so that a corpus can be deduplicated again without the raw files.
    """

    text: str = ""
    text_map: tuple[TextRow, ...] = ()
    sections: tuple[Section, ...] = ()
    gaps: tuple[Gap, ...] = ()


@frozen
class Source:
    """One *document* as it was read.

    Args:
        path: relative to the argument that named it, with ``/``.
        member: name inside an archive, unique there: the second of one name is ``name#2``, one
            of an archive in the archive ``inner.zip/name``.
        index: place among the documents of one file, from 0.
        sha256: digest of the document's own bytes, hexadecimal.
        size: number of those bytes.
        byte_start: first byte in the unpacked file.
        byte_end: one past the last.
        containers: what was opened on the way, outermost first (``("gz",)``).
        format: name of the format.
        reader: name and version of the reader (``front-matter/1``).
        encoding: how the bytes were decoded.
        bom: whether a byte order mark was removed.
        newline: ``lf``, ``crlf``, ``cr``, ``mixed`` or ``none``.
        text_id: the id that the document itself carries.
        exported_at: when it was exported, as the document says (ISO 8601, zone only if given).
        publisher: who published it (``Wikipedia``).
        license: the licence the document names.
        fields: every header key and infobox parameter as it stands.
        repairs: all residue and mojibake of the document, with counts.
        witness: filled only on merged lines; see :class:`Witness`.
    """

    path: str
    member: str | None = None
    index: int = 0
    sha256: str = ""
    size: int = 0
    byte_start: int = 0
    byte_end: int = 0
    containers: tuple[str, ...] = ()
    format: str = ""
    reader: str = ""
    encoding: str = "utf-8"
    bom: bool = False
    newline: str = "lf"
    text_id: str | None = None
    exported_at: str | None = None
    publisher: str | None = None
    license: str | None = None
    fields: tuple[Field, ...] = ()
    repairs: tuple[Repair, ...] = ()
    witness: Witness = Witness()

    @property
    def address(self) -> str:
        """How the document is named on the command line.

        Its path, behind ``!`` its member of an archive, behind ``#`` its number but for the first.

        >>> Source("all.txt").address, Source("all.txt", index=2).address
        ('all.txt', 'all.txt#2')
        >>> Source("all.zip", "texts/one.txt").address
        'all.zip!texts/one.txt'
        """
        inside = f"{self.path}!{self.member}" if self.member else self.path
        return f"{inside}#{self.index}" if self.index else inside

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What sources are sorted by: digest, path, member, index."""
        return (self.sha256, self.path, self.member or "", self.index)
