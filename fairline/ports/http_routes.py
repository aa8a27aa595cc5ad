"""What each path does."""

from collections.abc import Iterator

from fairline.facts import Fact, Unreadable
from fairline.policy import Text
from fairline.ports import http_problems as problems
from fairline.ports import http_standing as standing
from fairline.ports.http_admission import timely
from fairline.ports.http_app import HttpApp, Route, healthz, metrics, not_found, overload, readyz
from fairline.ports.http_decide import decide, few, forbidden, listed
from fairline.ports.http_facts import admitted, lines_of, read_line, taken
from fairline.ports.http_findings import PAGE, PAGE_MAX
from fairline.ports.http_inspect import inspect
from fairline.ports.http_keys import ApiKey, Scope
from fairline.ports.http_openapi import document
from fairline.ports.http_request import JSON, NDJSON, Request, Response, json_response
from fairline.ports.http_standing import unfit
from fairline.ports.http_stir import SIGNING, VERIFICATION, signing, verification
from fairline.ports.http_webhooks import CLOUDEVENTS, CLOUDEVENTS_BATCH, Twilio, Zoom, cloudevents
from fairline.ports.overload import Overloaded
from fairline.wire import FactsTaken, Findings, PastFinding, ProblemKind, Said

SEQUENCE_DIGITS = 18  # what SQLite holds
FORM = b"application/x-www-form-urlencoded"


async def facts(app: HttpApp, request: Request) -> Response:
    """Count facts: NDJSON, or one fact or a list of them as JSON."""
    key = app.key(request, Scope.FACTS)
    kind = request.wants(key.name, *NDJSON, JSON)
    wait_s = app.bucket(key).wait_s()
    if wait_s:
        raise app.too_many(key, wait_s)
    body = await request.body(key.name, app.settings.body_bytes_max)
    if kind != JSON:
        few(key, body.count(b"\n"), app.settings.lines_max, problems.FACTS)
        return json_response(await _counted(app, key, lines_of(body)))
    if body.lstrip()[:1] != b"[":
        return json_response(await _counted(app, key, iter((read_line(1, body),))))
    raws = listed(key, body, app.settings.lines_max)
    read = (read_line(line, bytes(raw)) for line, raw in enumerate(raws, start=1))
    return json_response(await _counted(app, key, read))


async def _counted(app: HttpApp, key: ApiKey, read: Iterator[Fact | Unreadable]) -> FactsTaken:
    bucket, now, ahead_s = app.bucket(key), app.asked.now(), app.settings.ahead_s_max
    try:
        told = await taken((admitted(each, key, now, ahead_s) for each in read), app.asked, app.counts.facts)
    except Overloaded as overloaded:
        raise overload(overloaded, key.name) from None
    bucket.spend(len(told.lines))
    forbidden = sum(line.status == 403 for line in told.lines)
    if forbidden:
        app.counts.refusals[key.name, "another account"] += forbidden
    if told.refused > forbidden:
        app.counts.refusals[key.name, "unreadable"] += told.refused - forbidden
    return told


async def events(app: HttpApp, request: Request) -> Response:
    """Count the facts in CloudEvents."""
    key = app.key(request, Scope.FACTS)
    kind = request.wants(key.name, CLOUDEVENTS, CLOUDEVENTS_BATCH, JSON)
    wait_s = app.bucket(key).wait_s()
    if wait_s:
        raise app.too_many(key, wait_s)
    body = await request.body(key.name, app.settings.body_bytes_max)
    return json_response(await _counted(app, key, cloudevents(request.headers, kind, body)))


async def zoom(app: HttpApp, request: Request) -> Response:
    """Count what a webhook of Zoom tells, or answer Zoom's question whether the address is ours."""
    hook = app.zoom
    if hook is None:
        raise not_found(NO_HOOK)
    request.wants(hook.name, JSON)
    body = await request.body(hook.name, app.settings.body_bytes_max)
    signature = hook.check(request.headers, body)
    challenge = hook.challenge(body)
    if challenge is not None:
        return json_response(challenge)
    return await _hooked(app, hook, signature, hook.facts(body), 200)


async def twilio(app: HttpApp, request: Request) -> Response:
    """Count what a webhook of Twilio tells."""
    hook = app.twilio
    if hook is None:
        raise not_found(NO_HOOK)
    kind = request.wants(hook.name, FORM, JSON)
    body = await request.body(hook.name, app.settings.body_bytes_max)
    signature = hook.check(request.headers, request.scope["query_string"], body, form=kind == FORM)
    return await _hooked(app, hook, signature, hook.facts(body), 200)


async def _hooked(
    app: HttpApp, hook: Zoom | Twilio, signature: bytes, read: Iterator[Fact | Unreadable], status: int
) -> Response:
    now, ahead_s = app.asked.now(), app.settings.ahead_s_max

    def timed() -> Iterator[Fact | Unreadable]:
        for each in read:
            yield each if isinstance(each, Unreadable) else timely(each, now, ahead_s=ahead_s) or each

    told = await taken(timed(), app.asked, app.counts.facts)
    hook.once.take(signature)
    if told.refused:
        app.counts.refusals[hook.name, "unreadable"] += told.refused
    return json_response(told, status)


async def all_standings(app: HttpApp, request: Request) -> Response:
    """List what is not active."""
    key = app.key(request, Scope.READ, Scope.STANDING)
    query = request.query
    limit = _limit(query.get("limit"), standing.PAGE, standing.PAGE_MAX)
    account = _account(key, query.get("account"))
    return json_response(standing.page(app.asked.standings(), key, account, query.get("after", ""), limit))


