"""Listening in on agents by somebody whose task it is not, or all day long.

Counted over 24 hours: listening, whispering or joining by a user whom the account does not name as a
supervisor; listening to an agent of another team without a ticket; and how often one supervisor listened.
Tries that were turned away are left out. Of a user whom nobody recorded it is not known whether they
supervise.
"""

from datetime import date

from fairline.facts import Access, Deed, Seat
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.policy.clause import Invariant
from fairline.signals import both, columns, count, equal, first_known, known, negated, ours, sliding

access, seat = columns(Access), columns(Seat)

NO_SUPERVISOR = ours(1, en="listening is a supervisor's task; J-MON",
                     fr="l'écoute revient à l'encadrement ; J-MON")  # fmt: skip
OTHER_TEAM = ours(1, en="another team has a supervisor of its own; J-MON",
                  fr="une autre équipe a son propre encadrement ; J-MON")  # fmt: skip
SESSIONS = ours(30, en="thirty a day are a whole day of listening; J-MON",
                fr="trente par jour, c'est une journée entière d'écoute ; J-MON")  # fmt: skip

listened = both(equal(access.deed, Deed.LISTEN), first_known(access.succeeded, True))
by_agent = both(listened, negated(seat.supervisor))
elsewhere = both(listened, access.other_team, negated(known(access.ticket)))
by, day = (access.account, access.user), sliding(hours=24)
agents = count(by_agent, of=by_agent, by=by, over=day)
others = count(elsewhere, of=elsewhere, by=by, over=day)
sessions = count(True, of=both(listened, seat.supervisor), by=by, over=day)

CLAUSE = Clause(
    id="monitoring", letter=Letter.J, title=Text(en="Listening in", fr="Écoute des agents"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause j (interception); 18 USC 2511",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="Quality sampling, of which agents and callers had been told.",
             fr="Un contrôle de qualité annoncé aux agents et aux appelants."),
        Text(en="A supervisor on duty for a colleague's team.",
             fr="Un responsable de permanence pour l'équipe d'un collègue."),
        Text(en="A new supervisor whose role was not recorded yet.",
             fr="Un nouveau responsable dont le rôle n'était pas encore enregistré."),
        Text(en="A week of training, in which new agents listen.",
             fr="Une semaine de formation, où les nouveaux agents écoutent."),
    ),
    runbook=Text(
        en="List the sessions: who, whom, how long, at which hour, under which ticket. Is one person or one"
        " kind of call singled out? Ask for the role, the team and the notice that was heard. Have the right"
        " to listen taken back first, and tell whoever was heard if the law asks for it.",
        fr="Dressez la liste des écoutes : qui, qui d'autre, combien de temps, à quelle heure, sous quel"
        " ticket. Vise-t-on une personne ou un type d'appel ? Demandez le rôle, l'équipe et l'avis diffusé."
        " Faites d'abord retirer le droit d'écoute, et prévenez les personnes écoutées si la loi l'exige.",
    ),
    rules=(
        Rule(id="J-MON", name="listened-without-the-role", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.REFUSE, evidence=Evidence.A, when=(agents.at_least(NO_SUPERVISOR),),
             title=Text(en="Listening without the role", fr="Écoute sans en avoir le rôle"),
             reason=Text(en="User {user} is no supervisor and listened in ({hits} in 24 h; limit {limit}).",
                         fr="L'utilisateur {user}, sans rôle d'encadrement, a écouté des appels ({hits} en"
                            " 24 h ; limite : {limit}).")),
        Rule(id="J-MON", name="listened-to-another-team", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, evidence=Evidence.A,
             when=(others.at_least(OTHER_TEAM),),
             title=Text(en="Listening to another team", fr="Écoute d'une autre équipe"),
             reason=Text(en="User {user} listened to agents of another team ({hits} in 24 h; limit {limit}).",
                         fr="L'utilisateur {user} a écouté une autre équipe ({hits} ; limite : {limit}).")),
        Rule(id="J-MON", name="listens-all-day", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, when=(sessions.above(SESSIONS),),
             title=Text(en="Listening all day", fr="Écoute à longueur de journée"),
             reason=Text(en="Supervisor {user} listened in {hits} times in 24 h; the limit is {limit}.",
                         fr="Le responsable {user} a écouté {hits} fois en 24 h ; la limite est de"
                            " {limit}.")),
    ),
    invariants=(
        Invariant(
            id="J-LEG", title=Text(en="Interception by order", fr="Interception sur ordre"),
            held_by=Text(
                en="No answer, act or mend of the policy listens, copies or forwards, and no rule of this"
                " clause asks for an order: so none is carried out here, and none excuses a copy.",
                fr="Aucune réponse, aucun acte ni aucune correction n'écoute, ne copie ni ne transmet, et"
                " aucune règle de cette clause ne tient compte d'un ordre : rien ne s'exécute ici, rien n'en"
                " est excusé.",
            ),
        ),
    ),
)  # fmt: skip
