"""The redirect server's core, as scripts in simulated time. Sections are those of RFC 3261."""

import pytest
from sip_messages import request
from sip_scripts import TCP, UDP, Script

from fairline.protocols.sip.endpoint import Endpoint
from fairline.protocols.sip.events import Canceled, InviteReceived, Limits, OptionsReceived, Unanswered
from fairline.protocols.sip.message import Malformed

INVITE, ACK, CANCEL = request("INVITE"), request("ACK", to_tag="x"), request("CANCEL")
G = [0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5]
"""When timer G sends again (section 17.2.1): doubled from 0.5 s to 4 s."""


def asked(script: Script, data: bytes = INVITE) -> str:
    assert script.receive(data) == []
    return script.invited().transaction


def test_a_redirect_and_its_ack() -> None:
    script = Script()
    transaction = asked(script)
    assert script.server.redirect(transaction, "sip:+12025550123@192.0.2.9", script.now)
    assert script.statuses() == [302]
    assert script.bytes[0] == (
        b"SIP/2.0 302 Moved Temporarily\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK-a\r\n"
        b"From: <sip:+13035550100@example.com>;tag=alice\r\n"
        b"To: <sip:+12025550123@example.com>;tag=" + tag(script.bytes[0]) + b"\r\n"
        b"Call-ID: c1@192.0.2.1\r\nCSeq: 1 INVITE\r\nContact: <sip:+12025550123@192.0.2.9>\r\n"
        b"Content-Length: 0\r\n\r\n"
    )
    assert script.receive(ACK) == []
    assert script.pass_to(60) == []
    assert len(script.server) == 0


def tag(data: bytes) -> bytes:
    (line,) = [each for each in data.split(b"\r\n") if each.startswith(b"To: ")]
    found = line.rpartition(b";tag=")[2]
    assert len(found) == 16
    return found


def test_without_an_ack_udp_repeats_until_timer_h() -> None:
    script = Script()
    script.server.refuse(asked(script), 403, script.now)
    assert script.statuses() == [403]
    assert script.pass_to(31.9) == [(at, 403) for at in G]
    assert len(script.server) == 1
    assert script.pass_to(32) == []
    assert len(script.server) == 0


def test_an_ack_stops_the_copies_and_timer_i_absorbs_what_is_late() -> None:
    script = Script()
    script.server.refuse(asked(script), 403, script.now)
    assert script.statuses() == [403]
    assert script.pass_to(0.7) == [(0.5, 403)]
    assert script.receive(ACK) == []
    assert script.receive(INVITE) == []  # confirmed: a late copy is absorbed
    assert script.receive(ACK) == []
    assert script.events() == []
    assert script.pass_to(5.6) == []
    assert len(script.server) == 1
    script.pass_to(5.7)
    assert len(script.server) == 0


def test_over_tcp_nothing_is_repeated() -> None:
    script = Script(source=TCP)
    script.server.refuse(asked(script), 403, script.now)
    assert script.statuses() == [403]
    assert script.pass_to(31.9) == []
    assert len(script.server) == 1
    assert script.pass_to(32) == []  # timer H
    assert len(script.server) == 0


def test_over_tcp_an_ack_ends_it_at_once() -> None:
    script = Script(source=TCP)
    script.server.refuse(asked(script), 403, script.now)
    script.receive(ACK)
    assert len(script.server) == 0
    assert script.server.deadline() is None


def test_trying_is_sent_only_when_the_answer_is_late() -> None:
    script = Script()
    transaction = asked(script)
    assert script.receive(INVITE) == []  # a copy before: there is nothing to send again
    assert script.pass_to(0.3) == [(0.2, 100)]
    assert script.receive(INVITE) == [100]
    assert b"\r\nTo: <sip:+12025550123@example.com>\r\n" in script.bytes[0]  # no dialog comes of it
    assert script.server.refuse(transaction, 404, script.now)
    assert script.statuses() == [404]
    assert script.receive(INVITE) == [404]
    assert script.events() == []


