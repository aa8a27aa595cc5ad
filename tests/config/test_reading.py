"""The configuration file: what it says, what it leaves out, and what is wrong with it."""

from datetime import timedelta
from pathlib import Path

import pytest

from fairline.config import Config, read, told
from fairline.facts import FairlineError
from fairline.ports.sip_peers import AllowStyle

WHOLE = """
[store]
folder = "data"

[policy]
file = "policy.toml"
lateness_s = 600

[ports.sip]
listen = ["127.0.0.1:5060", "[::1]:5060"]
decide_within_ms = 20

[[ports.sip.peers]]
name = "sbc"
addresses = ["192.0.2.1", "2001:db8::/32"]
account = "acme"
allow = 302
next_hop = "192.0.2.9"
headers = { X-Campaign = "campaign" }

[ports.http]
listen = ["127.0.0.1:8080"]

[[actuators.kamailio]]
name = "edge"
within_s = 1
"""
WRONG = {
    "a table that is none": ("[store]\nfolder = 'x'\n[prots]\n", r"prots: .*did you mean ports"),
    "a key that is none": (
        "[guard]\nsnapshot_evry = 3", r"guard.snapshot_evry: .*did you mean snapshot_every"),
    "a length of time without its unit": (
        "[ports.sip]\nlisten = []\npeers = []\ndecide_within = 20",
        r"ports.sip.decide_within: .*decide_within_"),
    "a text where a number belongs": (
        "[policy]\nlateness_s = 'hour'", "policy.lateness_s: found 'hour', wanted a whole number"),
    "a number where a list belongs": (
        "[ports.http]\nlisten = 8080", "ports.http.listen: found 8080, wanted a list"),
    "a table where there are several": ("[ports.tail]\nname = 'x'", "ports.tail: found .*, wanted a list"),
    "none of what is needed": ("[ports.sip]\nlisten = []", "ports.sip.peers: found none, wanted one"),
    "a choice that is none": (
        "[[ports.sip.peers]]\nname = 'sbc'\naddresses = []\naccount = 'a'\nallow = 200",
        "ports.sip.peers.sbc.allow: found 200, wanted one of 302, 404, 503"),
    "a part that does not fit": ("[log]\nlevel = 'loud'", "log.level: found 'loud', wanted one of"),
    "a lateness of a month": ("[policy]\nlateness_s = 2592000", "policy.lateness_s: found 2592000"),
    "two switches of one name": (
        "[[actuators.kamailio]]\nname = 'a'\n[[actuators.kamailio]]\nname = 'a'",
        "actuators: found 'a' twice"),
    "evapi of a peer that is none": ("[[ports.evapi]]\npeer = 'sbc'", "ports.evapi.peer"),
    "redress that cannot be": (
        "[[ports.sip.peers]]\nname = 'sbc'\naddresses = []\naccount = 'a'\n"
        "[ports.sip.peers.redress]\nurl = 'x'",
        r"ports.sip.peers.sbc.redress: "),
    "no TOML": ("[store", "found no toml"),
}  # fmt: skip


def given(folder: Path, text: str) -> Path:
    path = folder / "fairline.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_said_is_the_default(tmp_path: Path) -> None:
    config = read(given(tmp_path, ""))
    assert config.ports.sip is None
    assert config.policy == Config().policy
    assert config.store.folder == tmp_path / "data"


def test_what_is_said_is_read(tmp_path: Path) -> None:
    config = read(given(tmp_path, WHOLE))
    assert config.store.folder == tmp_path / "data"
    assert config.policy.file == tmp_path / "policy.toml"
    assert config.policy.lateness_s == 600
    assert config.ports.sip is not None
    assert config.ports.sip.decide_within == timedelta(milliseconds=20)
    (peer,) = config.ports.sip.peers
    assert (peer.name, peer.allow, peer.headers) == ("sbc", AllowStyle.REDIRECT, {"X-Campaign": "campaign"})
    assert config.ports.http is not None
    assert config.ports.http.keys == tmp_path / "keys.json"
    assert [each.name for each in config.actuators.kamailio] == ["edge"]


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(name: str, tmp_path: Path) -> None:
    text, complaint = WRONG[name]
    with pytest.raises(FairlineError, match=complaint):
        read(given(tmp_path, text))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FairlineError, match=r"none\.toml: No such file"):
        read(tmp_path / "none.toml")


def test_each_value_says_where_it_is_from(tmp_path: Path) -> None:
    path = given(tmp_path, WHOLE)
    values = {each.key: (each.value, each.said) for each in told(read(path), path)}
    assert values["ports.sip.decide_within_ms"] == ("20", True)
    assert values["ports.sip.idle_s_max"] == ("300", False)
    assert values["ports.sip.peers.sbc.allow"] == ("302", True)
    assert values["ports.sip.peers.sbc.when_undecided"] == ("allow", False)
    assert values["actuators.kamailio.edge.within_s"] == ("1", True)
    assert values["ports.hep"] == ("-", False)
    assert values["policy.file"] == (str(tmp_path / "policy.toml"), True)
