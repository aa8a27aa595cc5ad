"""Calls followed through their messages, in simulated time."""

from itertools import permutations
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sip_messages import CALL_ID, read, request, response

from fairline.protocols.sip.dialogs import BRANCHES_MAX, IDLE_S, Dialogs, SipCall, State
from fairline.protocols.sip.message import Malformed, parse

Script = list[tuple[float, bytes]]
Outcome = tuple[float, float | None, float | None, float | None, bool | None, int | None, bool | None]

PROXY = ("z9hG4bK-a",)  # below the proxy's own branch
INVITE, BYE = request("INVITE"), request("BYE", cseq=2, branch="z9hG4bK-b", to_tag="bob")
HANGUP = request("BYE", branch="z9hG4bK-c", from_tag="bob", to_tag="alice")
ANSWERED: Script = [(0, INVITE), (1, response(180)), (4, response(200))]

# started, ringing, answered, ended, answered at all, status, ended by the caller
CASES: dict[str, tuple[Script, list[Outcome]]] = {
    "answered, the caller hangs up": ([*ANSWERED, (9, BYE)], [(0, 1, 4, 9, True, 200, True)]),
    "answered, the called hangs up": ([*ANSWERED, (9, HANGUP)], [(0, 1, 4, 9, True, 200, False)]),
    "183 is ringing too": (
        [(0, INVITE), (2, response(183)), (4, response(200)), (5, BYE)],
        [(0, 2, 4, 5, True, 200, True)],
    ),
    "100 is not": (
        [(0, INVITE), (1, response(100)), (5, response(480))],
        [(0, None, None, 5, False, 480, None)],
    ),
    "busy": ([(0, INVITE), (2, response(486))], [(0, None, None, 2, False, 486, None)]),
    "no such number": ([(0, INVITE), (2, response(404))], [(0, None, None, 2, False, 404, None)]),
    "redirected and not followed": (
        [(0, INVITE), (2, response(302))],
        [(0, None, None, 2, False, 302, None)],
    ),
    "canceled": (
        [
            (0, INVITE),
            (1, response(180)),
            (20, request("CANCEL")),
            (20, response(200, method="CANCEL")),
            (21, response(487)),
        ],
        [(0, 1, None, 21, False, 487, True)],
    ),
    "canceled and never confirmed": (
        [(0, INVITE), (20, request("CANCEL")), (500, request("OPTIONS", call_id="x"))],
        [(0, None, None, 20, False, None, True)],
    ),
    "the answer crosses the CANCEL": (
        [(0, INVITE), (5, request("CANCEL")), (5, response(200)), (6, BYE)],
        [(0, None, 5, 6, True, 200, True)],
    ),
    "everything retransmitted": (
        [
            (0, INVITE),
            (0.5, INVITE),
            (1, response(180)),
            (2, response(180)),
            (4, response(200)),
            (4.5, response(200)),
            (9, BYE),
            (9.5, BYE),
            (10, response(200)),
            (11, INVITE),
        ],
        [(0, 1, 4, 9, True, 200, True)],
    ),
    "seen as received and as sent on": (
        [
            (0, INVITE),
            (0.1, request("INVITE", branch="z9hG4bK-p", via=PROXY)),
            (1, response(180, branch="z9hG4bK-p", via=PROXY)),
            (1.1, response(180)),
            (4, response(200, branch="z9hG4bK-p", via=PROXY)),
            (4.1, response(200)),
            (9, BYE),
            (9.1, request("BYE", cseq=2, branch="z9hG4bK-q", via=("z9hG4bK-b",), to_tag="bob")),
        ],
        [(0, 1, 4, 9, True, 200, True)],
    ),
    "a busy branch further on is no end": (
        [
            (0, INVITE),
            (0.1, request("INVITE", branch="z9hG4bK-p", via=PROXY)),
            (0.1, request("INVITE", branch="z9hG4bK-q", via=PROXY)),
            (1, response(486, branch="z9hG4bK-p", via=PROXY, to_tag="p")),
            (4, response(200, branch="z9hG4bK-q", via=PROXY)),
            (4.1, response(200)),
            (9, BYE),
        ],
        [(0, None, 4, 9, True, 200, True)],
    ),
    "nor is the proxy's CANCEL of a branch": (
        [
            (0, INVITE),
            (0.1, request("INVITE", branch="z9hG4bK-p", via=PROXY)),
            (5, request("CANCEL", branch="z9hG4bK-p")),
            (6, response(486)),
        ],
        [(0, None, None, 6, False, 486, None)],
    ),
    "a fork seen only beyond the proxy ends with its last branch": (
        [
            (0, request("INVITE", branch="z9hG4bK-p", via=PROXY)),
            (0.1, request("INVITE", branch="z9hG4bK-q", via=PROXY)),
            (1, response(486, branch="z9hG4bK-p", via=PROXY)),
            (3, response(480, branch="z9hG4bK-q", via=PROXY)),
        ],
        [(0, None, None, 3, False, 480, None)],
    ),
    "a fork in series": (
        [
            (0, INVITE),
            (2, response(480)),
            (2.1, request("INVITE", branch="z9hG4bK-s")),
            (4, response(200, branch="z9hG4bK-s")),
            (9, BYE),
        ],
        [(0, None, 4, 9, True, 200, True)],
    ),
    "two answer, the loser is hung up on first": (
        [
            (0, INVITE),
            (4, response(200, to_tag="ann")),
            (4.1, response(200)),
            (4.2, request("BYE", to_tag="ann")),
            (9, BYE),
        ],
        [(0, None, 4, 9, True, 200, True)],
    ),
    "a challenge is no end": (
        [
            (0, INVITE),
            (1, response(407, to_tag="p")),
            (30, request("INVITE", cseq=2, branch="z9hG4bK-2")),
            (33, response(200, cseq=2, branch="z9hG4bK-2")),
            (39, request("BYE", cseq=3, to_tag="bob")),
        ],
        [(0, None, 33, 39, True, 200, True)],
    ),
    "an unanswered challenge is one in time": (
        [(0, INVITE), (1, response(401)), (302, request("OPTIONS", call_id="x"))],
        [(0, None, None, 1, False, 401, None)],
    ),
    "but is open at the end of the capture": (
        [(0, INVITE), (1, response(401))],
        [(0, None, None, None, None, 401, None)],
    ),
    "redirected and followed": (
        [(0, INVITE), (1, response(302)), (2, request("INVITE", cseq=2)), (4, response(486, cseq=2))],
        [(0, None, None, 4, False, 486, None)],
    ),
    "a re-INVITE and its refusal": (
        [*ANSWERED, (5, request("INVITE", cseq=2, to_tag="bob")), (5, response(488, cseq=2)), (9, HANGUP)],
        [(0, 1, 4, 9, True, 200, False)],
    ),
    "a re-INVITE of the called side with the same CSeq": (
        [
            *ANSWERED,
            (5, request("INVITE", from_tag="bob", to_tag="alice")),
            (5, response(491, from_tag="bob", to_tag="alice")),
            (9, BYE),
        ],
        [(0, 1, 4, 9, True, 200, True)],
    ),
    "still talking at the end": (ANSWERED, [(0, 1, 4, None, True, 200, None)]),
    "still ringing at the end": ([(0, INVITE), (1, response(180))], [(0, 1, None, None, None, None, None)]),
    "quiet for ever while ringing": (
        [(0, INVITE), (1, response(180)), (302, request("OPTIONS", call_id="x"))],
        [(0, 1, None, None, None, None, None)],
    ),
    "hung up without an answer seen": ([(0, INVITE), (3, BYE)], [(0, None, None, 3, None, None, True)]),
    "an answer to an older CSeq": (
        [(0, request("INVITE", cseq=2)), (1, response(404))],
        [(0,) + (None,) * 6],
    ),
    "two calls under one Call-ID": (
        [
            (0, INVITE),
            (1, response(486)),
            (2, request("INVITE", from_tag="x")),
            (3, response(404, from_tag="x")),
        ],
        [(0, None, None, 1, False, 486, None), (2, None, None, 3, False, 404, None)],
    ),
    "tried again after busy is another call": (
        [(0, INVITE), (1, response(486)), (9, request("INVITE", cseq=2)), (10, response(486, cseq=2))],
        [(0, None, None, 1, False, 486, None), (9, None, None, 10, False, 486, None)],
    ),
    "no INVITE, no call": ([(0, response(200)), (1, BYE), (2, request("OPTIONS"))], []),
    "an INVITE within a dialog that began before": ([(0, request("INVITE", to_tag="bob"))], []),
}


