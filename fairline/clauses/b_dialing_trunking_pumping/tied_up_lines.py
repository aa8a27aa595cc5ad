"""Two lines of one business rung by a machine at once, so that nobody else can reach it.

Counted per account and business called, in the United States, of attempts that a dialer places: the call
says so, or else its campaign dials predictively, progressively or with power. An attempt is open from its
start to its end; one whose end is not told yet is taken to last an hour, so that the next attempt is known
to be the second. Which numbers are one business only the source can say: without that, nothing is counted.
Two calls to one and the same line count as two, since the second finds it engaged.
"""

from datetime import date, timedelta

from fairline.facts import Call, Campaign, Direction
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, concurrent, equal, first_known, law, one_of, sliding

call, campaign = columns(Call), columns(Campaign)

LINES_MIN = law(2, "47 CFR 64.1200(a)(5): two or more lines of a multi-line business",
                fr="47 CFR 64.1200(a)(5) : deux lignes ou plus d'une même entreprise")  # fmt: skip
LASTING_MAX = timedelta(hours=1)  # ours: an attempt without a record blocks a business no longer
SECOND = timedelta(seconds=1)

by_machine = first_known(call.auto_dialed, one_of(campaign.mode, "predictive", "progressive", "power"))
lines_at_once = concurrent(
    since=call.started_at,
    until=call.ended_at,
    lasting_max=LASTING_MAX,
    of=both(equal(call.direction, Direction.OUTBOUND), equal(call.called_country, "US"), by_machine),
    by=(call.account, call.called_business),
    over=sliding(seconds=1, hop=SECOND),
)

CLAUSE = Clause(
    id="tied-up-lines", letter=Letter.B,
    title=Text(en="Lines of a business tied up", fr="Lignes d'une entreprise occupées"),
    citation=Citation(
        law="47 CFR 64.1200(a)(5)",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(1992, 12, 20), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Two people at one company wanted to be called back at the same hour.",
             fr="Deux personnes d'une même société ont demandé un rappel à la même heure."),
        Text(en="The numbers are of one building and not of one business.",
             fr="Les numéros sont ceux d'un immeuble, et non d'une même entreprise."),
        Text(en="The record of the first call is late and it had ended long ago.",
             fr="Le relevé du premier appel tarde, alors que celui-ci est fini depuis longtemps."),
    ),
    runbook=Text(
        en="List the attempts that overlapped, by line and second, with campaign and pacing. Check in a"
        " directory that the numbers are one business. Ask whether the dialer knows companies or only"
        " numbers; the remedy is a key of the business in its list.",
        fr="Dressez la liste des tentatives qui se chevauchent, par ligne et à la seconde, avec campagne et"
        " rythme. Vérifiez dans un annuaire que les numéros sont d'une même entreprise. Le composeur"
        " connaît-il les entreprises ou seulement des numéros ? Le remède est d'indiquer l'entreprise dans"
        " sa liste.",
    ),
    rules=(
        Rule(
            id="B-TIE", name="lines-tied-up", mode=Mode.ENFORCE, severity=Severity.MAJOR, evidence=Evidence.B,
            act=Act.REFUSE, answer=Answer.CHALLENGE, when=(lines_at_once.at_least(LINES_MIN),),
            title=Text(en="Two lines at once", fr="Deux lignes à la fois"), reason=Text(
                en="A dialer rang {hits} lines of one business at once; the law's limit is fewer than"
                " {limit}.",
                fr="Un composeur a fait sonner {hits} lignes d'une même entreprise à la fois ; la loi en veut"
                " moins de {limit}.",
            ),
        ),
    ),
)  # fmt: skip
