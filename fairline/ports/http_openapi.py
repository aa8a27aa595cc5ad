"""The description of the port in OpenAPI 3.1, made of the types that go over the wire."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from fairline import __version__
from fairline.facts import Event, Fact
from fairline.policy import Lang, Text
from fairline.ports.http_problems import KINDS, Kind, Problem
from fairline.ports.http_stir_wire import (
    ERRORS,
    RequestError,
    SigningAnswer,
    SigningAsked,
    VerificationAnswer,
    VerificationAsked,
)
from fairline.wire import (
    AllStandings,
    Answers,
    Decided,
    FactsTaken,
    Findings,
    Health,
    History,
    Inspect,
    Inspected,
    Move,
    Moved,
    PastFindings,
    ProblemKind,
)

if TYPE_CHECKING:
    from fairline.ports.http_app import Route

JSON, NDJSON, PROBLEM = "application/json", "application/x-ndjson", "application/problem+json"
REF = "#/components/schemas/{name}"
TITLE = Text(en="fairline", fr="fairline")
ABOUT = Text(
    en="Decisions before an act, facts after it, and standings. Unknown fields of facts are ignored.",
    fr="Des décisions avant l'acte, des faits après, et des situations. Les champs inconnus des faits sont"
    " ignorés.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What a route takes and answers. ``takes``: a type by content type; ``None`` is nothing typed."""

    summary: Text
    answers: tuple[Any, ...]
    """What may be answered: one of these; none of them is text."""
    takes: Mapping[str, Any] | None = None
    query: Mapping[str, Text] | None = None
    refusals: tuple[str, ...] = ()
    errors: Mapping[int, Text] | None = None
    """Refusals that have the form of another's API, by status."""


KEYED = ("no-valid-key", "scope-missing")
SENT = ("too-large", "wrong-content-type", "too-slow")
ACCOUNT = Text(en="one account only", fr="un seul compte")
LIMIT = Text(en="how many at most", fr="combien au plus")
OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("POST", "/v1/decide"): Operation(
        summary=Text(
            en="Ask whether an attempt may go on, or each of a list",
            fr="Demander si une tentative, ou chacune d'une liste, peut se poursuivre",
        ),
        takes={JSON: Event | list[Event]},
        answers=(Decided, Answers),
        refusals=(*KEYED, *SENT, "another-account", "unreadable", "too-many", "overloaded"),
    ),
    ("POST", "/v1/facts"): Operation(
        summary=Text(
            en="Send facts; each id counts once, and each line is told what became of it",
            fr="Envoyer des faits\u00a0; chaque identifiant compte une fois, et chaque ligne dit son sort",
        ),
        takes={NDJSON: Fact, JSON: Fact | list[Fact]},
        answers=(FactsTaken,),
        refusals=(*KEYED, *SENT, "too-many", "overloaded"),
    ),
    ("POST", "/v1/inspect"): Operation(
        summary=Text(
            en="Have content looked at, where there is a ground, and ask whether the item may go on",
            fr="Faire examiner un contenu, s'il y a un fondement, et demander si l'élément peut passer",
        ),
        takes={JSON: Inspect},
        answers=(Inspected,),
        refusals=(
            *KEYED,
            *SENT,
            "another-account",
            "no-ground",
            "not-found",
            "unreadable",
            "too-many",
            "overloaded",
        ),
    ),
    ("POST", "/v1/webhooks/zoom"): Operation(
        summary=Text(en="Zoom's webhooks, signed", fr="Les webhooks de Zoom, signés"),
        takes={JSON: None},
        answers=(FactsTaken,),
        refusals=(*SENT, "wrong-signature", "replayed"),
    ),
    ("POST", "/v1/webhooks/twilio"): Operation(
        summary=Text(en="Twilio's webhooks, signed", fr="Les webhooks de Twilio, signés"),
        takes={"application/x-www-form-urlencoded": None, JSON: None},
        answers=(FactsTaken,),
        refusals=(*SENT, "wrong-signature", "replayed"),
    ),
    ("POST", "/v1/webhooks/cloudevents"): Operation(
        summary=Text(
            en="CloudEvents that carry facts: structured, binary or in batches",
            fr="Des CloudEvents porteurs de faits\u00a0: structurés, binaires ou par lots",
        ),
        takes={
            "application/cloudevents+json": None,
            "application/cloudevents-batch+json": None,
            JSON: Fact,
        },
        answers=(FactsTaken,),
        refusals=(*KEYED, *SENT, "too-many", "overloaded"),
    ),
    ("GET", "/v1/standing"): Operation(
        summary=Text(en="List all that is not active", fr="Lister tout ce qui n'est pas actif"),
        answers=(AllStandings,),
        query={
            "account": ACCOUNT,
            "limit": LIMIT,
            "after": Text(en="where the page before ended", fr="la fin de la page d'avant"),
        },
        refusals=(*KEYED, "another-account", "unreadable"),
    ),
    ("POST", "/v1/standing"): Operation(
        summary=Text(
            en="Restrict, suspend, terminate or restore",
            fr="Restreindre, suspendre, résilier ou rétablir",
        ),
        takes={JSON: Move},
        answers=(Moved,),
        refusals=(*KEYED, *SENT, "another-account", "unreadable", "move-not-allowed"),
    ),
    ("GET", "/v1/standing/{kind}/{account}/{id}"): Operation(
        summary=Text(
            en="How one subject stands, and by which rulings",
            fr="La situation d'un sujet, et les décisions qui l'ont faite",
        ),
        answers=(History,),
        query={"territory": Text(en="for calls to one country", fr="pour les appels vers un pays")},
        refusals=(*KEYED, "another-account", "unreadable"),
    ),
    ("GET", "/v1/findings"): Operation(
        summary=Text(en="The latest findings", fr="Les derniers constats"),
        answers=(Findings,),
        query={"account": ACCOUNT, "rule": Text(en="one rule only", fr="une seule règle"), "limit": LIMIT},
        refusals=(*KEYED, "another-account", "unreadable"),
    ),
    ("GET", "/v1/findings/journal"): Operation(
        summary=Text(
            en="What the journal says of findings, the latest first, by pages",
            fr="Ce que le journal dit des constats, les derniers d'abord, par pages",
        ),
        answers=(PastFindings,),
        query={
            "account": ACCOUNT,
            "rule": Text(en="one rule only", fr="une seule règle"),
            "before": Text(en="entries below this number only", fr="seulement les entrées avant ce numéro"),
            "limit": LIMIT,
        },
        refusals=(*KEYED, "another-account", "unreadable", "not-found"),
    ),
    ("POST", "/stir/v1/signing"): Operation(
        summary=Text(
            en="Sign a call, as ATIS-1000082 has it",
            fr="Signer un appel, comme le prévoit l'ATIS-1000082",
        ),
        takes={JSON: SigningAsked},
        answers=(SigningAnswer,),
        refusals=KEYED,
        errors=ERRORS,
    ),
    ("POST", "/stir/v1/verification"): Operation(
        summary=Text(
            en="Verify a call's signed identity, as ATIS-1000082 has it",
            fr="Vérifier l'identité signée d'un appel, comme le prévoit l'ATIS-1000082",
        ),
        takes={JSON: VerificationAsked},
        answers=(VerificationAnswer,),
        refusals=KEYED,
        errors=ERRORS,
    ),
    ("GET", "/v1/problems/{name}"): Operation(
        summary=Text(en="A kind of problem, explained", fr="Un type de problème, expliqué"),
        answers=(ProblemKind,),
        refusals=("not-found",),
    ),
    ("GET", "/healthz"): Operation(
        summary=Text(en="Whether the process lives", fr="Si le processus vit"), answers=(Health,)
    ),
    ("GET", "/readyz"): Operation(
        summary=Text(en="Whether it is ready", fr="S'il est prêt"), answers=(Health,), refusals=()
    ),
    ("GET", "/metrics"): Operation(
        summary=Text(en="Counters for Prometheus", fr="Des compteurs pour Prometheus"),
        answers=(),
        refusals=KEYED,
    ),
    ("GET", "/openapi.json"): Operation(
        summary=Text(en="This description", fr="Cette description"), answers=(dict[str, Any],)
    ),
}
_TYPES = [
    each
    for operation in OPERATIONS.values()
    for each in (*operation.answers, *(operation.takes or {}).values())
    if each is not None
]
_TYPES += [RequestError]


