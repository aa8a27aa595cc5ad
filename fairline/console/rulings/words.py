"""What pages and letters about rulings say in both languages, beside the words of the policy."""

from django.utils.functional import lazy

from fairline.cases import DelayReason, Outcome, ShortNotice, Trigger
from fairline.cases.words import DELAYS, OUTCOMES, SHORT_NOTICES, TRIGGERS
from fairline.console.speech import said
from fairline.policy import Text

spoken = lazy(said, str)
"""Says a text of the policy in the language that the page turns out to be in."""

OUTCOME_CHOICES = [(each.value, spoken(OUTCOMES[each])) for each in Outcome]
TRIGGER_CHOICES = [(each.value, spoken(TRIGGERS[each])) for each in Trigger]
DELAY_CHOICES = [(each.value, spoken(DELAYS[each])) for each in DelayReason]
SHORT_CHOICES = [(each.value, spoken(SHORT_NOTICES[each])) for each in ShortNotice]

AGGRAVATES = Text(en="graver: {what}", fr="aggravant\u00a0: {what}")
MITIGATES = Text(en="milder: {what}", fr="atténuant\u00a0: {what}")
ALREADY = Text(en="it does not wait for anybody any more", fr="elle n'attend plus personne")
ANOTHER = Text(
    en="another person than the one who proposed it has to sign",
    fr="une autre personne que celle qui l'a proposée doit signer",
)
ONE_WAITS = Text(
    en="another ruling on this case waits for a second person: sign it or withdraw it first",
    fr="une autre décision sur ce dossier attend une seconde personne\u00a0; il faut d'abord la signer ou la"
    " retirer",
)
CHANGED = Text(
    en="somebody else has changed the case meanwhile: look at it again",
    fr="quelqu'un d'autre a modifié le dossier entre-temps\u00a0; il faut le relire",
)
CASE_CLOSED = Text(
    en="the case is closed: a ruling of it can be renewed or lifted, nothing else",
    fr="le dossier est clos\u00a0; une décision peut être renouvelée ou levée, rien d'autre",
)
NOT_FROM_HERE = Text(
    en="{object} is {standing}, and this cannot follow from there",
    fr="pour {object}, la situation est la suivante\u00a0: {standing}. Ceci ne peut pas s'ensuivre",
)
NOTHING_RESTRICTED = Text(
    en="nothing of this account is restricted", fr="rien n'est restreint pour ce compte"
)
ONLY_SMALL = Text(
    en="only a number, a device or a user. For more: {why}",
    fr="seulement un numéro, un appareil ou un utilisateur. Pour davantage\u00a0: {why}",
)
TOO_LATE = Text(
    en="the time to ratify it is over: lift it, or renew it with reasons of its own",
    fr="le délai pour la ratifier est passé\u00a0; il faut la lever, ou la renouveler en la motivant",
)
DONE_ALREADY = Text(en="somebody has done this already", fr="quelqu'un l'a déjà fait")
OTHER_EYES = Text(
    en="another person than those who ruled has to do this",
    fr="une autre personne que celles qui ont décidé doit le faire",
)
NO_WORDS = Text(en="say why, in a sentence at least", fr="il faut dire pourquoi, en une phrase au moins")
