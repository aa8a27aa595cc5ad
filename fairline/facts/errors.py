"""What the operator can mend: a wrong configuration, mapping or command."""

import difflib
from collections.abc import Iterable


class FairlineError(Exception):
    """An error of whoever runs the program: it says where, what was found and what was wanted."""


def no_such(path: str, kind: str, name: str, known: Iterable[str]) -> FairlineError:
    """Return the error for ``name``, which is none of ``known``: it suggests the nearest or lists all."""
    choices = sorted(known)
    near = difflib.get_close_matches(name, choices, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}" if near else f"wanted one of {', '.join(choices)}"
    return FairlineError(f"{path}: found no such {kind}, {hint}")
