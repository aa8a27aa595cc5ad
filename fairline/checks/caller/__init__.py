"""Who is really calling: signed identities are read, verified and made; numbers that never call are known.

What is here needs no gate: an Identity header is envelope, not content. Everything but ``Fetcher`` is without
network and clock. The order: ``Credentials`` of some ``Anchors``; a ``Verifier`` over them, which answers a
``Shown`` call with a ``Proof``, or with the certificates that are ``Wanted``; a ``Fetcher`` that gets those.
"""

from fairline.checks.caller.addresses import may_be_asked
from fairline.checks.caller.attesting import at_most, supported
from fairline.checks.caller.certificates import Anchors, Credential
from fairline.checks.caller.credentials import Credentials
from fairline.checks.caller.faults import MEANING, Fault, Meaning, Unsound, Verstat
from fairline.checks.caller.fetching import Fetcher
from fairline.checks.caller.numbers import NeverCalling, ShownNumbers
from fairline.checks.caller.passport import Kind, Passport
from fairline.checks.caller.proof import Proof, Shown, Wanted
from fairline.checks.caller.signing import Signer
from fairline.checks.caller.verifying import Verifier

__all__ = [
    "MEANING",
    "Anchors",
    "Credential",
    "Credentials",
    "Fault",
    "Fetcher",
    "Kind",
    "Meaning",
    "NeverCalling",
    "Passport",
    "Proof",
    "Shown",
    "ShownNumbers",
    "Signer",
    "Unsound",
    "Verifier",
    "Verstat",
    "Wanted",
    "at_most",
    "may_be_asked",
    "supported",
]
