"""Transparency reports: made once of a period, numbered, kept as they are, and said in either language."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import msgspec
from django.db import transaction
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from fairline.cases import Outcome
from fairline.cases.words import OUTCOMES, SCOPES
from fairline.console.people.models import ROLES, Person
from fairline.console.records.log import record
from fairline.console.speech import said
from fairline.console.tags import lasting
from fairline.console.tracing.figures import figures
from fairline.console.tracing.models import TransparencyReport
from fairline.console.tracing.sections import Section
from fairline.console.tracing.words import ABOUT, SOURCES
from fairline.policy import ScopeKind
from fairline.policy.clause import Letter

_ENCODE = msgspec.json.Encoder(order="sorted").encode
CLAUSES, KINDS = "clauses", "kinds"
"""The charts."""
Figures = dict[str, Any]


def make(since: date, until: date, by: Person, now: datetime) -> TransparencyReport:
    """Count a period and keep what was counted."""
    with transaction.atomic():
        body = _ENCODE(figures(since, until))
        row = TransparencyReport.objects.create(
            since=since,
            until=until,
            made_at=now,
            made_by=by.username,
            body=body.decode(),
            sha256=sha256(body).hexdigest(),
        )
        record(by.username, "report.made", f"report:{row.pk}", sha256=row.sha256)
    return row


def title(told: Figures) -> str:
    """Return what a report is called."""
    period = {name: date_format(date.fromisoformat(told["period"][name])) for name in ("since", "until")}
    return _("Transparency report, %(since)s to %(until)s") % period


def sections(told: Figures) -> list[Section]:
    """Return a report as a document in the language of the page."""
    return [
        _orders(told["orders"]),
        _notices(told["notices"]),
        *_measures(told["measures"], told["mild"]),
        _complaints(told["appeals"], told["measures"]),
        _automated(told["measures"], told["quality"]),
        _times(told["times"]),
        _staff(told["staff"], told["cases"]),
        Section(
            title=_("How this was counted"),
            note=_(
                "Every figure is counted from the console's own records of the period, by the provider's"
                " calendar; single acts that were refused before they happened are no measures and are not"
                " counted here. Small numbers are not left out: see that nobody can be recognized before this"
                " is published. A report is numbered and never changed; a later one may count the same period"
                " again."
            ),
        ),
    ]


def chart_values(told: Figures, name: str) -> list[dict[str, object]]:
    """Return what a chart shows: labels and numbers."""
    if name == CLAUSES:
        return [{"label": _letter(key), "n": n} for key, n in told["measures"]["by_clause"].items()]
    return [{"label": kind(key), "n": n} for key, n in told["measures"]["by_kind"].items()]


def kind(key: str) -> str:
    """Say a kind of restriction, such as suspended, of a number."""
    outcome, scope = key.split(" ")
    return f"{said(OUTCOMES[Outcome(outcome)])} ({said(SCOPES[ScopeKind(scope)])})"


def _orders(of: Figures) -> Section:
    return Section(
        title=_("Orders and requests of authorities (DSA art. 15(1)(a))"),
        facts=(
            (_("Requests to trace a call"), _n(of["tracebacks"])),
            (_("Requests answered"), _n(of["answered"])),
            (_("Answered in time"), _n(of["in_time"])),
            (_("With the call found"), _n(of["found"])),
            (_("Decisions that carried out an order"), _n(of["rulings"])),
        ),
    )


def _notices(of: Figures) -> Section:
    sources, about = dict(SOURCES), dict(ABOUT)
    rows = [(str(sources.get(key, key)), _n(n)) for key, n in of["by_source"].items()]
    unsaid = _("About nothing that was said")
    rows += [(str(about.get(key) or unsaid), _n(n)) for key, n in of["by_about"].items()]
    return Section(
        title=_("Notices and complaints from outside (DSA art. 15(1)(b))"),
        facts=(
            (_("Notices received"), _n(of["total"])),
            (_("Linked to a call without doubt"), _n(of["linked"])),
            (_("Decisions that began with a notice"), _n(of["rulings"])),
        ),
        headings=(_("From whom, and about what"), _("Number")),
        rows=tuple(rows),
    )


def _measures(of: Figures, mild: Figures) -> list[Section]:
    several = _("A measure that rests on several clauses is counted at each.")
    beside = [(said(OUTCOMES[Outcome(key)]), _n(n)) for key, n in mild.items()]
    return [
        Section(
            title=_("Measures (DSA art. 15(1)(c), 24(1)(b))"),
            facts=(
                (_("All"), _n(of["total"])),
                (_("On our own initiative"), _n(of["own_initiative"])),
                (_("Found by a machine"), _n(of["detected_by_machine"])),
                (_("Found by people"), _n(of["total"] - of["detected_by_machine"])),
                (_("Without notice beforehand"), _n(of["without_notice"])),
                *beside,
            ),
        ),
        Section(
            title=_("Measures by clause"),
            note=several if of["by_clause"] else _("None in this period."),
            headings=(_("Clause"), _("Number")),
            rows=tuple((_letter(key), _n(n)) for key, n in of["by_clause"].items()),
            chart=CLAUSES if of["by_clause"] else "",
            chart_label=_("Measures by clause; the numbers are in the table below"),
        ),
        Section(
            title=_("Measures by kind of restriction"),
            note="" if of["by_kind"] else _("None in this period."),
            headings=(_("Restriction"), _("Number")),
            rows=tuple((kind(key), _n(n)) for key, n in of["by_kind"].items()),
            chart=KINDS if of["by_kind"] else "",
            chart_label=_("Measures by kind of restriction; the numbers are in the table below"),
        ),
    ]


def _complaints(of: Figures, measures: Figures) -> Section:
    fallen = measures["overturned"]
    since = f"{_n(fallen)} ({_share(fallen, measures['total'])})"
    return Section(
        title=_("Appeals and reversals (DSA art. 15(1)(d))"),
        facts=(
            (_("Appeals received"), _n(of["received"])),
            (_("Requests about blocked calls"), _n(of["redress"])),
            (_("Appeals decided"), _n(of["decided"])),
            (_("Decisions overturned"), _n(of["overturned"])),
            (_("Decisions upheld"), _n(of["decided"] - of["overturned"])),
            (_("Measures of the period overturned since"), since),
            (_("Disputes before out-of-court bodies (art. 24(1)(a))"), _("not recorded here")),
        ),
    )


def _automated(of: Figures, quality: Figures) -> Section:
    judged = quality["right"] + quality["wrong"]
    alone = _share(of["decided_by_machine"], of["total"])
    return Section(
        title=_("Automated means (DSA art. 15(1)(e))"),
        note=_(
            "Machines count and compare with limits that are published; a person decides every measure."
            " The error rate is the share of wrong ones among sampled answers that could be judged."
        ),
        facts=(
            (_("Share of measures found by a machine"), _share(of["detected_by_machine"], of["total"])),
            (_("Share of measures decided by a machine alone"), alone),
            (_("Sampled answers that people judged"), _n(judged + quality["unknown"])),
            (_("Error rate in samples"), _share(quality["wrong"], judged) if judged else _("not measured")),
        ),
    )


def _times(of: Figures) -> Section:
    named = (
        ("finding_to_case", _("From the beginning of what was found to its case")),
        ("case_to_ruling", _("From the case to the decision")),
        ("traceback_to_answer", _("From a request to trace a call to its answer")),
        ("appeal_to_decision", _("From the appeal to its decision")),
    )
    return Section(
        title=_("Times"),
        headings=(_("What"), _("Number"), _("Median"), _("9 of 10 within")),
        rows=tuple(
            (label, _n(of[name]["n"]), _lasting(of[name]["median_s"]), _lasting(of[name]["p90_s"]))
            for name, label in named
        ),
    )


def _staff(of: Figures, cases: Figures) -> Section:
    roles = dict(ROLES)
    ended = cases["by_outcome"].items()
    return Section(
        title=_("People and cases (DSA art. 15(1)(c))"),
        facts=(
            *((str(roles.get(key, key)), _n(n)) for key, n in of.items()),  # type: ignore[call-overload]
            (_("Cases opened"), _n(cases["opened"])),
            (_("Cases closed"), _n(cases["closed"])),
            *((_("Closed: %(how)s") % {"how": _outcome(key)}, _n(n)) for key, n in ended),
        ),
    )


def _outcome(key: str) -> str:
    return said(OUTCOMES[Outcome(key)]) if key else _("without a decision")


def _letter(key: str) -> str:
    return f"{key} – {said(Letter[key.upper()].value)}"


def _n(of: int) -> str:
    return number_format(of)


def _share(of: int, whole: int) -> str:
    if not whole:
        return "–"
    return _("%(n)s%%") % {"n": number_format(round(100 * of / whole, 1), decimal_pos=1)}


def _lasting(seconds: float | None) -> str:
    return "–" if seconds is None else lasting(timedelta(seconds=seconds))