def test_what_nobody_answers_gets_a_500() -> None:
    script = Script()
    transaction = asked(script)
    assert [status for _, status in script.pass_to(31.9)] == [100]
    assert script.pass_to(32.0) == [(32.0, 500)]
    assert script.events() == [Unanswered(transaction=transaction)]
    assert not script.server.refuse(transaction, 403, script.now)
    script.pass_to(64.0)
    assert len(script.server) == 0


def test_an_answer_is_given_once() -> None:
    script = Script()
    transaction = asked(script)
    assert script.server.refuse(transaction, 603, script.now, phrase="Network Blocked")
    assert not script.server.redirect(transaction, "sip:a@b", script.now)
    assert script.statuses() == [603]
    assert script.bytes[0].startswith(b"SIP/2.0 603 Network Blocked\r\n")
    assert script.server.datagrams() == []


def test_cancel() -> None:
    """Section 9.2: 200 to the CANCEL, 487 to the INVITE; then the answer of the port comes too late."""
    script = Script()
    transaction = asked(script)
    assert script.receive(CANCEL) == [200, 487]
    assert b"CSeq: 1 CANCEL" in script.bytes[0]
    assert b"CSeq: 1 INVITE" in script.bytes[1]
    assert script.events() == [Canceled(transaction=transaction)]
    assert not script.server.refuse(transaction, 403, script.now)
    assert script.receive(CANCEL) == [200]
    assert script.receive(ACK) == []
    assert script.pass_to(60) == []


def test_a_cancel_after_the_answer_changes_nothing() -> None:
    script = Script()
    script.server.refuse(asked(script), 403, script.now)
    script.statuses()
    assert script.receive(CANCEL) == [200]
    assert script.events() == []


def test_a_cancel_of_nothing_and_of_somebody_else() -> None:
    script = Script()
    assert script.receive(CANCEL) == [481]
    transaction = asked(script)
    assert script.receive(CANCEL, source=Endpoint(host="198.51.100.9", port=5060)) == [481]
    assert script.server.refuse(transaction, 403, script.now)


def test_options_are_answered_and_their_copies_absorbed() -> None:
    script = Script()
    data = request("OPTIONS", extra="Max-Forwards: 0\r\n")
    assert script.receive(data) == []
    (event,) = script.events()
    assert isinstance(event, OptionsReceived)
    assert script.server.answer_options(event.transaction, script.now)
    assert script.statuses() == [200]
    assert b"Allow: INVITE, ACK, CANCEL, OPTIONS\r\n" in script.bytes[0]
    assert script.receive(data) == [200]
    assert script.events() == []
    assert script.pass_to(31.9) == []
    assert len(script.server) == 1
    script.pass_to(32)  # timer J
    assert len(script.server) == 0


def test_the_same_call_on_two_ways_is_merged() -> None:
    """Section 8.2.2.2: another branch of a request that is not over is a loop."""
    script = Script()
    asked(script)
    assert script.receive(request("INVITE", branch="z9hG4bK-other")) == [482]
    again = request("INVITE", branch="z9hG4bK-next", cseq=2)
    assert script.receive(again) == []
    assert len(script.events()) == 1


def test_when_the_call_is_over_it_may_be_tried_again() -> None:
    script = Script()
    script.server.refuse(asked(script), 404, script.now)
    script.receive(ACK)
    assert script.receive(request("INVITE", branch="z9hG4bK-other")) == []
    script.invited()


def test_rfc_2543_has_no_branches_that_name_anything() -> None:
    """Section 17.2.3: then what an ACK repeats names the transaction."""
    script = Script()
    transaction = asked(script, request("INVITE", branch="1"))
    assert script.receive(request("INVITE", branch="1")) == []
    assert script.events() == []
    script.server.refuse(transaction, 403, script.now)
    script.statuses()
    script.receive(request("ACK", branch="1", to_tag="ours"))
    assert script.pass_to(60) == []


