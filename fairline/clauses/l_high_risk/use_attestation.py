"""The yearly word on what the service is used for is overdue, or due again after a new risky integration.

The catalogue gives clause l no ids of its own; L-ATT is ours. At each look at a customer its last attestation
must be no older than a year; where it gave none, or nobody knows of one, it is due as well once any answer on
high risk is on file. A change that acts on machinery, or is named as if lives hung on it, needs an
attestation of the last thirty days. A year that passes without a look is not seen: the look is the fact. It
asks, no more.
"""

from datetime import date, timedelta

from fairline.facts import Account, Change, Vetting
from fairline.facts.high_risk_words import speaks_of_high_risk
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import (
    both,
    columns,
    count,
    derived,
    either,
    elapsed,
    first_known,
    known,
    more_than,
    negated,
)  # fmt: skip
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

look, change, account = columns(Vetting), columns(Change), columns(Account)

YEAR, MONTH = timedelta(days=366), timedelta(days=30)  # ours: a year, leap or not; a month for a change
ONE = ours(1, en="one overdue attestation is enough to ask; clause l of the catalogue",
           fr="une seule attestation échue suffit pour demander : clause l du catalogue")  # fmt: skip

never = both(negated(known(look.attested_at)), known(look.declared_no_high_risk))
overdue = either(more_than(elapsed(look.attested_at, look.at), YEAR), never)
risky = both(
    first_known(change.enabled, True),
    either(change.physical, change.high_risk_words, derived(speaks_of_high_risk, change.name)),
)
stale = either(negated(known(account.attested_at)), more_than(elapsed(account.attested_at, change.at), MONTH))
unattested = both(risky, stale)
day = sliding(hours=24)
looks = count(overdue, of=overdue, by=look.account, over=day)
changes = count(unattested, of=unattested, by=change.account, over=day)

CLAUSE = Clause(
    id="use-attestation", letter=Letter.L, title=Text(en="Attestation of use", fr="Attestation d'usage"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause l (yearly attestation: ours)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="The attestation was signed and is on its way.", fr="L'attestation est signée et en chemin."),
        Text(en="The person who signs has left, and nobody else was told.",
             fr="La personne qui signe est partie, sans que personne n'en soit averti."),
        Text(en="The change puts back what was attested before.",
             fr="La modification rétablit ce qui était déjà attesté."),
    ),
    runbook=Text(
        en="Send the form with last year's answers filled in and ask what has changed, above all what happens"
           " if the service is down. Give 30 days and remind twice. A missing form is no reason to cut"
           " anything; a new integration that acts on machines waits under clause f until a person has"
           " looked.",
        fr="Envoyez le formulaire prérempli des réponses passées et demandez ce qui a changé, surtout l'effet"
           " d'une panne. Laissez 30 jours et relancez deux fois. Un formulaire absent ne justifie aucune"
           " coupure ; une intégration qui agit sur des machines attend, clause f, qu'une personne ait"
           " regardé.",
    ),
    rules=(
        Rule(id="L-ATT", name="attestation-overdue", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, when=(looks.at_least(ONE),),
             title=Text(en="Yearly attestation overdue", fr="Attestation annuelle échue"),
             reason=Text(en="{account} last attested its use more than a year ago, or never (times: {hits}).",
                         fr="{account} n'a pas attesté son usage depuis plus d'un an ({hits} fois).")),
        Rule(id="L-ATT", name="risky-change-unattested", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, when=(changes.at_least(ONE),),
             title=Text(en="A risky change without a new word", fr="Modification à risque sans attestation"),
             reason=Text(en="{account} made a risky change without an attestation of 30 days (times:"
                            " {hits}).",
                         fr="{account} a fait une modification à risque sans attestation récente ({hits}"
                            " fois).")),
    ),
)  # fmt: skip
