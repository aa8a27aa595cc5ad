"""Calls that sell or ask for gifts to a person who told the account to stop, by any way and on any channel.

A refusal counts from the moment we know of it, until a later consent. The law gives a caller some days to
honor it; for whoever can at once, a reasonable time is now, so the call is refused. Past the law's own days
the breach is graver. Refusals that reached the account and not us are in no fact.
"""

from datetime import date

from fairline.facts import Call, Campaign, Channel, Consent, Direction, OptOut, Purpose
from fairline.law.refusals import opt_out_hours_max
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, elapsed, equal, first_known, known, law, sliding
from fairline.signals.expressions import more_than, negated, one_of

call, campaign, consent, refusal = columns(Call), columns(Campaign), columns(Consent), columns(OptOut)

AT_ONCE = law(1,
    "47 CFR 64.1200(a)(10), (d)(3): within a reasonable time; C. conso. art. L. 221-16",
    fr="47 CFR 64.1200(a)(10), (d)(3) : dans un délai raisonnable ; C. conso. art. L. 221-16")  # fmt: skip
TOO_LATE = law(1, "the time to honor a refusal where the called person is",
               fr="le délai pour respecter un refus, là où se trouve l'appelé")  # fmt: skip
NO_CAMPAIGN = "-"

refused = both(
    equal(call.direction, Direction.OUTBOUND),
    one_of(first_known(call.purpose, campaign.purpose), Purpose.MARKETING, Purpose.CHARITY),
    known(refusal.id),
    negated(first_known(more_than(consent.at, refusal.at), False)),
)
time_given = by_law(opt_out_hours_max, call.called_places, refusal.at, Channel.CALL)
too_late = both(refused, more_than(elapsed(refusal.at, call.started_at), time_given))
of_campaign, day = (call.account, first_known(call.campaign, NO_CAMPAIGN)), sliding(hours=24)
after_refusal = count(refused, of=refused, by=of_campaign, over=day)
after_the_time = count(too_late, of=too_late, by=(*of_campaign, call.called_places), over=day)

CLAUSE = Clause(
    id="refusal", letter=Letter.A, title=Text(en="Calls after a refusal", fr="Appels après un refus"),
    citation=Citation(
        law="47 CFR 64.1200(a)(10), (d)(3); 16 CFR 310.4(b)(1)(iii)(A); C. conso. art. L. 221-16",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2003, 10, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The person agreed again, and the new consent was not sent to us yet.",
             fr="La personne a de nouveau accepté, sans que cet accord nous soit encore parvenu."),
        Text(en="The number has a new holder, who never refused.",
             fr="Le numéro a changé de titulaire ; le nouveau n'a jamais refusé."),
        Text(en="The refusal was of texts on one subject, and the person had asked for this call.",
             fr="Le refus visait des SMS sur un sujet précis, et la personne avait demandé cet appel."),
    ),
    runbook=Text(
        en="Put the refusal (when, how, in which words) beside the calls that came after it. See whether"
        " lists were loaded again after it, or another campaign used them. Ask when the account took note,"
        " and what it did.",
        fr="Mettez le refus (quand, comment, en quels mots) à côté des appels qui l'ont suivi. Voyez si des"
        " listes ont été rechargées depuis, ou reprises par une autre campagne. Demandez quand le compte en a"
        " pris note, et ce qu'il a fait.",
    ),
    rules=(
        Rule(
            id="A-REV", name="called-after-refusal", mode=Mode.ENFORCE, severity=Severity.MINOR,
            answer=Answer.CHALLENGE, act=Act.REFUSE, evidence=Evidence.A,
            title=Text(en="Called after a refusal", fr="Appelé après un refus"),
            when=(after_refusal.at_least(AT_ONCE),),
            reason=Text(
                en="Calls within 24 hours to persons who had told the account to stop: {hits}.",
                fr="Appels en 24 heures à des personnes qui avaient dit au compte d'arrêter : {hits}.",
            ),
        ),
        Rule(
            id="A-REV", name="called-past-time-to-honor", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            answer=Answer.HOLD, act=Act.REFUSE, evidence=Evidence.A, law="opt_out_calls",
            title=Text(en="Refusal not honored in time", fr="Refus non respecté à temps"),
            when=(after_the_time.at_least(TOO_LATE),),
            reason=Text(
                en="Calls to persons whose refusal the law wanted honored by then: {hits} ({law}).",
                fr="Appels à des personnes dont la loi voulait le refus déjà respecté : {hits} ({law}).",
            ),
        ),
    ),
)  # fmt: skip
