"""Writing to the terminal: text from files is never taken for markup or control codes."""

import os
import sys
from collections.abc import Callable
from typing import Any

from rich.console import Console, Group
from rich.containers import Lines
from rich.text import Text as Styled

from fairline.cli import help as say
from fairline.facts import FairlineError
from fairline.policy import Lang, Severity

UNUSABLE, BROKEN_PIPE, STOPPED = 2, 141, 130  # exit statuses; the latter two as shells have them
SPACES = "\n\u00a0\u202f"  # not "printable" to Python, and French has the latter two in every number
HOLD = {0xA0: 0xE000, 0x202F: 0xE001}  # to characters that ``plain`` lets nobody else have
LET_GO = {held: hard for hard, held in HOLD.items()}
COLORS = {
    Severity.NOTICE: "dim",
    Severity.MINOR: "yellow",
    Severity.MAJOR: "red",
    Severity.CRITICAL: "bold red",
}


class Screen(Console):
    """A console that lets whoever called decide what a closed pipe means, and leaves ``Plain`` what it is."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print; texts that stand in a group are not made into one text of rich's own."""
        super().print(*(Group(each) if isinstance(each, Plain) else each for each in objects), **options)

    def on_broken_pipe(self) -> None:
        """Raise what writing raised."""
        raise BrokenPipeError


def screen(*, stderr: bool = False) -> Screen:
    """Return the screen on standard output or standard error."""
    return Screen(stderr=stderr, highlight=False, soft_wrap=False)


class Plain(Styled):
    """Text that is not broken at hard spaces, at which rich breaks lines as at any other."""

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        """Return the lines of at most ``width`` cells."""
        held = self.copy()
        held.plain = self.plain.translate(HOLD)
        lines = held.wrap(console, width, **options)
        for line in lines:
            line.plain = line.plain.translate(LET_GO)
        return lines


def plain(text: object, style: str = "") -> Styled:
    """Return text that stands as it is, with what is not printable replaced."""
    return Plain("".join(c if c.isprintable() or c in SPACES else "\ufffd" for c in str(text)), style=style)


def guarded(work: Callable[[], int], lang: Lang) -> int:
    """Return the exit status of ``work``: errors of the user's are a line, and Ctrl-C and pipes are clean."""
    try:
        status = work()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more when it ends; there is nobody to read it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KeyboardInterrupt:
        complain(say.STOPPED.say(lang))
        return STOPPED
    except FairlineError as error:
        complain(str(error))
        return UNUSABLE
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return UNUSABLE
    return status


def complain(text: str) -> None:
    """Write one line to standard error."""
    screen(stderr=True).print(plain(f"fairline: {text}"), soft_wrap=True)
