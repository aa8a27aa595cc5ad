"""One user approaches several children alone: asks them to go elsewhere, to keep it secret.

Counted by user over seven days, among findings of a check that the customer switched on, of a complaint or an
order: different persons said to be minors, outside of the user's own cases. The check's score is a pattern
and only asks. One conversation that a trained person read and took for grooming is held at once: the
catalogue asks for five children, which we leave to the pattern. That an account works with children excuses
nothing.
"""

from datetime import date

from fairline.facts import Basis, Inspection, Topic
from fairline.policy import Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, distinct, equal, first_known, negated, one_of
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

check = columns(Inspection)

CHILDREN = ours(5, en="five children approached alone in a week: C-GRM of the catalogue",
                fr="cinq enfants abordés seuls en une semaine : C-GRM au catalogue")  # fmt: skip
CONFIRMED = ours(1, en="a trained person read one conversation and took it for grooming",
                 fr="une personne formée a lu une conversation et y a reconnu une approche")  # fmt: skip

approach = both(
    equal(check.topic, Topic.GROOMING),
    one_of(check.basis, Basis.CUSTOMER, Basis.COMPLAINT, Basis.ORDER),
    check.minor,
    first_known(check.confirmed, True),
    negated(first_known(check.allowed, False)),
)
by, week = (check.account, check.user), sliding(days=7)
children = distinct(check.person, of=approach, by=by, over=week)
confirmed = distinct(check.person, of=both(approach, check.confirmed), by=by, over=week)

CLAUSE = Clause(
    id="grooming", letter=Letter.C, title=Text(en="Approaches to children", fr="Approche d'enfants"),
    citation=Citation(
        law="Directive 2011/93/EU art. 6; 18 U.S.C. 2422(b) (both ask for intent; the numbers here are ours)",
        url="https://eur-lex.europa.eu/eli/dir/2011/93/oj",
        in_force=date(2011, 12, 17), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A counselor, teacher or nurse spoke with children in their own cases.",
             fr="Un conseiller, un enseignant ou une infirmière parlait avec des enfants qu'il suit."),
        Text(en="The check took a game's or a class's usual words for secrecy.",
             fr="L'analyse a pris pour du secret le vocabulaire d'un jeu ou d'une classe."),
        Text(en="The persons are adults who were taken for minors.",
             fr="Ces personnes sont des adultes, pris à tort pour des mineurs."),
    ),
    runbook=Text(
        en="Only trained persons read, and only what the basis covers; note the basis. Ask the account, not"
           " the user, whether these are cases of theirs. Where a child is in danger now, call the police"
           " first (art. 18 DSA). Keep the findings and their versions, hashes of persons, never the"
           " conversations.",
        fr="Seules des personnes formées lisent, et seulement ce que permet le fondement ; notez-le. Demandez"
           " au compte, non à l'utilisateur, s'il s'agit de ses dossiers. Si un enfant est en danger, appelez"
           " d'abord la police (art. 18 du DSA). Gardez les constats et leurs versions, jamais les"
           " conversations.",
    ),
    rules=(
        Rule(id="C-GRM", name="grooming-pattern", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.CHALLENGE, evidence=Evidence.D, when=(children.at_least(CHILDREN),),
             title=Text(en="Several children approached", fr="Plusieurs enfants abordés"),
             reason=Text(en="In 7 days {user} approached {hits} children alone by the check; the limit is"
                            " {limit}.",
                         fr="En 7 jours, selon l'analyse, {user} a abordé {hits} enfants seul à seul ; la"
                            " limite est de {limit}.")),
        Rule(id="C-GRM", name="grooming-confirmed", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, when=(confirmed.at_least(CONFIRMED),),
             title=Text(en="A conversation confirmed by a person", fr="Une conversation reconnue par une"
                                                                      " personne"),
             reason=Text(en="A person confirmed that {user} approached children (children: {hits}; limit:"
                            " {limit}).",
                         fr="Une personne a confirmé que {user} abordait des enfants (enfants : {hits} ;"
                            " limite : {limit}).")),
    ),
)  # fmt: skip
