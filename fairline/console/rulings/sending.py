"""How a letter, a record or a line leaves, one try each. ``NotSent`` says why not, and whether for good."""

import asyncio
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from fairline.actuators.post import Url, post
from fairline.actuators.webhook import GONE, keys, signature
from fairline.console.rulings.models import Delivery
from fairline.console.rulings.outbox import rooms
from fairline.console.rulings.paper import pdf
from fairline.facts import FairlineError
from fairline.policy import Lang, Text

READ_AT = Text(
    en="You can read it, answer it and appeal at {url}",
    fr="Vous pouvez le lire, y répondre et former un recours ici\u00a0: {url}",
)


class NotSent(Exception):
    """Why it did not leave. ``for_good``: trying again is no use."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


def mail(of: Delivery, now: datetime) -> None:
    """Send a letter as plain text, with its statement as PDF; or words of its own to who is no customer."""
    message = EmailMultiAlternatives(
        subject=" ".join(of.subject.splitlines()),
        body=_words(of),
        from_email=None,
        to=[of.to],
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<{of.pk}.{of.made_at:%Y%m%d%H%M%S}@fairline>",
        },
    )
    if of.statement is not None:
        record, lang = of.statement.statement, Lang(of.statement.language)
        message.attach(f"{record.id}-{lang.value}.pdf", pdf(record, lang), "application/pdf")
    try:
        message.send()
    except (OSError, SMTPException, ValueError) as error:  # a subject or an address that is none
        raise NotSent(str(error) or type(error).__name__) from error


def _words(of: Delivery) -> str:
    """Return a letter with where its reader can act on it, or what is to be said as it is."""
    letter, name = of.notice, settings.CONSOLE.sender.name
    if letter is None:
        return f"{of.body}\n\n{name}\n"
    url = f"{settings.CONSOLE.url.rstrip('/')}/own/notices/"
    return f"{letter.text}\n\n{READ_AT.say(Lang(letter.language), url=url)}\n\n{name}\n"


def webhook(of: Delivery, now: datetime) -> None:
    """Post a record to one of the provider's receivers, signed as Standard Webhooks has it."""
    receiver = next((each for each in settings.FAIRLINE.actuators.webhook if each.name == of.to), None)
    if receiver is None:
        raise NotSent(f"no webhook is called {of.to}", for_good=True)
    body, at, name = of.body.encode(), int(now.timestamp()), f"msg_statement_{of.pk}"
    try:
        signed = " ".join(signature(key, name, at, body) for key in keys(receiver))
        url = Url.of(receiver.url, f"actuators.webhook.{receiver.name}.url")
    except FairlineError as error:
        raise NotSent(str(error)) from error
    headers = {
        "Content-Type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": str(at),
        "webhook-signature": signed,
    }
    try:
        answer = asyncio.run(post(url, body, headers=headers, within_s=receiver.within_s))
    except (OSError, TimeoutError) as error:
        raise NotSent(str(error) or type(error).__name__) from error
    if not 200 <= answer.status < 300:
        raise NotSent(f"HTTP {answer.status}", for_good=answer.status == GONE)


def chat(of: Delivery, now: datetime) -> None:
    """Say a line in a room, as Apprise knows it."""
    from apprise import Apprise, NotifyFormat  # slow to come, and wanted by few

    try:
        room = next((each for each in rooms() if each.name == of.to), None)
    except (OSError, UnicodeError) as error:
        raise NotSent(f"console.chat_file: {error}") from error
    if room is None:
        raise NotSent("the room is no longer in console.chat_file", for_good=True)
    told = Apprise()
    if not told.add(room.url):
        raise NotSent("Apprise knows no such address", for_good=True)
    if not told.notify(body=of.body, title=of.subject, body_format=NotifyFormat.TEXT):
        raise NotSent("the room did not take it")


HOW = {Delivery.Way.MAIL: mail, Delivery.Way.WEBHOOK: webhook, Delivery.Way.CHAT: chat}
