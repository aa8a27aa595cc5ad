"""What is answered when something is refused: problem+json (RFC 9457), in English and French."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from msgspec import UNSET, Struct, UnsetType

from fairline.policy import Lang, Text

NOBODY = "-"
"""Under whose name a refusal is counted that is no key's."""
TYPE = "/v1/problems/"
"""A problem's type is an address on this server, where it is explained."""


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The body of a refusal. ``field``, ``found`` and ``wanted`` say what of the request did not fit."""

    type: str
    title: str
    status: int
    detail: str
    field: str | UnsetType = UNSET
    found: str | UnsetType = UNSET
    wanted: str | UnsetType = UNSET
    retry_after_s: int | UnsetType = UNSET
    reasons: tuple[str, ...] | UnsetType = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of problem."""

    name: str
    status: int
    title: Text
    detail: Text


def _kind(name: str, status: int, title: Text, detail: Text) -> Kind:
    return Kind(name=name, status=status, title=title, detail=detail)


NO_KEY = _kind(
    "no-valid-key",
    401,
    Text(en="No valid key", fr="Aucune clé valable"),
    Text(
        en="It needs an API key that is known, not expired and not revoked: Authorization: Bearer ...",
        fr="La requête demande une clé d'API connue, ni expirée ni révoquée\u00a0: Authorization: Bearer ...",
    ),
)
NO_SCOPE = _kind(
    "scope-missing",
    403,
    Text(en="The key may not be used for this", fr="La clé ne permet pas cet usage"),
    Text(en="It needs the scope {scope}.", fr="Il faut la portée {scope}."),
)
OTHER_ACCOUNT = _kind(
    "another-account",
    403,
    Text(en="Another account", fr="Un autre compte"),
    Text(
        en="The key does not speak for the account {account}.",
        fr="La clé ne parle pas pour le compte {account}.",
    ),
)
NO_GROUND = _kind(
    "no-ground",
    403,
    Text(en="No ground to look at this", fr="Aucun fondement pour cet examen"),
    Text(en="{why}", fr="{why}"),
)
NOT_FOUND = _kind(
    "not-found",
    404,
    Text(en="Nothing here", fr="Rien ici"),
    Text(en="There is no {what}.", fr="Il n'y a pas de {what}."),
)
NO_METHOD = _kind(
    "method-not-allowed",
    405,
    Text(en="Method not allowed", fr="Méthode non permise"),
    Text(en="Allowed here: {allowed}.", fr="Permis ici\u00a0: {allowed}."),
)
TOO_SLOW = _kind(
    "too-slow",
    408,
    Text(en="The request came too slowly", fr="La requête est arrivée trop lentement"),
    Text(
        en="Headers have {headers} s to come, and the body {body} s.",
        fr="Les en-têtes ont {headers}\u00a0s pour arriver, et le corps {body}\u00a0s.",
    ),
)
NOT_ALLOWED_MOVE = _kind(
    "move-not-allowed",
    409,
    Text(en="The standing cannot move so", fr="La situation ne peut évoluer ainsi"),
    Text(
        en="It is {standing}, and {move} cannot follow.",
        fr="Elle est «\u00a0{standing}\u00a0», et «\u00a0{move}\u00a0» ne peut suivre.",
    ),
)
REPLAYED = _kind(
    "replayed",
    409,
    Text(en="A webhook that came before", fr="Un webhook déjà reçu"),
    Text(
        en="The same signed request has been taken already, or its time is too far from now.",
        fr="La même requête signée a déjà été prise, ou son heure est trop loin de la nôtre.",
    ),
)
TOO_LARGE = _kind(
    "too-large",
    413,
    Text(en="Too much in one request", fr="Trop dans une seule requête"),
    Text(en="At most {limit} {unit}.", fr="Au plus {limit} {unit}."),
)
WRONG_TYPE = _kind(
    "wrong-content-type",
    415,
    Text(en="Content of another type", fr="Contenu d'un autre type"),
    Text(
        en="Wanted {wanted}, not encoded: compressed bodies are not read.",
        fr="Attendu\u00a0: {wanted}, sans encodage\u00a0; un corps compressé n'est pas lu.",
    ),
)
UNREADABLE = _kind(
    "unreadable",
    422,
    Text(en="The content cannot be read", fr="Le contenu est illisible"),
    Text(en="At {field}: {wanted}.", fr="À {field}\u00a0: {wanted}."),
)
BAD_REQUEST = _kind(
    "bad-request",
    400,
    Text(en="Not a request", fr="Ce n'est pas une requête"),
    Text(
        en="What came is no HTTP request that can be read.",
        fr="Ce qui est arrivé n'est pas une requête HTTP lisible.",
    ),
)
TOO_MANY = _kind(
    "too-many",
    429,
    Text(en="Too many for this key", fr="Trop pour cette clé"),
    Text(
        en="The key may send {rate} attempts and facts a second; come again in {seconds} s.",
        fr="La clé permet {rate} tentatives et faits par seconde\u00a0; revenez dans {seconds}\u00a0s.",
    ),
)
HEADERS_TOO_LARGE = _kind(
    "headers-too-large",
    431,
    Text(en="Headers too large", fr="En-têtes trop grands"),
    Text(en="At most {limit} bytes.", fr="Au plus {limit} octets."),
)
WRONG_SIGNATURE = _kind(
    "wrong-signature",
    403,
    Text(en="Wrong signature", fr="Signature fausse"),
    Text(
        en="The webhook is not signed with the secret that was agreed.",
        fr="Le webhook n'est pas signé avec le secret convenu.",
    ),
)
FAILED = _kind(
    "failed",
    500,
    Text(en="It failed here", fr="Une panne de notre côté"),
    Text(
        en="What failed is logged. Facts may be sent again: their ids count once.",
        fr="La panne est journalisée. Les faits peuvent être renvoyés\u00a0: leurs identifiants comptent une"
        " fois.",
    ),
)
OVERLOADED = _kind(
    "overloaded",
    503,
    Text(en="Too much at once", fr="Trop à la fois"),
    Text(en="Come again in {seconds} s.", fr="Revenez dans {seconds}\u00a0s."),
)
BYTES, ATTEMPTS, FACTS = (
    Text(en="bytes", fr="octets"),
    Text(en="attempts", fr="tentatives"),
    Text(en="facts", fr="faits"),
)
KINDS: Mapping[str, Kind] = {
    each.name: each
    for each in (
        NO_KEY, NO_SCOPE, OTHER_ACCOUNT, NO_GROUND, NOT_FOUND, NO_METHOD, TOO_SLOW, NOT_ALLOWED_MOVE,
        REPLAYED, TOO_LARGE, WRONG_TYPE, UNREADABLE, BAD_REQUEST, TOO_MANY, HEADERS_TOO_LARGE,
        WRONG_SIGNATURE, FAILED, OVERLOADED,
    )
}  # fmt: skip


