"""Any fact, and what stands in for one that could not be read."""

from typing import get_args

from msgspec import Struct

from fairline.facts.access import Access
from fairline.facts.call import Call
from fairline.facts.change import Change
from fairline.facts.complaint import Complaint
from fairline.facts.consent import Consent
from fairline.facts.contact_list import ListUpload
from fairline.facts.content import Collection, File, Inspection
from fairline.facts.dialing import Dialing
from fairline.facts.message import Message
from fairline.facts.metering import Link, Usage
from fairline.facts.network import Media, Registration, Request
from fairline.facts.recording import Recording
from fairline.facts.registry import (
    Account,
    Agreement,
    Campaign,
    Forwarding,
    ListCheck,
    Number,
    OptOut,
    Seat,
)
from fairline.facts.vetting import Vetting

Registry = Account | Campaign | Forwarding | Number | Seat | Agreement | Consent | OptOut | ListCheck
"""What is known of who and what the traffic belongs to. A consent is counted, too."""
Event = (
    Call | Message | Dialing | Recording | Change | Access | Registration | Request | Media | Usage | Link
    | Consent | Complaint | Inspection | File | Collection | Vetting | ListUpload
)  # fmt: skip
"""What happened, and is counted. Each has an ``id``, and a ``revision`` that takes the place of a smaller."""
Fact = (
    Account | Campaign | Forwarding | Number | Seat | Agreement | Consent | OptOut | ListCheck
    | Call | Message | Dialing | Recording | Change | Access | Registration | Request | Media | Usage | Link
    | Complaint | Inspection | File | Collection | Vetting | ListUpload
)  # fmt: skip

Inspectable = Message | File | Call | Recording | Collection
"""What can be looked at: a message, a file, what was said in a call or a recording, what a form asks."""

REGISTRIES: tuple[type[Struct], ...] = get_args(Registry)
EVENTS: tuple[type[Struct], ...] = get_args(Event)
KINDS: tuple[type[Struct], ...] = get_args(Fact)
"""Every kind. Registries first: what is known of an account holds for the calls of the same instant."""


class Unreadable(Struct, frozen=True, kw_only=True, tag="unreadable", tag_field="kind"):
    """A record that is not a fact: where it stood, which field, what was found there, what was wanted.

    ``found`` is cut to 80 characters by whoever makes it, so that a broken file cannot fill the report.
    """

    line: int
    field: str
    found: str
    wanted: str
