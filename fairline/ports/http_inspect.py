"""POST /v1/inspect: content is looked at where there is a ground, and then the item is decided on."""

from collections.abc import Sequence
from time import perf_counter

import msgspec
from msgspec.structs import replace

from fairline.facts import Basis, Event, Inspectable, Unreadable
from fairline.policy import Text
from fairline.ports import http_problems as problems
from fairline.ports.http_app import HttpApp, not_found
from fairline.ports.http_asked import Looked, Wanted
from fairline.ports.http_decide import admitted, helped, unreadable_by
from fairline.ports.http_deciding import ACTS
from fairline.ports.http_keys import ApiKey, Scope
from fairline.ports.http_problems import Refusal
from fairline.ports.http_request import JSON, Request, Response, json_response
from fairline.ports.overload import Overloaded
from fairline.readers.edge import fits, refused
from fairline.wire import ActName, Decided, Inspect, Inspected

PATH = "/v1/inspect"
NO_CHECKS = Text(en="check set up", fr="contrôle configuré")
_DECODE = msgspec.json.Decoder(Inspect).decode
GRAVEST: dict[ActName, int] = {name: int(act) for act, name in ACTS.items()}


async def inspect(app: HttpApp, request: Request) -> Response:
    """Look at one item, if its ground holds, and decide on it. A call for help passes without a look."""
    key = app.key(request, Scope.INSPECT)
    look = app.asked.inspect
    if look is None:
        raise not_found(NO_CHECKS)
    request.wants(key.name, JSON)
    body = await request.body(key.name, app.asked.inspect_bytes_max)
    began = perf_counter()
    asked = _read(key, body)
    if app.asked.is_emergency(asked.item):
        return json_response(Inspected(decided=helped(app, key, asked.item), item=asked.item))
    item = admitted(app, key, asked.item)
    if isinstance(item, Refusal):
        raise item
    try:
        found = await look(_wanted(asked, item, key))
    except Overloaded as overloaded:
        raise app.refusal_of(overloaded, PATH) from None
    if not isinstance(found, Looked):
        raise Refusal(
            kind=problems.NO_GROUND,
            who=key.name,
            reason="no ground",
            values={"why": found.why},
            field=found.field,
            found=asked.basis if found.field == "basis" else (asked.reference or "")[:80],
        )
    files = tuple([await _told(app, file) for file in found.files])
    decided = _worst(await _told(app, found.item), files, held=found.held is not None)
    app.counts.took(perf_counter() - began)
    return json_response(
        Inspected(
            decided=decided,
            item=found.item,
            look=found.look,
            judged=found.judged,
            complete=found.complete,
            held=found.held,
            files=files,
        )
    )


async def _told(app: HttpApp, item: Event) -> Decided:
    """Return the decision on one item, or on a file in it. ``Overloaded``."""
    settled = await app.deciding.settled(app.deciding.ask(item))
    if isinstance(settled, Overloaded):
        raise settled
    return app.deciding.told(item, settled)


def _worst(decided: Decided, files: Sequence[Decided], *, held: bool) -> Decided:
    """Return the decision, no milder than that on any file in it, nor than holding what is held."""
    acts = [decided.act, *(each.act for each in files)]
    if held:
        acts.append("hold")
    act = max(acts, key=GRAVEST.__getitem__)
    return decided if act == decided.act else replace(decided, act=act)


def _read(key: ApiKey, body: bytes) -> Inspect:
    try:
        asked = _DECODE(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        # What stands in the body is content, and goes into no answer and no log.
        raise unreadable_by(
            key, Unreadable(line=1, field="body", found="-", wanted=str(error)[:200])
        ) from None
    if asked.text is not None and asked.data is not None:
        raise unreadable_by(key, Unreadable(line=1, field="data", found="text too", wanted="one of them"))
    if not fits(asked.item, short=False):
        raise unreadable_by(key, refused(asked.item))
    return asked


def _wanted(asked: Inspect, item: Inspectable, key: ApiKey) -> Wanted:
    data = asked.data if asked.data is not None else (asked.text or "").encode("utf-8", "surrogatepass")
    nothing = asked.text is None and asked.data is None
    return Wanted(
        item=item,
        basis=Basis.METADATA if nothing else Basis(asked.basis),
        reference=asked.reference,
        data=data,
        name=asked.name,
        declared=asked.type,
        hosted=asked.hosted,
        person=asked.person,
        handed=asked.handed,
        by_legal=Scope.LEGAL in key.scopes,
    )
