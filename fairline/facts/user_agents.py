"""What the name that a SIP device gives of itself (User-Agent) tells. Pure; the names are data.

Anybody may write anything there, so a name is a reason to ask, never a proof; and a device that hides what it
is has no name from these lists. Vendors that make both exchanges and desk phones are told apart by product:
a desk phone of theirs is no exchange.
"""

import re

EXCHANGES = (
    "asterisk", "freepbx", "fpbx", "issabel", "elastix", "pbxact", "vitalpbx", "fusionpbx", "mypbx",
    "freeswitch", "3cxphonesystem", "3cx phone system", "cucm", "unified communications manager",
    "avaya cm", "avaya aura", "avaya-sm", "ip office", "mivoice", "mitel 3300", "mitel-3300", "mitel-5000",
    "omnipcx", "openscape voice", "openscape business", "openscape 4000", "starface pbx", "swyxserver",
    "yeastar p", "yeastar s", "grandstream ucm", "wildix pbx", "shoretel switch", "kx-ns", "kx-ncp",
    "univerge", "switchvox",
)  # fmt: skip
"""Private exchanges. Border controllers are apart: they stand before an exchange, or before many."""
BORDERS = (
    "mediant", "audiocodes-sip-gateway", "acme packet", "oracle esbc", "sonus sbc", "ribbon sbc", "anynode",
    "beronet", "patton sn", "cisco-sipgateway",
)  # fmt: skip
SWITCHES = (
    "vos2009", "vos3000", "sippy", "portasip", "portaswitch", "mera mvts", "mvts", "voipswitch", "nextone",
    "a2billing",
)  # fmt: skip
"""Switches that wholesale carriers run: they carry the calls of others."""
SCANNERS = (
    "friendly-scanner", "friendly-request", "sipvicious", "sip-scan", "sipscan", "sipcli", "pplsip",
    "sundayddr", "iwar", "sipsak", "sivus", "svcrack", "svmap", "svwar", "vaxsipuseragent", "siparmyknife",
    "viproy",
)  # fmt: skip
"""Tools that look for open devices and weak passwords. Some are an administrator's own tools, too."""


def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    """Match a name that stands by itself: a digit, dash or slash may follow, another letter may not."""
    return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, names))})(?![a-z])")


_PBX, _SWITCH, _SCANNER = _named(EXCHANGES + BORDERS), _named(SWITCHES), _named(SCANNERS)


def is_pbx(user_agent: str) -> bool:
    """Whether a private exchange, or a border controller before one, says its name."""
    return _PBX.search(user_agent.casefold()) is not None


def is_softswitch(user_agent: str) -> bool:
    """Whether a carrier's switch says its name."""
    return _SWITCH.search(user_agent.casefold()) is not None


def is_scanner(user_agent: str) -> bool:
    """Whether a tool that scans SIP devices says its name."""
    return _SCANNER.search(user_agent.casefold()) is not None
