"""What evidence permits: which items of which class each answer needs, and how many persons decide.

Source: catalogue, R.4. One complaint permits a question and no more: R.4 is silent on it, so that is ours.
"""

from fairline.policy import Answer, Need, Text, Way

CATALOGUE = Text(en="the catalogue, R.4", fr="le catalogue, R.4")
OURS = Text(
    en="ours: the catalogue says only that a score alone asks at most",
    fr="le nôtre : le catalogue dit seulement qu'un score seul ne permet qu'une question",
)
A, B = Way(a=1), Way(b=1)
COUNTED = Text(
    en="needs counted evidence (class B) or a certain record (class A); a complaint or a score alone"
    " permits a question",
    fr="demande une preuve comptée (classe B) ou une pièce certaine (classe A) ; une plainte ou un score"
    " seuls ne permettent qu'une question",
)

NEEDS = (
    Need(
        answer=Answer.OBSERVE,
        ways=(Way(),),
        refusal=Text(en="may always be done", fr="est toujours permis"),
        source=CATALOGUE,
    ),
    Need(
        answer=Answer.CHALLENGE,
        ways=(Way(any_class=1),),
        refusal=Text(
            en="needs at least one item of evidence, of any class",
            fr="demande au moins un élément de preuve, de n'importe quelle classe",
        ),
        source=CATALOGUE,
    ),
    Need(answer=Answer.THROTTLE, ways=(A, B), refusal=COUNTED, source=OURS),
    Need(answer=Answer.HOLD, ways=(A, B), refusal=COUNTED, source=OURS),
    Need(
        answer=Answer.SUSPEND_NUMBER,
        ways=(A, Way(b=2)),
        refusal=Text(
            en="needs a certain record (class A), or two independent items of class B; two complaints that do"
            " not depend on each other count as one B",
            fr="demande une pièce certaine (classe A), ou deux éléments indépendants de classe B ; deux"
            " plaintes indépendantes valent un B",
        ),
        source=CATALOGUE,
    ),
    Need(
        answer=Answer.SUSPEND_SERVICE,
        ways=(A, Way(b=1, c=1, persons=1)),
        refusal=Text(
            en="needs a certain record (class A), or an item of class B with a complaint (class C) and a"
            " person who decides",
            fr="demande une pièce certaine (classe A), ou un élément de classe B avec une plainte (classe C)"
            " et une personne qui décide",
        ),
        source=CATALOGUE,
    ),
    Need(
        answer=Answer.TERMINATE,
        ways=(Way(a=1, persons=2),),
        refusal=Text(
            en="needs a certain record (class A) and two persons who decide",
            fr="demande une pièce certaine (classe A) et deux personnes qui décident",
        ),
        source=CATALOGUE,
    ),
)
VOLUME_CLAUSE = "h"
MORE_THAN_VOLUME = ("H-SEAT", "H-SHARE", "H-PLAN", "H-PAT")