@cache
def document(routes: "tuple[Route, ...]", lang: Lang) -> dict[str, Any]:
    """Return the description in ``lang``. What stands beside a field of a fact or a record is English."""
    schemas, components = msgspec.json.schema_components([*_TYPES, Problem], ref_template=REF)
    by_type = {id(of): schema for of, schema in zip([*_TYPES, Problem], schemas, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        described = _operation(route, OPERATIONS[route.method, route.path], by_type, lang)
        paths.setdefault(route.path, {})[route.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE.say(lang), "version": __version__, "description": ABOUT.say(lang)},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(
    route: "Route", of: Operation, by_type: Mapping[int, dict[str, Any]], lang: Lang
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": f"{route.method.lower()}{route.path.replace('/', '_').translate(NO_BRACES)}",
        "summary": of.summary.say(lang),
        "responses": {"200": _answer(of, by_type)} | _refusals(of, by_type, lang),
    }
    if route.scopes:
        made["security"] = [{"key": []}]
        made["x-scopes"] = [scope.value for scope in route.scopes]
    names = [part[1:-1] for part in route.path.split("/") if part.startswith("{")]
    text = {"type": "string"}
    parameters = [{"name": name, "in": "path", "required": True, "schema": text} for name in names]
    for name, told in (of.query or {}).items():
        parameters.append({"name": name, "in": "query", "schema": text, "description": told.say(lang)})
    if parameters:
        made["parameters"] = parameters
    if of.takes is not None:
        content = {
            kind: {} if each is None else {"schema": by_type[id(each)]} for kind, each in of.takes.items()
        }
        made["requestBody"] = {"required": True, "content": content}
    return made


def _answer(of: Operation, by_type: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    if not of.answers:
        return {"description": "OK", "content": {"text/plain": {"schema": {"type": "string"}}}}
    schemas = [by_type[id(each)] for each in of.answers]
    schema = schemas[0] if len(schemas) == 1 else {"oneOf": schemas}
    return {"description": "OK", "content": {JSON: {"schema": schema}}}


def _refusals(of: Operation, by_type: Mapping[int, dict[str, Any]], lang: Lang) -> dict[str, Any]:
    found: dict[str, list[Kind]] = {}
    for name in of.refusals:
        found.setdefault(str(KINDS[name].status), []).append(KINDS[name])
    content = {PROBLEM: {"schema": by_type[id(Problem)]}}
    told = {
        status: {"description": "; ".join(kind.title.say(lang) for kind in kinds), "content": content}
        for status, kinds in found.items()
    }
    own = {JSON: {"schema": by_type[id(RequestError)]}}
    for status, why in (of.errors or {}).items():
        told.setdefault(str(status), {"description": why.say(lang), "content": own})
    return dict(sorted(told.items()))


NO_BRACES = str.maketrans("", "", "{}")