BACK = {
    "to the port that the Via names": ("192.0.2.1:5062", "", ("192.0.2.1", 5062)),
    "to 5060 where it names none": ("192.0.2.1", "", ("192.0.2.1", 5060)),
    "to the port it came from with rport": ("10.0.0.1:5062", ";rport", ("192.0.2.1", 40_123)),
    "to the address it came from, whatever it says": ("198.51.100.7:5062", "", ("192.0.2.1", 5062)),
    "and not where maddr leads": ("192.0.2.1:5062", ";maddr=198.51.100.7", ("192.0.2.1", 5062)),
}


@pytest.mark.parametrize("name", BACK)
def test_answers_go_back(name: str) -> None:
    sent_by, params, (host, port) = BACK[name]
    via = f"Via: SIP/2.0/UDP {sent_by};branch=z9hG4bK-a{params}".encode()
    script = Script(source=Endpoint(host="192.0.2.1", port=40_123))
    script.server.receive(
        INVITE.replace(b"Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK-a", via), script.source, 100.0
    )
    script.server.refuse(script.invited().transaction, 404, 100.0)
    (datagram,) = script.server.datagrams()
    assert (datagram.to.host, datagram.to.port) == (host, port)
    top = datagram.data.split(b"\r\n")[1]
    assert (b";rport=40123" in top) is ("rport" in params)
    assert (b";received=192.0.2.1" in top) is (not sent_by.startswith("192.0.2.1") or "rport" in params)


def test_every_via_comes_back_in_order_and_only_the_top_is_marked() -> None:
    script = Script()
    data = INVITE.replace(b"Via: SIP/2.0/UDP 192.0.2.1;", b"v: SIP/2.0/UDP h;rport, SIP/2.0/UDP b;branch=2;")
    script.receive(data.replace(b"rport,", b"rport;branch=z9hG4bK-a,"))
    script.server.refuse(script.invited().transaction, 404, script.now)
    script.statuses()
    assert (
        b"Via: SIP/2.0/UDP h;branch=z9hG4bK-a;rport=5060;received=192.0.2.1, SIP/2.0/UDP b;branch=2;"
        in script.bytes[0]
    )


def test_bytes_that_are_not_utf_8_come_back_as_they_were() -> None:
    script = Script()
    data = INVITE.replace(b"From: <", b'From: "J\xe9r\xf4me \xff" <')
    script.server.refuse(asked(script, data), 404, script.now)
    script.statuses()
    assert b'From: "J\xe9r\xf4me \xff" <sip:+13035550100@example.com>;tag=alice\r\n' in script.bytes[0]


