"""Paths in, records and rejects out; content never raises."""

import os
from hashlib import sha256
from io import BytesIO

import pytest

from warcorpus.config import as_config
from warcorpus.errors import ConfigError, ReadError, SchemaError
from warcorpus.model.evolving import evolve
from warcorpus.model.prose import TextRow
from warcorpus.model.values import Field, Span
from warcorpus.readers import read_text, registry
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.readers.door import Reject, Skip, read_documents, read_file
from warcorpus.sources import Input, decode_again
from warcorpus.text import cutting
from warcorpus.text.composing import Composer


def lines_reader(read=None, split=None, name="test-lines"):
    """A small reader of many documents a file: each line of its own."""

    def default_read(text):
        composer = Composer(text)
        end = len(text.text.rstrip())
        composer.block("paragraph", text.slice(0, end), (0, end))
        yield composer.record(f"{name}/1", text_id=text.text.partition(" ")[0])

    def probe(head):
        return Sniff.of(name, Feature("hash", 1.0, 0, 1) if head.startswith("!") else None)

    return Reader(name, 1, probe, read or default_read, split=split or cutting.lines)


@pytest.fixture
def use(monkeypatch):
    """Lets a test replace all readers."""

    def install(*readers):
        found = registry.checked(registry.Registered(one, "tests") for one in readers)
        monkeypatch.setattr(registry, "registered", lambda: found)
        monkeypatch.setattr("warcorpus.readers.guarding.registered", lambda: found)

    return install


def outcomes(*paths, **limits):
    return list(read_documents(paths, as_config({"limits": limits} if limits else {})))


def with_field(record, field):
    return evolve(record, sources=(evolve(record.source, fields=(field,)),))


def slugs(found):
    return [one.problem.slug if isinstance(one, Reject) else one.source.path for one in found]


def stream(data, name="x.txt"):
    made = BytesIO(data)
    made.name = name
    return made


SPLIT = b"!1 First day.\n!2 Second day.\r\n!3 Third day."


