"""A look at content, from its ground to what it found: asked for at the gate, written down, then done.

The look itself is in the journal, with its ground, before any check sees the content; what was found follows
as facts. The content goes to the checks and nowhere else.
"""

import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import UTC, datetime

from fairline.app.checking import Checking
from fairline.checks.asking import Ask, Handed, Item
from fairline.checks.gate import Feature, Ground, NoGround, leave
from fairline.checks.judgment import Judgment
from fairline.facts import Basis, Call, Channel, Fact, File, Inspection, Message, Recording, Topic
from fairline.facts import Collection as Form
from fairline.policy import Text
from fairline.ports.http_asked import Looked, Wanted
from fairline.signals.book import Taken
from fairline.wire import Judged, Said

FEATURES: dict[type[Item], Feature] = {
    Message: Feature.MESSAGES,
    File: Feature.FILES,
    Call: Feature.CALLS,
    Recording: Feature.CALLS,
    Form: Feature.FORMS,
}
AS_A_BRAND = frozenset({Topic.IMPERSONATION, Topic.BRAND_CLAIM})
"""What somebody who is a brand may do, and nobody else."""
LATE = Text(
    en="The checks did not answer in time, so nothing is known of this file.",
    fr="Les contrôles n'ont pas répondu à temps\u00a0; on ne sait donc rien de ce fichier.",
)
Observe = Callable[[Sequence[Fact]], Awaitable[list[Taken]]]


class Looking:
    """``inspects``: what an account has switched on. ``counts``: looks by basis, also those refused."""

    def __init__(
        self,
        checking: Checking,
        *,
        observe: Observe,
        inspects: Callable[[str | None], Collection[str] | None],
        now: Callable[[], int],
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._checking = checking
        self._observe = observe
        self._inspects = inspects
        self._now = now

    async def look(self, wanted: Wanted) -> Looked | NoGround:
        """Return what was found of an item, or why nobody may look at it. Raises what ``observe`` does."""
        item, ground = wanted.item, Ground(basis=wanted.basis, reference=wanted.reference)
        shut = leave(
            ground,
            of=FEATURES[type(item)],
            switched_on=self._inspects(item.account),
            hosted=wanted.hosted,
            by_legal=wanted.by_legal,
        )
        if shut is not None:
            self.counts[f"no ground: {ground.basis.value}"] += 1
            return shut
        self.counts[ground.basis.value] += 1
        if ground.basis is Basis.METADATA:
            return await self._from_outside(wanted)
        at = datetime.fromtimestamp(self._now() / 1e6, UTC)
        look = f"look-{secrets.token_hex(8)}"
        await self._observe([_inspection(item, ground, at, id=look)])
        seen = await self._checking.ask(_ask(wanted, wanted.data))
        if seen is None:
            held = _said(LATE) if isinstance(item, File) else None
            return Looked(item=item, look=look, complete=False, held=held)
        found = [each for each in seen.judgments if each.found is True]
        if found:
            own = seen.own_brand
            await self._observe([_found(item, ground, at, each, wanted.person, own=own) for each in found])
        judged = tuple(map(_judged, seen.judgments))
        held = None if seen.held is None else _said(seen.held)
        return Looked(item=seen.item, look=look, judged=judged, held=held, files=seen.files)

    async def _from_outside(self, wanted: Wanted) -> Looked:
        """Return what can be told without a look: of a mail, what its header fields say of its sender."""
        head = wanted.data.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
        is_mail = isinstance(wanted.item, Message) and wanted.item.channel is Channel.EMAIL
        if not is_mail or not head:
            return Looked(item=wanted.item)
        seen = await self._checking.ask(_ask(wanted, head))
        if seen is None:
            return Looked(item=wanted.item, complete=False)
        return Looked(item=seen.item)


def _ask(wanted: Wanted, data: bytes) -> Ask:
    handed = wanted.handed
    return Ask(
        item=wanted.item,
        basis=wanted.basis,
        reference=wanted.reference,
        data=data,
        name=wanted.name,
        declared=wanted.declared,
        handed=Handed(ip=handed.ip, helo=handed.helo, mail_from=handed.mail_from, opening=handed.opening),
    )


def _inspection(item: Item, ground: Ground, at: datetime, *, id: str) -> Inspection:
    return Inspection(
        id=id,
        at=at,
        account=item.account,
        user=item.user,
        campaign=None if isinstance(item, File) else item.campaign,
        item=item.id,
        basis=ground.basis,
        reference=ground.reference,
    )


def _found(
    item: Item, ground: Ground, at: datetime, judgment: Judgment, person: str | None, *, own: bool
) -> Inspection:
    """Return what a check found. Its id is the item's and the topic's: looked at twice, it counts once."""
    return Inspection(
        id=f"{item.__struct_config__.tag}:{item.id}/{judgment.topic.value}",
        at=at,
        account=item.account,
        user=item.user,
        campaign=None if isinstance(item, File) else item.campaign,
        item=item.id,
        person=person,
        basis=ground.basis,
        reference=ground.reference,
        topic=judgment.topic,
        score=judgment.score,
        version=judgment.version,
        complained=True if ground.basis is Basis.COMPLAINT else None,
        allowed=True if own and judgment.topic in AS_A_BRAND else None,
    )


def _judged(judgment: Judgment) -> Judged:
    return Judged(
        topic=judgment.topic.value,
        found=judgment.found,
        score=None if judgment.score is None else float(judgment.score),
        why=_said(judgment.why),
        version=judgment.version,
    )


def _said(text: Text) -> Said:
    return Said(en=text.en, fr=text.fr)
