"""Words for who complains and about what, for what a call says of itself, and for where it came from."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from fairline.facts import About, ComplaintSource

SOURCES: list[tuple[str, Any]] = [
    (ComplaintSource.PERSON.value, _("A person")),
    (ComplaintSource.TRUSTED_FLAGGER.value, _("A trusted flagger")),
    (ComplaintSource.ABUSE_DESK.value, _("Another provider's abuse desk")),
    (ComplaintSource.FEEDBACK_LOOP.value, _("A feedback loop or reporting number")),
    (ComplaintSource.LABEL.value, _("A service that labels numbers")),
    (ComplaintSource.REGULATOR.value, _("A regulator")),
    (ComplaintSource.COURT.value, _("A court")),
]
"""Tracebacks have pages of their own."""
ABOUT: list[tuple[str, Any]] = [
    (About.UNWANTED.value, _("Unwanted call or message")),
    (About.AFTER_OPT_OUT.value, _("After asking for no more")),
    (About.SPOOFING.value, _("A number that is somebody else's")),
    (About.IMPERSONATION.value, _("Somebody pretending to be another")),
    (About.SCAM.value, _("A scam")),
    (About.THREAT.value, _("Threats or abuse")),
    (About.CONTENT.value, _("What was said or sent")),
    (About.SILENCE.value, _("Silent or abandoned calls")),
    (About.REPLY_REQUESTED.value, _("A reply is asked for")),
]
FIELDS: tuple[tuple[str, Any], ...] = (
    ("caller", _("Caller number shown")),
    ("sender", _("Sender shown")),
    ("called", _("Called number")),
    ("recipient", _("Recipient")),
    ("dialed", _("Dialed, as written")),
    ("direction", _("Direction")),
    ("account", _("Account")),
    ("user", _("User or extension")),
    ("campaign", _("Campaign")),
    ("purpose", _("Purpose declared")),
    ("seller", _("Made for")),
    ("brand", _("Name shown")),
    ("source_ip", _("Came from address")),
    ("user_agent", _("Came from software")),
    ("origin_country", _("Entered our network in")),
    ("asserted", _("Identity asserted by the network")),
    ("attestation", _("Attestation in its signed identity")),
    ("signed_as", _("Attestation we gave")),
    ("verified", _("Signed identity verified")),
    ("forwarded_from", _("Sent on by (Diversion)")),
    ("diversions", _("Times diverted")),
    ("transferred_to", _("Transferred to")),
    ("answered", _("Picked up")),
    ("answered_at", _("Answered at")),
    ("ended_at", _("Ended at")),
    ("talk", _("Answered time")),
    ("end_reason", _("Why it ended")),
    ("sip_status", _("SIP status")),
    ("channel", _("Channel")),
)
"""What of a call or message is told in an answer, in its order, by the names of the facts."""
VALUES: dict[str, Any] = {
    "inbound": _("inbound"),
    "outbound": _("outbound"),
    "internal": _("internal"),
    "marketing": _("marketing"),
    "survey": _("survey"),
    "political": _("political"),
    "charity": _("charity"),
    "debt": _("debt"),
    "transactional": _("transactional"),
    "appointment": _("appointment"),
    "emergency": _("emergency"),
    "completed": _("completed"),
    "busy": _("busy"),
    "no-answer": _("nobody answered"),
    "canceled": _("given up by the caller"),
    "unallocated": _("no such number"),
    "rejected": _("rejected"),
    "congestion": _("congestion"),
    "failed": _("failed"),
    "call": _("call"),
    "email": _("e-mail"),
    "chat": _("chat"),
    "voicemail": _("voicemail"),
    "fact": _("record"),
    "attempt": _("attempt, before it happened"),
    "counted": _("counted"),
    "corrected": _("corrected"),
    "duplicate": _("known already"),
    "late": _("in the journal, too late to count"),
    "refused": _("refused"),
}
"""What facts say by one word, and what becomes of them at the guard."""
