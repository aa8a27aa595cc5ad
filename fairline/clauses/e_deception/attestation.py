"""Too many calls for which nobody vouches fully: an account that brings numbers it cannot show a right to.

Counted per account and UTC day among its outbound calls: those that our facts let us sign B or C only, and
those whose signature failed where the call arrived. Calls of which the one or the other is not known count on
neither side. Both shares are ours.
"""

from datetime import date

from fairline.facts import Attestation, Call, Direction
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import calendar, columns, equal, one_of, ours, share

call = columns(Call)

NOT_FULL_MAX = ours(0.2,
    en="one call in five without a right to its number is a habit: E-ATT of the"
                         " catalogue",
    fr="un appel sur cinq sans droit au numéro, c'est une habitude : E-ATT au catalogue")  # fmt: skip
FAILED_MAX = ours(0.05, en="a few signatures fail on old equipment, one in twenty does not",
                  fr="quelques signatures échouent sur du vieux matériel, pas une sur vingt")  # fmt: skip
CALLS_MIN = 200  # ours: below it, one call weighs half a point

out = equal(call.direction, Direction.OUTBOUND)
of_account, day = (call.account,), calendar("day")
not_full = share(
    one_of(call.signed_as, Attestation.PARTIAL, Attestation.GATEWAY), of=out, by=of_account, over=day
)
failed = share(equal(call.verified, False), of=out, by=of_account, over=day)

CLAUSE = Clause(
    id="attestation", letter=Letter.E, title=Text(en="Attestation of calls", fr="Attestation des appels"),
    citation=Citation(
        law="47 CFR 64.6301-64.6305; ATIS-1000074; CPCE art. L. 44 V",
        url="https://www.ecfr.gov/current/title-47/section-64.6301",
        in_force=date(2021, 6, 30), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Numbers are being ported in, and their proofs are on the way.",
             fr="Des numéros arrivent par portage, leurs preuves sont en route."),
        Text(en="A certificate was renewed, and one carrier had the old one.",
             fr="Un certificat a été renouvelé, et un opérateur gardait l'ancien."),
        Text(en="An outsourcer calls for clients whose letters run by another way.",
             fr="Un prestataire appelle pour des clients dont les lettres suivent une autre voie."),
    ),
    runbook=Text(
        en="List the numbers shown by those calls and hold them against what the account proved. Ask for"
        " letters of authority number by number, and set a day. For failed signatures look at one whole token"
        " first: a wrong clock or certificate is ours to mend.",
        fr="Dressez la liste des numéros affichés et comparez-la à ce que le compte a prouvé. Demandez une"
        " lettre d'autorisation par numéro, avec un délai. Pour les signatures en échec, regardez d'abord un"
        " jeton entier : une horloge ou un certificat faux, c'est à nous d'y remédier.",
    ),
    rules=(
        Rule(
            id="E-ATT", name="not-vouched-for", mode=Mode.OBSERVE, severity=Severity.MINOR,
            answer=Answer.HOLD, title=Text(en="Calls not vouched for", fr="Appels non garantis"),
            when=(not_full.above(NOT_FULL_MAX, base_min=CALLS_MIN, wilson=True),),
            reason=Text(
                en="{hits} of {base} calls of the day could be signed B or C only ({value}); the limit is"
                " {limit}.",
                fr="{hits} des {base} appels du jour n'ont pu être signés que B ou C ({value}) ; la limite"
                " est de {limit}.",
            ),
        ),
        Rule(
            id="E-ATT", name="signatures-failed", mode=Mode.OBSERVE, severity=Severity.MINOR,
            answer=Answer.HOLD, title=Text(en="Signatures that failed", fr="Signatures en échec"),
            when=(failed.above(FAILED_MAX, base_min=CALLS_MIN, wilson=True),),
            reason=Text(
                en="The signature of {hits} of {base} calls of the day failed ({value}); the limit is"
                " {limit}.",
                fr="La signature de {hits} des {base} appels du jour a échoué ({value}) ; la limite est de"
                " {limit}.",
            ),
        ),
    ),
)  # fmt: skip
