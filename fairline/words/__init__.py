"""The words of the program's own output, in English and French. What a clause says stands in the clause."""

from fairline.policy import PLANS, Lang, Text
from fairline.signals import Comparison, Origin
from fairline.words.columns import COLUMNS as COLUMNS
from fairline.words.columns import OF_KINDS as OF_KINDS

OWNER = Text(en="this file's owner", fr="titulaire du fichier")
"""The account of facts that name none."""

KINDS = {
    "call": Text(en="calls", fr="appels"),
    "message": Text(en="messages", fr="messages"),
    "account": Text(en="account records", fr="fiches de compte"),
    "campaign": Text(en="campaign records", fr="fiches de campagne"),
    "forwarding": Text(en="forwarding records", fr="renvois d'appel"),
    "number": Text(en="number records", fr="fiches de numéro"),
    "seat": Text(en="seat records", fr="fiches de poste"),
    "agreement": Text(en="agreements", fr="accords"),
    "consent": Text(en="consents", fr="consentements"),
    "opt-out": Text(en="opt-outs", fr="oppositions"),
    "list-check": Text(en="register checks", fr="vérifications de registre"),
    "dialing": Text(en="dialer minutes", fr="minutes de composeur"),
    "recording": Text(en="recordings", fr="enregistrements"),
    "change": Text(en="changes of settings", fr="changements de réglage"),
    "access": Text(en="accesses", fr="accès"),
    "registration": Text(en="device registrations", fr="enregistrements d'appareil"),
    "request": Text(en="SIP requests", fr="requêtes SIP"),
    "media": Text(en="media reports", fr="relevés de flux"),
    "usage": Text(en="meter readings", fr="relevés de compteur"),
    "link": Text(en="links between accounts", fr="liens entre comptes"),
    "complaint": Text(en="complaints", fr="plaintes"),
    "inspection": Text(en="check results", fr="résultats d'examen"),
    "file": Text(en="files", fr="fichiers"),
    "collection": Text(en="requests for personal data", fr="collectes de données"),
    "vetting": Text(en="customer checks", fr="vérifications de client"),
    "list-upload": Text(en="uploads of contact lists", fr="dépôts de listes de contacts"),
}

ORIGINS = {
    Origin.LAW: Text(en="the law's", fr="de la loi"),
    Origin.PEER: Text(en="another provider's", fr="d'un autre opérateur"),
    Origin.INDUSTRY: Text(en="the industry's", fr="de la profession"),
    Origin.CONTRACT: Text(en="the contract's", fr="du contrat"),
    Origin.DESIGN: Text(en="proposed by us, not calibrated", fr="proposée par nous, non étalonnée"),
    Origin.OPERATOR: Text(en="your own, tighter", fr="la vôtre, plus stricte"),
}

COMPARISONS = {
    Comparison.ABOVE: Text(en="at most {limit}", fr="au plus {limit}"),
    Comparison.AT_LEAST: Text(en="less than {limit}", fr="moins de {limit}"),
    Comparison.BELOW: Text(en="at least {limit}", fr="au moins {limit}"),
}
"""What keeps to a limit, by what breaks it."""

WINDOWS = {
    "sliding": Text(en="over any {length}", fr="sur toute période de {length}"),
    "successive": Text(
        en="over each successive {length} of it", fr="sur chaque période successive de {length}"
    ),
    "day": Text(en="each calendar day ({zone})", fr="par jour civil ({zone})"),
    "week": Text(en="each calendar week ({zone})", fr="par semaine civile ({zone})"),
    "month": Text(en="each calendar month ({zone})", fr="par mois civil ({zone})"),
}

VALUES = {
    "end_reason=completed": Text(en="that a call was completed", fr="qu'un appel a abouti"),
    "end_reason=busy": Text(en="that the line was busy", fr="que la ligne était occupée"),
    "end_reason=no-answer": Text(en="that nobody answered", fr="que personne n'a répondu"),
    "end_reason=canceled": Text(en="that a call was canceled", fr="qu'un appel a été annulé"),
    "end_reason=unallocated": Text(en="that a number does not exist", fr="qu'un numéro n'existe pas"),
    "end_reason=rejected": Text(en="that a call was rejected", fr="qu'un appel a été rejeté"),
    "end_reason=congestion": Text(en="that the network was congested", fr="que le réseau était encombré"),
    "end_reason=failed": Text(en="that a call failed", fr="qu'un appel a échoué"),
    "released_by=caller": Text(en="that the caller hung up", fr="que l'appelant a raccroché"),
    "released_by=called": Text(en="that the called side hung up", fr="que l'appelé a raccroché"),
    "released_by=network": Text(en="that the network ended it", fr="que le réseau a coupé"),
    "direction=inbound": Text(en="that a call came in", fr="qu'un appel est entrant"),
    "direction=outbound": Text(en="that a call went out", fr="qu'un appel est sortant"),
    "direction=internal": Text(en="that a call stayed in the house", fr="qu'un appel est interne"),
    "answered_live=true": Text(en="that a person answered", fr="qu'une personne a décroché"),
}
"""What a format never says of a call, by column and value."""

