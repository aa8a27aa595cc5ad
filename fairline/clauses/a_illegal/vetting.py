"""A customer who may not be served, or of whom too little is known: held before the service begins.

Each look at who the customer is counts once: a match with a list of sanctions, and what must be known and is
not. Nobody is refused by a machine for it; a person looks. What nobody asked or checked counts on neither
side.
"""

from datetime import date

from fairline.facts import Vetting
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import columns, count, equal, law, ours, sliding

vetting = columns(Vetting)

ON_A_LIST = law(1, "31 CFR ch. V; Regulation (EU) 269/2014 art. 2; Sanctions and Anti-Money Laundering Act"
            " 2018",
                fr="31 CFR ch. V ; règlement (UE) 269/2014 art. 2 ; Sanctions and Anti-Money Laundering Act"
                " 2018")  # fmt: skip
INCOMPLETE = ours(1, en="nobody is served who is not known: E9 of the catalogue",
                  fr="on ne sert pas qui l'on ne connaît pas : E9 au catalogue")  # fmt: skip

day = sliding(hours=24)
listed, incomplete = equal(vetting.sanctioned, True), equal(vetting.complete, False)
sanctions = count(listed, of=listed, by=vetting.account, over=day)
gaps = count(incomplete, of=incomplete, by=vetting.account, over=day)

CLAUSE = Clause(
    id="vetting", letter=Letter.A,
    title=Text(en="Sanctions and unknown customers", fr="Sanctions et clients inconnus"),
    citation=Citation(
        law="31 CFR ch. V; Regulation (EU) 269/2014; 47 CFR 64.1200(n)(4)",
        url="https://www.ecfr.gov/current/title-31/subtitle-B/chapter-V",
        in_force=date(2014, 3, 17), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="Somebody else has the same name: another birthday, another register number.",
             fr="Un homonyme : autre date de naissance, autre numéro de registre."),
        Text(en="The entry was taken off the list, and our copy is old.",
             fr="L'inscription a été levée, et notre copie de la liste est ancienne."),
        Text(en="The company is new, and its register entry is on the way.",
             fr="La société vient d'être créée, son immatriculation est en cours."),
    ),
    runbook=Text(
        en="Compare name, birthday, register number and owners with the list's own entry; a name alone is no"
        " match. Ask for what is missing, once, and say until when. A match goes to whoever answers for"
        " sanctions, and nobody tells the customer more than the law lets.",
        fr="Comparez nom, date de naissance, numéro de registre et propriétaires avec l'entrée de la liste ;"
        " un nom seul ne suffit pas. Demandez ce qui manque, une fois, avec un délai. Une concordance va au"
        " responsable des sanctions, et nul n'en dit au client plus que la loi ne le permet.",
    ),
    rules=(
        Rule(
            id="A-SNC", name="sanctions-match", mode=Mode.ENFORCE, severity=Severity.CRITICAL,
            answer=Answer.HOLD, act=Act.HOLD, evidence=Evidence.A,
            title=Text(en="On a list of sanctions", fr="Inscrit sur une liste de sanctions"),
            when=(sanctions.at_least(ON_A_LIST),),
            reason=Text(
                en="The customer or an owner matches a list of sanctions (checks: {hits}).",
                fr="Le client ou un propriétaire concorde avec une liste de sanctions (vérifications :"
                " {hits}).",
            ),
        ),
        Rule(
            id="A-SNC", name="customer-not-known", mode=Mode.OBSERVE, severity=Severity.MINOR,
            answer=Answer.HOLD, act=Act.HOLD, evidence=Evidence.A,
            title=Text(en="Too little known", fr="Client trop peu connu"),
            when=(gaps.at_least(INCOMPLETE),),
            reason=Text(
                en="What must be known of the customer is not complete (checks: {hits}).",
                fr="Ce qu'il faut savoir du client n'est pas complet (vérifications : {hits}).",
            ),
        ),
    ),
)  # fmt: skip
