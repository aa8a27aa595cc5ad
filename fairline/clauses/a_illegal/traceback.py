"""A traceback asks where a call came from: the traffic is looked at, and the answer has a day.

Each traceback about the account in 90 days counts once, from whoever may ask: the registered group, or a
carrier for it. One asks who the customer is; two are no chance any more. An answer is due when the request
says so, and otherwise 24 hours after it came; where no due time is known the start at 8:00 of the next
business day is not, so such an answer may be late by the count and in time by the rule.
"""

from datetime import date, timedelta

from fairline.facts import Complaint, ComplaintSource
from fairline.facts.consenting import day_after
from fairline.policy import Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Rung, Severity, Text
from fairline.signals import columns, count, derived, equal, first_known, law, ours, overdue, sliding

complaint = columns(Complaint)

ONE_TRACEBACK = law(1, "47 CFR 64.1200(n)(1), (n)(4)")
TWO_TRACEBACKS = law(2,
    "47 CFR 64.1200(n)(2), (n)(4): effective measures, know your customer",
    fr="47 CFR 64.1200(n)(2), (n)(4) : mesures efficaces, connaissance du client")  # fmt: skip
ONE_LATE = law(1, "47 CFR 64.1200(n)(1): within 24 hours", fr="47 CFR 64.1200(n)(1) : sous 24 heures")
ONE_ORDER = ours(1, en="what a court or regulator orders about an account is looked at the same day",
                 fr="ce qu'ordonne un juge ou une autorité sur un compte s'examine le jour même")  # fmt: skip

quarter = sliding(days=90)
asked = equal(complaint.source, ComplaintSource.TRACEBACK)
ordered = equal(complaint.source, ComplaintSource.REGULATOR)
tracebacks = count(asked, of=asked, by=complaint.account, over=quarter)
unanswered = overdue(
    since=first_known(complaint.due_at, derived(day_after, complaint.at)),
    within=timedelta(0),
    until=complaint.answered_at,
    of=asked,
    by=complaint.account,
    over=quarter,
)
orders = count(ordered, of=ordered, by=complaint.account, over=quarter)

CLAUSE = Clause(
    id="traceback", letter=Letter.A, title=Text(en="Tracebacks", fr="Demandes de traçage"),
    citation=Citation(
        law="47 CFR 64.1200(n)(1)-(4); TRACED Act s. 13(d)",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2024, 1, 8), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The number was spoofed by somebody who is not our customer.",
             fr="Le numéro a été usurpé par quelqu'un qui n'est pas notre client."),
        Text(en="A login was stolen, and the customer reported it before we asked.",
             fr="Des identifiants ont été volés, et le client l'a signalé avant nous."),
        Text(en="The request came on a holiday, and its clock starts the next business day.",
             fr="La demande est venue un jour férié : le délai part du jour ouvré suivant."),
    ),
    runbook=Text(
        en="Answer the traceback first, within its time. Find the call, its account and seat, and hold"
        " traffic like it; renew what is known of the customer within a day. At the second one in 90 days a"
        " person decides on the outbound service, with the customer's own account of both beside the"
        " records.",
        fr="Répondez d'abord au traçage, dans son délai. Trouvez l'appel, le compte et le poste, retenez le"
        " trafic qui y ressemble ; reprenez sous un jour la connaissance du client. Au second en 90 jours,"
        " une personne statue sur le service sortant, la version du client à côté des relevés.",
    ),
    rules=(
        Rule(id="A-TRB", name="traceback", mode=Mode.ENFORCE, severity=Severity.CRITICAL, answer=Answer.HOLD,
             evidence=Evidence.A, title=Text(en="Traceback", fr="Traçage"),
             when=(tracebacks.at_least(ONE_TRACEBACK),),
             ladder=(Rung(TWO_TRACEBACKS, Severity.CRITICAL, Answer.SUSPEND_SERVICE),), reason=Text(
                 en="Tracebacks about the account in 90 days: {hits}.",
                 fr="Demandes de traçage visant le compte en 90 jours : {hits}.")),
        Rule(id="A-TRB", name="traceback-unanswered", mode=Mode.ENFORCE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, evidence=Evidence.A,
             title=Text(en="Traceback not answered in time", fr="Traçage resté sans réponse"),
             when=(unanswered.at_least(ONE_LATE),), reason=Text(
                 en="Of {base} tracebacks, {hits} were not answered within 24 hours.",
                 fr="Sur {base} demandes de traçage, {hits} sont restées sans réponse sous 24 heures.")),
        Rule(id="A-TRB", name="regulator-about-account", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, evidence=Evidence.A,
             title=Text(en="Regulator about the account", fr="Une autorité à propos du compte"),
             when=(orders.at_least(ONE_ORDER),), reason=Text(
                 en="Letters of a regulator about the account in 90 days: {hits}.",
                 fr="Courriers d'une autorité visant le compte en 90 jours : {hits}.")),
    ),
)  # fmt: skip