PARTS = {
    "user": Text(en="seat", fr="poste"),
    "campaign": Text(en="campaign", fr="campagne"),
    "caller": Text(en="caller", fr="appelant"),
    "called": Text(en="called", fr="appelé"),
    "called_country": Text(en="country called", fr="pays appelé"),
    "called_places": Text(en="place called", fr="lieu appelé"),
    "sender": Text(en="sender", fr="expéditeur"),
    "recipient": Text(en="recipient", fr="destinataire"),
    "recipient_country": Text(en="recipient's country", fr="pays du destinataire"),
    "recipient_places": Text(en="recipient's place", fr="lieu du destinataire"),
    "template": Text(en="template", fr="modèle"),
    "brand": Text(en="brand", fr="marque"),
    "seller": Text(en="seller", fr="vendeur"),
    "token": Text(en="token", fr="jeton"),
    "ip": Text(en="address", fr="adresse"),
    "source_ip": Text(en="address", fr="adresse"),
    "aor": Text(en="address of record", fr="adresse enregistrée"),
    "device": Text(en="device", fr="appareil"),
    "number": Text(en="number", fr="numéro"),
    "contact": Text(en="contact", fr="contact"),
    "person": Text(en="person", fr="personne"),
    "other": Text(en="other account", fr="autre compte"),
    "item": Text(en="item", fr="élément"),
    "call_id": Text(en="call", fr="appel"),
    "target": Text(en="target", fr="cible"),
    "sha256": Text(en="file", fr="fichier"),
    "complainant": Text(en="complainant", fr="plaignant"),
    "contact_list": Text(en="list", fr="liste"),
    "called_business": Text(en="business called", fr="entreprise appelée"),
    "transferred_to": Text(en="transferred to", fr="transféré vers"),
    "forwarded_from": Text(en="forwarded from", fr="renvoyé depuis"),
    "dialed": Text(en="dialed", fr="composé"),
}
"""What a key tells apart besides the account, by the column's name."""

OWNERS = {
    "account": Text(en="of the account", fr="du compte"),
    "campaign": Text(en="of the campaign", fr="de la campagne"),
    "forwarding": Text(en="of the forwarding", fr="du renvoi"),
    "number": Text(en="of the number shown", fr="du numéro affiché"),
    "seat": Text(en="of the user", fr="de l'utilisateur"),
    "agreement": Text(en="of the agreement", fr="de l'accord"),
    "consent": Text(en="of the consent", fr="du consentement"),
    "opt-out": Text(en="of the opt-out", fr="de l'opposition"),
    "list-check": Text(en="of the register check", fr="de la vérification de registre"),
}

NOT_IN_FORMAT = Text(
    en="not measurable, because {what} is not in this format ({formats})",
    fr="non mesurable, car ce format ({formats}) ne dit pas {what}",
)
SEVERAL_NOT_IN_FORMAT = Text(
    en="not measurable, because all of this is not in this format ({formats}): {what}",
    fr="non mesurable, car ce format ({formats}) ne dit rien de tout cela\u00a0: {what}",
)
NEVER_SAID = Text(
    en="not measurable, because this format ({formats}) never says {what}",
    fr="non mesurable, car ce format ({formats}) ne dit jamais {what}",
)
NOT_IN_RECORDS = Text(
    en="not measurable, because no record in this input says {what}",
    fr="non mesurable, car aucun enregistrement fourni ne dit {what}",
)
NO_FACTS = Text(en="not measurable, because there are no {what}", fr="non mesurable, en l'absence de {what}")
OTHER_PLANS = Text(
    en="not measured: it is for other calling plans than {plan}",
    fr="non mesurée\u00a0: elle vaut pour d'autres forfaits que {plan}",
)
SWITCHED_OFF = Text(
    en="not measured, because the rule's mode is: {mode}",
    fr="non mesurée\u00a0; mode de la règle\u00a0: {mode}",
)
THEN = Text(en="; ", fr="\u00a0; ")
REASON = Text(en="{rules}: {reason}", fr="{rules}\u00a0: {reason}")
OR, NOR = Text(en=" or ", fr=" ou "), Text(en=", nor ", fr=", ni ")

NOT_OPENED = Text(en="cannot be opened: {detail}", fr="ouverture impossible\u00a0: {detail}")
EMPTY = Text(en="is empty", fr="est vide")
EMPTY_FOLDER = Text(en="is a folder without a file to read", fr="est un dossier sans fichier à lire")
LACKS = Text(
    en="its records, from {since} on, have no column for what those of other files say: {what}",
    fr="ses enregistrements, à partir du {since}, n'ont pas de colonne pour ce que disent ceux d'autres"
    " fichiers\u00a0: {what}",
)
AND_MORE = Text(en="{what} and {count} more", fr="{what} et {count} de plus")
NO_KNOWN_FORMAT = Text(
    en="is in no known format (tried: {detail}); name one with --format, or if it is a table, let "
    "'fairline columns' propose a mapping of its columns for --map",
    fr="n'est d'aucun format connu (essayés\u00a0: {detail})\u00a0; précisez --format ou, si c'est un"
    " tableau, laissez «\u00a0fairline columns\u00a0» proposer une correspondance de ses colonnes pour --map",
)
NO_RECORD = Text(en="has no readable record ({detail})", fr="n'a aucun enregistrement lisible ({detail})")
EXAMPLE = Text(
    en="line {line}, {field}: found {found}, wanted {wanted}",
    fr="ligne {line}, {field}\u00a0: trouvé {found}, attendu {wanted}",
)


def plan_name(plan: str, lang: Lang) -> str:
    """Return a calling plan's name in words, or as it stands if it is not one of ours."""
    known = PLANS.get(plan)
    return plan if known is None else known.say(lang)
