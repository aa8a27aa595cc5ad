"""The answer of an audit in one sentence, and how to get it again."""

import shlex

from markupsafe import Markup

from fairline.audited import Audit
from fairline.policy import Lang, Mode
from fairline.report.wording import Wording, clean

FILES_NAMED_MAX = 12  # ours: a command with more is not read by anybody


def answer(audit: Audit, say: Wording) -> Markup:
    """Say how many findings there are, of which clauses and accounts, and how much could not be measured."""
    gaps = len(audit.not_measurable)
    tail = ", some unmeasured" if gaps else ""
    unmeasured = say.counted(gaps, "not measured")
    if audit.found:
        return say.say(
            "answer" + tail,
            findings=say.counted(audit.found, "findings"),
            clauses=say.counted(len({each.clause.letter for each in audit.findings}), "clauses"),
            accounts=say.counted(len({each.subject for each in audit.findings}), "accounts"),
            unmeasured=unmeasured,
        )
    if not audit.rules:
        return say.say("answer nothing")
    return say.say("answer none" + tail, kept=say.counted(len(audit.rules), "kept to"), unmeasured=unmeasured)


def observing(audit: Audit, say: Wording) -> Markup:
    """Say how many findings come from rules that only observe; nothing if none does."""
    count = sum(each.found for each in audit.rules if each.rule.mode is Mode.OBSERVE)
    return say.counted(count, "observing") if count else Markup()


def command(audit: Audit, lang: Lang) -> str:
    """Return the command that makes this report again, but for a format or mapping that was named."""
    assumed = audit.assumed
    words = ["fairline", "audit", "--html", "report.html", "--zone", assumed.zone, "--lang", lang.value]
    words += ["--plan", assumed.plan, "--account", assumed.owner]
    said = {
        "--region": assumed.region,
        "--campaign": assumed.campaign,
        "--purpose": assumed.purpose,
        "--direction": assumed.direction,
    }
    words += [word for option, value in said.items() if value is not None for word in (option, value)]
    if audit.tightened:
        words += ["--policy", "FILE"]
    files = [_argument(file.name) for file in audit.files[:FILES_NAMED_MAX]]
    more = " ..." if len(audit.files) > FILES_NAMED_MAX else ""
    return clean(shlex.join([*words, *files])) + more


def _argument(name: str) -> str:
    """Return a file's name as it must be typed: one that starts like an option is named by its folder."""
    return f"./{name}" if name.startswith("-") and name != "-" else name
