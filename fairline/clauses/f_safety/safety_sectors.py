"""The customer is of a sector where a failed call can cost lives, and has not said what it is used for.

Measured at each look at who the customer is, at the start and once a year: NAICS and NACE codes of nuclear
plants, air traffic control, weapons, defense, medical devices, hospitals, alarms, police and fire services.
The code asks and never refuses: customer service of a hospital is fine, its nurse call is not. Who declared
no high-risk use and answered what an outage would do is asked no more until the next year.
"""

from datetime import date

from fairline.facts import Vetting
from fairline.law.hazards import needs_fail_safe
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, derived, first_known, known, negated
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

look = columns(Vetting)

ONE = ours(1, en="one code is enough to ask; F-KYC of the catalogue",
           fr="un seul code suffit pour demander : F-KYC au catalogue")  # fmt: skip

answered = both(first_known(look.declared_no_high_risk, False), known(look.outage_harm))
unasked = both(derived(needs_fail_safe, look.sectors), negated(answered))
looks = count(unasked, of=unasked, by=look.account, over=sliding(hours=24))

CLAUSE = Clause(
    id="safety-sectors", letter=Letter.F,
    title=Text(en="Sectors where lives are at stake", fr="Secteurs où des vies sont en jeu"),
    citation=Citation(
        law="NAICS 2022; NACE Rev. 2 and 2.1, Regulation (EC) 1893/2006 [codes from memory: verify]",
        url="https://www.census.gov/naics/",
        in_force=date(2022, 1, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A hospital's billing desk, an airline's customer service, a defense contractor's hotline.",
             fr="La facturation d'un hôpital, le service client d'un transporteur, la RH d'un armement."),
        Text(en="A shop that sells and installs alarms, without watching any.",
             fr="Un magasin qui vend et pose des alarmes sans en surveiller aucune."),
        Text(en="The code is the parent company's and not this customer's.",
             fr="Le code est celui de la maison mère et non du client."),
    ),
    runbook=Text(
        en="Send the questionnaire: what runs over the service, who is called by it, what happens if it is"
           " down for four hours, which other path there is. Refuse and cut nothing on a code. If lives do"
           " hang on it, agree on a migration (30 days by default) and give the customer the reviewer's"
           " number for emergencies.",
        fr="Envoyez le questionnaire : ce qui passe par le service, qui il appelle, l'effet de quatre heures"
           " de panne, l'autre voie possible. Un code ne justifie ni refus ni coupure. Si des vies en"
           " dépendent, convenez d'une migration (30 jours par défaut) et donnez au client le numéro"
           " d'urgence du réviseur.",
    ),
    rules=(
        Rule(id="F-KYC", name="safety-sector", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, evidence=Evidence.D, when=(looks.at_least(ONE),),
             title=Text(en="Questionnaire due", fr="Questionnaire à remplir"),
             reason=Text(en="{account} is of a sector where lives are at stake and did not say what for"
                            " (times: {hits}).",
                         fr="{account} relève d'un secteur où des vies sont en jeu, sans avoir dit son usage"
                            " ({hits} fois).")),
    ),
)  # fmt: skip