def played(script: Script, dialogs: Dialogs | None = None) -> list[SipCall]:
    dialogs = dialogs or Dialogs()
    out = [call for mark, (at, data) in enumerate(script) for call in dialogs.receive(read(data), at, mark)]
    return [*out, *dialogs.close()]


def outcome(call: SipCall) -> Outcome:
    times = (call.started_at, call.ringing_at, call.answered_at, call.ended_at)
    return (*times, call.answered, call.status, call.ended_by_caller)


@pytest.mark.parametrize("name", CASES)
def test_calls(name: str) -> None:
    script, expected = CASES[name]
    assert [outcome(call) for call in played(script)] == expected


@pytest.mark.parametrize("name", CASES)
def test_each_message_twice_counts_once(name: str) -> None:
    script, expected = CASES[name]
    assert [outcome(call) for call in played([step for step in script for _ in "12"])] == expected


def test_what_a_call_tells_besides() -> None:
    cause = "Reason: Q.850;cause=17\r\n"
    login = 'Proxy-Authorization: Digest username="agent7", realm="x"\r\n'
    script: Script = [
        (0, INVITE),
        (1, response(407)),
        (2, request("INVITE", cseq=2, extra=login)),
        (5, response(486, "Busy Here", cseq=2, extra=cause)),
    ]
    (call,) = played(script)
    assert (call.q850, call.phrase, call.credentials_user, call.tried_at) == (17, "Busy Here", "agent7", 2)
    assert (call.mark, call.invite.cseq, call.canceled) == (0, 1, False)