@dataclass(kw_only=True, eq=False)
class Refusal(Exception):
    """A request that is refused. ``reason`` is what it is counted under, ``who`` the name of the key."""

    kind: Kind
    reason: str
    who: str = NOBODY
    values: Mapping[str, str | int | float | Text] = dataclasses.field(default_factory=dict)
    field: str | None = None
    found: str | None = None
    wanted: str | None = None
    retry_after_s: float | None = None
    headers: tuple[tuple[bytes, bytes], ...] = ()
    closes: bool = False
    """Whether the connection ends with it, because the rest of the request is not read."""

    def problem(self, lang: Lang) -> Problem:
        """Return the body of the answer in ``lang``."""
        slots = {
            name: value.say(lang) if isinstance(value, Text) else value for name, value in self.values.items()
        }
        return Problem(
            type=TYPE + self.kind.name,
            title=self.kind.title.say(lang),
            status=self.kind.status,
            detail=self.kind.detail.say(lang, **slots),
            field=UNSET if self.field is None else self.field,
            found=UNSET if self.found is None else self.found,
            wanted=UNSET if self.wanted is None else self.wanted,
            retry_after_s=UNSET if self.retry_after_s is None else _whole(self.retry_after_s),
        )

    def answer(self, lang: Lang) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        """Return status, headers and body."""
        headers = [
            (b"content-type", b"application/problem+json"),
            (b"content-language", lang.encode()),
            *self.headers,
        ]
        if self.retry_after_s is not None:
            headers.append((b"retry-after", str(_whole(self.retry_after_s)).encode()))
        if self.closes:
            headers.append((b"connection", b"close"))
        return self.kind.status, headers, msgspec.json.encode(self.problem(lang))


def language(accepted: bytes | None) -> Lang:
    """Return the language that an ``Accept-Language`` header likes best; English if it names neither."""
    best, weight = Lang.EN, 0.0
    for part in (accepted or b"").decode("latin-1").split(","):
        tag, _, parameter = part.partition(";")
        quality = parameter.strip().removeprefix("q=") or "1"
        known = next((lang for lang in Lang if tag.strip().lower().split("-")[0] == lang), None)
        try:
            liked = float(quality)
        except ValueError:
            continue
        if known is not None and liked > weight:
            best, weight = known, liked
    return best


def _whole(seconds: float) -> int:
    return max(1, -int(-seconds // 1))
