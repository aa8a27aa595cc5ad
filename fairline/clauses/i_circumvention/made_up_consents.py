"""Consents that were written after the fact, or by a machine.

Counted per account over 24 hours by the time the records were made: consents said to be older than a contact
that was there before their record was; more than 1,000 said to have been given at the same instant; more than
1,000 given by form from one address. A record without the time or address that a rule needs is not counted.
"""

from datetime import UTC, date, datetime

from fairline.facts import Consent, ConsentSource
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, equal, first_known, known, less_than, more_than
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

consent = columns(Consent)

LATE = ours(5, en="a few may have come in late; five in a day are made up; I-CIR-05",
            fr="quelques-uns ont pu tarder ; cinq en un jour sont fabriqués ; I-CIR-05")  # fmt: skip
AT_ONCE = ours(1000, en="a thousand people do not agree in one second; I-CIR-05",
               fr="mille personnes ne consentent pas à la même seconde ; I-CIR-05")  # fmt: skip
ONE_ADDRESS = ours(1000, en="nor a thousand a day from one address; I-CIR-05",
                   fr="ni mille par jour depuis une même adresse ; I-CIR-05")  # fmt: skip

NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # stands in the key of what is not in the base

backdated = both(
    more_than(consent.at, consent.contacted_at), less_than(consent.given_at, consent.contacted_at)
)
instant = first_known(consent.given_at, NEVER)
by_form = equal(consent.source, ConsentSource.FORM)
day = sliding(hours=24)
late = count(backdated, of=backdated, by=consent.account, over=day)
at_once = count(True, of=known(consent.given_at), by=(consent.account, instant), over=day)
one_address = count(True, of=by_form, by=(consent.account, consent.ip), over=day)

CLAUSE = Clause(
    id="made-up-consents", letter=Letter.I,
    title=Text(en="Made-up consents", fr="Consentements fabriqués"),
    citation=Citation(
        law="16 CFR 310.5(a)(8) (records of consent)",
        url="https://www.ecfr.gov/current/title-16/section-310.5",
        in_force=date(2024, 10, 15), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="Consents on paper or of another system came in later, with the time they were signed.",
             fr="Des accords sur papier, ou d'un autre système, ont été saisis plus tard à leur vraie date."),
        Text(en="The source rounds times to the day.", fr="La source arrondit l'heure au jour."),
        Text(en="A shop's tablet or a company's gateway stands behind the address.",
             fr="L'adresse est celle d'une tablette en magasin ou d'un accès d'entreprise."),
    ),
    runbook=Text(
        en="Take twenty records at random: form, version, page, address, browser. Ask the web server's log"
        " for the same moments. Call nobody to check. Compare the order of record, contact and complaint."
        " What cannot be shown is no consent, and calls made on it are judged without it.",
        fr="Tirez vingt fiches au hasard : formulaire, version, page, adresse, navigateur. Réclamez le"
        " journal du serveur aux mêmes instants. N'appelez personne pour vérifier. Comparez l'ordre des"
        " fiches, des contacts et des plaintes. Ce qui ne se prouve pas n'est pas un consentement ; jugez les"
        " appels sans.",
    ),
    rules=(
        Rule(id="I-CIR-05", name="backdated-consents", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.HOLD, when=(late.at_least(LATE),),
             title=Text(en="Consents after the contact", fr="Consentements postérieurs au contact"),
             reason=Text(en="{hits} consents recorded in 24 h are said to be older than a contact that came"
                            " before their record; the limit is {limit}.",
                         fr="En 24 h, {hits} consentements enregistrés après un contact se disent antérieurs"
                            " à lui ; la limite est de {limit}.")),
        Rule(id="I-CIR-05", name="consents-at-once", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.HOLD, when=(at_once.above(AT_ONCE),),
             title=Text(en="Consents of one instant", fr="Consentements du même instant"),
             reason=Text(en="{hits} consents are said to have been given at {given_at}; the limit is"
                            " {limit}.",
                         fr="{hits} consentements auraient été donnés à cet instant : {given_at} ; la limite"
                            " est de {limit}.")),
        Rule(id="I-CIR-05", name="consents-of-one-address", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.HOLD, when=(one_address.above(ONE_ADDRESS),),
             title=Text(en="Consents of one address", fr="Consentements d'une seule adresse"),
             reason=Text(en="{hits} consents came in 24 h from address {ip}; the limit is {limit}.",
                         fr="En 24 h, {hits} consentements sont venus de l'adresse {ip} ; la limite est de"
                            " {limit}.")),
    ),
)  # fmt: skip