def test_a_call_comes_out_when_it_has_been_quiet() -> None:
    dialogs = Dialogs()
    for at, data in [*ANSWERED, (9.0, BYE)]:
        assert dialogs.receive(read(data), at) == []
    quiet = 9 + IDLE_S[State.ENDED]
    other = read(request("OPTIONS", call_id="other"))
    assert dialogs.receive(other, quiet) == []
    assert [call.ended_at for call in dialogs.receive(other, quiet + 0.001)] == [9]
    assert len(dialogs) == 0


def test_the_table_is_bounded_and_ended_calls_leave_first() -> None:
    dialogs = Dialogs(calls_max=3)
    for number in range(3):
        dialogs.receive(read(request("INVITE", call_id=f"c{number}")), number, number)
    dialogs.receive(read(response(486, call_id="c1")), 3)
    (out,) = dialogs.receive(read(request("INVITE", call_id="c3")), 4, 3)
    assert (out.invite.call_id, out.status) == ("c1", 486)
    (out,) = dialogs.receive(read(request("INVITE", call_id="c4")), 5, 4)
    assert (out.invite.call_id, out.ended_at, out.answered) == ("c0", None, None)
    assert [call.mark for call in dialogs.close()] == [2, 3, 4]


def test_forks_without_number_are_not_all_kept() -> None:
    dialogs = Dialogs()
    dialogs.receive(read(INVITE), 0)
    for number in range(3 * BRANCHES_MAX):
        dialogs.receive(read(request("INVITE", branch=f"b{number}")), 1)
        dialogs.receive(read(request("INVITE", branch=f"d{number}", via=PROXY)), 1)
        dialogs.receive(read(response(200, to_tag=f"t{number}")), 2)
        dialogs.receive(read(request("BYE", to_tag=f"u{number}")), 2)
    call = dialogs._calls[CALL_ID, "alice"]
    assert max(len(call.branches), len(call.further), len(call.dialogs), len(call.gone)) <= BRANCHES_MAX


def test_any_order_gives_one_call_and_no_exception() -> None:
    for order in permutations([*ANSWERED, (9.0, BYE)]):
        calls = played(list(order))
        assert len(calls) == 1


WIRE = [data for script, _ in CASES.values() for _, data in script]


@settings(max_examples=100)
@given(st.lists(st.tuples(st.floats(0, 1000), st.sampled_from(WIRE)), max_size=30))
def test_any_messages_in_any_order(script: Script) -> None:
    calls = played(script)
    for call in calls:
        assert call.answered is not True or call.answered_at is not None
        assert call.answered is not False or call.ended_at is not None


FLOWS = {  # RFC 3665; times are the places of the messages in the flow
    "3.01": [(0, 1, 2, 4, True, 200, False)],
    "3.02": [(0, 8, 11, 17, True, 200, False)],
    "3.03": [(0, None, 15, None, True, 200, None)],
    "3.04": [(0, None, None, None, None, None, None), (7, 13, 15, 19, True, 200, False)],
    "3.05": [(0, 5, 8, 13, True, 200, True)],
    "3.06": [(0, 6, 8, 12, True, 200, False)],
    "3.07": [(0, 3, 5, 11, True, 200, True)],
    "3.08": [(0, 5, None, 18, False, 487, True)],
    "3.09": [(0, None, None, 9, False, 486, None)],
    "3.10": [(0, None, None, 13, False, 480, None)],
    "3.11": [(0, 5, None, 12, False, 480, None)],
}


@pytest.mark.parametrize("flow", FLOWS)
def test_flows_of_rfc_3665(flow: str, shared: Path) -> None:
    (path,) = shared.glob(f"data/sip_callflows_phpsip/rfc3665/{flow}_*.yaml")
    dialogs = Dialogs()
    calls = []
    for place, text in enumerate(yaml.safe_load(path.read_text())):
        message = parse(text.encode())
        assert not isinstance(message, Malformed)
        calls += dialogs.receive(message, place, place)
    assert [outcome(call) for call in [*calls, *dialogs.close()]] == FLOWS[flow]