REFUSED = {
    "a method that is known": (request("REGISTER"), 405),
    "a method that nobody knows": (request("FROBNICATE"), 501),
    "the end of a dialog that we never had": (request("BYE", to_tag="bob"), 481),
    "an INVITE within a dialog": (request("INVITE", to_tag="bob"), 481),
    "a scheme that is none of ours": (request("INVITE", uri="nobodyknows:x"), 416),
    "a URI without a scheme": (request("INVITE", uri="somebody"), 400),
    "a URI with blanks": (request("INVITE", uri="sip:a@b; lr"), 400),
    "no hops left": (request("INVITE", extra="Max-Forwards: 0\r\n"), 483),
    "hops that are no number": (request("INVITE", extra="Max-Forwards: many\r\n"), 400),
    "an extension that we do not have": (request("INVITE", extra="Require: 100rel, siprec\r\n"), 420),
    "a body that is cut off": (INVITE.replace(b"Length: 0", b"Length: 9"), 400),
    "a length below zero": (INVITE.replace(b"Length: 0", b"Length: -9"), 400),
    "another version": (INVITE.replace(b"SIP/2.0\r\n", b"SIP/7.0\r\n", 1), 505),
    "two Call-IDs": (request("INVITE", extra="Call-ID: other\r\n"), 400),
    "a CSeq of another method": (INVITE.replace(b"CSeq: 1 INVITE", b"CSeq: 1 BYE"), 400),
    "too large": (request("INVITE", extra=f"Subject: {'x' * 40_000}\r\n"), 513),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_before_anybody_is_asked(name: str) -> None:
    data, status = REFUSED[name]
    script = Script()
    assert script.receive(data) == [status]
    first = script.bytes
    assert not [event for event in script.events() if not isinstance(event, Malformed)]
    assert script.receive(data) == [status]
    assert script.bytes == first  # section 8.2.7: without a transaction, the same each time
    assert len(script.server) == 0


def test_what_a_refusal_tells() -> None:
    script = Script()
    script.receive(REFUSED["a method that is known"][0])
    assert b"\r\nAllow: INVITE, ACK, CANCEL, OPTIONS\r\n" in script.bytes[0]
    script.receive(REFUSED["an extension that we do not have"][0])
    assert b"\r\nUnsupported: siprec\r\n" in script.bytes[0]


NEVER_ANSWERED = {
    "an answer": (b"SIP/2.0 200 OK\r\n" + INVITE.partition(b"\r\n")[2], "response"),
    "an ACK of nothing": (ACK, "stray ack"),
    "a broken ACK": (ACK.replace(b"CSeq: 1 ACK", b"CSeq: x"), "malformed"),
    "no Via": (INVITE.replace(b"Via:", b"X-Via:"), "malformed"),
    "a Via that leads nowhere": (INVITE.replace(b"SIP/2.0/UDP 192.0.2.1", b"SIP/2.0/UDP "), "malformed"),
    "a port that is none": (INVITE.replace(b"UDP 192.0.2.1", b"UDP 192.0.2.1:99999"), "malformed"),
    "noise": (b"\x00\x01\x02", "malformed"),
    "a keep-alive": (b"\r\n\r\n", "keep-alive"),
    "nothing": (b"", "keep-alive"),
}


@pytest.mark.parametrize("name", NEVER_ANSWERED)
def test_never_answered(name: str) -> None:
    data, counted = NEVER_ANSWERED[name]
    script = Script()
    assert script.receive(data) == []
    assert script.server.counts == {counted: 1}


def test_folded_lines_and_compact_names() -> None:
    script = Script()
    data = (
        b"INVITE sip:+12025550123@example.com SIP/2.0\r\nv: SIP/2.0/UDP 192.0.2.1\r\n ;branch=z9hG4bK-f\r\n"
        b"f: <sip:+13035550100@example.com>\r\n\t;tag=1\r\nt: <sip:+12025550123@example.com>\r\ni: 1\r\n"
        b"CSeq: 1\r\n  INVITE\r\nX-Campaign: spring\r\n  sale\r\nl: 0\r\n\r\n"
    )
    script.receive(data)
    event = script.invited()
    assert event.attempt.extra == {"x-campaign": "spring sale"}
    script.server.refuse(event.transaction, 404, script.now)
    script.statuses()
    assert b"\r\nVia: SIP/2.0/UDP 192.0.2.1 ;branch=z9hG4bK-f\r\n" in script.bytes[0]


HELP = request("INVITE", uri="sip:911@example.com", branch="z9hG4bK-help", call_id="help")


def test_an_old_attempt_is_shed_and_a_call_for_help_is_not() -> None:
    script = Script()
    assert script.receive(INVITE, waited=0.41) == [503]
    assert b"\r\nRetry-After: 2\r\n" in script.bytes[0]
    assert script.receive(HELP, waited=30.0) == []
    assert script.invited().urgent
    assert script.receive(INVITE, waited=0.39) == []
    assert not script.invited().urgent


def test_of_many_old_attempts_most_are_dropped_unread_but_no_call_for_help() -> None:
    script = Script(limits=Limits(sheds_per_s_max=2))
    answers = [script.receive(data, waited=1.0) for data in many(5)]
    assert answers == [[503], [503], [], [], []]
    assert script.server.counts["dropped"] == 3
    assert script.receive(HELP, waited=1.0) == []
    assert script.invited().urgent
    assert script.receive(many(1, 5)[0]) == []  # a fresh one is asked about
    script.invited()
    script.now += 1.0
    assert script.receive(many(1, 6)[0], waited=1.0) == [503]


def test_an_attempt_that_waits_in_the_core_is_shed_too() -> None:
    script = Script()
    script.receive(INVITE)
    script.receive(HELP)
    script.now += 1.0
    script.server.tick(script.now)
    assert script.invited().urgent  # first, and the only one
    assert script.statuses() == [100, 100, 503]
    assert script.server.counts["shed"] == 1


def test_a_call_for_help_goes_before_what_came_before() -> None:
    script = Script()
    script.receive(INVITE)
    script.receive(HELP)
    assert [event.urgent for event in script.events() if isinstance(event, InviteReceived)] == [True, False]


FAULTS = {
    "no hops left": "Max-Forwards: 0\r\n",
    "an extension": "Require: siprec\r\n",
    "a length that is wrong": "Content-Length: 99\r\n",
    "too large": f"Subject: {'x' * 40_000}\r\n",
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_call_for_help_is_let_in_with_its_faults(name: str) -> None:
    for uri in ("sip:911@example.com", "urn:service:sos.police"):
        script = Script()
        assert script.receive(request("INVITE", uri=uri, extra=FAULTS[name])) == []
        assert script.invited().urgent


def many(count: int, start: int = 0) -> list[bytes]:
    return [
        request("INVITE", branch=f"z9hG4bK-{n}", call_id=f"call {n}") for n in range(start, start + count)
    ]


def test_the_table_is_bounded_and_a_call_for_help_has_room() -> None:
    script = Script(limits=Limits(transactions_max=10))
    for data in many(10):
        assert script.receive(data) == []
    assert script.receive(many(1, 10)[0]) == [503]
    assert script.receive(HELP) == []
    assert len(script.server) == 10
    first, *others = script.events()
    assert isinstance(first, InviteReceived)
    assert first.urgent
    assert len(others) == 9  # the oldest gave way, and its sender asks again


def test_what_only_absorbs_copies_makes_room() -> None:
    script = Script(limits=Limits(transactions_max=3))
    for data in many(50):
        assert script.receive(data) == []
        script.server.refuse(script.invited().transaction, 404, script.now)
        assert script.statuses() == [404]
        script.receive(data.replace(b"INVITE", b"ACK"))
    assert len(script.server) == 3
    assert script.server.counts["shed"] == 0


def test_the_events_are_bounded() -> None:
    script = Script(limits=Limits(events_max=5))
    for data in many(8):
        script.receive(data)
    assert script.server.counts["shed"] == 3
    assert script.server.counts["503"] == 3
    for _ in range(20):
        script.receive(b"noise")
    assert len(script.events()) == 5


def test_nothing_is_kept_of_what_is_over() -> None:
    script = Script()
    for data in many(200):
        script.receive(data)
        script.server.refuse(script.invited().transaction, 404, script.now)
        script.receive(data.replace(b"INVITE", b"ACK"))
    script.pass_to(40)
    assert len(script.server) == 0
    assert script.server.deadline() is None
    assert not script.server._merges
    assert not script.server._done


def test_strangers_get_a_403_for_an_invite_and_few_of_them() -> None:
    script = Script(limits=Limits(strangers_per_s_max=3))
    for data in [*many(5), request("OPTIONS"), b"noise"]:
        script.server.turn_away(data, UDP, script.now)
    assert script.statuses() == [403] * 3
    assert script.server.counts["stranger"] == 7
    assert len(script.server) == 0
    assert script.events() == []
    script.server.turn_away(INVITE, UDP, script.now + 1.0)
    assert script.statuses() == [403]


def test_retry_after_and_headers_of_ours() -> None:
    script = Script()
    script.server.refuse(
        asked(script), 429, script.now, headers=(("Reason", "SIP;cause=429"),), retry_after=30
    )
    script.statuses()
    assert b"\r\nReason: SIP;cause=429\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n" in script.bytes[0]
