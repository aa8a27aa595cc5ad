"""The calling plans that limits differ by."""

from fairline.policy.text import Text

DEFAULT_PLAN = "contact-center"

PLANS = {
    "contact-center": Text(
        en="contact center seats with minutes included", fr="postes de centre de contact, minutes incluses"
    ),
    "contact-center-byoc": Text(
        en="contact center seats on the customer's own carrier",
        fr="postes de centre de contact, opérateur du client",
    ),
    "business-phone": Text(
        en="business telephony, conversations only", fr="téléphonie d'entreprise, conversations seulement"
    ),
}