async def one_standing(app: HttpApp, request: Request) -> Response:
    """Tell how one subject stands."""
    key = app.key(request, Scope.READ, Scope.STANDING)
    subject = standing.subject_in(request.parts[-3:])
    _account(key, subject.account)
    return json_response(standing.history(app.asked.standings(), subject, request.query.get("territory")))


async def move_standing(app: HttpApp, request: Request) -> Response:
    """Take a ruling."""
    key = app.key(request, Scope.STANDING)
    request.wants(key.name, JSON)
    move = standing.read_move(await request.body(key.name, app.settings.body_bytes_max))
    _account(key, move.scope.account)
    return json_response(await standing.moved(move, app.asked, key.name))


async def findings(app: HttpApp, request: Request) -> Response:
    """List the latest findings."""
    key = app.key(request, Scope.READ, Scope.STANDING)
    query = request.query
    limit = _limit(query.get("limit"), PAGE, PAGE_MAX)
    account = _account(key, query.get("account"))
    page = app.found.page(key, account=account, rule=query.get("rule"), limit=limit)
    return json_response(Findings(findings=page))


async def past_findings(app: HttpApp, request: Request) -> Response:
    """List what the journal says of findings, those before the start too."""
    key = app.key(request, Scope.READ, Scope.STANDING)
    query = request.query
    limit = _limit(query.get("limit"), PAGE, PAGE_MAX)
    account, rule = _account(key, query.get("account")), query.get("rule")
    before = _before(query.get("before"))
    if app.asked.past is None:
        raise not_found(NO_JOURNAL)

    def wanted(finding: PastFinding) -> bool:
        whose = finding.who.get("account")
        return key.speaks_for(whose) and account in (None, whose) and rule in (None, finding.rule)

    return json_response(await app.asked.past(before, wanted, limit))


def _before(given: str | None) -> int | None:
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= SEQUENCE_DIGITS):
        raise unfit("before", given, "the number of an entry")
    return int(given)


async def problem(app: HttpApp, request: Request) -> Response:
    """Explain a kind of problem."""
    kind = problems.KINDS.get(request.parts[-1])
    if kind is None:
        raise not_found(NO_PROBLEM)
    told = ProblemKind(
        type=problems.TYPE + kind.name,
        status=kind.status,
        title=Said(en=kind.title.en, fr=kind.title.fr),
        detail=Said(en=kind.detail.en, fr=kind.detail.fr),
    )
    return json_response(told)


async def openapi(app: HttpApp, request: Request) -> Response:
    """Describe all of this."""
    return json_response(document(app.routes, app.language(request)))


NO_HOOK = Text(en="such webhook set up", fr="tel webhook configuré")
NO_JOURNAL = Text(en="journal to read from", fr="journal où lire")
NO_PROBLEM = Text(en="such problem", fr="tel problème")

ROUTES: tuple[Route, ...] = (
    Route(method="POST", path="/v1/decide", handler=decide, scopes=(Scope.DECIDE,)),
    Route(method="POST", path="/v1/facts", handler=facts, scopes=(Scope.FACTS,)),
    Route(method="POST", path="/v1/inspect", handler=inspect, scopes=(Scope.INSPECT,)),
    Route(method="POST", path="/v1/webhooks/zoom", handler=zoom),
    Route(method="POST", path="/v1/webhooks/twilio", handler=twilio),
    Route(method="POST", path="/v1/webhooks/cloudevents", handler=events, scopes=(Scope.FACTS,)),
    Route(method="GET", path="/v1/standing", handler=all_standings, scopes=(Scope.READ, Scope.STANDING)),
    Route(method="POST", path="/v1/standing", handler=move_standing, scopes=(Scope.STANDING,)),
    Route(
        method="GET",
        path="/v1/standing/{kind}/{account}/{id}",
        handler=one_standing,
        scopes=(Scope.READ, Scope.STANDING),
    ),
    Route(method="GET", path="/v1/findings", handler=findings, scopes=(Scope.READ, Scope.STANDING)),
    Route(
        method="GET",
        path="/v1/findings/journal",
        handler=past_findings,
        scopes=(Scope.READ, Scope.STANDING),
    ),
    Route(method="POST", path=SIGNING, handler=signing, scopes=(Scope.SIGN,)),
    Route(method="POST", path=VERIFICATION, handler=verification, scopes=(Scope.VERIFY,)),
    Route(method="GET", path="/v1/problems/{name}", handler=problem),
    Route(method="GET", path="/healthz", handler=healthz),
    Route(method="GET", path="/readyz", handler=readyz),
    Route(method="GET", path="/metrics", handler=metrics, scopes=(Scope.METRICS,)),
    Route(method="GET", path="/openapi.json", handler=openapi),
)


def _account(key: ApiKey, account: str | None) -> str | None:
    """Return the account that is asked about. ``Refusal`` if the key does not speak for it."""
    if account is not None and not key.speaks_for(account):
        wanted = f"one of {', '.join(key.accounts)}"
        raise forbidden(key, Unreadable(line=0, field="account", found=account[:80], wanted=wanted), account)
    return account


def _limit(given: str | None, usual: int, most: int) -> int:
    if given is None:
        return usual
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:9]) <= most:
        raise unfit("limit", given, f"a whole number from 1 to {most}")
    return int(given)
