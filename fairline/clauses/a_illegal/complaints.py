"""People complain of a number or a campaign more often than chance and temper explain.

Counted in a week: the share of answered calls of which the called person complained, per number shown and per
campaign, where the record says of each call whether anybody did. India counts complaints against a sender,
from five different persons in ten days on; a complaint of which nobody knows where it comes from counts on
neither side.
"""

from datetime import date, timedelta

from fairline.facts import Call, Complaint, ComplaintSource, Direction
from fairline.law.complaints import complaints_max
from fairline.policy import Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Rung, Severity, Text
from fairline.signals import both, by_law, columns, distinct, equal, law, one_of, ours, share, sliding

call, complaint = columns(Call), columns(Complaint)

COMPLAINTS_ASK = ours(0.0005,
    en="5 in 10,000 answered calls: time to ask, A-CMP of the catalogue",
    fr="5 sur 10 000 appels décrochés : il est temps de demander, A-CMP au catalogue")  # fmt: skip
COMPLAINTS_HOLD = ours(0.002, en="20 in 10,000 answered calls: a person looks first",
                       fr="20 sur 10 000 appels décrochés : une personne regarde d'abord")  # fmt: skip
ANSWERED_MIN = 1000  # ours: below it, one complaint is more than the limit
COMPLAINTS_INDIA = law(
    5, "TCCCPR, amendment of 12 February 2025", fr="TCCCPR, modification du 12 février 2025"
)
TEN_DAYS = timedelta(days=10)  # the law's: TCCCPR 2025

week = sliding(days=7)
answered = both(equal(call.direction, Direction.OUTBOUND), call.answered)
of_number = share(call.complained, of=answered, by=(call.account, call.caller), over=week)
of_campaign = share(call.complained, of=answered, by=(call.account, call.campaign), over=week)
from_india = both(
    one_of(complaint.source, ComplaintSource.PERSON, ComplaintSource.FEEDBACK_LOOP),
    equal(by_law(complaints_max, complaint.places, complaint.at, TEN_DAYS), COMPLAINTS_INDIA.value),
)
of_sender = distinct(
    complaint.complainant, of=from_india, by=(complaint.account, complaint.number), over=sliding(days=10)
)

CLAUSE = Clause(
    id="complaints", letter=Letter.A, title=Text(en="Complaints", fr="Plaintes"),
    citation=Citation(
        law="TCCCPR 2018 as amended on 12 February 2025; the shares are ours",
        url="https://www.trai.gov.in/sites/default/files/2025-02/Regulation_12022025.pdf",
        in_force=date(2025, 2, 12), checked_on=date(2026, 11, 23)),
    innocent=(
        Text(en="A competitor's friends complained in one afternoon.",
             fr="Les amis d'un concurrent se sont plaints en un après-midi."),
        Text(en="The calls brought bad news that people had to get, such as a recall.",
             fr="Les appels portaient une mauvaise nouvelle nécessaire, comme un rappel de produit."),
        Text(en="The number belonged to somebody else last week.",
             fr="La semaine dernière, le numéro appartenait à quelqu'un d'autre."),
    ),
    runbook=Text(
        en="Read the complaints, not their number: who, about what, on which day. Two that do not know each"
        " other and say the same weigh more than ten alike. Ask the account for its own complaints and what"
        " it changed.",
        fr="Lisez les plaintes plutôt que leur nombre : qui, à quel sujet, quel jour. Deux personnes qui ne"
        " se connaissent pas et disent la même chose pèsent plus que dix plaintes identiques. Demandez au"
        " compte ses propres réclamations et ce qu'il a changé.",
    ),
    rules=(
        Rule(id="A-CMP", name="complaints-of-number", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, evidence=Evidence.C,
             title=Text(en="Complaints of a number", fr="Numéro dont on se plaint"),
             when=(of_number.above(COMPLAINTS_ASK, base_min=ANSWERED_MIN, wilson=True),),
             ladder=(Rung(COMPLAINTS_HOLD, Severity.MAJOR, Answer.HOLD),), reason=Text(
                 en="{hits} of {base} persons who answered {caller} complained ({value}); the limit is"
                 " {limit}.",
                 fr="{hits} des {base} personnes ayant décroché à {caller} se sont plaintes ({value}) ; la"
                 " limite est de {limit}.")),
        Rule(id="A-CMP", name="complaints-of-campaign", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, evidence=Evidence.C,
             title=Text(en="Complaints of a campaign", fr="Campagne dont on se plaint"),
             when=(of_campaign.above(COMPLAINTS_ASK, base_min=ANSWERED_MIN, wilson=True),),
             ladder=(Rung(COMPLAINTS_HOLD, Severity.MAJOR, Answer.HOLD),), reason=Text(
                 en="{hits} of {base} persons whom the campaign reached complained ({value}); the limit is"
                 " {limit}.",
                 fr="{hits} des {base} personnes jointes par la campagne se sont plaintes ({value}) ; la"
                 " limite est de {limit}.")),
        Rule(id="A-CMP", name="complaints-india", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.HOLD, evidence=Evidence.C,
             title=Text(en="Complaints in India", fr="Plaintes en Inde"),
             when=(of_sender.at_least(COMPLAINTS_INDIA),), reason=Text(
                 en="{hits} persons in India complained of {number} in ten days; the law acts at {limit}.",
                 fr="{hits} personnes en Inde se sont plaintes de {number} en dix jours ; la loi agit à"
                 " {limit}.")),
    ),
)  # fmt: skip
