"""A flow or webhook is set to act on the world: to open a gate, move a valve, give a dose.

Each such change waits for a person before it holds, by what it leads to. Whether it acts on machinery, the
customer's form or the integration's own description says; where nobody said, nothing is known. Switching such
an action off is never held. Nothing that runs is cut.
"""

from datetime import date

from fairline.facts import Change, Setting
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, first_known, one_of
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

change = columns(Change)

ONE = ours(1, en="one action on the world is enough for a person to look; F-API of the catalogue",
           fr="une seule action physique suffit pour qu'on regarde : F-API au catalogue")  # fmt: skip

acts = both(
    one_of(change.setting, Setting.CALL_FLOW, Setting.WEBHOOK),
    change.physical,
    first_known(change.enabled, True),
)
by = (change.account, first_known(change.target, change.name, "-"))
changes = count(acts, of=acts, by=by, over=sliding(hours=24))

CLAUSE = Clause(
    id="acts-on-machines", letter=Letter.F, title=Text(en="Acting on machines", fr="Action sur des machines"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clauses f and l; Regulation (EU) 2023/1230 annex"
            " III",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="The action is harmless and can be undone: a lamp, a door bell, a parking barrier with a"
                " guard.",
             fr="L'action est anodine et réversible : une lampe, une sonnette, une barrière gardée."),
        Text(en="The machine has a safe stop of its own and takes the call as a wish only.",
             fr="La machine a son propre arrêt sûr et ne prend l'appel que comme un souhait."),
        Text(en="It is a demonstration without a machine behind it.",
             fr="C'est une démonstration, sans machine derrière."),
    ),
    runbook=Text(
        en="Ask what moves, who stands near it, and what happens if the command comes late, twice or never."
           " Look for a stop that does not need the service, and for a person who confirms. Let it go if both"
           " are there. An action that is on already is never switched off by us alone: agree on a day with"
           " the customer.",
        fr="Demandez ce qui bouge, qui se trouve à côté, et ce qui arrive si l'ordre vient tard, deux fois ou"
           " jamais. Cherchez un arrêt qui se passe du service, et une personne qui confirme. Si les deux"
           " existent, laissez passer. Une action déjà en service ne se coupe jamais sans convenir d'un jour"
           " avec le client.",
    ),
    rules=(
        Rule(id="F-API", name="action-on-a-machine", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.HOLD, when=(changes.at_least(ONE),),
             title=Text(en="An action on a machine", fr="Une action sur une machine"),
             reason=Text(en="{account} sets a flow to act on machinery through {target} (times: {hits}).",
                         fr="{account} règle un flux pour agir sur une machine par {target} ({hits} fois).")),
    ),
)  # fmt: skip
