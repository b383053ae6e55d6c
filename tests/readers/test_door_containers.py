"""Documents in containers: each has its own bytes, reader and place."""

import gzip
import zipfile
from hashlib import sha256
from io import BytesIO

from warcorpus.readers.door import Reject, read_documents
from warcorpus.readers.surveying import survey


def outcomes(*paths):
    return list(read_documents(paths))


def slugs(found):
    return [one.problem.slug if isinstance(one, Reject) else one.source.path for one in found]


def stream(data, name="x.txt"):
    made = BytesIO(data)
    made.name = name
    return made


def packed(*members):
    """A zip of ``(name, bytes)``."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


class TestContainers:
    def test_the_documents_in_one_have_their_own_bytes(self):
        data = b"= Siege of X =\n\nIt began."
        (found,) = outcomes(stream(gzip.compress(data), "x.txt.gz"))
        source = found.source
        assert (source.path, source.member, source.containers) == ("x.txt.gz", None, ("gz",))
        assert (source.sha256, source.byte_end) == (sha256(data).hexdigest(), len(data))
        assert source.format == "sections"

    def test_each_member_is_read_by_its_own_reader(self):
        data = packed(
            ("a.txt", "= Siege of X =\n\nIt began."), ("../b", "x"), ("c.md", "# Y\n\nIt.")
        )
        found = outcomes(stream(data, "all.zip"))
        assert slugs(found) == ["all.zip", "unsafe-member", "all.zip"]
        assert [one.source.member for one in found] == ["a.txt", "../b", "c.md"]
        assert [found[0].source.format, found[2].source.format] == ["sections", "markdown"]

    def test_one_member_can_be_named(self, tmp_path):
        file = tmp_path / "all.zip"
        text = "@@1 One .\n@@2 Two .\n"
        file.write_bytes(packed(("a!b.txt", text), ("c.md", "# Y\n\nIt."), ("d.txt", "x")))
        (found,) = outcomes(f"{file}!c.md")
        assert (found.source.member, found.source.address) == ("c.md", "all.zip!c.md")
        (found,) = outcomes(f"{file}!a!b.txt#1")
        assert (found.source.address, found.source.text_id) == ("all.zip!a!b.txt#1", "2")
        assert slugs(outcomes(f"{file}!e")) == ["no-document"]
        assert slugs(outcomes(f"{tmp_path}/none.zip!e")) == ["unreadable-file"]

    def test_what_stands_before_a_cut_is_read(self):
        lines = [b"@@%d %s .\n" % (n, sha256(b"%d" % n).hexdigest().encode()) for n in range(9)]
        data = gzip.compress(b"".join(lines))
        found = outcomes(stream(data[:-200], "x.gz"))
        assert slugs(found)[-1] == "truncated-stream"
        assert len(found) >= 3

    def test_text_behind_one_is_told_at_its_document(self):
        data = gzip.compress(b"= Siege of X =\n\nIt began.") + b"garbage"
        (found,) = outcomes(stream(data, "x.gz"))
        assert [problem.slug for problem in found.problems] == ["trailing-garbage"]

    def test_each_is_sniffed_by_what_it_holds(self):
        (found,) = survey([stream(gzip.compress(b"# Y\n\nIt began."), "y.md.gz")])
        assert (found.path, found.sniffs[0].reader) == ("y.md.gz", "markdown")
        first, second = survey([stream(packed(("a.md", "# Y\n\nIt."), ("/b", "x")), "y.zip")])
        assert (first.path, first.sniffs[0].reader) == ("y.zip:a.md", "markdown")
        assert second.problem.slug == "unsafe-member"
