"""Calls under other companies' numbers: those of an account's own customers, if it resells.

Over 30 days, among an account's outbound calls that show a number on file, those whose number is another
account's or is shown by letter of authority of another company. A number that nobody has on file counts on
neither side: it is for the rule on numbers shown. And how many companies gave letters, as a look at the
customer found. Excused by an agreement on clients or on resale, signed by both.
"""

from datetime import date

from fairline.facts import Call, Direction, Number, Permit, Vetting
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text, agreed
from fairline.signals import Unit, both, columns, either, equal, highest, known, negated, ours, share, sliding

call, number, vetting = columns(Call), columns(Number), columns(Vetting)

OTHERS_SHARE = ours(
    0.20,
    en="a clinic's main number is one of many calls, not each fifth",
    fr="un standard prêté, c'est un appel parmi d'autres, non un sur cinq",
)
CALLS_MIN = 200  # ours: below it, one call weighs half a point
LETTERS_MAX = ours(3, en="a company, its parent and a partner", fr="une société, sa mère et un partenaire")

for_itself = both(
    negated(agreed(Permit.CLIENTS, at=call.started_at)), negated(agreed(Permit.RESALE, at=call.started_at))
)
stands_for_itself = both(
    negated(agreed(Permit.CLIENTS, at=vetting.at)), negated(agreed(Permit.RESALE, at=vetting.at))
)
lent = either(known(number.letter_of), negated(equal(number.account, call.account)))
others = share(
    lent, of=both(equal(call.direction, Direction.OUTBOUND), known(number.account), for_itself),
    by=call.account, over=sliding(days=30),
)  # fmt: skip
letters = highest(
    vetting.letters, of=stands_for_itself, by=vetting.account, over=sliding(hours=24), unit=Unit.NUMBER
)

CLAUSE = Clause(
    id="numbers-of-others", letter=Letter.K,
    title=Text(en="Numbers of other companies", fr="Numéros d'autres sociétés"),
    citation=Citation(
        law="47 CFR 64.1200(n)(3): know your new and renewing customers",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2021, 5, 6), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="An outsourcer shows its clients' numbers by their letters.",
             fr="Un prestataire affiche les numéros de ses clients, avec mandat."),
        Text(en="A marketplace masks both sides with numbers lent for one delivery.",
             fr="Une place de marché prête un numéro le temps d'une livraison."),
        Text(en="Companies of a group that share a main number.",
             fr="Les sociétés d'un groupe partagent un même standard."),
    ),
    runbook=Text(
        en="List the numbers with their owners and letters, and how many calls show each. Call five: who"
        " answers, and do they know the account? Ask for the contract with each company; propose the"
        " addendum on clients. Letters that all look alike are a reseller's.",
        fr="Dressez la liste des numéros, titulaires et mandats, avec les appels de chacun. Appelez-en cinq "
        ": qui répond, connaît-on le compte ? Demandez le contrat avec chaque société ; proposez l'avenant"
        " sur les clients. Des mandats tous pareils trahissent un revendeur.",
    ),
    rules=(
        Rule(id="K-CLI", name="numbers-of-others", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, when=(others.at_least(OTHERS_SHARE, base_min=CALLS_MIN),),
             title=Text(en="Numbers of others", fr="Numéros d'autrui"),
             reason=Text(
                 en="{hits} of {base} calls in 30 days showed a number of another company: {value}; the"
                 " limit is {limit}.",
                 fr="{hits} des {base} appels de 30 jours affichaient le numéro d'une autre société, soit"
                 " {value} ; la limite est de {limit}.")),
        Rule(id="K-CLI", name="letters-of-many", mode=Mode.OBSERVE, severity=Severity.MINOR,
             act=Act.CHALLENGE, answer=Answer.CHALLENGE, when=(letters.above(LETTERS_MAX),),
             title=Text(en="Letters of many", fr="Mandats de plusieurs"),
             reason=Text(
                 en="The account has letters of authority from {hits} companies; the limit is {limit}.",
                 fr="Le compte a des mandats de {hits} sociétés ; la limite est de {limit}.")),
    ),
)  # fmt: skip
