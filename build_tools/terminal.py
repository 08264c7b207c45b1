"""The one way out: everything that a command prints goes through here, so that no letter of a record or an article can hide
another one on a terminal, turn it round, or drive the terminal. Knows no command.
"""

from __future__ import annotations

import logging
import sys

from build_tools.text import hidden


def say(words: str, *, err: bool = False, nl: bool = True) -> None:
    """What is for people: a letter that hides or turns others is shown as its code point, on a terminal and in a pipe.
    What the stream has no code for (half a character of a file's name, too) is shown as an escape.
    """
    stream = sys.stderr if err else sys.stdout
    code = stream.encoding or "utf-8"
    stream.write(hidden.in_words(words).encode(code, "backslashreplace").decode(code) + "\n" * nl)
    stream.flush()


def hand_out(data: str, *, nl: bool = True) -> None:
    """What a program may read (JSON, a patch, a record): to the letter in a pipe or a file, on a terminal as ``say`` does."""
    if sys.stdout.isatty():
        say(data, nl=nl)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data.encode("utf-8", "backslashreplace") + b"\n" * nl)
    sys.stdout.buffer.flush()


def written_over(line: str) -> None:
    """A line of the error stream in the place of the one before, which the next one takes in turn."""
    sys.stderr.write("\r")
    say(line, err=True, nl=False)


class Saying(logging.Handler):
    """What a library tells by logging, said on the error stream."""

    def emit(self, record: logging.LogRecord) -> None:
        """One message."""
        say(self.format(record), err=True)
