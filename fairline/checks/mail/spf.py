"""SPF: may this server send for this domain? By pyspf, with the limits of RFC 7208, 4.6.4.

The library asks the DNS through a function of its module; here each query asks the resolver that it is given,
so that two threads with two resolvers do not meet.
"""

from enum import StrEnum
from ipaddress import ip_address

import spf as library
from msgspec import Struct

from fairline.checks.mail.dns import Budget, Kind, Resolver, State

RECORD_BYTES_MAX = 8192  # ours: ten times what RFC 7208, 3.4 advises, 16 times a UDP answer
FAULTS = (AssertionError, AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
"""What the library lets out where a record or a sender is broken in a way it did not think of."""


class Spf(StrEnum):
    """The results of RFC 7208, 2.6."""

    PASS = "pass"
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"
    NONE = "none"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


class SpfResult(Struct, frozen=True, kw_only=True):
    """The result, and for which domain: that of MAIL FROM, or of HELO where MAIL FROM is empty."""

    result: Spf
    domain: str | None = None
    explanation: str | None = None
    """What the domain says to those whom it does not allow."""


def check_spf(*, ip: str, helo: str, mail_from: str, resolver: Resolver) -> SpfResult:
    """Return the result for one connection. ``mail_from``: without brackets; empty for a bounce.

    An address, HELO or domain that is none ends as RFC 7208, 4.3 says: ``NONE`` or ``PERMERROR``.
    """
    domain = (mail_from.rpartition("@")[2] if mail_from else helo).rstrip(".").lower()
    try:
        ip_address(ip)  # the library takes two words as well, and lists addresses for them
        result, _, explanation = _Query(ip, mail_from, helo, resolver).check()
    except (library.PermError, *FAULTS):
        return SpfResult(result=Spf.PERMERROR, domain=domain or None)
    said = explanation if result == "fail" and explanation != library.EXPLANATIONS["fail"] else None
    return SpfResult(result=Spf(result), domain=domain or None, explanation=said)


class _Query(library.query):  # type: ignore[misc]
    """A query of the library's that asks a resolver."""

    def __init__(self, ip: str, mail_from: str, helo: str, resolver: Resolver) -> None:
        self._resolver = resolver if isinstance(resolver, Budget) else Budget(resolver)
        super().__init__(i=ip, s=mail_from, h=helo)

    def dns(self, name: str, qtype: str, cnames: object = None, ignore_void: bool = False) -> list[object]:
        """Return the records of ``name`` in the library's forms; count the look-ups that found nothing."""
        answer = self._resolver.ask(name, Kind(qtype))
        if answer.state is State.FAILED:
            raise library.TempError(f"DNS: no answer for {qtype}")
        if answer.state is State.FOUND:
            if any(len(text) > RECORD_BYTES_MAX for text in answer.texts):
                raise library.PermError("a record is too long")
            return [(each,) if isinstance(each, bytes) else each for each in answer.records]
        if not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > library.MAX_VOID_LOOKUPS:
                raise library.PermError("too many look-ups found nothing")
        return []
