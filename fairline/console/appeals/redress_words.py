"""What is written to somebody whose call was blocked. Nothing in it says whose policy or account it was."""

from fairline.policy import Text

HEARD_SUBJECT = Text(en="Your blocked call: {id}", fr="Votre appel bloqué\u00a0: {id}")
HEARD = Text(
    en="We have found the call that you wrote about, and a person looks at it. You will hear from us by"
    " {until}. It costs nothing. Your reference is {id}.",
    fr="Nous avons retrouvé l'appel dont vous parlez, et une personne l'examine. Vous aurez une réponse au"
    " plus tard le {until}. C'est gratuit. Votre référence\u00a0: {id}.",
)
SUBJECT = Text(en="Your blocked call: the answer to {id}", fr="Votre appel bloqué\u00a0: réponse à {id}")
LIFTED = Text(
    en="You were right: your call should not have been blocked. {reasons} Your reference is {id}.",
    fr="Vous aviez raison\u00a0: votre appel n'aurait pas dû être bloqué. {reasons} Votre référence\u00a0:"
    " {id}.",
)
STANDS = Text(
    en="A person looked at why your call was blocked, and the block was right. {reasons} Your reference is"
    " {id}. If you do not agree, you can complain to the regulator of your country.",
    fr="Une personne a examiné pourquoi votre appel a été bloqué, et le blocage était justifié. {reasons}"
    " Votre référence\u00a0: {id}. En cas de désaccord, vous pouvez saisir le régulateur de votre pays.",
)
