"""What goes wrong between a client and its server."""

import httpx
import msgspec
from msgspec import Struct

from fairline.facts import FairlineError


class ClientError(FairlineError):
    """The server refused. ``problem`` is the name of the kind of problem, which the server explains at
    ``/v1/problems/<name>``; ``field``, ``found`` and ``wanted`` say what did not fit."""

    def __init__(self, status: int, told: "Told") -> None:
        """Take the body of the answer."""
        what = f"{told.title}: {told.detail}" if told.title else f"status {status}"
        where = f" ({told.field}: {told.found!r})" if told.field and told.found else ""
        super().__init__(what + where)
        self.status = status
        self.problem = told.type.rpartition("/")[2]
        self.field, self.found, self.wanted = told.field, told.found, told.wanted


class Unreachable(FairlineError):
    """The server could not be reached, or not in time."""


class Told(Struct, frozen=True):
    """The body of a refusal, as far as it is one."""

    type: str = "about:blank"
    title: str = ""
    detail: str = ""
    field: str | None = None
    found: str | None = None
    wanted: str | None = None


def refusal(response: httpx.Response) -> ClientError:
    """Return the error that a refusal is."""
    try:
        told = msgspec.json.decode(response.content, type=Told)
    except msgspec.DecodeError:
        told = Told(title="", detail="")
    return ClientError(response.status_code, told)
