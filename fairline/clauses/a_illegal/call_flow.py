"""A flow that does not say who calls and how to refuse in its first seconds: held when it is set.

Asked of the flow and of the message of a machine as they are changed, in whatever place they will be heard:
the United States ask for it by law, others by their own. What no check of the flow said counts nowhere.
"""

from datetime import date

from fairline.facts import Change, Setting
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, equal, first_known, law, one_of, sliding

change = columns(Change)

ONE_FLOW = law(1, "47 CFR 64.1200(b)(1)-(3)")
NO_CAMPAIGN = "-"

mute = both(
    one_of(change.setting, Setting.CALL_FLOW, Setting.MACHINE_MESSAGE),
    first_known(change.enabled, True),
    equal(change.identity_spoken, False),
)
of_campaign = (change.account, first_known(change.campaign, NO_CAMPAIGN))
mute_flow = count(mute, of=mute, by=of_campaign, over=sliding(hours=24))

CLAUSE = Clause(
    id="call-flow", letter=Letter.A,
    title=Text(en="Flows that say no name", fr="Scénarios qui ne disent pas qui appelle"),
    citation=Citation(
        law="47 CFR 64.1200(b); 16 CFR 310.4(d); PECR 2003 reg. 24",
        url="https://www.ecfr.gov/current/title-47/section-64.1200",
        in_force=date(2013, 1, 14), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="An agent says the name before the flow goes on.",
             fr="Un agent dit le nom avant que le scénario ne se poursuive."),
        Text(en="The flow only answers calls that come in.",
             fr="Le scénario ne fait que répondre aux appels entrants."),
        Text(en="The name is in a recording that the check cannot read.",
             fr="Le nom est dans un enregistrement que le contrôle ne sait pas lire."),
    ),
    runbook=Text(
        en="Read the flow from its first step: who speaks, what is said within two seconds of the name, and"
        " whether a key or a word ends it at any time. Send it back with the sentence that is missing; a flow"
        " is mended in minutes, and nothing was called yet.",
        fr="Lisez le scénario depuis sa première étape : qui parle, ce qui est dit dans les deux secondes du"
        " nom, et si une touche ou un mot y met fin à tout moment. Renvoyez-le avec la phrase manquante ; un"
        " scénario se corrige en quelques minutes, et rien n'a encore été appelé.",
    ),
    rules=(
        Rule(id="A-AIV", name="flow-without-identity", mode=Mode.ENFORCE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, act=Act.HOLD, evidence=Evidence.A, when=(mute_flow.at_least(ONE_FLOW),),
             title=Text(en="Flow that says no name", fr="Scénario qui ne dit pas qui appelle"), reason=Text(
                 en="Flows set that do not say at once who calls and how to refuse: {hits}.",
                 fr="Scénarios mis en place sans dire d'emblée qui appelle et comment refuser : {hits}.")),
    ),
)  # fmt: skip
