"""Who may ask: addresses, networks, and configurations that could not work."""

from typing import Any

import pytest
from attempts import peer

from fairline.facts.errors import FairlineError
from fairline.ports.listening import host_and_port
from fairline.ports.sip_peers import AllowStyle, Peers, ThrottleStatus

PEERS = Peers(
    (
        peer(name="net", addresses=("10.0.0.0/8", "2001:db8::/32")),
        peer(name="part", addresses=("10.1.0.0/16",)),
        peer(name="one", addresses=("10.1.2.3", "192.0.2.7", "fe80::1")),
    )
)
WHO = {
    "10.2.0.1": "net",
    "10.1.0.1": "part",
    "10.1.2.3": "one",
    "::ffff:10.1.2.3": "one",
    "2001:db8::5": "net",
    "fe80::1%eth0": "one",
    "192.0.2.8": None,
    "2001:db9::1": None,
}


@pytest.mark.parametrize("host", WHO)
def test_who_asks(host: str) -> None:
    for _ in range(2):  # looked up, and remembered
        found = PEERS.of(host)
        assert (None if found is None else found.name) == WHO[host]


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "an address": ({"addresses": ("10.0.0.300",)}, "addresses: found '10.0.0.300'"),
    "a network with host bits": ({"addresses": ("10.0.0.1/8",)}, "wanted an address or a network"),
    "302 to nowhere": ({"allow": AllowStyle.REDIRECT}, "next_hop: found none"),
    "a hop with a user": ({"next_hop": "a@b"}, "next_hop: found 'a@b'"),
    "a hop with a line break": ({"challenge_at": "a\r\nb"}, "wanted a host or host:port"),
    "503 for yes and for slow down": (
        {"allow": AllowStyle.UNAVAILABLE, "throttle": ThrottleStatus.UNAVAILABLE},
        "throttle: found 503, wanted 429",
    ),
    "a header of the protocol's own": ({"headers": {"From": "user"}}, "begins with X-"),
    "a field that is none": ({"headers": {"X-C": "campain"}}, "did you mean campaign"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_peers(name: str) -> None:
    changes, message = WRONG[name]
    with pytest.raises(FairlineError, match=r"^ports\.sip\.peers\.sbc\.") as caught:
        peer(**changes)
    assert message in str(caught.value)


def test_an_address_of_two_peers() -> None:
    with pytest.raises(FairlineError, match="which is a's too"):
        Peers((peer(name="a"), peer(name="b")))


def test_where_to_listen() -> None:
    assert host_and_port("[::1]:5060") == ("::1", 5060)
    assert host_and_port("0.0.0.0:0") == ("0.0.0.0", 0)
    for wrong in ("127.0.0.1", ":5060", "a:b", "a:99999", ""):
        with pytest.raises(FairlineError, match="wanted host:port"):
            host_and_port(wrong)
