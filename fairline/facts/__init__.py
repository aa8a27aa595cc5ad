"""What happened. Frozen, typed, and ``None`` where the source did not say."""

from fairline.facts.access import Access, Deed
from fairline.facts.call import Call, EndReason, Side
from fairline.facts.change import Change, Setting
from fairline.facts.complaint import About, Complaint, ComplaintSource
from fairline.facts.consent import Consent, ConsentSource
from fairline.facts.contact_list import ListUpload
from fairline.facts.content import Basis, Collection, File, HashList, Inspection, Topic, Verdict
from fairline.facts.dialing import Dialing
from fairline.facts.errors import FairlineError
from fairline.facts.fact import EVENTS, KINDS, REGISTRIES, Event, Fact, Inspectable, Registry, Unreadable
from fairline.facts.implied import BY_MESSAGE, implied
from fairline.facts.message import Message
from fairline.facts.metering import Link, LinkedBy, Meter, Usage
from fairline.facts.network import Media, Registration, Request
from fairline.facts.recording import Recording
from fairline.facts.registry import (
    Account,
    Agreement,
    Campaign,
    Forwarding,
    Harm,
    ListCheck,
    Number,
    OptOut,
    Permit,
    Seat,
)
from fairline.facts.vetting import Vetting
from fairline.facts.words import Attestation, Channel, Direction, Line, Purpose

__all__ = [
    "BY_MESSAGE", "EVENTS", "KINDS", "REGISTRIES", "About", "Access", "Account", "Agreement",
    "Attestation", "Basis", "Call", "Campaign", "Change", "Channel", "Collection", "Complaint",
    "ComplaintSource", "Consent", "ConsentSource", "Deed", "Dialing", "Direction", "EndReason", "Event",
    "Fact", "FairlineError", "File", "Forwarding", "Harm", "HashList", "Inspectable", "Inspection", "Line",
    "Link", "LinkedBy", "ListCheck", "ListUpload", "Media", "Message", "Meter", "Number", "OptOut", "Permit",
    "Purpose", "Recording", "Registration", "Registry", "Request", "Seat", "Setting", "Side", "Topic",
    "Unreadable", "Usage", "Verdict", "Vetting", "implied",
]  # fmt: skip
