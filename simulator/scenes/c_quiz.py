"""Clause c: a quiz for children that gathers and sells; a school's tutor line that asks and is in its right.

No content is made up here: only that a check found something, how sure it was, and why it could look.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from fairline.facts import (
    Account,
    Basis,
    Campaign,
    Change,
    Collection,
    Direction,
    Fact,
    File,
    HashList,
    Inspection,
    Message,
    Purpose,
    Setting,
    Topic,
)
from fairline.facts.words import Channel
from simulator.scenes.scene import Draw, Scene

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
PLACES = ("US-NY", "US-CA", "FR", "DE")


def quiz(draw: Draw) -> list[Fact]:
    """A quiz gathers data of children, sells them toys and adults wine; one user seeks children out."""
    start, me = draw.monday() + draw.between(14, 17) * HOUR, draw.account
    known: list[Fact] = [
        Account(id=me, at=start - HOUR, child_directed=True),
        Campaign(id="quiz", at=start - HOUR, account=me, purpose=Purpose.MARKETING, for_children=True),
        Campaign(id="wine", at=start - HOUR, account=me, adult=True, ages_checked=False),
    ]
    approvals = [
        Change(id=f"{me}-{name}", at=start, account=me, campaign=name, setting=Setting.CAMPAIGN_APPROVAL)
        for name in ("quiz", "wine")
    ]
    asked = [
        Collection(
            id=f"{me}-form-{each}", at=start + each * MINUTE, account=me, campaign="quiz",
            places=(draw.one_of(PLACES),), age=draw.between(7, 12), parental_consent=False,
        )
        for each in range(draw.between(5, 12))
    ]  # fmt: skip
    sent = [
        Message(
            id=f"{me}-text-{each}", sent_at=start + HOUR + each * MINUTE, account=me, campaign="quiz",
            channel=Channel.SMS, direction=Direction.OUTBOUND, recipient=draw.number("+1202555"),
        )
        for each in range(draw.between(3, 9))
    ]  # fmt: skip
    return [*known, *approvals, *asked, *sent, *_said(draw, start), *_sought(draw, start + 2 * HOUR)]


def _said(draw: Draw, start: datetime) -> list[Fact]:
    """Children who say their age in the chat of the quiz."""
    return [
        Inspection(
            id=f"{draw.account}-age-{each}", at=start + each * MINUTE, account=draw.account, campaign="quiz",
            topic=Topic.CHILD_AGE, basis=Basis.CUSTOMER, score=Decimal(draw.between(91, 99)) / 100,
        )
        for each in range(draw.between(1, 4))
    ]  # fmt: skip


def _sought(draw: Draw, start: datetime) -> list[Fact]:
    """What one user did: children approached alone, and one file that is on the list."""
    user = f"u{draw.between(10, 99)}"
    approached: list[Fact] = [
        Inspection(
            id=f"{draw.account}-approach-{each}", at=start + each * HOUR, account=draw.account, user=user,
            topic=Topic.GROOMING, basis=Basis.COMPLAINT, score=Decimal("0.97"), minor=True,
            person=f"person-{each}", confirmed=True if each == 0 else None,
        )
        for each in range(draw.between(5, 8))
    ]  # fmt: skip
    listed = File(
        id=f"{draw.account}-file", at=start + HOUR / 2, account=draw.account, user=user,
        sha256=f"{draw.between(0, 1 << 60):064x}", hash_list=HashList.CHILD_ABUSE,
    )  # fmt: skip
    return [*approached, listed]


def tutors(draw: Draw) -> list[Fact]:
    """A school's tutors: parents agreed, lists are of families, cases are their own, files are clean."""
    start, me = draw.monday() + draw.between(14, 17) * HOUR, draw.account
    facts: list[Fact] = [
        Account(id=me, at=start - HOUR, child_directed=True, works_with_children=True),
        Campaign(id="courses", at=start - HOUR, account=me, purpose=Purpose.TRANSACTIONAL, for_children=True),
        Campaign(id="gala", at=start - HOUR, account=me, adult=True, ages_checked=True),
    ]
    facts += [
        Change(id=f"{me}-{name}", at=start, account=me, campaign=name, setting=Setting.CAMPAIGN_APPROVAL)
        for name in ("courses", "gala")
    ]
    for each in range(draw.between(6, 14)):
        at = start + each * 10 * MINUTE
        facts += [
            Collection(
                id=f"{me}-form-{each}", at=at, account=me, campaign="courses", places=(draw.one_of(PLACES),),
                age=draw.between(7, 12), parental_consent=True,
            ),
            Message(
                id=f"{me}-text-{each}", sent_at=at, account=me, campaign="courses", channel=Channel.SMS,
                direction=Direction.OUTBOUND, recipient=draw.number("+1202555"),
            ),
            Inspection(
                id=f"{me}-age-{each}", at=at, account=me, campaign="courses", topic=Topic.CHILD_AGE,
                basis=Basis.CUSTOMER, score=Decimal("0.98"),
            ),
            Inspection(
                id=f"{me}-case-{each}", at=at, account=me, user="tutor", topic=Topic.GROOMING,
                basis=Basis.COMPLAINT, score=Decimal("0.9"), minor=True, person=f"pupil-{each}",
                allowed=True,
            ),
            File(id=f"{me}-file-{each}", at=at, account=me, user="tutor", hash_list=HashList.NONE),
        ]  # fmt: skip
    return facts


SCENES = (
    Scene(
        letter="C",
        name="children",
        breaks=frozenset({"C-AGE-I", "C-AGE-S", "C-MKT", "C-ADU", "C-CSAM", "C-GRM"}),
        inline=frozenset({"C-AGE-I", "C-AGE-S", "C-MKT", "C-ADU", "C-CSAM"}),
        abuser=quiz,
        twin=tutors,
    ),
)
