"""What devices say they are: exchanges, carriers' switches and scanners are told, telephones are not."""

import pytest

from fairline.facts.user_agents import is_pbx, is_scanner, is_softswitch

PBX = (
    "Asterisk PBX 18.9-cert5", "FPBX-16.0.40.7(18.13.0)", "FreeSWITCH-mod_sofia/1.10.9-release",
    "3CXPhoneSystem 18.0.9.20 (20)", "Cisco-CUCM14.0", "Avaya CM/R018x.00.0.890.0",
    "Mitel-3300-ICP 15.0.0.95", "Issabel PBX", "Mediant 800B/v.7.40A", "Patton SN4141 2JO",
    "Grandstream UCM6304A V1.5A", "Panasonic KX-NS1000", "asterisk",
)  # fmt: skip
SWITCH = ("VOS3000 V2.1.9.07", "Sippy Softswitch v5.2", "PortaSIP B2BUA", "VOS2009", "MVTS II 1.6")
SCANNER = (
    "friendly-scanner", "sipcli/v1.8", "pplsip", "VaxSIPUserAgent/3.1", "sundayddr", "sipvicious",
    "sipsak 0.9.7", "iWar",
)  # fmt: skip
PHONES = (
    "Cisco-CP8841-3PCC/11.3", "Mitel 6867i/5.1.0", "Yealink SIP-T46S 66.86.0.15", "Grandstream GXP2170",
    "PolycomVVX-VVX_411-UA/5.9.7", "Linphone/4.4.0", "Zoiper rv2.10", "3CXPhone for Windows 16.3",
    "Avaya one-X Deskphone", "Panasonic-KX-HDV130/06.101", "Yeastar Linkus 4.14", "MicroSIP/3.21.3",
    "OpenScape Desk Phone CP400", "", "Bria 6", "fairline",
)  # fmt: skip


def named_as(name: str) -> tuple[bool, bool, bool]:
    """Return whether the name is an exchange's, a carrier's switch's, a scanner's."""
    return is_pbx(name), is_softswitch(name), is_scanner(name)


@pytest.mark.parametrize("name", PBX)
def test_exchanges(name: str) -> None:
    assert named_as(name) == named_as(name.upper()) == (True, False, False)


@pytest.mark.parametrize("name", SWITCH)
def test_carriers_switches(name: str) -> None:
    assert named_as(name) == named_as(name.lower()) == (False, True, False)


@pytest.mark.parametrize("name", SCANNER)
def test_scanners(name: str) -> None:
    assert named_as(name) == named_as(name.upper()) == (False, False, True)


@pytest.mark.parametrize("name", [*PHONES, "gasterisks", "viwarp", "mississippys"])
def test_telephones_and_names_within_words_are_none_of_them(name: str) -> None:
    assert named_as(name) == (False, False, False)
