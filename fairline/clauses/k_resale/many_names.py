"""Many companies behind one account: names shown, brands in messages, websites that have nothing in common.

Different names in 30 days of an account's calls out, each call's seller or, without one, the name shown;
different brands in its messages out; and what a look at the customer found of unrelated websites. Names
written in two ways count as two, so an alphabet soup of one company is for the reviewer to see. Excused by
an agreement on clients or on resale, signed by both.
"""

from datetime import date

from fairline.facts import Call, Direction, Message, Permit, Vetting
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text, agreed
from fairline.signals import Unit, both, columns, distinct, equal, first_known, highest, negated, ours
from fairline.signals.windows import sliding

call, message, vetting = columns(Call), columns(Message), columns(Vetting)

NAMES_MAX = ours(3, en="a company, its brand and one more", fr="une société, sa marque et une autre encore")
CALLS_MIN = 1000  # ours: fewer calls are no business of their own
BRANDS_MAX = ours(
    1, en="messages are registered brand by brand", fr="les SMS sont enregistrés marque par marque"
)
MESSAGES_MIN = 100  # ours
WEBSITES_MAX = ours(5, en="more than one group's shops", fr="plus que les boutiques d'un même groupe")

for_itself = both(
    negated(agreed(Permit.CLIENTS, at=call.started_at)), negated(agreed(Permit.RESALE, at=call.started_at))
)
writes_for_itself = both(
    negated(agreed(Permit.CLIENTS, at=message.sent_at)), negated(agreed(Permit.RESALE, at=message.sent_at))
)
stands_for_itself = both(
    negated(agreed(Permit.CLIENTS, at=vetting.at)), negated(agreed(Permit.RESALE, at=vetting.at))
)
month = sliding(days=30)
names = distinct(
    first_known(call.seller, call.brand), of=both(equal(call.direction, Direction.OUTBOUND), for_itself),
    by=call.account, over=month,
)  # fmt: skip
brands = distinct(
    message.brand, of=both(equal(message.direction, Direction.OUTBOUND), writes_for_itself),
    by=message.account, over=month,
)  # fmt: skip
websites = highest(
    vetting.websites, of=stands_for_itself, by=vetting.account, over=sliding(hours=24), unit=Unit.NUMBER
)

CLAUSE = Clause(
    id="many-names", letter=Letter.K,
    title=Text(en="Many companies, one account", fr="Plusieurs sociétés, un compte"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause k (no service bureau)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Brands or shops of one group.", fr="Les marques ou les magasins d'un même groupe."),
        Text(en="A franchise whose members call in their own names.",
             fr="Une franchise dont les membres appellent sous leur nom."),
        Text(en="One name written in several ways.", fr="Un même nom écrit de plusieurs façons."),
    ),
    runbook=Text(
        en="List the names with their numbers, campaigns and days. Ask for the chart of the group or the"
        " clients' contracts and letters of authority. Propose the addendum on clients; 14 days to answer,"
        " then thirty before anything ends.",
        fr="Dressez la liste des noms avec numéros, campagnes et jours. Demandez l'organigramme du groupe"
        " ou les contrats et mandats des clients. Proposez l'avenant sur les clients ; 14 jours pour"
        " répondre, puis trente avant toute fin.",
    ),
    rules=(
        Rule(id="K-DIV", name="names-of-an-account", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, when=(names.above(NAMES_MAX, base_min=CALLS_MIN),),
             title=Text(en="Names shown", fr="Noms affichés"),
             reason=Text(
                 en="{base} calls in 30 days were made under {hits} names; the limit is {limit}.",
                 fr="{base} appels en 30 jours ont été passés sous {hits} noms ; la limite est de {limit}.")),
        Rule(id="K-DIV", name="brands-of-an-account", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, when=(brands.above(BRANDS_MAX, base_min=MESSAGES_MIN),),
             title=Text(en="Brands in messages", fr="Marques dans les messages"),
             reason=Text(
                 en="{base} messages in 30 days were of {hits} brands; the limit is {limit}.",
                 fr="{base} messages en 30 jours étaient de {hits} marques ; la limite est de {limit}.")),
        Rule(id="K-DIV", name="websites-of-an-account", mode=Mode.OBSERVE, severity=Severity.MINOR,
             act=Act.CHALLENGE, answer=Answer.CHALLENGE, when=(websites.above(WEBSITES_MAX),),
             title=Text(en="Unrelated websites", fr="Sites sans rapport"),
             reason=Text(
                 en="The account works for {hits} unrelated websites; the limit is {limit}.",
                 fr="Le compte travaille pour {hits} sites sans rapport ; la limite est de {limit}.")),
    ),
)  # fmt: skip
