"""Everything that can be wrong with a signed identity: how SIP tells it, and what a person reads.

Two kinds are kept apart. An identity that is *wrong* (forged, stale, another's) is ``TN-Validation-Failed``;
one that could not be *looked at* (its certificate did not come, its kind is not known) is
``No-TN-Validation``: nothing is known, which is no "no". Statuses are RFC 8224's, section 6.2.2 and 13.
"""

from enum import StrEnum

from msgspec import Struct

from fairline.policy import Text


class Verstat(StrEnum):
    """What SIP says of a number (TS 24.229 section 7.2A.20, ATIS-1000074)."""

    PASSED = "TN-Validation-Passed"
    FAILED = "TN-Validation-Failed"
    NONE = "No-TN-Validation"


class Fault(StrEnum):
    """What is wrong with an identity, or why nothing can be told of it."""

    NO_IDENTITY = "no-identity"
    TOO_LARGE = "too-large"
    MALFORMED = "malformed"
    BASE64 = "base64"
    JSON = "json"
    REPEATED = "repeated"
    ALGORITHM = "algorithm"
    TYPE = "type"
    EXTENSION = "extension"
    DISAGREES = "disagrees"
    ADDRESS = "address"
    CLAIMS = "claims"
    COMPACT = "compact"
    NUMBERS = "numbers"
    STALE = "stale"
    ORIGIN = "origin"
    DESTINATION = "destination"
    DIVERSION = "diversion"
    REPLAYED = "replayed"
    SIGNATURE = "signature"
    HOST = "host"
    PRIVATE = "private"
    FETCH = "fetch"
    LATE = "late"
    CERTIFICATE = "certificate"
    EXPIRED = "expired"
    EARLY = "early"
    UNTRUSTED = "untrusted"
    USAGE = "usage"
    KEY = "key"
    AUTHORITY = "authority"
    COVERAGE = "coverage"


class Unsound(Struct, frozen=True, kw_only=True):
    """A refusal: what is wrong, and of which part (a claim, a parameter), if it is of one."""

    fault: Fault
    field: str = ""


class Meaning(Struct, frozen=True, kw_only=True):
    """How a fault is told: the SIP status with its phrase, ``verstat``, and one sentence for people."""

    status: int
    verstat: Verstat
    why: Text

    @property
    def phrase(self) -> str:
        """The reason phrase that RFC 8224 section 13 registers with the status."""
        return PHRASES[self.status]


PHRASES = {
    403: "Stale Date",
    428: "Use Identity Header",
    436: "Bad Identity Info",
    437: "Unsupported Credential",
    438: "Invalid Identity Header",
}


def _wrong(status: int, en: str, fr: str) -> Meaning:
    return Meaning(status=status, verstat=Verstat.FAILED, why=Text(en=en, fr=fr))


def _unseen(status: int, en: str, fr: str) -> Meaning:
    return Meaning(status=status, verstat=Verstat.NONE, why=Text(en=en, fr=fr))


