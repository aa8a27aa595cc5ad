"""The words of rulings in both languages: outcomes, reaches, and why a ruling is refused."""

from fairline.cases.ruling import DelayReason, Outcome, Reach, ShortNotice, Trigger
from fairline.policy import ScopeKind, Text

OUTCOMES = {
    Outcome.DISMISS: Text(en="nothing follows", fr="sans suite"),
    Outcome.ASK: Text(en="a question to the customer", fr="question au client"),
    Outcome.WARN: Text(en="a warning, with time to mend", fr="avertissement, avec un délai pour corriger"),
    Outcome.THROTTLE: Text(en="slowed down", fr="débit ralenti"),
    Outcome.HOLD: Text(en="held for a person", fr="retenu pour examen"),
    Outcome.SUSPEND: Text(en="suspended", fr="suspension"),
    Outcome.TERMINATE: Text(en="terminated", fr="résiliation"),
    Outcome.RESTORE: Text(en="restored", fr="rétablissement"),
}
SCOPES = {
    ScopeKind.ACCOUNT: Text(en="the account", fr="le compte"),
    ScopeKind.SERVICE: Text(en="the service", fr="le service"),
    ScopeKind.CAMPAIGN: Text(en="the campaign", fr="la campagne"),
    ScopeKind.USER: Text(en="the user", fr="l'utilisateur"),
    ScopeKind.DEVICE: Text(en="the device", fr="l'appareil"),
    ScopeKind.NUMBER: Text(en="the number", fr="le numéro"),
}
REACHES = {
    Reach.CALL: Text(en="the call", fr="l'appel"),
    Reach.DESTINATION: Text(en="the destination", fr="la destination"),
    **{Reach(kind.value): text for kind, text in SCOPES.items()},
}
TRIGGERS = {
    Trigger.OWN_INITIATIVE: Text(en="our own initiative", fr="notre propre initiative"),
    Trigger.NOTICE: Text(en="a notice that we received", fr="un signalement reçu"),
    Trigger.ORDER: Text(
        en="an order of a court or an authority", fr="une injonction d'un juge ou d'une autorité"
    ),
}
DELAYS = {
    DelayReason.ORDER: Text(en="an order forbids it", fr="une injonction l'interdit"),
    DelayReason.SECRECY: Text(en="it would spoil an investigation", fr="cela compromettrait une enquête"),
}
SHORT_NOTICES = {
    ShortNotice.LEGAL_OBLIGATION: Text(en="a legal obligation", fr="une obligation légale"),
    ShortNotice.IMPERATIVE_REASON: Text(
        en="an imperative reason under the law", fr="une raison impérieuse prévue par la loi"
    ),
    ShortNotice.REPEATED_INFRINGEMENT: Text(
        en="repeated infringement that is proven", fr="une récidive prouvée"
    ),
}

NO_REASONS = Text(en="no reasons are given", fr="aucun motif n'est donné")
NOBODY = Text(en="nobody is named who decides", fr="personne n'est nommé pour décider")
BY_MACHINE = Text(
    en="a machine alone decided this; a person has to",
    fr="une machine seule a décidé\u00a0; il faut une personne",
)
NO_END = Text(
    en="it needs an end: how long does it last?",
    fr="il lui faut un terme\u00a0: combien de temps dure-t-elle\u00a0?",
)
AN_END = Text(en="a termination has no end", fr="une résiliation n'a pas de terme")
NO_TIME = Text(en="it lasts no time", fr="sa durée est nulle")
BEFORE_DECISION = Text(en="it takes effect before it is decided", fr="elle prend effet avant d'être décidée")
NOT_YET = Text(en="it is decided in the future", fr="elle est décidée dans le futur")
NO_HARM = Text(en="nobody has said how grave the harm is", fr="personne n'a dit la gravité du dommage")
MISSING_EVIDENCE = Text(
    en="evidence that is cited is missing, or about somebody else: {items}",
    fr="une preuve citée manque, ou concerne un autre\u00a0: {items}",
)
NOT_PERMITTED = Text(
    en="the evidence does not permit this: {answer}. {why}",
    fr="les preuves ne permettent pas ceci\u00a0: {answer}. {why}",
)
PERSONS = Text(
    en="{wanted} persons have to decide this; {persons} did",
    fr="{wanted} personnes doivent en décider\u00a0; {persons} l'ont fait",
)
ABOVE_LADDER = Text(
    en="the ladder goes to this here: {answer}. This is more: {wanted}",
    fr="l'échelle va ici jusqu'à\u00a0: {answer}. Ceci va plus loin\u00a0: {wanted}",
)
NOT_REPEATED = Text(
    en="a nuisance ends a contract from the breach on that is number {wanted} within {months} months",
    fr="une gêne ne résilie un contrat qu'au manquement nº {wanted} en {months}\u00a0mois",
)
UNKNOWN_CIRCUMSTANCE = Text(en="no such circumstance: {name}", fr="circonstance inconnue\u00a0: {name}")
NO_DAY = Text(
    en="nobody has said when the facts began, so no law or interpretation is that of their day",
    fr="personne n'a dit quand les faits ont commencé\u00a0; on ne sait donc ni la loi ni l'interprétation de"
    " ce jour",
)
NO_INTERPRETATION = Text(
    en="“{term}” had no published interpretation in force on {day}, and {rule} rests on it",
    fr="«\u00a0{term}\u00a0» n'avait aucune interprétation publiée en vigueur le {day}, et {rule} s'y appuie",
)
NOT_CITED = Text(
    en="{rule} rests on “{term}”: the ruling has to cite {id}",
    fr="{rule} s'appuie sur «\u00a0{term}\u00a0»\u00a0: la décision doit citer {id}",
)
NO_NOTICE = Text(
    en="notice is due: {days} days before it takes effect. Without notice this is missing: {missing}",
    fr="un préavis est dû\u00a0: {days}\u00a0jours avant la prise d'effet. Sans préavis, il manque"
    " ceci\u00a0: {missing}",
)
SHORT_OF_NOTICE = Text(
    en="notice was given for less than {days} days", fr="le préavis donné est de moins de {days}\u00a0jours"
)
WHY_NO_NOTICE = Text(
    en="the ruling has to say why no notice was given",
    fr="la décision doit dire pourquoi aucun préavis n'a été donné",
)
LATE_STATEMENT = Text(
    en="the statement of reasons has to leave when this takes effect, or a reason for its delay of at most"
    " {days} days be recorded",
    fr="l'exposé des motifs doit partir à la prise d'effet, ou son retard de {days}\u00a0jours au plus être"
    " motivé",
)
SAME_PERSON = Text(
    en="another person has to renew it than the one who ruled",
    fr="une autre personne que celle qui a décidé doit la renouveler",
)
LIFE = Text(
    en="somebody has to confirm that no life depends on what this cuts",
    fr="quelqu'un doit confirmer qu'aucune vie ne dépend de ce qui serait coupé",
)
STOPS = Text(en="this must keep working: {what}", fr="ceci doit continuer\u00a0: {what}")
