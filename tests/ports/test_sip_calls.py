"""An INVITE as a call: what it says, and nothing that it does not say."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from attempts import attempt, peer

from fairline.facts import Attestation, Call, Direction
from fairline.ports.sip_calls import call_of, calls_for_help

AT = datetime(2026, 10, 1, 12, tzinfo=UTC)


def identity(**told: object) -> str:
    body = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
    return f"Identity: e30.{body}.c2ln;info=<https://example.com/cert.pem>;alg=ES256;ppt=shaken\r\n"


PAI = "P-Asserted-Identity: <sip:+13035550100@example.com{}>\r\n"
SIGNED = identity(attest="A", orig={"tn": "13035550100"}, dest={"tn": ["12025550123"]}, iat=1)
OTHER = identity(attest="C", orig={"tn": "13035550199"})
DIV = identity(div={"tn": "12025550100"}, orig={"tn": "13035550199"})
MAP = {"headers": {"X-Campaign": "campaign", "X-Agent": "user"}}

CASES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "both numbers": ({}, {}, {"caller": "+13035550100", "called": "+12025550123", "dialed": None}),
    "the account is the peer's": ({}, {}, {"account": "acme", "source_ip": "192.0.2.1"}),
    "or the one of the domain": (
        {"uri": "sip:+12025550123@Beta.sip.example.com:5060"},
        {"domains": {"beta.sip.example.com": "beta"}},
        {"account": "beta"},
    ),
    "a domain that is not listed is the peer's": ({}, {"domains": {"x": "beta"}}, {"account": "acme"}),
    "an account that a header names goes before the domain's": (
        {"uri": "sip:+12025550123@beta.example.com", "extra": "X-Account: gamma\r\n"},
        {"domains": {"beta.example.com": "beta"}, "headers": {"X-Account": "account"}},
        {"account": "gamma"},
    ),
    "an empty header names none": (
        {"extra": "X-Account: \r\n"},
        {"headers": {"X-Account": "account"}},
        {"account": "acme"},
    ),
    "a national number in the peer's country": (
        {"uri": "sip:0612345678@x"},
        {"region": "FR"},
        {"called": "+33612345678"},
    ),
    "which is no number without one": (
        {"uri": "sip:0612345678@x"},
        {},
        {"called": None, "dialed": "0612345678"},
    ),
    "a telephone URI": ({"uri": "tel:+1-202-555-0123"}, {}, {"called": "+12025550123"}),
    "a short number is dialed": ({"uri": "sip:911@x"}, {"region": "US"}, {"called": None, "dialed": "911"}),
    "a service is dialed": ({"uri": "urn:service:sos"}, {}, {"called": None, "dialed": "urn:service:sos"}),
    "the network's word on the caller goes first": (
        {"extra": "P-Asserted-Identity: <tel:+13035550177>\r\n"},
        {},
        {"caller": "+13035550177", "asserted": "+13035550177", "identity_agrees": False},
    ),
    "it may agree": ({"extra": PAI.format("")}, {}, {"asserted": "+13035550100", "identity_agrees": True}),
    "with one identity there is nothing to agree": ({}, {}, {"asserted": None, "identity_agrees": None}),
    "another domain does not agree": (
        {"extra": PAI.format("").replace("example.com", "example.org")},
        {},
        {"identity_agrees": False},
    ),
    "an asserted name that is no number": (
        {"extra": "P-Asserted-Identity: <sip:alice@example.com>\r\n"},
        {},
        {"asserted": "sip:alice@example.com", "caller": "+13035550100", "identity_agrees": False},
    ),
    "a signed identity is read": (
        {"extra": SIGNED},
        {},
        {"attestation": Attestation.FULL, "verified": None, "identity_agrees": True},
    ),
    "it may name somebody else": (
        {"extra": OTHER},
        {},
        {"attestation": Attestation.GATEWAY, "identity_agrees": False},
    ),
    "a diversion signs no origin": ({"extra": DIV + SIGNED}, {}, {"attestation": Attestation.FULL}),
    "nonsense signs nothing": ({"extra": "Identity: a.b.c\r\nIdentity: x\r\n"}, {}, {"attestation": None}),
    "what a trusted peer verified": (
        {"extra": PAI.format(";verstat=TN-Validation-Passed")},
        {"trusts_verstat": True},
        {"verified": True},
    ),
    "what failed": (
        {"sender": "<sip:+13035550100;verstat=TN-Validation-Failed@example.com>"},
        {"trusts_verstat": True},
        {"verified": False},
    ),
    "what was not checked": (
        {"extra": PAI.format(";verstat=No-TN-Validation")},
        {"trusts_verstat": True},
        {"verified": None},
    ),
    "from others it is a mere claim": (
        {"extra": PAI.format(";verstat=TN-Validation-Passed")},
        {},
        {"verified": None},
    ),
    "a number withheld": ({"extra": "Privacy: id;critical\r\n"}, {}, {"caller_withheld": True}),
    "an anonymous caller": (
        {"sender": '"Anonymous" <sip:anonymous@anonymous.invalid>'},
        {},
        {"caller_withheld": True, "caller": None},
    ),
    "a number shown": ({"extra": "Privacy: none\r\n"}, {}, {"caller_withheld": False}),
    "neither": ({"sender": "<sip:alice@example.com>"}, {}, {"caller_withheld": None, "caller": None}),
    "forwarded twice": (
        {"extra": "Diversion: <sip:+14045550100@x>;reason=no-answer, <sip:+14045550101@x>\r\n"},
        {},
        {"forwarded_from": "+14045550100", "diversions": 2},
    ),
    "forwarded by history": (
        {"extra": "History-Info: <sip:+12025550111@x?Reason=SIP>;index=1, <sip:+1@x>;index=1.1\r\n"},
        {},
        {"forwarded_from": "+12025550111", "diversions": 1},
    ),
    "not forwarded": ({}, {}, {"forwarded_from": None, "diversions": 0}),
    "a diversion that is signed by whom the header names": (
        {"extra": SIGNED + DIV + "Diversion: <sip:+14045550101@x>, <sip:+12025550100@x>\r\n"},
        {},
        {"forwarded_from": "+14045550101", "identity_agrees": True},
    ),
    "a diversion that is signed by somebody else": (
        {"extra": SIGNED + DIV + "Diversion: <sip:+14045550101@x>\r\n"},
        {},
        {"identity_agrees": False},
    ),
    "nobody signs the diversion": (
        {"extra": SIGNED + "Diversion: <sip:+14045550101@x>\r\n"},
        {},
        {"identity_agrees": True},
    ),
    "history names who signs": (
        {"extra": DIV + "History-Info: <sip:+12025550100@x?Reason=SIP>;index=1, <sip:+1@x>;index=1.1\r\n"},
        {},
        {"identity_agrees": True},
    ),
    "history names nobody who signs": (
        {"extra": DIV + "History-Info: <sip:+12025550111@x?Reason=SIP>;index=1\r\n"},
        {},
        {"identity_agrees": False},
    ),
    "a signed diversion alone contradicts nothing": ({"extra": DIV}, {}, {"identity_agrees": None}),
    "from which country, as the peer has it": ({}, {"origin_country": "FR"}, {"origin_country": "FR"}),
    "headers of the peer's own": (
        {"extra": "x-campaign:  spring \r\nX-AGENT: 17\r\nX-Campaign: other\r\n"},
        MAP,
        {"campaign": "spring", "user": "17"},
    ),
    "an empty one says nothing": ({"extra": "X-Campaign:\r\n"}, MAP, {"campaign": None, "user": None}),
    "one that is not mapped says nothing": ({"extra": "X-Campaign: spring\r\n"}, {}, {"campaign": None}),
    "which way, as the peer has it": (
        {},
        {"direction": Direction.OUTBOUND},
        {"direction": Direction.OUTBOUND},
    ),
    "the software": ({"extra": "User-Agent: dialer 1.0\r\n"}, {}, {"user_agent": "dialer 1.0"}),
}


@pytest.mark.parametrize("name", CASES)
def test_a_call(name: str) -> None:
    said, changes, expected = CASES[name]
    call = call_of(attempt(**said), peer(**changes), AT)
    assert {field: getattr(call, field) for field in expected} == expected


def test_what_an_invite_cannot_know_is_unknown() -> None:
    call = call_of(attempt(), peer(), AT)
    told = {name for name in Call.__struct_fields__ if getattr(call, name) is not None}
    assert told == {
        "id", "started_at", "account", "caller", "called", "caller_withheld", "diversions", "source_ip",
        "revision",
    }  # fmt: skip
    assert (call.id, call.started_at) == ("1@test;from-tag=f1;cseq=1", AT)


NUMBERS = frozenset({"112", "911", "15", "116000"})
HELP = {
    "a number": ("sip:112@x", "112", True),
    "one of few digits": ("sip:15@x", "15", True),
    "with a plus": ("sip:+112@x", "+112", True),
    "with marks": ("tel:9-1-1", "9-1-1", True),
    "a service": ("urn:service:sos", None, True),
    "a sub-service in any case": ("URN:Service:SOS.fire", None, True),
    "another service": ("urn:service:counseling", None, False),
    "a longer number": ("sip:1125@x", "1125", False),
    "no number": ("sip:x", None, False),
    "a name": ("sip:alice@x", "alice", False),
}


@pytest.mark.parametrize("name", HELP)
def test_calls_for_help(name: str) -> None:
    uri, user, expected = HELP[name]
    assert calls_for_help(uri, user, NUMBERS) is expected
