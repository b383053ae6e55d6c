"""One worker process: started, spoken to, watched, and ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any, BinaryIO, cast

from warcorpus import errors
from warcorpus.config import Config
from warcorpus.engines.messages import (
    HANDSHAKE,
    FromWorker,
    Hello,
    Ready,
    Receiver,
    Refused,
    ToWorker,
    Trade,
    Verb,
    framed,
)

_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from warcorpus.engines.worker import main; main()"
"""The worker gets the module path of this process as it is now, however it came to be so."""

_START_SECONDS = 60
_TICKS = 20
_LONGEST_TICK = 0.5
_LAST_SECONDS = 1
_GARBAGE = 2**16


class Died(Exception):  # noqa: N818  it is no error of ours
    """A worker is no more.

    Args:
        how: the name of the signal, or its exit code.
        slow: it took longer than it may.
    """

    def __init__(self, how: str, slow: bool) -> None:
        super().__init__(how)
        self.how = how
        self.slow = slow


class Worker:
    """A process that reads documents, or does something with those that were read.

    Args:
        config: the settings of the run.
        duty: what it will be asked for.
        files: numbers of open files that it gets as well.

    Raises:
        EngineError: ``worker-unavailable``: it does not start.
        WarcorpusError: a plug-in cannot be loaded.
    """

    def __init__(
        self, config: Config, duty: Verb | Trade = "read", files: Sequence[int] = ()
    ) -> None:
        self._process = _started(files)
        self._watch = _Watch(self._process)
        limits = config.limits
        self._answers = cast(BinaryIO, self._process.stdout)
        self._orders = cast(BinaryIO, self._process.stdin)
        self._receiver: Receiver[FromWorker] = Receiver(
            self._answers,
            FromWorker,  # type: ignore[arg-type]  # a union is no class to mypy
            max(limits.memory_bytes, 2**26),
        )
        try:
            self._greet(config, duty)
        except BaseException:
            self.close()
            raise
        self._watch.seconds = limits.wall_seconds

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def send(self, message: ToWorker) -> None:
        """Give an order.

        Raises:
            Died: there is nobody to hear it.
        """
        try:
            self._orders.write(framed(message))
            self._orders.flush()
        except (OSError, ValueError):
            raise self._death() from None

    def receive(self) -> FromWorker:
        """Wait for the next answer, as long as one document may take.

        Raises:
            Died: none will come; what came broken counts as none.
            WarcorpusError: the worker refuses to go on.
        """
        self._watch.begin()
        try:
            message = self._receiver.receive()
        except (OSError, ValueError):
            message = None
            self._process.kill()
        finally:
            self._watch.end()
        if message is None:
            raise self._death()
        if isinstance(message, Refused):
            raise _refused(message)
        return message

    def kill(self) -> None:
        """End the process at once; nothing that it still does is wanted."""
        self._process.kill()

    def close(self) -> None:
        """End the process, and give everything back."""
        self._watch.stop()
        self._process.kill()
        self._process.wait()
        for pipe in (self._orders, self._answers):
            with suppress(OSError):  # an order that was never sent
                pipe.close()

    def _greet(self, config: Config, duty: Verb | Trade) -> None:
        try:
            self.send(Hello(config, duty))
            self._watch.begin()
            try:
                self._skip_to_handshake()
            finally:
                self._watch.end()
            if isinstance(self.receive(), Ready):
                return
            why = "that speaks another language"
        except Died as death:
            why = f"that ended before it was ready ({death.how})"
        raise errors.EngineError(
            "worker-unavailable",
            f"found a worker process {why}, expected it to start",
            hint="a plug-in may break it: warcorpus readers names them; or set run.isolate = never",
        )

    def _skip_to_handshake(self) -> None:
        seen = b""
        while not seen.endswith(HANDSHAKE):
            byte = self._answers.read(1)
            seen += byte
            if not byte or len(seen) > _GARBAGE:
                raise self._death()

    def _death(self) -> Died:
        """What the process died of; it is ended if it lives on without a voice."""
        try:
            code = self._process.wait(_LAST_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._watch.stop()
        if self._watch.expired():
            return Died("no answer", True)
        return Died(_told(code), -code in _SLOW)


class _Watch(Thread):
    """Kills a process that lets its supervisor wait too long.

    It counts its own ticks, not the time of a clock, so that a run that was suspended for the
    night goes on in the morning.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(name="watch over a worker", daemon=True)
        self.seconds: float = _START_SECONDS
        self._process = process
        self._stopped = Event()
        self._waiting = 0  # a number for each wait, 0 between them
        self._waits = 0
        self._killed_in = 0
        self.start()

    def begin(self) -> None:
        """The supervisor begins to wait."""
        self._waits += 1
        self._waiting = self._waits

    def end(self) -> None:
        """It waits no more."""
        self._waiting = 0

    def expired(self) -> bool:
        """Whether it was the last wait that took too long."""
        return self._killed_in == self._waits != 0

    def stop(self) -> None:
        """Nobody needs the watch any longer."""
        self._stopped.set()

    def run(self) -> None:
        """Watch until stopped."""
        seen, waited = 0, 0.0
        while True:
            tick = min(_LONGEST_TICK, self.seconds / _TICKS)
            if self._stopped.wait(tick):
                return
            if self._waiting != seen:
                seen, waited = self._waiting, 0.0
            elif seen:
                waited += tick
                if waited >= self.seconds:
                    self._killed_in = seen
                    self._process.kill()
                    return


_SLOW = {
    getattr(signal, name) for name in ("SIGXCPU", "SIGALRM") if hasattr(signal, name)
}  # the limits that the worker set itself


def _started(files: Sequence[int]) -> subprocess.Popen[bytes]:
    command = [sys.executable, *_flags(), "-c", _BOOT, *module_path()]
    try:
        return subprocess.Popen(  # noqa: S603  this interpreter
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=files,
        )
    except OSError as error:
        raise errors.EngineError(
            "worker-unavailable",
            f"found no worker process ({error.strerror or error}), expected one to start",
            hint="free processes or memory, or set run.isolate = never",
        ) from error


def _flags() -> list[str]:
    """Those of this interpreter that change what a module sees."""
    isolated = "-I" if sys.flags.isolated else "-P"
    return [isolated, "-X", "utf8"] if sys.flags.utf8_mode else [isolated]


def module_path() -> list[str]:
    """Where the worker finds its modules: as here, but nothing in the working folder hides them.

    The folder of this package comes last if nothing else leads to it.
    """
    try:
        here = str(Path.cwd())
    except OSError:  # it was removed
        here = ""
    listed = [str(entry) for entry in sys.path]
    ours = [entry for entry in listed if entry and entry != here]
    found = [os.path.abspath(entry) for entry in ours] if here else ours  # noqa: PTH100  as written
    found += [here] if here and len(ours) < len(listed) else []
    parent = os.path.abspath(Path(errors.__file__).parent.parent)  # noqa: PTH100
    return list(dict.fromkeys([*found, parent]))


def _told(code: int) -> str:
    """``SIGSEGV`` for -11, ``exit code 3`` for 3."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _refused(message: Refused) -> errors.WarcorpusError:
    kind: Any = getattr(errors, message.kind, errors.WarcorpusError)
    made: errors.WarcorpusError = kind(
        message.slug, message.message, hint=message.hint, where=message.where
    )
    return made
