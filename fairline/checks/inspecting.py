"""From a look to what is found: which checks an item goes through, and what its fact learns from them.

The only place that opens content to the checks, and each gets it as a look. A field that the source has
said itself stays as it is.
"""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from fairline.checks import knowing
from fairline.checks.asking import Ask, Handed, Item, Seen
from fairline.checks.files.examiner import Examiner
from fairline.checks.gate import Ground, Look, enter
from fairline.checks.judgment import Judgment
from fairline.checks.links import Form, LinksChecked, check_links, check_mail_links
from fairline.checks.links.markup import read_markup
from fairline.checks.mail import Envelope, Headers, Mail, check_mail
from fairline.checks.personal_data.kinds import Kind
from fairline.checks.personal_data.redacting import has_card, redacted
from fairline.checks.settings import ChecksSettings
from fairline.checks.text import saying, scores
from fairline.checks.text.asked_model import AskedModel
from fairline.checks.text.likeness import Blasts
from fairline.checks.text.reading import BYTES_MAX, Reading
from fairline.facts import Basis, Call, Channel, Collection, Direction, File, Message, Recording
from fairline.policy import Text

SHARE_OF_DNS = 0.5  # ours: of that, for asking who answers for a mail
SHARE_OF_FILE = 0.8  # ours: of the time that an item has, for its files; the rest is for what comes after
FLAGGED_MAX = 4_000  # ours: letters of a text that are kept for whoever has to look at it
ATTACHMENTS_MAX = 20  # ours: files of one mail that are judged; with more, it is held
T = TypeVar("T", bound=Struct)
MANY_FILES = Text(
    en="It has more files than are judged of one message.",
    fr="Il y a plus de fichiers qu'il n'en est examiné d'un message.",
)


class Opened(NamedTuple):
    """What was found, and the text that it was found in."""

    seen: Seen
    text: str | None = None


class Read(NamedTuple):
    """What a text gave: fields of a message, judgments, and the lowest age that somebody says they have."""

    told: dict[str, object]
    judgments: tuple[Judgment, ...]
    age: int | None


Keep = Callable[[Item, tuple[str, ...], str, str | None], None]
"""Takes an item, the topics that were found, its text redacted, and whole if that may be kept."""


