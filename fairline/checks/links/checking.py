"""Links of a message: found, compared with brands and lists, and told as facts. No network is asked.

``check_links`` is the entry. What it knows stands in a ``Knowledge``, made once of the operator's files.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from fairline.checks.gate import OPENS, Look
from fairline.checks.judgment import Judgment, cannot_tell
from fairline.checks.links.extraction import LINKS_MAX, links_in_text
from fairline.checks.links.knowledge import VERSION, Knowledge
from fairline.checks.links.markup import read_markup
from fairline.checks.links.urls import Link, Trick, read_urls
from fairline.checks.mail import Mail, read_mail
from fairline.facts import Topic
from fairline.policy import Text

YOUNG = timedelta(days=30)  # ours: more than any rule asks for; D-URL asks for 7


class Form(StrEnum):
    """What the content is."""

    TEXT = "text"
    HTML = "html"
    MAIL = "mail"


class LinksChecked(Struct, frozen=True, kw_only=True):
    """What is said of a message's links; three of its fields are those of ``Message``.

    ``found``: every link, also those that do not count. ``links``: ``None`` if nobody looked, or not at all
    of it. ``judgments``: of topic ``BAD_LINK``, the highest score first; none if nothing is wrong.
    """

    found: tuple[Link, ...] = ()
    links: int | None = None
    link_age: timedelta | None = None
    shared_shortener: bool | None = None
    judgments: tuple[Judgment, ...] = ()


def check_links(look: Look, knowledge: Knowledge, *, form: Form, at: datetime) -> LinksChecked:
    """Return what can be said of the links that a look opens. ``at``: when it was sent, with a zone."""
    if look.ground.basis not in OPENS:
        return _untold(
            Text(
                en="Nothing allows this content to be read for links.",
                fr="Rien n'autorise à lire ce contenu pour y chercher des liens.",
            )
        )
    if form is Form.MAIL:
        mail = read_mail(look)
        if not isinstance(mail, Mail):
            return _untold(mail.why)
        return check_mail_links(mail, knowledge, at=at)
    if form is Form.HTML:
        found, cut = _in_html(look.text)
    else:
        extracted = links_in_text(look.text)
        found, cut = extracted.links, extracted.cut
    return judge(found, knowledge, at=at, cut=cut)


def check_mail_links(mail: Mail, knowledge: Knowledge, *, at: datetime) -> LinksChecked:
    """Return what can be said of the links of a mail that was taken apart already, and of those within it."""
    found, cut = _in_mail(mail)
    return judge(found, knowledge, at=at, cut=cut)


def judge(found: tuple[Link, ...], knowledge: Knowledge, *, at: datetime, cut: bool = False) -> LinksChecked:
    """Return what is said of links that were found. ``cut``: there are more."""
    clickable = [link for link in found if link.clickable]
    shared = any(knowledge.about(link).shortener for link in clickable)
    said = {judgment for link in found for judgment in knowledge.judgments(link)}
    judgments = tuple(sorted(said, key=_highest_first))
    if cut and not judgments:
        judgments = (cannot_tell(Topic.BAD_LINK, CUT, VERSION),)
    return LinksChecked(
        found=found,
        links=None if cut else len({link.key for link in clickable}),
        link_age=None if cut else _age(clickable, knowledge, at),
        shared_shortener=True if shared else None if cut else False,
        judgments=judgments,
    )


def _highest_first(judgment: Judgment) -> tuple[Decimal, str, str]:
    return -(judgment.score or Decimal(0)), judgment.version, judgment.why.en


CUT = Text(
    en="The message has more text or links than are read.",
    fr="Le message a plus de texte ou de liens qu'il n'en est lu.",
)


def _untold(why: Text) -> LinksChecked:
    return LinksChecked(judgments=(cannot_tell(Topic.BAD_LINK, why, VERSION),))


def _in_mail(mail: Mail) -> tuple[tuple[Link, ...], bool]:
    """Return the links of a mail and of those within it."""
    found: list[Link] = []
    cut = False
    waiting = [mail]
    while waiting:
        each = waiting.pop()
        waiting.extend(each.enclosed)
        for text in each.texts:
            extracted = links_in_text(text)
            found.extend(extracted.links)
            cut = cut or extracted.cut
        for page in each.htmls:
            links, more = _in_html(page)
            found.extend(links)
            cut = cut or more
    return _once(found), cut


def _in_html(page: str) -> tuple[tuple[Link, ...], bool]:
    markup = read_markup(page)
    found: list[Link] = []
    named: set[str] = set()
    for target in markup.targets[:LINKS_MAX]:
        if ":" in target.url[:12] or target.url.startswith("//"):
            links = read_urls(target.url if ":" in target.url[:12] else f"http:{target.url}")
            if links and Trick.BARE not in links[0].tricks:
                shown = links_in_text(target.shown).links if target.shown else ()
                named.update(each.key for each in shown)
                found += [_told(links[0], shown, loaded=target.loaded), *links[1:]]
    written = links_in_text(markup.text)
    cut = markup.cut or written.cut or len(markup.targets) > LINKS_MAX
    return _once([*found, *(each for each in written.links if each.key not in named)]), cut


def _told(link: Link, shown: tuple[Link, ...], *, loaded: bool) -> Link:
    """Return a link with what its text says of where it leads."""
    tricks = link.tricks | ({Trick.RESOURCE} if loaded else set())
    named = next((each.domain for each in shown if each.clickable), None)
    differs = named is not None and named != link.domain
    return Link(
        key=link.key,
        host=link.host,
        shown=link.shown,
        domain=link.domain,
        tricks=tricks | ({Trick.TEXT_DIFFERS} if differs else set()),
        user=link.user,
        text_domain=named if differs else None,
    )


def _once(links: list[Link]) -> tuple[Link, ...]:
    """Return each link once; what is clicked on stands before what is only loaded or written."""
    found: dict[tuple[str, str, str | None], Link] = {}
    hosts = {link.key for link in links if link.text_domain is not None}
    for link in sorted(links, key=lambda each: not each.clickable):
        if link.text_domain is None and link.key in hosts:
            continue
        found.setdefault((link.key, link.user, link.text_domain), link)
    return tuple(found.values())


def _age(links: list[Link], knowledge: Knowledge, at: datetime) -> timedelta | None:
    """Return the age of the youngest domain; unknown if that may be one of unknown age, and none is young."""
    if knowledge.registrations is None or not links:
        return None
    days = [knowledge.about(link).registered for link in links if Trick.ADDRESS not in link.tricks]
    known = [at.date() - day for day in days if day is not None]
    youngest = max(min(known), timedelta(0)) if known else None
    if youngest is None or (None in days and youngest > YOUNG):
        return None
    return youngest
