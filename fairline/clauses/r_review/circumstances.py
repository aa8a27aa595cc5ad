"""What aggravates and what mitigates a breach, and what keeps working. Source: catalogue, R.2 and R.3."""

from fairline.policy import Circumstance, Lasting, Text
from fairline.signals import ours

R3 = {"en": "R.3 of the catalogue", "fr": "R.3 du catalogue"}

CIRCUMSTANCES = (
    Circumstance(
        name="vulnerable-victims",
        aggravating=True,
        title=Text(en="vulnerable victims", fr="victimes vulnérables"),
    ),
    Circumstance(
        name="many-consumers",
        aggravating=True,
        limit=ours(100, **R3),
        title=Text(en="consumers harmed, at least so many", fr="consommateurs lésés, au moins ce nombre"),
    ),
    Circumstance(name="concealment", aggravating=True, title=Text(en="concealment", fr="dissimulation")),
    Circumstance(
        name="prior-action",
        aggravating=True,
        limit=ours(12, **R3),
        title=Text(
            en="an earlier ruling within so many months, that the occasion does not count already",
            fr="une décision antérieure dans ce nombre de mois, que le nombre de fois ne compte pas déjà",
        ),
    ),
    Circumstance(
        name="compromised-credentials",
        aggravating=False,
        title=Text(en="somebody else used the account", fr="le compte a été utilisé par un tiers"),
    ),
    Circumstance(
        name="prompt-fix",
        aggravating=False,
        title=Text(en="mended as soon as known", fr="corrigé dès que connu"),
    ),
    Circumstance(name="first-error", aggravating=False, title=Text(en="a first error", fr="première erreur")),
    Circumstance(
        name="legal-uncertainty",
        aggravating=False,
        title=Text(en="the law is not settled", fr="le droit n'est pas fixé"),
    ),
)
LASTING = {
    Lasting.EMERGENCY_CALLS: Text(en="emergency calls", fr="les appels d'urgence"),
    Lasting.PORT_OUT: Text(
        en="taking the numbers to another provider", fr="la portabilité des numéros vers un autre opérateur"
    ),
    Lasting.DATA_EXPORT: Text(en="the export of the data", fr="l'export des données"),
    Lasting.BILLING: Text(en="billing", fr="la facturation"),
    Lasting.COMPLAINTS: Text(en="complaints and appeals", fr="les plaintes et les recours"),
}
"""47 CFR 64.1200(k)(5)-(6) and Directive (EU) 2018/1972 art. 109 for emergency calls; 47 CFR 52.34-35 and
art. 106 for port-out: from memory, verify; Regulation (EU) 2023/2854 art. 25(2)(g) for data, looked up."""