MEANING: dict[Fault, Meaning] = {
    Fault.NO_IDENTITY: _unseen(
        428, "The call carries no signed identity.", "L'appel ne porte aucune identité signée."
    ),
    Fault.TOO_LARGE: _wrong(
        438,
        "The signed identity is larger than any real one.",
        "L'identité signée est plus grande qu'aucune identité réelle.",
    ),
    Fault.MALFORMED: _wrong(
        438,
        "The Identity header is not written as RFC 8224 has it.",
        "L'en-tête Identity n'est pas écrit comme le veut la RFC 8224.",
    ),
    Fault.BASE64: _wrong(
        438, "A part of the token is not base64url.", "Une partie du jeton n'est pas en base64url."
    ),
    Fault.JSON: _wrong(
        438, "A part of the token is no JSON object.", "Une partie du jeton n'est pas un objet JSON."
    ),
    Fault.REPEATED: _wrong(
        438,
        "A claim stands twice in the token, so that two readers may read two things.",
        "Une déclaration figure deux fois dans le jeton, que deux lecteurs peuvent donc lire autrement.",
    ),
    Fault.ALGORITHM: _wrong(
        437,
        "The token is signed by another algorithm than ES256, or by none.",
        "Le jeton est signé par un autre algorithme qu'ES256, ou par aucun.",
    ),
    Fault.TYPE: _wrong(438, "The token is no PASSporT.", "Le jeton n'est pas un PASSporT."),
    Fault.EXTENSION: _unseen(
        428,
        "None of its identities is of a kind that is known here and signs who calls.",
        "Aucune de ses identités n'est d'un type connu ici qui signe l'appelant.",
    ),
    Fault.DISAGREES: _wrong(
        438,
        "The header's parameters say something else than the token.",
        "Les paramètres de l'en-tête disent autre chose que le jeton.",
    ),
    Fault.ADDRESS: _wrong(
        436,
        "The address of the certificate is none that may stand there.",
        "L'adresse du certificat n'est pas de celles qui peuvent y figurer.",
    ),
    Fault.CLAIMS: _wrong(
        438,
        "A claim that such a token needs is missing, or is of another kind.",
        "Une déclaration nécessaire à un tel jeton manque, ou est d'une autre nature.",
    ),
    Fault.COMPACT: _unseen(
        438,
        "The short form of the token cannot be rebuilt from what the call says.",
        "La forme courte du jeton ne peut être reconstruite d'après ce que dit l'appel.",
    ),
    Fault.NUMBERS: _unseen(
        438,
        "There are no two telephone numbers to hold the signed ones against.",
        "Il n'y a pas deux numéros de téléphone auxquels comparer ceux qui sont signés.",
    ),
    Fault.STALE: _wrong(
        403,
        "The identity was signed too long before the call, or after it.",
        "L'identité a été signée trop longtemps avant l'appel, ou après lui.",
    ),
    Fault.ORIGIN: _wrong(
        438,
        "Another number is signed than the one that is shown.",
        "Le numéro signé n'est pas le numéro affiché.",
    ),
    Fault.DESTINATION: _wrong(
        438,
        "The identity was signed for a call to another number.",
        "L'identité a été signée pour un appel vers un autre numéro.",
    ),
    Fault.DIVERSION: _wrong(
        438,
        "The signed diversions do not lead from the number first called to this one.",
        "Les renvois signés ne mènent pas du premier numéro appelé à celui-ci.",
    ),
    Fault.REPLAYED: _wrong(
        438,
        "The same identity was shown by another call before.",
        "Un autre appel a déjà présenté la même identité.",
    ),
    Fault.SIGNATURE: _wrong(
        438, "The signature is not of this certificate.", "La signature n'est pas celle de ce certificat."
    ),
    Fault.HOST: _unseen(
        436,
        "The certificate is kept by a host that is not on the provider's list.",
        "Le certificat est gardé par un hôte absent de la liste du fournisseur.",
    ),
    Fault.PRIVATE: _unseen(
        436,
        "The certificate's host leads to an address that is not public, and was not asked.",
        "L'hôte du certificat mène à une adresse non publique, et n'a pas été interrogé.",
    ),
    Fault.FETCH: _unseen(
        436, "The certificate could not be fetched.", "Le certificat n'a pas pu être récupéré."
    ),
    Fault.LATE: _unseen(
        436,
        "The certificate did not come in time.",
        "Le certificat n'est pas arrivé à temps.",
    ),
    Fault.CERTIFICATE: _wrong(
        437,
        "What stands at the certificate's address is no certificate that can be read.",
        "Ce qui se trouve à l'adresse du certificat n'est pas un certificat lisible.",
    ),
    Fault.EXPIRED: _wrong(437, "The certificate has expired.", "Le certificat a expiré."),
    Fault.EARLY: _wrong(437, "The certificate is not valid yet.", "Le certificat n'est pas encore valable."),
    Fault.UNTRUSTED: _wrong(
        437,
        "Nobody whom the provider trusts vouches for the certificate.",
        "Aucune autorité reconnue par le fournisseur ne garantit le certificat.",
    ),
    Fault.USAGE: _wrong(
        437,
        "The certificate, or one above it, is not meant for this use.",
        "Le certificat, ou l'un de ceux au-dessus de lui, n'est pas prévu pour cet usage.",
    ),
    Fault.KEY: _wrong(
        437,
        "The certificate's key is of another kind than ES256 needs.",
        "La clé du certificat est d'une autre nature que celle qu'exige ES256.",
    ),
    Fault.AUTHORITY: _wrong(
        437,
        "The certificate does not say for which provider or numbers it may sign.",
        "Le certificat ne dit pas pour quel opérateur ou quels numéros il peut signer.",
    ),
    Fault.COVERAGE: _wrong(
        437,
        "The certificate may not sign for this number.",
        "Le certificat ne peut signer pour ce numéro.",
    ),
}
"""How each fault is told."""
