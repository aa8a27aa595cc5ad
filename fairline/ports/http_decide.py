"""POST /v1/decide: one attempt or a list, each asked about if the key may ask about it now."""

import asyncio
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import TypeGuard, TypeVar

import msgspec

from fairline.decision import Decision
from fairline.facts import EVENTS, Event, Fact, Unreadable
from fairline.policy import Cause, Lang, Text
from fairline.ports import http_problems as problems
from fairline.ports.http_admission import Forbidden, account_of, owned, timely
from fairline.ports.http_app import HttpApp, overload
from fairline.ports.http_deciding import Pending
from fairline.ports.http_facts import read_line
from fairline.ports.http_keys import ApiKey, Scope
from fairline.ports.http_problems import Refusal
from fairline.ports.http_request import JSON, Request, Response, json_response
from fairline.ports.http_standing import unfit
from fairline.ports.overload import Overloaded
from fairline.wire import Answer, Answers, Decided, Unanswered

PATH = "/v1/decide"
SLICE = 100  # ours: attempts asked about at a time, so that others are answered in between
KINDS = frozenset(EVENTS)
E = TypeVar("E", bound=Event)
_LIST = msgspec.json.Decoder(list[msgspec.Raw])

Asking = tuple[Event, Pending] | Decided | Refusal
"""An attempt that is asked about, one that needs no answer but this, or one that is refused."""


async def decide(app: HttpApp, request: Request) -> Response:
    """Answer one attempt, or a list of them."""
    key = app.key(request, Scope.DECIDE)
    request.wants(key.name, JSON)
    body = await request.body(key.name, app.settings.body_bytes_max)
    began = perf_counter()
    if body.lstrip()[:1] == b"[":
        response = await _batch(app, key, body)
    else:
        response = json_response(await _single(app, key, body))
    app.counts.took(perf_counter() - began)
    return response


def decide_now(app: HttpApp, request: Request, body: bytes, answer: Callable[[Response], None]) -> None:
    """Do what ``decide`` does, without a task of its own: most answers are there at once, or at the next
    commit. ``answer`` is called once, with an answer that is counted."""
    began = perf_counter()
    try:
        key = app.key(request, Scope.DECIDE)
        request.wants(key.name, JSON)
        request.bounded(key.name, len(body), app.settings.body_bytes_max)
        if body.lstrip()[:1] == b"[":
            work = asyncio.get_running_loop().create_task(_later(app, key, request, body, answer))
            app.running.add(work)
            work.add_done_callback(app.running.discard)
            return
        asking = _asking(app, key, read_line(0, body))
        if isinstance(asking, Refusal):
            raise asking
        if isinstance(asking, tuple):
            attempt, pending = asking
            if isinstance(pending, asyncio.Future) and not pending.done():
                then = partial(_finished, app, key, request, attempt, pending, began, answer)
                app.deciding.later(pending, then)
                return
            response = json_response(_told(app, key, attempt, app.deciding.became(pending)))
        else:
            response = json_response(asking)
    except Exception as error:
        response = app.refused(request, app.refusal_of(error, "POST /v1/decide failed"))
    _counted(app, response, began, answer)


def _finished(
    app: HttpApp,
    key: ApiKey,
    request: Request,
    attempt: Event,
    pending: Pending,
    began: float,
    answer: Callable[[Response], None],
) -> None:
    try:
        response = json_response(_told(app, key, attempt, app.deciding.became(pending)))
    except Exception as error:
        response = app.refused(request, app.refusal_of(error, "POST /v1/decide failed"))
    _counted(app, response, began, answer)


async def _later(
    app: HttpApp, key: ApiKey, request: Request, body: bytes, answer: Callable[[Response], None]
) -> None:
    began = perf_counter()
    try:
        response = await _batch(app, key, body)
    except Exception as error:
        response = app.refused(request, app.refusal_of(error, "POST /v1/decide failed"))
    _counted(app, response, began, answer)


def _counted(app: HttpApp, response: Response, began: float, answer: Callable[[Response], None]) -> None:
    app.counts.requests[PATH, response.status] += 1
    if response.status == 200:
        app.counts.took(perf_counter() - began)
    answer(response)


async def _single(app: HttpApp, key: ApiKey, body: bytes) -> Decided:
    asking = _asking(app, key, read_line(0, body))
    if isinstance(asking, Refusal):
        raise asking
    if isinstance(asking, Decided):
        return asking
    attempt, pending = asking
    return _told(app, key, attempt, await app.deciding.settled(pending))


def _told(app: HttpApp, key: ApiKey, attempt: Event, found: Decision | Cause | Overloaded) -> Decided:
    """Return what is told. ``Refusal`` if it is too much at once."""
    if isinstance(found, Overloaded):
        raise overload(found, key.name)
    return app.deciding.told(attempt, found)


