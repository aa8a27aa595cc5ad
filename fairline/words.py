"""The words of the program's own output, in English and French. What a clause says stands in the clause."""

from fairline.policy import PLANS, Lang, Text
from fairline.signals import Comparison, Origin

OWNER = Text(en="this file's owner", fr="titulaire du fichier")
"""The account of facts that name none."""

KINDS = {
    "call": Text(en="calls", fr="appels"),
    "message": Text(en="messages", fr="messages"),
    "account": Text(en="account records", fr="fiches de compte"),
    "campaign": Text(en="campaign records", fr="fiches de campagne"),
    "forwarding": Text(en="forwarding records", fr="renvois d'appel"),
}

ORIGINS = {
    Origin.LAW: Text(en="the law's", fr="de la loi"),
    Origin.PEER: Text(en="another provider's", fr="d'un autre opérateur"),
    Origin.INDUSTRY: Text(en="the industry's", fr="de la profession"),
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

COLUMNS = {
    "id": Text(en="an identifier", fr="un identifiant"),
    "started_at": Text(en="when it started", fr="l'heure de début"),
    "sent_at": Text(en="when it was sent", fr="l'heure d'envoi"),
    "account": Text(en="the account", fr="le compte"),
    "user": Text(en="the seat or agent", fr="le poste ou l'agent"),
    "campaign": Text(en="the campaign", fr="la campagne"),
    "campaign_started_at": Text(en="when the campaign started", fr="le début de la campagne"),
    "purpose": Text(en="the purpose of the campaign", fr="la finalité de la campagne"),
    "direction": Text(en="inbound or outbound", fr="le sens, entrant ou sortant"),
    "caller": Text(en="the calling number", fr="le numéro appelant"),
    "called": Text(en="the called number", fr="le numéro appelé"),
    "dialed": Text(en="what was dialed", fr="ce qui a été composé"),
    "called_country": Text(en="the country of the called number", fr="le pays du numéro appelé"),
    "called_places": Text(en="where the called number is", fr="le lieu du numéro appelé"),
    "called_zones": Text(en="the time zone of the called number", fr="le fuseau horaire du numéro appelé"),
    "forwarded_from": Text(en="which number forwarded the call", fr="le numéro qui a renvoyé l'appel"),
    "answered": Text(en="whether it was answered", fr="si l'appel a été décroché"),
    "answered_at": Text(en="when it was answered", fr="l'heure du décroché"),
    "ended_at": Text(en="when it ended", fr="l'heure de fin"),
    "ring": Text(en="how long it rang", fr="la durée de sonnerie"),
    "talk": Text(en="how long the conversation was", fr="la durée de conversation"),
    "end_reason": Text(en="why it ended", fr="la cause de fin"),
    "released_by": Text(en="who ended it", fr="qui a raccroché"),
    "sip_status": Text(en="the SIP status", fr="le code SIP"),
    "q850": Text(en="the Q.850 cause", fr="la cause Q.850"),
    "answered_live": Text(en="whether a person answered", fr="si une personne a décroché"),
    "agent_joined": Text(en="whether an agent joined", fr="si un agent a pris l'appel"),
    "agent_delay": Text(en="how long the agent took to join", fr="le délai avant l'agent"),
    "abandoned": Text(en="whether it was abandoned", fr="si l'appel a été abandonné"),
    "cost": Text(en="the cost", fr="le coût"),
    "currency": Text(en="the currency", fr="la devise"),
    "channel": Text(en="the channel", fr="le canal"),
    "sender": Text(en="the sender", fr="l'expéditeur"),
    "recipient": Text(en="the recipient", fr="le destinataire"),
    "delivered": Text(en="whether it was delivered", fr="si le message a été remis"),
    "segments": Text(en="the number of segments", fr="le nombre de segments"),
    "plan": Text(en="the calling plan", fr="le forfait"),
    "seats": Text(en="the number of seats", fr="le nombre de postes"),
    "revenue_share": Text(
        en="whether anybody is paid for the traffic", fr="si quelqu'un est rémunéré pour le trafic"
    ),
    "reseller": Text(en="whether the account resells", fr="si le compte revend"),
    "at": Text(en="since when it holds", fr="depuis quand cela vaut"),
    "number": Text(en="the forwarded number", fr="le numéro renvoyé"),
    "target": Text(en="where it is forwarded to", fr="la destination du renvoi"),
    "active": Text(en="whether it is active", fr="si le renvoi est actif"),
    "revision": Text(en="the revision", fr="la révision"),
    "line": Text(en="the line", fr="la ligne"),
}
"""What a column says, by its name."""

OF_REGISTRIES = {
    "campaign.purpose": COLUMNS["purpose"],
    "campaign.started_at": COLUMNS["campaign_started_at"],
    "forwarding.active": Text(en="which forwardings are active", fr="les renvois d'appel actifs"),
}
"""Columns of registries that a call's own say too, or that need other words beside a call's."""

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
}
"""What a key tells apart besides the account, by the column's name."""

OWNERS = {
    "account": Text(en="of the account", fr="du compte"),
    "campaign": Text(en="of the campaign", fr="de la campagne"),
    "forwarding": Text(en="of the forwarding", fr="du renvoi"),
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
