"""Telemarketing to a number that was not held against the do-not-call register in time, or that is on it.

How old the check may be is the law's where the called person may be. A consent that covers the call, or a
customer until a later day, excuses it. That nobody consented is sure only if the record at hand says so, or
if the account says that its consents are complete; an account that sends checks or consents is asked where
none is on file, and of one that sends none nothing is told. A refusal after the consent is another clause's.
"""

from datetime import date, timedelta

from fairline.facts import Account, Call, Campaign, Channel, Consent, Direction, ListCheck, Purpose
from fairline.facts.consenting import covers
from fairline.law.registers import recommended_scrub_age_max, scrub_age_max
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_most, both, by_law, choose, columns, count, derived, either, law, sliding
from fairline.signals.expressions import elapsed, equal, first_known, known, more_than, negated

call, campaign, account = columns(Call), columns(Campaign), columns(Account)
consent, check = columns(Consent), columns(ListCheck)

ONE_CALL = law(1, "47 CFR 64.1200(c)(2)(i)(D); PECR reg. 21; DPR 26/2022 art. 8")
NO_CAMPAIGN, AT_ONCE = "-", timedelta(0)
EACH_CALL = timedelta(minutes=5)  # ours: where each call is checked, it is checked just before
telemarketing = both(equal(call.direction, Direction.OUTBOUND),
                     equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING))  # fmt: skip
covered = both(derived(covers, consent.channels, consent.purposes, Channel.CALL, Purpose.MARKETING),
               negated(first_known(at_most(consent.expires_at, call.started_at), False)))  # fmt: skip
customer = first_known(more_than(consent.customer_until, call.started_at), False)
excused = choose(known(consent.id), yes=either(covered, customer),
                 no=choose(account.consents_complete, yes=False, no=None))  # fmt: skip
age_max = by_law(scrub_age_max, call.called_places, call.started_at)
age = elapsed(check.at, call.started_at)
stale = more_than(age, choose(equal(age_max, AT_ONCE), yes=EACH_CALL, no=age_max))
bad_check = both(telemarketing, known(age_max), stale, negated(excused))
listed = both(telemarketing, known(age_max), check.listed, negated(excused))
doubtful = choose(known(check.id), no=True, yes=both(either(stale, check.listed), negated(known(excused))))
sent = either(known(check.id), known(consent.id), known(account.consents_complete))
unsure = both(telemarketing, known(age_max), sent, negated(first_known(excused, False)), doubtful)
practice = by_law(recommended_scrub_age_max, call.called_places, call.started_at)
old = both(telemarketing, more_than(age, practice), negated(excused))
by, day = (call.account, first_known(call.campaign, NO_CAMPAIGN), call.called_places), sliding(hours=24)

CLAUSE = Clause(
    id="register", letter=Letter.A, title=Text(en="Do-not-call registers", fr="Registres d'opposition"),
    citation=Citation(
        law="47 CFR 64.1200(c)(2); PECR 2003 reg. 21; DPR 26/2022",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2003, 10, 1), checked_on=date(2026, 11, 23)),
    innocent=(
        Text(en="The list was checked in time elsewhere, and the date did not reach us.",
             fr="La liste a été vérifiée à temps ailleurs, sans que la date nous parvienne."),
        Text(en="The person bought or asked lately, and that relationship excuses the call.",
             fr="La personne a récemment acheté ou s'est renseignée : cette relation autorise l'appel."),
        Text(en="The number is a company's, where the register is for consumers only.",
             fr="Le numéro est celui d'une entreprise, que le registre ne protège pas.")),
    runbook=Text(
        en="Ask for the register's own receipt: subscription, version, day of download. Take ten calls and"
        " look up the numbers as of the day of the call. Ask on which consent or purchase each call relied.",
        fr="Demandez le récépissé du registre : abonnement, version, jour du téléchargement. Prenez dix"
        " appels et vérifiez les numéros au jour de l'appel. Demandez sur quel accord ou achat chacun"
        " reposait."),
    rules=(
        Rule(id="A-DNC", name="register-check-too-old", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE, evidence=Evidence.A, law="scrub_age",
             title=Text(en="Check too old", fr="Vérification trop ancienne"),
             when=(count(bad_check, of=bad_check, by=by, over=day).at_least(ONE_CALL),), reason=Text(
                 en="Calls to numbers whose register check was too old: {hits} ({law}).",
                 fr="Appels vers des numéros dont la vérification au registre datait trop : {hits}"
                 " ({law}).")),
        Rule(id="A-DNC", name="called-though-listed", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.REFUSE, evidence=Evidence.A, law="scrub_age",
             title=Text(en="Called though listed", fr="Appelé bien qu'inscrit"),
             when=(count(listed, of=listed, by=by, over=day).at_least(ONE_CALL),), reason=Text(
                 en="Calls to numbers that the check found on the register: {hits} ({law}).",
                 fr="Appels vers des numéros que la vérification a trouvés inscrits : {hits} ({law}).")),
        Rule(id="A-DNC", name="register-check-unsure", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, law="scrub_age",
             title=Text(en="No check known", fr="Vérification inconnue"),
             when=(count(unsure, of=unsure, by=by, over=day).at_least(ONE_CALL),), reason=Text(
                 en="Calls of which we know neither a check in time nor a consent: {hits} ({law}).",
                 fr="Appels dont nous ne connaissons ni vérification à temps ni accord : {hits} ({law}).")),
        Rule(id="A-DNC", name="register-check-old-practice", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE, law="scrub_age",
             title=Text(en="Check older than usual", fr="Au-delà de l'usage"),
             when=(count(old, of=old, by=by, over=day).at_least(ONE_CALL),), reason=Text(
                 en="Calls to numbers checked longer ago than is practice there: {hits} ({law}).",
                 fr="Appels vers des numéros vérifiés il y a plus longtemps que l'usage : {hits} ({law}).")),
    ),
)  # fmt: skip
