"""The parts of a SIP address: display name aside, the URI's user and host, and the parameters after it.

Source: RFC 3261 sections 19.1 and 20.10, RFC 3966 for ``tel:``.
"""

import re
from urllib.parse import unquote

import msgspec

_USUAL = re.compile(
    r'(?:"[^"\\<>]*" *|[^"<>]*)'  # a display name
    r"<(sips?:([\w+.!~*'()&=$,/-]+)@([\w.:\[\]-]+)(?:;[\w=.;+-]*)?)>"
    r"(?:;tag=([\w.!%*+`'~-]+))?",
    re.ASCII,
)
"""What nearly all addresses look like; any other is taken apart step by step."""


class Address(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One From, To, Diversion or similar value. A part that is missing is ``None``.

    ``user`` has its escapes undone and its own parameters (``;npdi``, ``;phone-context``) cut off; ``params``
    are those after the URI, names in lower case.
    """

    uri: str
    user: str | None
    host: str | None
    params: dict[str, str]
    escaped_reason: bool
    """Whether the URI carries a Reason header, with which History-Info marks a target that was left."""

    @property
    def plain(self) -> str:
        """The URI and the tag as one text."""
        return f"{self.uri};{self.tag or ''}"

    @property
    def tag(self) -> str | None:
        """The dialog's tag, ``None`` if there is none yet."""
        return self.params.get("tag") or None


def address(value: str) -> Address:
    """Take a name-addr or addr-spec apart. Never fails: nonsense has no user and no host."""
    usual = _USUAL.fullmatch(value)
    if usual is None:
        return careful_address(value)
    uri, user, host, tag = usual.groups()
    params = {} if tag is None else {"tag": tag}
    return Address(uri=uri, user=user, host=host, params=params, escaped_reason=False)


def careful_address(value: str) -> Address:
    """Take an address apart, however it is written."""
    start = _after_name(value)
    if value[start : start + 1] == "<":
        uri, _, rest = value[start + 1 :].partition(">")
    else:
        uri, semicolon, rest = value[start:].strip().partition(";")
        rest = semicolon + rest
    uri = uri.strip()
    user, host = _user_and_host(uri)
    headers = uri.partition("?")[2].lower()
    reason = headers.startswith("reason=") or "&reason=" in headers
    return Address(uri=uri, user=user, host=host, params=parameters(rest), escaped_reason=reason)


def parameters(text: str) -> dict[str, str]:
    """Read ``a=1;b="x;y";c`` into a dict with names in lower case. The first of two equal names stays."""
    found: dict[str, str] = {}
    if not text:
        return found
    for part in _split(text, ";"):
        name, _, value = part.partition("=")
        if name.strip():
            found.setdefault(name.strip().lower(), value.strip().strip('"'))
    return found


def split_list(value: str) -> list[str]:
    """Split at the commas that stand outside quotes and angle brackets. Empty parts are dropped."""
    return [part.strip() for part in _split(value, ",") if part.strip()]


def _split(text: str, mark: str) -> list[str]:
    if mark not in text:
        return [text]
    if '"' not in text and "<" not in text:
        return text.split(mark)
    parts, start, quoted, depth, skip = [], 0, False, 0, False
    for position, char in enumerate(text):
        if skip:
            skip = False
        elif quoted:
            skip, quoted = char == "\\", char != '"'
        elif char == '"':
            quoted = True
        elif char == "<":
            depth = 1
        elif char == ">":
            depth = 0
        elif char == mark and not depth:
            parts.append(text[start:position])
            start = position + 1
    return [*parts, text[start:]]


def _after_name(value: str) -> int:
    """Return where the URI begins: past a quoted display name, at the first angle bracket if there is one."""
    start, lead = 0, len(value) - len(value.lstrip())
    if value[lead : lead + 1] == '"':
        start = lead + 1
        while start < len(value) and value[start] != '"':
            start += 2 if value[start] == "\\" else 1
        start += 1
    bracket = value.find("<", start)
    return bracket if bracket >= 0 else min(start, len(value))


def _user_and_host(uri: str) -> tuple[str | None, str | None]:
    scheme, colon, rest = uri.partition(":")
    if not colon:
        return None, None
    kind = scheme.strip().lower()
    if kind == "tel":
        return rest.partition(";")[0] or None, None
    if kind not in ("sip", "sips"):
        return None, None
    before, at, after = rest.partition("?")[0].rpartition("@")
    if not at:
        return None, after.partition(";")[0] or None
    return _unescaped(before.partition(":")[0].partition(";")[0]), after.partition(";")[0] or None


def _unescaped(user: str) -> str | None:
    """Undo %-escapes, unless what comes out could not be shown: then the escapes are what was dialed."""
    plain = unquote(user)
    return (plain if plain.isprintable() else user) or None
