"""Short calls as others count them: a month of an account below 12 seconds, a day of calls to Brazil.

Both count answered outbound calls whose talk is known; the first over the UTC month of the whole account,
among all of them, as one peer's terms did. Brazil's authority counts what one user of the network sends
there in a day of up to 6 seconds and blocks it for 15 days; calls that nobody answered, which it may count
too, are left out, so this is on the low side. Since November 2022 it blocks only where the share is reached
as well, which alone only asks. The measure was last prolonged to 2026-05-31; what holds since was not found.
"""

from datetime import date, timedelta

from fairline.facts import Call, Direction
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_most, both, calendar, columns, count, equal, law, less_than, peer, share

call = columns(Call)

TWELVE_S, SIX_S = timedelta(seconds=12), timedelta(seconds=6)  # the peer's and, since June 2024, Anatel's
SHARE_MAX = peer(0.10, "Twilio, article 223136067 (terms of 2016): a month of one master account",
                 fr="Twilio, article 223136067 (conditions de 2016) : un mois d'un compte"
                 " principal")  # fmt: skip
ANSWERED_MIN = 200  # ours: below it, one call weighs half a point
BRAZIL_DAY = law(100_000, "Anatel, Despachos 160/2022, 250/2022, 103/2023, 22/2024")
BRAZIL_SHARE = law(0.85, "Anatel, Despacho 250/2022, second criterion, since 2022-11-03",
                   fr="Anatel, Despacho 250/2022, second critère, depuis le 2022-11-03")  # fmt: skip
BRAZIL_MIN = 1000  # ours: the share of a smaller day says little

answered = both(equal(call.direction, Direction.OUTBOUND), call.answered)
to_brazil = both(answered, equal(call.called_country, "BR"))
month, day = calendar("month", zone="UTC"), calendar("day", zone="America/Sao_Paulo")
under_12_s = share(less_than(call.talk, TWELVE_S), of=answered, by=call.account, over=month)
short_to_brazil = count(at_most(call.talk, SIX_S), of=to_brazil, by=call.account, over=day)
short_share_to_brazil = share(at_most(call.talk, SIX_S), of=to_brazil, by=call.account, over=day)

CLAUSE = Clause(
    id="short-calls-elsewhere", letter=Letter.B,
    title=Text(en="Short calls by month, and to Brazil", fr="Appels courts : par mois, et vers le Brésil"),
    citation=Citation(
        law="Anatel, medidas cautelares, Despachos 160/2022, 250/2022, 103/2023, 22/2024",
        url="https://www.gov.br/anatel/pt-br/consumidor/chamadas-abusivas/medidas-cautelares",
        in_force=date(2024, 6, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Delivery notices and one-time codes are read out in seconds.",
             fr="Un avis de livraison ou un code à usage unique se dit en quelques secondes."),
        Text(en="Many voicemail boxes answer and the dialer hangs up on them.",
             fr="Beaucoup de messageries décrochent, et le composeur raccroche aussitôt."),
        Text(en="A route to Brazil cuts calls off after the answer.",
             fr="Une route vers le Brésil coupe les communications juste après le décroché."),
    ),
    runbook=Text(
        en="Draw lengths of calls by second for each number and country. Take twenty short ones: which side"
        " hung up, what did the machine detection say? For Brazil, read the authority's present measure"
        " first: it names the days, the count and how long the block lasts. A breach of traffic quality"
        " alone has thirty days to cure.",
        fr="Tracez la durée des appels, seconde par seconde, par numéro et par pays. Prenez-en vingt courts :"
        " qui a raccroché, qu'a dit la détection de répondeur ? Pour le Brésil, lisez d'abord la mesure en"
        " vigueur : elle fixe les jours, le compte et la durée du blocage. La seule qualité du trafic laisse"
        " trente jours pour y remédier.",
    ),
    rules=(
        Rule(id="B-S12", name="under-12-s-month", title=Text(en="Under 12 s", fr="Moins de 12 s"),
             when=(under_12_s.above(SHARE_MAX, base_min=ANSWERED_MIN),), mode=Mode.ENFORCE,
             severity=Severity.MINOR, answer=Answer.OBSERVE, reason=Text(
                 en="{hits} of {base} answered calls of the month lasted less than 12 s: {value}; the limit"
                 " is {limit}.",
                 fr="Dans le mois, {hits} appels décrochés sur {base} ont duré moins de 12 s, soit"
                 " {value} ; la limite est de {limit}.")),
        Rule(id="B-BR", name="short-to-brazil",
             title=Text(en="Short, to Brazil", fr="Courts, vers le Brésil"),
             when=(short_to_brazil.at_least(BRAZIL_DAY),), mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.SUSPEND_SERVICE, reason=Text(
                 en="{hits} calls to Brazil ended within 6 s in one day; from {limit} on the authority blocks"
                 " them.",
                 fr="{hits} appels vers le Brésil ont duré 6 s ou moins en un jour ; l'autorité bloque à"
                 " partir de {limit}.")),
        Rule(id="B-BR", name="short-share-to-brazil", mode=Mode.ENFORCE, severity=Severity.MINOR,
             title=Text(en="Share of short ones, to Brazil", fr="Part d'appels courts, vers le Brésil"),
             when=(short_share_to_brazil.at_least(BRAZIL_SHARE, base_min=BRAZIL_MIN),),
             answer=Answer.CHALLENGE, reason=Text(
                 en="{hits} of {base} calls to Brazil ended within 6 s in one day: {value}; the criterion is"
                 " {limit}.",
                 fr="{hits} des {base} appels du jour vers le Brésil ont duré 6 s ou moins, soit {value} ; le"
                 " critère est de {limit}.")),
    ),
)  # fmt: skip
