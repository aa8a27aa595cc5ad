"""Writing to the terminal: text from files is never taken for markup or control codes."""

import os
import sys
from collections.abc import Callable

from rich.console import Console
from rich.text import Text as Styled

from fairline.cli import help as say
from fairline.facts import FairlineError
from fairline.policy import Lang, Severity

UNUSABLE, BROKEN_PIPE, STOPPED = 2, 141, 130  # exit statuses; the latter two as shells have them
SPACES = "\n\u00a0\u202f"  # not "printable" to Python, and French has the latter two in every number
COLORS = {
    Severity.NOTICE: "dim",
    Severity.MINOR: "yellow",
    Severity.MAJOR: "red",
    Severity.CRITICAL: "bold red",
}


class Screen(Console):
    """A console that lets whoever called decide what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        """Raise what writing raised."""
        raise BrokenPipeError


def screen(*, stderr: bool = False) -> Screen:
    """Return the screen on standard output or standard error."""
    return Screen(stderr=stderr, highlight=False, soft_wrap=False)


def plain(text: object, style: str = "") -> Styled:
    """Return text that stands as it is, with what is not printable replaced."""
    return Styled("".join(c if c.isprintable() or c in SPACES else "\ufffd" for c in str(text)), style=style)


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
