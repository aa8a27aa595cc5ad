"""The edge to the DNS, against a server that is started here on the loopback."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from fairline.checks.mail import Answer, Dns, Kind, State
from fairline.checks.mail.dns import EMPTY, FAILED, NO_NAME, Budget

RECORDS = {
    ("a.example.", "A"): ["192.0.2.1", "192.0.2.2"],
    ("six.example.", "AAAA"): ["2001:db8::1"],
    ("a.example.", "MX"): ["10 m1.example.", "20 m2.example."],
    ("1.2.0.192.in-addr.arpa.", "PTR"): ["host.example."],
    ("a.example.", "TXT"): ['"v=spf1 " "-all"', '"other"'],
    ("alias.example.", "CNAME"): ["a.example."],
}


class Server:
    """Answers from ``RECORDS``; ``slow.example`` not at all, ``broken.example`` with a failure."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.asked: Counter[str] = Counter()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self) -> None:
        while True:
            data, source = self.socket.recvfrom(4096)
            if data == b"end":
                return
            query = dns.message.from_wire(data)
            name, kind = query.question[0].name.to_text(), query.question[0].rdtype.name
            self.asked[name] += 1
            if name == "slow.example.":
                continue
            self.socket.sendto(self.answer(query, name, kind).to_wire(), source)

    def answer(self, query: dns.message.Message, name: str, kind: str) -> dns.message.Message:
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if name == "broken.example.":
            answer.set_rcode(dns.rcode.SERVFAIL)
            return answer
        alias = RECORDS.get((name, "CNAME"))
        if alias is not None:
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "CNAME", *alias))
            name = alias[0]
        found = RECORDS.get((name, kind))
        if found is not None:
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *found))
        elif not any(each == name for each, _ in RECORDS):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer

    def stop(self) -> None:
        self.socket.sendto(b"end", ("127.0.0.1", self.port))
        self.thread.join()
        self.socket.close()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


def test_every_kind_of_record(server: Server) -> None:
    resolver = Dns(("127.0.0.1",), port=server.port)
    assert sorted(map(str, resolver.ask("a.example", Kind.A).records)) == ["192.0.2.1", "192.0.2.2"]
    assert resolver.ask("six.example.", Kind.AAAA).records == ("2001:db8::1",)
    assert sorted(resolver.ask("a.example", Kind.MX).records) == [(10, "m1.example"), (20, "m2.example")]
    assert resolver.ask("1.2.0.192.in-addr.arpa", Kind.PTR).records == ("host.example",)
    assert sorted(resolver.ask("a.example", Kind.TXT).texts) == [b"other", b"v=spf1 -all"]
    assert sorted(map(str, resolver.ask("alias.example", Kind.A).records)) == ["192.0.2.1", "192.0.2.2"]


def test_what_is_not_there(server: Server) -> None:
    resolver = Dns(("127.0.0.1",), port=server.port, question_s_max=0.5)
    assert resolver.ask("none.example", Kind.A) == NO_NAME
    assert resolver.ask("a.example", Kind.AAAA) == EMPTY
    assert resolver.ask("broken.example", Kind.A) == FAILED
    for name in ("a..example", "x" * 64 + ".example", "é" * 300, ".", ""):
        assert resolver.ask(name, Kind.A).state in (State.FAILED, State.NO_NAME, State.EMPTY)


def test_silence_ends_in_time(server: Server) -> None:
    resolver = Dns(("127.0.0.1",), port=server.port, question_s_max=0.4)
    began = time.monotonic()
    assert resolver.ask("slow.example", Kind.A) == FAILED
    assert 0.3 < time.monotonic() - began < 3


def test_what_was_asked_is_remembered(server: Server) -> None:
    resolver = Dns(("127.0.0.1",), port=server.port)
    for _ in range(3):
        resolver.ask("a.example", Kind.A)
        resolver.ask("none.example", Kind.A)
    assert server.asked["a.example."] == 1


class Counting:
    def __init__(self, answer: Callable[[], Answer] = lambda: NO_NAME) -> None:
        self.asked: list[str] = []
        self.answer = answer

    def ask(self, name: str, kind: Kind) -> Answer:
        self.asked.append(name)
        return self.answer()


def test_one_mail_asks_so_often_and_no_more() -> None:
    server = Counting()
    budget = Budget(server, questions_max=3)
    answers = [budget.ask(f"n{number}.example", Kind.A) for number in range(5)]
    assert answers == [NO_NAME] * 3 + [FAILED] * 2
    assert budget.ask("N1.example.", Kind.A) == NO_NAME, "what was asked is known"
    assert len(server.asked) == 3


def test_one_mail_asks_so_long_and_no_longer() -> None:
    now = [0.0]
    budget = Budget(Counting(), mail_s_max=20, clock=lambda: now[0])
    assert budget.ask("a.example", Kind.A) == NO_NAME
    now[0] = 20.0
    assert budget.ask("b.example", Kind.A) == FAILED


def test_names_that_are_none_are_not_asked_for() -> None:
    server = Counting()
    budget = Budget(server)
    for name in ("", "a..example", "x" * 64 + ".example", "x." * 127 + "x"):
        assert budget.ask(name, Kind.A) == NO_NAME
    assert server.asked == []