class Checks:
    """All checks, with the lists and models that they hold content against, loaded once. ``inspect`` may be
    called by several threads at once; ``now`` tells the time to those that compare with it."""

    def __init__(
        self,
        settings: ChecksSettings,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        keep: Keep | None = None,
    ) -> None:
        """Read lists and models. ``FairlineError`` says which file does not fit. ``keep``: takes a text in
        which something was found."""
        self._settings = settings
        self._now = now
        self._keep = keep
        self._links = knowing.knowledge_of(settings)
        self._names = None if settings.brands is None else knowing.Names(settings.brands)
        self._examiner: Examiner = knowing.examiner_of(settings.files)
        self._resolver = knowing.resolver_of(settings)
        self._blasts = Blasts(timedelta(hours=settings.alike_hours))
        self._comparing = threading.Lock()
        self._within_s = settings.within_ms / 1000 * SHARE_OF_FILE
        self.model: AskedModel | None = knowing.model_of(settings.model)
        self._by_kind: Mapping[type[Item], Callable[[Ask, Look], Opened]] = {
            Message: self._message,
            File: self._file,
            Call: self._call,
            Recording: self._recording,
            Collection: self._form,
        }

    @classmethod
    def load(cls, settings: ChecksSettings, keep: Keep | None = None) -> Self:
        """Make all ready: the models are read before anybody waits for them."""
        made = cls(settings, keep=keep)
        scores.ready()
        return made

    def close(self) -> None:
        """End what runs besides."""
        self._examiner.close()

    def inspect(self, ask: Ask) -> Seen:
        """Return what is found of one item."""
        look = enter(ask.item.id, Ground(basis=ask.basis, reference=ask.reference), ask.data)
        opened = self._by_kind[type(ask.item)](ask, look)
        topics = tuple(each.topic.value for each in opened.seen.judgments if each.found is True)
        if topics and opened.text is not None and self._keep is not None:
            self._flag(self._keep, ask.item, topics, opened.text)
        own = self._names is not None and self._names.owns(ask.item.account)
        return replace(opened.seen, own_brand=own)

    def _flag(self, keep: Keep, item: Item, topics: tuple[str, ...], text: str) -> None:
        """Hand a text over to be kept: redacted, and whole unless it has a card's number (PCI DSS 3.3.1)."""
        shown = text[:FLAGGED_MAX]
        clean = redacted(shown)
        keep(item, topics, clean.text, None if Kind.CARD in clean.counts else shown)

    async def ask_model(self, ask: Ask, seen: Seen) -> Seen:
        """Return what is found, with the word of the language model on what nobody here could tell."""
        settings = self._settings.model
        if self.model is None or settings is None or isinstance(ask.item, File):
            return seen
        look = enter(ask.item.id, Ground(basis=ask.basis, reference=ask.reference), ask.data)
        told = []
        for each in seen.judgments:
            wanted = each.found is None and each.topic.value in settings.topics
            asked = await self.model.judge(look, each.topic, self._now()) if wanted else each
            told.append(asked if asked.found is not None else each)
        return replace(seen, judgments=tuple(told))

    # One kind each

    def _message(self, ask: Ask, look: Look) -> Opened:
        message = ask.item
        assert isinstance(message, Message)
        if message.channel is Channel.EMAIL:
            return self._mail(ask, look, message)
        links = check_links(look, self._links, form=Form.TEXT, at=message.sent_at)
        told, judgments, _ = self._read(look, message, message.channel, message.sent_at)
        seen = _known(message, told | _of_links(links))
        return Opened(Seen(item=seen, judgments=(*judgments, *links.judgments)), look.text)

    def _mail(self, ask: Ask, look: Look, message: Message) -> Opened:
        envelope = _envelope(ask.handed, message)
        opened = ask.basis is not Basis.METADATA
        checked = check_mail(
            look if opened else Headers(data=ask.data),
            envelope,
            now=self._now(),
            resolver=self._resolver,
            trusted_sealers=frozenset(self._settings.mail.trusted_sealers),
            dns_s_max=self._within_s * SHARE_OF_DNS,
        )
        seen = _known(
            message,
            {
                "identity_agrees": checked.identity_agrees,
                "authenticated": checked.authenticated,
                "attachments": checked.attachments,
            },
        )
        if not isinstance(checked.mail, Mail):
            held = checked.mail.why if opened else None
            return Opened(Seen(item=seen, judgments=(), held=held))
        return self._opened(look, seen, checked.mail)

    def _opened(self, look: Look, message: Message, mail: Mail) -> Opened:
        """Look into a mail: its words, its links, its files."""
        pages = () if mail.texts else tuple(read_markup(page).text for page in mail.htmls)
        text = "\n".join((*mail.texts, *pages))
        words = enter(look.item, look.ground, text.encode("utf-8", "replace"))
        told, judgments, _ = self._read(words, message, Channel.EMAIL, message.sent_at)
        links = check_mail_links(mail, self._links, at=message.sent_at)
        seen = _known(message, told | _of_links(links))
        files, held = self._attached(look, message, mail)
        found = Seen(item=seen, judgments=(*judgments, *links.judgments), held=held, files=files)
        return Opened(found, text)

    def _attached(self, look: Look, message: Message, mail: Mail) -> tuple[tuple[File, ...], Text | None]:
        """Judge the files of a mail one after the other, within the time that is left."""
        until = time.monotonic() + self._within_s
        made, held = [], None
        for number, each in enumerate(mail.attachments[:ATTACHMENTS_MAX], start=1):
            opened = enter(f"{look.item}/{number}", look.ground, each.data)
            left = max(0.0, until - time.monotonic())
            seen = self._examiner.examine(opened, name=each.name, declared=each.declared, within_s=left)
            made.append(
                seen.fact(id=opened.item, at=message.sent_at, account=message.account, user=message.user)
            )
            held = held or seen.why_not_judged
        if len(mail.attachments) > ATTACHMENTS_MAX:
            held = MANY_FILES
        return tuple(made), held

    def _file(self, ask: Ask, look: Look) -> Opened:
        file = ask.item
        assert isinstance(file, File)
        seen = self._examiner.examine(look, name=ask.name, declared=ask.declared, within_s=self._within_s)
        return Opened(Seen(item=seen.onto(file), judgments=(), held=seen.why_not_judged))

    def _call(self, ask: Ask, look: Look) -> Opened:
        call = ask.item
        assert isinstance(call, Call)
        read = self._read(look, call, Channel.CALL, call.started_at, opening=ask.handed.opening)
        return Opened(Seen(item=call, judgments=read.judgments), look.text)

    def _recording(self, ask: Ask, look: Look) -> Opened:
        """Read a recording's transcript: besides all that a text may be, whether it has a card's number."""
        recording = ask.item
        assert isinstance(recording, Recording)
        read = self._read(look, recording, Channel.CALL, recording.at)
        card = has_card(look.text) if look.size <= BYTES_MAX else None
        item = _known(recording, {"card_number": card})
        return Opened(Seen(item=item, judgments=read.judgments), look.text)

    def _form(self, ask: Ask, look: Look) -> Opened:
        form = ask.item
        assert isinstance(form, Collection)
        read = self._read(look, form, None, form.at)
        return Opened(Seen(item=_known(form, {"age": read.age}), judgments=read.judgments), look.text)

    def _read(
        self,
        look: Look,
        item: Message | Call | Recording | Collection,
        channel: Channel | None,
        at: datetime,
        *,
        opening: bool = False,
    ) -> Read:
        """Return what a fact may be told of its text, and what the checks of text say of it."""
        reading = Reading(look)
        brands = None if self._names is None else self._names.beside(item.account)
        settings = saying.Settings(brands=brands, age_limit=self._settings.age_limit)
        direction = getattr(item, "direction", None)
        sender = item.sender if isinstance(item, Message) and direction is not Direction.INBOUND else None
        said = saying.said(
            reading, settings, saying.Item(direction=direction, sender=sender, opening=opening)
        )
        scored = scores.judge(reading, channel=channel)
        told = {name: getattr(said.message, name) for name in said.message.__struct_fields__}
        alike = None
        if isinstance(item, Message) and item.account is not None and direction is not Direction.INBOUND:
            with self._comparing:
                alike = self._blasts.alike(reading, item.account, at)
        if alike is not None:
            told["template"] = alike.blast
        return Read(told, (*said.judgments, *scored), said.stated_age)


def _known(item: T, told: Mapping[str, object]) -> T:
    """Return an item with what is told in fields that are empty."""
    new = {name: value for name, value in told.items() if value is not None and getattr(item, name) is None}
    return replace(item, **new) if new else item


def _of_links(checked: LinksChecked) -> dict[str, object]:
    """Return what a message may be told of its links."""
    return {name: getattr(checked, name) for name in ("links", "link_age", "shared_shortener")}


def _envelope(handed: Handed, message: Message) -> Envelope:
    return Envelope(
        ip=handed.ip,
        helo=handed.helo,
        mail_from=handed.mail_from if handed.mail_from is not None else message.sender,
        recipient=message.recipient,
    )
