"""``deploy/kamailio/kamailio.cfg`` with several guards: each account is asked about at one, and at another
when that one is gone."""

import asyncio
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from deployed import House, in_dialog

from fairline.facts import Call
from fairline.ports.sip import SipPort
from fairline.ports.sip_peers import AllowStyle, SipPeer, SipSettings
from fairline.ports.verdict import PASSES, Verdict

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("kamailio") is None, reason="Debian's kamailio is not installed"),
    pytest.mark.skipif(shutil.which("sipp") is None, reason="Debian's sip-tester is not installed"),
]
CALLED = "+12025550123"
ACCOUNTS = [f"acct{number}" for number in range(12)]


class Guards:
    """Two SIP ports that remember whom they were asked about."""

    def __init__(self, house: House) -> None:
        self.asked: dict[int, list[str]] = defaultdict(list)
        self.ports = {port: self._port(house, port) for port in (house.fairline, house.second)}

    def _port(self, house: House, port: int) -> SipPort:
        def decide(call: Call) -> Verdict:
            self.asked[port].append(str(call.account))
            return PASSES

        peer = SipPeer(
            name="kamailio",
            addresses=("127.0.0.1",),
            account="acme",
            allow=AllowStyle.REDIRECT,
            next_hop=f"127.0.0.1:{house.hop}",
            headers={"X-Fairline-Account": "account"},
        )
        return SipPort(SipSettings(listen=(f"127.0.0.1:{port}",), peers=(peer,)), decide=decide)


async def called(house: House, account: str, number: int) -> None:
    """Make a call, and end it."""
    name = f"{account}n{number}"
    answer = await house.phone.call(name, caller=account, called=CALLED)
    assert answer.startswith(b"SIP/2.0 200 "), answer
    house.phone.say(in_dialog(house.phone, "BYE", answer, name, caller=account, cseq=2))
    await house.phone.hear(b"SIP/2.0 200 ")


def test_an_account_has_its_guard_and_another_when_that_is_gone(tmp_path: Path) -> None:
    async def whole() -> None:
        guards_list = tmp_path / "guards.list"
        house = House(tmp_path, "WITH_SEVERAL", GUARDS_LIST=str(guards_list))
        house.text = house.text.replace('"ACCOUNT_ELSE"', "$fU")  # every caller an account
        guards = Guards(house)
        guards_list.write_text("".join(f"1 sip:127.0.0.1:{port}\n" for port in guards.ports))
        for port in guards.ports.values():
            await port.start()
        try:
            await house.start()
            await asyncio.sleep(1.5)  # a first ping
            for number in range(2):
                for account in ACCOUNTS:
                    await called(house, account, number)
            first, second = (set(guards.asked[port]) for port in guards.ports)
            assert first | second == set(ACCOUNTS)
            assert not first & second, "one account, one guard"
            assert first, "both have some"
            assert second, "both have some"
            assert sum(map(len, guards.asked.values())) == 2 * len(ACCOUNTS)

            gone, left = guards.ports
            await guards.ports[gone].stop()
            guards.asked.clear()
            for account in ACCOUNTS:
                await called(house, account, 7)
            undecided = set(ACCOUNTS) - set(guards.asked[left])
            assert len(undecided) <= 1, "what shows that a guard is gone passes undecided, and no more"
            guards.asked.clear()
            for account in ACCOUNTS:
                await called(house, account, 8)
            assert set(guards.asked[left]) == set(ACCOUNTS)
            assert not guards.asked[gone]

            await guards.ports[left].stop()
            for number in (9, 10):
                await called(house, ACCOUNTS[0], number)  # nobody is left to ask: it passes, as configured

            guards.asked.clear()
            await guards.ports[gone].start()
            await asyncio.sleep(3)  # its ping is answered again
            for account in ACCOUNTS:
                await called(house, account, 11)
            assert set(guards.asked[gone]) == set(ACCOUNTS)
        finally:
            for port in guards.ports.values():
                await port.stop()
            await house.stop()

    asyncio.run(asyncio.wait_for(whole(), 90))
