"""The same person tried again and again within a day, to sell something.

Attempts of marketing from one account to one called number in any 24 hours (moved by the quarter of an
hour), answered or not and from whatever number. Where a law or a code caps attempts, the rules on frequency
of clause a say so, place by place, among them Brazil's two a day; this one holds everywhere, and its number
is ours.
"""

from datetime import date

from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, equal, first_known, ours, sliding

call, campaign = columns(Call), columns(Campaign)

ATTEMPTS_MAX = ours(3, en="the cap of the strictest US states, everywhere",
                    fr="le plafond des États américains les plus stricts, partout")  # fmt: skip

marketing = both(
    equal(call.direction, Direction.OUTBOUND),
    equal(first_known(call.purpose, campaign.purpose), Purpose.MARKETING),
)
attempts = count(marketing, of=marketing, by=(call.account, call.called), over=sliding(hours=24))

CLAUSE = Clause(
    id="retries", letter=Letter.B, title=Text(en="Retries to one person", fr="Relances d'une personne"),
    citation=Citation(
        law="Fla. Stat. 501.616(6)(b), taken as a measure where no law has one",
        url="https://www.flsenate.gov/Laws/Statutes/2023/501.616",
        in_force=date(2021, 7, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The line dropped and the person wanted to be called again.",
             fr="La ligne a coupé et la personne souhaitait qu'on la rappelle."),
        Text(en="The number is a switchboard with many people behind it.",
             fr="Le numéro est celui d'un standard qui dessert bien des personnes."),
        Text(en="A lost record of an answer made the dialer try again.",
             fr="Un relevé perdu a fait croire au composeur que personne n'avait répondu."),
    ),
    runbook=Text(
        en="List the attempts of the day with campaign, number shown, ring time and result. Read the dialer's"
        " retry plan: how often, how far apart, does a busy line count? Two campaigns that share a list need"
        " one counter of attempts.",
        fr="Dressez la liste des tentatives du jour : campagne, numéro affiché, sonnerie, issue. Lisez le"
        " plan de relance du composeur : combien, à quel intervalle, une ligne occupée compte-t-elle ? Deux"
        " campagnes qui partagent une liste ont besoin d'un seul compteur.",
    ),
    rules=(
        Rule(id="B-RTRY", name="retries-24h", title=Text(en="Tries in 24 h", fr="Tentatives en 24 h"),
             when=(attempts.above(ATTEMPTS_MAX),), mode=Mode.OBSERVE, severity=Severity.MINOR,
             act=Act.REFUSE, answer=Answer.CHALLENGE, reason=Text(
                 en="{called} was tried {hits} times within 24 h to sell something; the limit is {limit}.",
                 fr="{called} a reçu {hits} tentatives de prospection en 24 h ; la limite est de {limit}.")),
    ),
)  # fmt: skip
