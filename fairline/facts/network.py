"""What the network saw: registrations, requests, media."""

from datetime import datetime

from msgspec import Struct


class Registration(
    Struct, frozen=True, kw_only=True, tag="registration", tag_field="kind", omit_defaults=True
):
    """One registration of a device. ``ends_at`` is when it expires."""

    id: str
    at: datetime
    account: str | None = None
    user: str | None = None
    aor: str | None = None
    """The address of record."""
    contact: str | None = None
    contacts: int | None = None
    """How many contacts the address of record has with it."""
    instance: str | None = None
    """The device's own id."""
    user_agent: str | None = None
    ip: str | None = None
    data_center: bool | None = None
    """Whether the address is a data center's."""
    displaces: bool | None = None
    """Whether an older contact of another address or device was alive."""
    ends_at: datetime | None = None
    line: int | None = None
    revision: int = 0


class Request(Struct, frozen=True, kw_only=True, tag="request", tag_field="kind", omit_defaults=True):
    """One SIP request at the edge, from whoever sent it."""

    id: str
    at: datetime
    account: str | None = None
    ip: str | None = None
    aor: str | None = None
    """The address of record it asked for."""
    method: str | None = None
    malformed: bool | None = None
    user_agent: str | None = None
    authenticated: bool | None = None
    """Whether its credentials were right; ``None`` if it showed none."""
    line: int | None = None
    revision: int = 0


class Media(Struct, frozen=True, kw_only=True, tag="media", tag_field="kind", omit_defaults=True):
    """The media of one leg of a call."""

    id: str
    at: datetime
    account: str | None = None
    user: str | None = None
    call_id: str | None = None
    """The id of the call."""
    encrypted: bool | None = None
    downgraded: bool | None = None
    """Whether it had been offered encrypted and went on in the clear."""
    codecs_stripped: bool | None = None
    """Whether codecs that both sides know were taken out of the offer on its way."""
    certificate_ok: bool | None = None
    """Whether the certificate was the one expected."""
    negotiated: bool | None = None
    """Whether an offer and answer stand behind it."""
    tones_per_s: int | None = None
    """The most tones (DTMF) in one second."""
    replayed: bool | None = None
    """Whether packets came again."""
    forked_always: bool | None = None
    """Whether a copy of it was streamed from the first second to the last."""
    emergency: bool | None = None
    """Whether the call is to an emergency number."""
    line: int | None = None
    revision: int = 0
