"""The console's socket: a path that the system cannot take is said in words."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from fairline.facts import FairlineError
from fairline.ports.console import ConsolePort
from fairline.ports.unix_socket import PATH_BYTES_MAX


async def _never(*_: Any) -> Any:
    raise AssertionError("nothing is asked")


def test_a_path_too_long_for_a_socket(tmp_path: Path) -> None:
    path = tmp_path / ("a" * PATH_BYTES_MAX)
    port = ConsolePort(path, rule=_never, overturn=_never, observe=_never, standings=lambda: None)  # type: ignore[arg-type,return-value]
    with pytest.raises(FairlineError, match=r"bytes, wanted at most 107"):
        asyncio.run(port.start())
