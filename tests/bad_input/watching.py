"""What a process does that reading has no need of; told by the interpreter itself.

Put beside a ``sitecustomize`` on the path of a process, it is there from its first moment, in
workers too. Each event becomes a line of the file that ``WATCHED_EVENTS`` names.
"""

from __future__ import annotations

import json
import os
import sys

FORBIDDEN = (
    "socket.", "pickle.find_class", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
    "os.startfile", "pty.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.",
    "ctypes.dlopen", "shutil.", "tempfile.",
)  # fmt: skip
CHANGING = (
    "os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir",
    "os.symlink", "os.truncate", "os.utime",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _is_writing(path: object, _mode: object, flags: object) -> bool:
    """Whether a file is opened to be changed; a number is one that is open already."""
    return not isinstance(path, int) and isinstance(flags, int) and bool(flags & _WRITING)


def watch() -> None:
    """From now on events are told; a hook cannot be taken away again."""
    file = os.open(os.environ["WATCHED_EVENTS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def tell(*words: object) -> None:
        os.write(file, (json.dumps([os.getpid(), *map(str, words)]) + "\n").encode())

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "ctypes.dlopen" and arguments[0] is None:
            return  # numpy asks for the process itself when it is imported
        if event.startswith(FORBIDDEN) or event in CHANGING:
            tell(event, *arguments)
        elif event == "subprocess.Popen":
            tell(event, json.dumps(arguments[1], default=str))
        elif event == "open" and _is_writing(*arguments):
            tell(event, arguments[0])

    tell("begins", *sys.orig_argv)
    sys.addaudithook(hook)
