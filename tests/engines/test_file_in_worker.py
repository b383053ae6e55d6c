"""How a worker goes through one file, without a process: what it says, and when."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from warcorpus.config import DEFAULT
from warcorpus.engines import worker
from warcorpus.engines.messages import (
    RECORD,
    REJECT,
    SURVEY,
    WHOLE_FILE,
    Alive,
    Begun,
    Chunk,
    Ended,
    More,
    Task,
)
from warcorpus.engines.worker import _File
from warcorpus.errors import ConfigError
from warcorpus.model.carrying import carried
from warcorpus.model.record import Record
from warcorpus.model.source import Source
from warcorpus.readers.rejects import Reject

SEED = Path(__file__).parents[2] / "seeds" / "004_17456dd19e178cae.txt"
MANY = b"".join(b"@@%d The Siege of Vane began on day %d . \n" % (n, n) for n in range(20))


class Line:
    """Keeps what was said, and answers with the bytes of a stream."""

    def __init__(self, data: bytes = b"") -> None:
        self.said: list[Any] = []
        self.flushed = 0
        self._data = data

    def say(self, message: Any) -> None:
        self.said.append(message)

    def flush(self) -> None:
        self.flushed = len(self.said)

    def next(self) -> Chunk:
        size = self.said[-1].size
        data, self._data = self._data[:size], self._data[size:]
        return Chunk(data)


class Allowance:
    """Counts documents instead of seconds."""

    renewed = paused = 0

    def renew(self) -> None:
        self.renewed += 1

    def pause(self) -> None:
        self.paused += 1


def went(path: Path | None, line: Line, verb: Any = "read", before: int = 0) -> tuple[_File, bool]:
    location = None if path is None else os.fsencode(path)
    task = Task(0, verb, "a.txt", location, None, None, None, before)
    file = _File(task, DEFAULT, line, Allowance())  # type: ignore[arg-type]
    return file, file.work()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.txt"
    path.write_bytes(MANY)
    return path


def test_each_document_is_named_before_the_outcomes_of_the_one_before() -> None:
    line = Line()
    went(SEED, line)
    *begun, ended = line.said
    assert begun[-1].ordinal == 0
    assert all(one.ordinal == WHOLE_FILE and one.items == [] for one in begun[:-1])
    assert carried(Source, begun[-1].source).path == "a.txt"
    ((kind, data),) = ended.items
    assert (kind, carried(Record, data).source.format, ended.behind) == (RECORD, "sections", None)


def test_documents_before_the_one_asked_for_are_passed_over(many: Path) -> None:
    line = Line()
    went(many, line, before=17)
    ordinals = [one.ordinal for one in line.said if isinstance(one, Begun)]
    assert [n for n in ordinals if n != WHOLE_FILE] == [17, 18, 19]


def test_passing_over_is_heard_of(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_STILL_ALIVE", -1.0)
    line = Line()
    file, _ = went(many, line, before=17)
    assert sum(isinstance(one, Alive) for one in line.said) >= 17
    assert file.allowance.renewed > 17  # type: ignore[attr-defined]


def test_looking_for_the_one_document_that_is_wanted_is_heard_of(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_STILL_ALIVE", -1.0)
    line = Line()
    task = Task(0, "read", "many.txt", os.fsencode(many), 18, None, None)
    _File(task, DEFAULT, line, Allowance()).work()  # type: ignore[arg-type]
    assert sum(isinstance(one, Alive) for one in line.said) >= 18
    items = [item for one in line.said if isinstance(one, Begun | Ended) for item in one.items]
    assert [carried(Record, data).source.text_id for _, data in items] == ["18"]


def test_a_stream_is_asked_for(many: Path) -> None:
    line = Line(MANY)
    went(None, line)
    assert sum(len(one.items) for one in line.said if isinstance(one, Begun | Ended)) == 20
    assert any(isinstance(one, More) for one in line.said)


def test_a_survey_is_an_outcome_of_the_whole_file() -> None:
    line = Line()
    went(SEED, line, "survey")
    assert [one.ordinal for one in line.said if isinstance(one, Begun)] == [WHOLE_FILE]
    assert [kind for kind, _ in line.said[-1].items] == [SURVEY]


class Boom:
    """A door that fails at the third document."""

    def __init__(self, error: BaseException, at: int = 2) -> None:
        self.error, self.at = error, at

    def __call__(self, one: Any, config: Any, *, announce: Any, skip: Any) -> Any:
        announce(WHOLE_FILE, Source(one.path))
        for ordinal in range(4):
            if ordinal in skip:
                continue
            announce(ordinal, Source(one.path, index=ordinal))
            if ordinal == self.at:
                raise self.error
            yield Record(f"{ordinal}" * 32)


def test_an_unexpected_error_is_a_reject_and_the_word_to_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "read_file", Boom(ZeroDivisionError("no")))
    line = Line()
    assert went(SEED, line)[1] is False
    ended = line.said[-1]
    ((kind, data),) = ended.items
    reject = carried(Reject, data)
    assert (kind, reject.problem.slug, reject.source.index) == (REJECT, "reader-failed", 2)
    assert (ended.behind, reject.stage) == (3, "read")


def test_a_file_that_cannot_even_be_opened_is_not_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def boom(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError
        yield

    monkeypatch.setattr(worker, "read_file", boom)
    line = Line()
    assert went(SEED, line)[1] is True
    assert line.said[-1].behind is None


def test_a_member_that_cannot_be_opened_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def boom(one: Any, config: Any, *, announce: Any, skip: Any) -> Any:
        announce(WHOLE_FILE, Source(one.path))
        announce(WHOLE_FILE, Source(one.path, "1.txt"))
        announce(0, Source(one.path, "1.txt"))
        yield Record("0" * 32)
        announce(WHOLE_FILE, Source(one.path, "2.txt"))
        raise ZeroDivisionError

    monkeypatch.setattr(worker, "read_file", boom)
    line = Line()
    assert went(SEED, line)[1] is False
    ended = line.said[-1]
    assert (ended.behind, ended.without) == (1, "2.txt")
    assert carried(Reject, ended.items[0][1]).stage == "open"


def test_without_memory_a_worker_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[int] = []
    monkeypatch.setattr(worker, "read_file", Boom(MemoryError()))
    monkeypatch.setattr(os, "_exit", left.append)
    line = Line()
    went(SEED, line)
    assert left == [0]
    assert line.flushed == len(line.said)
    ((_, data),) = line.said[-1].items
    assert carried(Reject, data).problem.slug == "too-much-memory"
    assert line.said[-1].behind == 3


def test_an_error_of_the_run_is_no_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "read_file", Boom(ConfigError("bad-value", "found x")))
    with pytest.raises(ConfigError):
        went(SEED, Line())