class TestOneDocument:
    def test_facts_of_the_source(self, tmp_path, use):
        use(lines_reader(split=None))
        data = b"\xef\xbb\xbf! A day.\r\n"
        (tmp_path / "a.txt").write_bytes(data)
        reader = evolve(lines_reader(), split=None)
        use(reader)
        (record,) = outcomes(tmp_path)
        source = record.source
        assert (source.path, source.index, source.size) == ("a.txt", 0, len(data))
        assert source.sha256 == sha256(data).hexdigest()
        assert record.id == source.sha256[:32]
        assert (source.byte_start, source.byte_end) == (0, len(data))
        assert (source.encoding, source.bom, source.newline) == ("utf-8", True, "crlf")

    @pytest.mark.parametrize(
        "data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\xe2\x80\x83\n"]
    )
    def test_empty_files_are_rejects_of_level_info(self, data):
        (found,) = outcomes(stream(data))
        assert (found.problem.slug, found.problem.level, found.stage) == (
            "empty-file",
            "info",
            "decode",
        )
        assert found.source.sha256 == sha256(data).hexdigest()

    def test_long_white_space_is_empty_too(self):
        (found,) = outcomes(stream(b" \n" * 300_000))
        assert found.problem.slug == "empty-file"

    @pytest.mark.parametrize(
        ("data", "slug"),
        [
            (b"\x89PNG\r\n\x1a\n\x00", "binary-file"),
            (b"\x7fELF\x02", "binary-file"),
            (b"%PDF-1.7", "unsupported-format"),
            (b"7z\xbc\xaf\x27\x1c", "unsupported-format"),
            (b"text \x00\x00 text", "binary-file"),
        ],
    )
    def test_what_is_no_text_is_a_reject_with_advice(self, data, slug):
        (found,) = outcomes(stream(data, "mail.txt"))
        assert (found.problem.slug, found.problem.level) == (slug, "error")
        assert (found.problem.where, found.source.path) == ("mail.txt", "mail.txt")
        assert found.problem.hint
        assert found.source.sha256 == sha256(data).hexdigest()

    def test_too_large_is_a_reject_in_constant_memory(self, tmp_path):
        import tracemalloc

        with (tmp_path / "big.txt").open("wb") as file:
            for _ in range(40):
                file.write(b"some words about a war\n" * 45_000)
        outcomes(stream(b"warm up"))
        tracemalloc.start()
        (found,) = outcomes(tmp_path, document_bytes=10**6)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found.problem.slug == "too-large"
        assert peak < 8 * 10**6

    def test_special_and_missing_files(self, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
        found = outcomes(tmp_path)
        assert slugs(found) == ["unreadable-file", "special-file"]
        assert {one.stage for one in found} == {"open"}

    def test_decoding_problems_reach_the_record_with_their_place(self, use):
        use(evolve(lines_reader(), split=None))
        (record,) = outcomes(stream(b"! first\n\xe9 caf\x81."))
        found = {p.slug: p.where for p in record.problems}
        assert found == {"encoding-fallback": "x.txt", "undecodable-bytes": "x.txt:2:6"}
        assert [gap.reason for gap in record.gaps] == ["undecodable"]

    def test_unknown_format_lists_scores(self, use):
        use(lines_reader())
        (found,) = outcomes(stream(b"nothing known"))
        assert (found.problem.slug, found.stage) == ("unknown-format", "sniff")
        assert "test-lines 0.00" in found.problem.message

    def test_ambiguous_format_is_told_once(self, use):
        use(lines_reader(), lines_reader(name="twin"))
        found = outcomes(stream(SPLIT))
        assert [[p.slug for p in one.problems] for one in found] == [["ambiguous-format"], [], []]

    def test_reader_by_name(self):
        config = as_config({"read": {"reader": "plain-text"}})
        (record,) = read_documents(["seeds/004_17456dd19e178cae.txt"], config)
        assert record.source.format == "plain-text"
        with pytest.raises(ConfigError, match="no-such"):
            list(read_documents([], as_config({"read": {"reader": "no-such"}})))


class TestManyDocuments:
    def test_each_has_its_byte_range_index_and_digest(self, use):
        use(lines_reader())
        found = outcomes(stream(SPLIT))
        pieces = [SPLIT[one.source.byte_start : one.source.byte_end] for one in found]
        assert pieces == SPLIT.splitlines()
        for index, (one, piece) in enumerate(zip(found, pieces, strict=True)):
            assert one.source.index == index
            assert one.source.sha256 == sha256(piece).hexdigest()
            assert one.text in decode_again(piece, one.source.encoding)

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_wide_encodings(self, use, encoding):
        use(lines_reader())
        data = SPLIT.decode().encode(encoding)
        found = outcomes(stream(data))
        assert [one.text for one in found] == ["!1 First day.", "!2 Second day.", "!3 Third day."]
        for one in found:
            piece = data[one.source.byte_start : one.source.byte_end]
            assert one.text in decode_again(piece, one.source.encoding)
        assert found[-1].source.byte_end == len(data)

    def test_one_bad_document_costs_itself(self, use):
        def read(text):
            if "Second" in text.text:
                raise ReadError("bad-line", "found a bad line, expected a good one")
            yield from lines_reader().read(text)

        use(lines_reader(read))
        found = outcomes(stream(SPLIT))
        assert slugs(found) == ["x.txt", "bad-line", "x.txt"]
        assert found[1].problem.where == "x.txt:2"
        assert found[1].source.index == 1

    def test_line_that_is_too_long_costs_itself(self, use):
        use(lines_reader())
        data = b"!1 one\n!2 " + b"x" * 5000 + b"\n!3 three\n"
        found = outcomes(stream(data), document_bytes=1000)
        assert slugs(found) == ["x.txt", "too-large", "x.txt"]
        assert found[1].problem.where == "x.txt:2"
        assert found[2].source.byte_start == data.index(b"!3")

    def test_repeated_id_is_told_and_both_are_kept(self, use):
        use(lines_reader())
        found = outcomes(stream(b"!1 a\n!2 b\n!1 c\n"))
        assert [[p.slug for p in one.problems] for one in found] == [[], [], ["duplicate-id"]]

    def test_one_of_many(self, use, tmp_path):
        use(lines_reader())
        (tmp_path / "x.txt").write_bytes(SPLIT)
        (found,) = outcomes(f"{tmp_path / 'x.txt'}#1")
        assert (found.text, found.source.index) == ("!2 Second day.", 1)
        (found,) = outcomes(f"{tmp_path / 'x.txt'}#3")
        assert found.problem.slug == "no-document"

    def test_each_document_has_its_own_encoding(self, use):
        use(lines_reader())
        found = outcomes(stream(b"!1 caf\xe9\n!2 " + "café –\n".encode()))
        assert [one.source.encoding for one in found] == ["cp1252", "utf-8"]
        assert [one.text for one in found] == ["!1 café", "!2 café –"]

    def test_places_in_problems_are_lines_of_the_file(self, use):
        use(lines_reader())
        found = outcomes(stream(b"!1 one.\n!2 two.\n!3 caf\x81.\n"))
        places = {p.slug: p.where for p in found[2].problems}
        assert places["undecodable-bytes"] == "x.txt:3:7"

    def test_file_that_changes_after_its_first_documents(self, use, tmp_path):
        use(lines_reader())
        file = tmp_path / "x.txt"
        file.write_bytes(SPLIT)
        found = []
        for one in read_documents([file]):
            if not found:
                file.write_bytes(SPLIT + b"\n!4 more")
            found.append(one)
        assert slugs(found)[-1] == "source-changed"

    def test_split_that_fails_or_cheats(self, use):
        def fails(chunks):
            yield next(cutting.lines(chunks))
            raise ValueError("lost")

        def repeats(chunks):
            for cut in cutting.lines(chunks):
                yield cut
                yield cut

        use(lines_reader(split=fails))
        assert slugs(outcomes(stream(SPLIT))) == ["x.txt", "reader-failed"]
        use(lines_reader(split=repeats))
        assert slugs(outcomes(stream(SPLIT)))[:2] == ["x.txt", "reader-failed"]
        use(lines_reader(split=lambda lines: iter(())))
        assert slugs(outcomes(stream(SPLIT))) == ["no-document"]

    def test_text_between_the_documents_is_told(self, use):
        def after_signs(chunks):
            yield from (cut for cut in cutting.lines(chunks) if cut.start % 2 == 0)

        use(lines_reader(split=after_signs))
        found = outcomes(stream(b"!1 a\n!2 b\n!3 c"))
        assert slugs(found) == ["x.txt", "stray-text", "x.txt"]
        assert [one.source.index for one in found] == [0, 1, 2]
        assert (found[1].source.byte_start, found[1].problem.where) == (4, "x.txt:1")

    def test_a_watcher_is_told_of_each_document_before_it_is_read(self, use):
        use(lines_reader())
        told = []

        def announce(ordinal, source):
            told.append((ordinal, source.index, len(found)))

        found = []
        one = Input("x.txt", stream=BytesIO(SPLIT))
        for outcome in read_file(one, announce=announce):
            found += [outcome]
        opened = [(-1, 0, 0), (-1, 0, 0)]  # the file, and what it holds
        assert told == [*opened, *((n, n, n) for n in range(len(found)))]

    def test_documents_can_be_passed_over(self, use):
        use(lines_reader())
        one = Input("x.txt", stream=BytesIO(b"!0 a\n!1 b\n!2 c\n!3 d"))
        found = read_file(one, skip=Skip(before=1, also=frozenset({2})))
        assert [outcome.source.index for outcome in found] == [1, 3]

    def test_memory_does_not_grow_with_the_file(self, use):
        import tracemalloc

        class Generated(BytesIO):
            left = 8 * 2**20

            def read(self, size=-1):
                size = min(size, self.left)
                self.left -= size
                return ((b"!1 " + b"some words " * 100 + b"\n") * (size // 1104 + 1))[:size]

        use(lines_reader(lambda text: iter(())))
        tracemalloc.start()
        count = sum(1 for _ in read_documents([Generated()]))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count > 2_000
        assert peak < 3 * 2**20

    def test_several_documents_in_a_text(self, use):
        use(lines_reader())
        assert [one.source.index for one in read_text(SPLIT.decode())] == [0, 1, 2]


class TestReadersThatFail:
    @pytest.mark.parametrize(
        "error", [ValueError("x"), RecursionError(), KeyError("y"), OSError("z")]
    )
    def test_anything_raised_is_one_reject_naming_the_reader(self, use, error):
        def read(text):
            raise error
            yield

        use(evolve(lines_reader(read), split=None))
        (found,) = outcomes(stream(b"! x"))
        assert (found.problem.slug, found.problem.level) == ("reader-failed", "error")
        assert "test-lines of tests" in found.problem.message

    def test_reader_that_gives_nothing(self, use):
        use(evolve(lines_reader(lambda text: iter(())), split=None))
        assert slugs(outcomes(stream(b"! x"))) == ["reader-failed"]

    def test_page_that_is_no_event_is_of_level_info(self, use):
        def read(text):
            raise ReadError("not-an-event", "found a redirect, expected an article")
            yield

        use(evolve(lines_reader(read), split=None))
        (found,) = outcomes(stream(b"! x"))
        assert (found.problem.level, found.stage) == ("info", "read")

    def test_other_errors_of_ours_keep_their_slug(self, use):
        def read(text):
            raise SchemaError("schema-version", "found 2, expected 1")
            yield

        use(evolve(lines_reader(read), split=None))
        assert slugs(outcomes(stream(b"! x"))) == ["schema-version"]

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda record: evolve(record, id="0" * 32),
            lambda record: evolve(record, text=record.text + "more"),
            lambda record: evolve(record, sources=()),
            lambda record: evolve(
                record, text_map=record.text_map[1:] or (TextRow(1, 3, 0, 0, 2, 0),)
            ),
            lambda record: with_field(record, Field("x", "other", (Span(0, 0, 1),))),
            lambda record: with_field(record, Field("x", "", (Span(0, 1, 1),))),
            lambda record: with_field(record, Field("x", "!", (Span(1, 0, 1),))),
        ],
    )
    def test_records_that_break_the_contract_are_rejects(self, use, spoil):
        def read(text):
            yield from map(spoil, lines_reader().read(text))

        use(evolve(lines_reader(read), split=None))
        assert slugs(outcomes(stream(b"! x"))) == ["reader-failed"]
