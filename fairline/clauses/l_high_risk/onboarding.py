"""What clause l adds at the start: hazardous sectors, and what happens if the service is down for four hours.

The catalogue gives clause l no ids of its own; L-KYC and L-OUT are ours. L-KYC asks customers of waste,
chemicals, pipelines, rails and power grids as F-KYC asks those of clause f. L-OUT holds the start, and only
the start, of a customer that answered that somebody may be harmed, until it has both an independent path and
a signed statement that nothing of the kind runs over the service. What nobody asked is not there yet. Nothing
that runs is cut.
"""

from datetime import date

from fairline.facts import Harm, Vetting
from fairline.law.hazards import can_do_great_harm
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, derived, equal, first_known, known, negated
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

look = columns(Vetting)

ONE = ours(1, en="one code, or one answer, is enough; clause l of the catalogue",
           fr="un seul code, ou une seule réponse, suffit : clause l du catalogue")  # fmt: skip

declared = first_known(look.declared_no_high_risk, False)
answered = both(declared, known(look.outage_harm))
unasked = both(derived(can_do_great_harm, look.sectors), negated(answered))
secured = both(declared, first_known(look.other_path, False))
exposed = both(equal(look.outage_harm, Harm.PEOPLE), negated(secured))
by, day = look.account, sliding(hours=24)

CLAUSE = Clause(
    id="high-risk-onboarding", letter=Letter.L,
    title=Text(en="High risk at the start", fr="Haut risque à l'ouverture"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause l (high-risk use); sectors: NAICS, NACE",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="The service carries orders and invoices; safety has a line of its own that nobody"
                " mentioned.",
             fr="Le service porte commandes et factures ; la sécurité a sa propre ligne, non mentionnée."),
        Text(en="The answer was given out of caution, or without knowing what the question meant.",
             fr="La réponse a été donnée par prudence, ou sans comprendre la question."),
        Text(en="The code is the parent company's and not this customer's.",
             fr="Le code est celui de la maison mère et non du client."),
    ),
    runbook=Text(
        en="Ask what exactly would happen in the four hours, to whom, and which other path there is. See the"
           " path tested once. Have the statement signed by somebody who answers for safety. Then let the"
           " customer start. A customer that already runs is not stopped: migrate, 30 days by default, with a"
           " number for emergencies.",
        fr="Demandez ce qui arriverait au juste pendant ces quatre heures, à qui, et par quelle autre voie."
           " Voyez cette voie essayée une fois. Faites signer la déclaration par qui répond de la sécurité ;"
           " alors ouvrez. Un client déjà en service n'est pas arrêté : migration, 30 jours par défaut, avec"
           " un numéro d'urgence.",
    ),
    rules=(
        Rule(id="L-KYC", name="hazardous-sector", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, evidence=Evidence.D,
             when=(count(unasked, of=unasked, by=by, over=day).at_least(ONE),),
             title=Text(en="Hazardous sector, questionnaire due", fr="Secteur dangereux, questionnaire dû"),
             reason=Text(en="{account} is of a hazardous sector and did not say what for (times: {hits}).",
                         fr="{account} relève d'un secteur dangereux sans avoir dit son usage ({hits}"
                            " fois).")),
        Rule(id="L-OUT", name="outage-harms-people", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.HOLD,
             when=(count(exposed, of=exposed, by=by, over=day).at_least(ONE),),
             title=Text(en="An outage may harm people", fr="Une panne peut blesser"),
             reason=Text(en="{account} says an outage may harm people, without path and declaration (times:"
                            " {hits}).",
                         fr="{account} dit qu'une panne peut blesser, sans autre voie ni déclaration ({hits}"
                            " fois).")),
    ),
)  # fmt: skip
