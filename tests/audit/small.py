"""A small policy and small Asterisk files, for the tests of the audit from end to end."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from fairline.audit import Options
from fairline.facts import Call, Message
from fairline.policy import (
    DEFAULT_PLAN,
    Answer,
    Citation,
    Clause,
    Letter,
    Mode,
    Rule,
    Rung,
    Severity,
    Text,
)
from fairline.signals import (
    Unit,
    calendar,
    columns,
    count,
    distinct,
    known,
    law,
    negated,
    ours,
    peer,
    per_plan,
    share,
    sliding,
    total,
)

call, message = columns(Call), columns(Message)

CITATION = Citation(
    law="Made-up Act, s. 1",
    url="https://example.org/act",
    in_force=date(2020, 1, 1),
    checked_on=date(2026, 8, 1),
)


def rule(name: str, *when: object, **more: object) -> Rule:
    fields: dict[str, object] = {
        "id": f"T-{name.upper()[:4]}",
        "title": Text(en=f"The rule {name}", fr=f"La règle {name}"),
        "severity": Severity.MINOR,
        "answer": Answer.CHALLENGE,
        "mode": Mode.OBSERVE,
        "reason": Text(
            en="{hits} of {base}; the limit is {limit}.", fr="{hits} sur {base} ; limite : {limit}."
        ),
    }
    return Rule(name=name, when=when, **(fields | more))  # type: ignore[arg-type]


UNANSWERED = share(negated(call.answered), of=known(call.answered), by=call.account, over=calendar("day"))
ANSWERED = count(call.answered, by=(call.account, call.user), over=sliding(hours=1))
DAY = calendar("day")
ABANDONED = share(call.abandoned, of=call.answered_live, by=call.account, over=DAY)
CALLED = distinct(call.called, by=call.account, over=DAY)
TEXTS = count(known(message.sender), by=message.account, over=DAY)
TALK = total(call.talk, by=call.account, over=DAY, unit=Unit.DURATION)
RULES = (
    rule(
        "unanswered-share",
        UNANSWERED.above(law(0.25, "Made-up Act, s. 2"), base_min=4, wilson=True),
        severity=Severity.MAJOR,
        mode=Mode.ENFORCE,
        ladder=(Rung(law(0.5, "Made-up Act, s. 3"), Severity.CRITICAL, Answer.HOLD),),
    ),
    rule("answered-in-an-hour", ANSWERED.above(ours(3, en="a guess", fr="une estimation"))),
    rule("abandoned", ABANDONED.above(ours(0.1, en="a guess", fr="une estimation"))),
    rule("called-numbers", CALLED.above(peer(5, "a peer", fr="un confrère"))),
    rule("texts", TEXTS.above(ours(3, en="a guess", fr="une estimation"))),
    rule(
        "talk-time",
        TALK.above(
            per_plan(
                {"business-phone": ours(timedelta(minutes=10), en="a guess", fr="une estimation")},
                otherwise=None,
            )
        ),
    ),
    rule("switched-off", ANSWERED.above(ours(1, en="a guess", fr="une estimation")), mode=Mode.MUTED),
)
CLAUSES = (
    Clause(
        id="small",
        letter=Letter.B,
        title=Text(en="Small", fr="Petite"),
        citation=CITATION,
        rules=RULES,
        innocent=(Text(en="A test is under way.", fr="Un essai est en cours."),),
        runbook=Text(en="Ask who called.", fr="Demander qui a appelé."),
    ),
)
START = datetime(2026, 3, 2, 9)  # noqa: DTZ001  (Asterisk writes a wall clock)


def row(
    n: int, *, answered: bool = True, account: str = "acme", dst: str = "100", minute: int | None = None
) -> str:
    """Return one record of Asterisk's cdr_csv, with uniqueid; ``n`` makes it different from all others."""
    start = START + timedelta(minutes=n if minute is None else minute)
    talk = 60 if answered else 0
    end = start + timedelta(seconds=5 + talk)
    answer = f"{start + timedelta(seconds=5)}" if answered else ""
    cells = [
        account, "200", dst, "default", "", "PJSIP/agent-00000001", "PJSIP/trunk-00000002", "Dial", "x",
        f"{start}", answer, f"{end}", str(5 + talk), str(talk), "ANSWERED" if answered else "NO ANSWER",
        "DOCUMENTATION", f"1772442000.{n}", "",
    ]  # fmt: skip
    return ",".join(f'"{cell}"' for cell in cells)


def rows() -> list[str]:
    """Twenty calls of acme that mostly nobody answers, and ten of good that are answered now and then."""
    bad = [row(n, answered=n % 5 == 0) for n in range(20)]
    good = [row(100 + n, account="good", minute=n * 30) for n in range(10)]
    return bad + good


def written(folder: Path, lines: Iterable[str], name: str = "Master.csv") -> str:
    """Write the lines; return the file's path."""
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines))
    return str(path)


def options(**more: object) -> Options:
    """Return options for an audit of a small file."""
    return Options(**({"owner": "owner", "plan": DEFAULT_PLAN} | more))  # type: ignore[arg-type]
