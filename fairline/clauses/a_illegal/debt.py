"""A collector who calls about a debt more often than the law bears, or right after a talk about it.

Every attempt of an account to one called number counts, answered or not. The law means one debt; an account
is held to collect one from a person, which the reviewer can refute. Both are presumptions that a collector
may rebut. Seven days slide by the hour. When the person was last talked to is the dialer's word; without it a
call counts nowhere.
"""

from datetime import date, timedelta

from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.law.frequency import debt_cap
from fairline.law.pauses import debt_pause
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, elapsed, equal, first_known, law, sliding
from fairline.signals.expressions import less_than

call, campaign = columns(Call), columns(Campaign)

ATTEMPTS_MAX = law(7, "12 CFR 1006.14(b)(2)(i)(A)")
IN_THE_PAUSE = law(1, "12 CFR 1006.14(b)(2)(i)(B)")
NOW = timedelta(0)

about_debt = both(
    equal(call.direction, Direction.OUTBOUND),
    equal(first_known(call.purpose, campaign.purpose), Purpose.DEBT),
)
when = (call.called_places, call.started_at)
attempt = both(about_debt, by_law(debt_cap, *when, ATTEMPTS_MAX.value, timedelta(days=7)))
since_talk = elapsed(call.spoken_at, call.started_at)
pause = by_law(debt_pause, call.called_places, call.spoken_at)
too_soon = both(about_debt, less_than(NOW, since_talk), less_than(since_talk, pause))
person, week = (call.account, call.called_places, call.called), sliding(days=7, hop=timedelta(hours=1))
attempts = count(attempt, of=attempt, by=person, over=week)
after_talk = count(too_soon, of=too_soon, by=person, over=week)

CLAUSE = Clause(
    id="debt", letter=Letter.A, title=Text(en="Calls about a debt", fr="Appels de recouvrement"),
    citation=Citation(
        law="12 CFR 1006.14(b)(2); 15 U.S.C. 1692d",
        url="https://www.ecfr.gov/current/title-12/section-1006.14",
        in_force=date(2021, 11, 30), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The calls were about several debts of one person.",
             fr="Les appels portaient sur plusieurs dettes d'une même personne."),
        Text(en="The person asked to be called again, or consented within the week.",
             fr="La personne a demandé à être rappelée, ou y a consenti dans la semaine."),
        Text(en="Attempts failed in the network and never rang.",
             fr="Des tentatives ont échoué dans le réseau et n'ont jamais sonné."),
        Text(en="The number is shared, and the talk was with somebody else.",
             fr="Le numéro est partagé ; l'entretien a eu lieu avec quelqu'un d'autre."),
    ),
    runbook=Text(
        en="List the attempts to this number by debt, with result and length. Ask for the file of each debt"
        " and the note of the last talk. A call that only returned the person's own is no attempt. See"
        " whether the dialer has a cap at all, and how it counts.",
        fr="Dressez la liste des tentatives vers ce numéro, dette par dette, avec issue et durée. Demandez le"
        " dossier de chaque dette et la note du dernier entretien. Rappeler quelqu'un qui a appelé n'est pas"
        " une tentative. Voyez si le composeur a un plafond, et comment il compte.",
    ),
    rules=(
        Rule(
            id="A-DEB", name="debt-attempts", mode=Mode.ENFORCE, severity=Severity.MAJOR,
            law="frequency_cap_debt", answer=Answer.CHALLENGE, act=Act.REFUSE,
            title=Text(en="Attempts about a debt", fr="Tentatives de recouvrement"),
            when=(attempts.above(ATTEMPTS_MAX),),
            reason=Text(
                en="{called} was called {hits} times in seven days about a debt; the limit is {limit}"
                " ({law}).",
                fr="{called} a été appelé {hits} fois en sept jours pour une dette ; la limite est de {limit}"
                " ({law}).",
            ),
        ),
        Rule(
            id="A-DEB", name="debt-after-talk", mode=Mode.ENFORCE, severity=Severity.MAJOR, law="debt_pause",
            answer=Answer.CHALLENGE, act=Act.REFUSE,
            title=Text(en="Called soon after a talk", fr="Rappelé peu après un entretien"),
            when=(after_talk.at_least(IN_THE_PAUSE),),
            reason=Text(
                en="{called} was called within seven days of a talk about a debt: {hits} times ({law}).",
                fr="{called} a été appelé dans les sept jours d'un entretien sur une dette : {hits} fois"
                " ({law}).",
            ),
        ),
    ),
)  # fmt: skip