async def _batch(app: HttpApp, key: ApiKey, body: bytes) -> Response:
    """Answer each, in order; alone refused is only what is no list, or too long a one."""
    raws = listed(key, body, app.settings.batch_max)
    asking: list[Asking] = []
    for line, raw in enumerate(raws, start=1):
        asking.append(_asking(app, key, read_line(line, bytes(raw))))
        if line % SLICE == 0:
            await asyncio.sleep(0)
    first = asking[0] if asking else None
    if isinstance(first, Refusal) and all(
        isinstance(each, Refusal) and each.kind is problems.TOO_MANY for each in asking
    ):
        raise first
    pending = [each for each in asking if isinstance(each, tuple)]
    found = iter(await app.deciding.all_settled([each for _, each in pending]))
    answers = []
    for line, each in enumerate(asking, start=1):
        if isinstance(each, tuple):
            one = next(found)
            told = overload(one, key.name) if isinstance(one, Overloaded) else app.deciding.told(each[0], one)
        else:
            told = each
        answers.append(_answer(app, line, told))
    return json_response(Answers(answers=tuple(answers)))


def _asking(app: HttpApp, key: ApiKey, read: Fact | Unreadable) -> Asking:
    """Ask about an attempt, if it is one that the key may ask about now. A call for help always is."""
    if isinstance(read, Unreadable):
        return unreadable_by(key, read)
    if not _is_attempt(read):
        return unreadable_by(key, Unreadable(line=1, field="kind", found=_kind(read), wanted="an attempt"))
    if app.asked.is_emergency(read):
        return helped(app, key, read)
    own = admitted(app, key, read)
    return own if isinstance(own, Refusal) else (own, app.deciding.ask(own))


def helped(app: HttpApp, key: ApiKey, attempt: Event) -> Decided:
    """Answer a call for help, whoever's it is; it is counted as the key's own only if it is."""
    own = owned(attempt, key)
    if isinstance(own, Forbidden):
        return app.deciding.helped(attempt, noted=False)
    return app.deciding.helped(own, noted=True)


def admitted(app: HttpApp, key: ApiKey, attempt: E) -> E | Refusal:
    """Return an attempt as the key may ask about it now, which uses up one of its rate; or why it may not."""
    own = owned(attempt, key)
    if isinstance(own, Forbidden):
        return forbidden(key, own.why, account_of(attempt))
    settings = app.settings
    untimely = timely(own, app.asked.now(), ahead_s=settings.ahead_s_max, behind_s=settings.behind_s_max)
    if untimely is not None:
        return unreadable_by(key, untimely)
    bucket = app.bucket(key)
    wait_s = bucket.wait_s()
    if wait_s:
        return app.too_many(key, wait_s)
    bucket.spend(1)
    return own


def _answer(app: HttpApp, line: int, told: Decided | Refusal) -> Answer:
    if isinstance(told, Decided):
        return Answer(line=line, decided=told)
    app.counts.refusals[told.who, told.reason] += 1
    problem = told.problem(Lang.EN)
    refused = Unanswered(
        status=problem.status,
        type=problem.type,
        detail=problem.detail,
        field=told.field,
        found=told.found,
        wanted=told.wanted,
    )
    return Answer(line=line, refused=refused)


def _is_attempt(fact: Fact) -> TypeGuard[Event]:
    return type(fact) in KINDS


def listed(key: ApiKey, body: bytes, most: int) -> list[msgspec.Raw]:
    """Return the elements of a JSON list. ``Refusal`` if it is none, or too long."""
    try:
        raws = _LIST.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise unreadable_by(
            key,
            Unreadable(line=1, field="body", found=body[:80].decode("utf-8", "replace"), wanted=str(error)),
        ) from None
    few(key, len(raws), most, problems.ATTEMPTS)
    return raws


def few(key: ApiKey, count: int, most: int, unit: Text) -> None:
    """Raise ``Refusal`` if there are too many in one request."""
    if count > most:
        raise Refusal(
            kind=problems.TOO_LARGE,
            who=key.name,
            reason="too many in one",
            values={"limit": most, "unit": unit},
        )


def unreadable_by(key: ApiKey, read: Unreadable) -> Refusal:
    """Return the refusal of what cannot be read."""
    refusal = unfit(read.field, read.found, read.wanted)
    refusal.who = key.name
    return refusal


def forbidden(key: ApiKey, why: Unreadable, account: str | None) -> Refusal:
    """Return the refusal of what is another account's."""
    return Refusal(
        kind=problems.OTHER_ACCOUNT,
        who=key.name,
        reason="another account",
        values={"account": account or "-"},
        field=why.field,
        found=why.found,
        wanted=why.wanted,
    )


def _kind(fact: Fact) -> str:
    return str(type(fact).__struct_config__.tag)
