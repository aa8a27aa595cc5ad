"""What others call our fields, in English and French, and the words they write for directions and outcomes.

Names and words are compared folded: lower case, no accents, letters and digits only. Most are the column
names of the call records of Asterisk, FreeSWITCH, Kamailio, CDR-Stats, Kazoo, Twilio, Zoom, Genesys Cloud,
Amazon Connect, VICIdial and Cisco CUCM; the others, and the French ones, are the plain words for the thing.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeVar

Names = Mapping[str, tuple[str, ...]]
T = TypeVar("T")


def folded(text: str) -> str:
    """Return ``text`` in lower case, without accents, with letters and digits only."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)


def _names(table: dict[str, str]) -> Names:
    return {field: tuple(names.split()) for field, names in table.items()}


def _words(table: dict[T, str]) -> Mapping[str, T]:
    return {word: meaning for meaning, words in table.items() for word in words.split()}


CALL = _names(
    {
        "id": (
            "callid uniqueid calluuid uuid sid callsid cdrid recordid conversationid contactid engagementid "
            "callhistoryuuid idappel identifiantappel refappel id"
        ),
        "started_at": (
            "startedat starttime start calldate startingdate startstamp startdate starttimestamp datetime "
            "dateappel datedebut debut heuredebut horodatage timestamp calltime callstart callstarttime "
            "begin begintime setuptime datetimeorigination initiationtimestamp conversationstart "
            "datecreated createdat createdtime dateheure datetimeappel debutappel eventtime time date"
        ),
        "answered_at": (
            "answeredat answertime answer answerstamp answerdate connecttime connectedat answeredtime "
            "datetimeconnect connectedtosystemtimestamp heuredecroche decroche datereponse heurereponse "
            "connectdate"
        ),
        "ended_at": (
            "endedat endtime end endstamp enddate stoptime hanguptime disconnecttime datetimedisconnect "
            "disconnecttimestamp conversationend datefin heurefin fin finappel releasetime endtimestamp "
            "callend"
        ),
        "talk": (
            "billsec talk talktime talkduration billseconds billableseconds billedseconds talksec "
            "talkseconds connectduration conversationduration dureeconversation tempsparole "
            "dureecommunication dureefacturee billduration billableduration answeredduration"
        ),
        "duration": (
            "duration callduration totalduration durationsec durationseconds lengthinsec duree dureeappel "
            "dureetotale calllength length elapsed dureesec dureesecondes"
        ),
        "ring": (
            "ring ringtime ringduration ringseconds ringsec dureesonnerie sonnerie tempssonnerie pdd waitsec"
        ),
        "caller": (
            "caller callernumber calleridnumber src source ani from fromnumber clinumber cli callingnumber "
            "callingpartynumber calling callerid clid anumber anum srcuser calleridnum appelant "
            "numeroappelant numappelant originator origin origine emetteur"
        ),
        "called": (
            "called callednumber destinationnumber dst destination dnis to tonumber callednum "
            "calledpartynumber finalcalledpartynumber callee calleenumber dialednumber dialed dialled "
            "phonenumber bnumber bnum dstuser appele numeroappele numappele destinataire numerodestination "
            "number phone numerocompose numero"
        ),
        "forwarded_from": (
            "forwardedfrom redirectingnumber rdnis divertedfrom diversion renvoyede "
            "originalcalledpartynumber redirectedfrom transferepar"
        ),
        "answered": "answered isanswered wasanswered repondu decrocheouinon connected",
        "end_reason": (
            "disposition status callstatus result callresult endreason outcome state statut statutappel "
            "resultat etat issue hangupcause terminationreason"
        ),
        "q850": (
            "q850 hangupcauseid hangupcauseq850 causecode isupcause cause hangupcausecode releasecause "
            "destcausevalue codecause"
        ),
        "sip_status": "sipstatus sipcode sipresponse sipresponsecode responsecode siptermstatus codesip",
        "direction": "direction calldirection calltype type sens sensappel typeappel",
        "user": (
            "agent agentid agentname user userid username extension operator conseiller poste utilisateur "
            "operateur agentusername loginagent seat teleconseiller ext"
        ),
        "campaign": (
            "campaign campaignid campaignname campagne idcampagne outboundcampaignid nomcampagne listid liste"
        ),
        "account": (
            "account accountcode accountid accountsid customer customerid client clientid tenant tenantid "
            "compte numcompte codeclient company domain domainname"
        ),
        "called_country": "calledcountry countryiso calleecountryisocode destinationcountry tocountry",
        "cost": "cost price charge sellcost totalcharge amount cout prix montant tarif",
        "currency": "currency priceunit devise monnaie",
        "answered_live": "answeredlive livehuman humananswered",
        "abandoned": "abandoned isabandoned abandonne abandon dropped",
    }
)
"""For each field the names it goes by, the surest first: the order decides between two columns."""

MESSAGE = _names(
    {
        "id": "messageid messagesid msgid smsid sid uuid idmessage id",
        "sent_at": (
            "sentat datesent sent senttime sendtime submittime submitdate dateenvoi heureenvoi envoyele "
            "datecreated createdat timestamp datetime time date"
        ),
        "sender": "sender from fromnumber source src originator senderid expediteur emetteur",
        "recipient": "recipient to tonumber destination dst receiver msisdn destinataire",
        "direction": "direction calldirection calltype type sens sensappel typeappel",
        "delivered": "delivered isdelivered deliverystatus status dlrstatus statut livre",
        "segments": "segments numsegments parts smscount messageparts nbsegments nbsms",
        "channel": "channel messagetype canal",
        "user": (
            "agent agentid agentname user userid username extension operator conseiller poste utilisateur "
            "operateur agentusername loginagent seat teleconseiller ext"
        ),
        "campaign": (
            "campaign campaignid campaignname campagne idcampagne outboundcampaignid nomcampagne listid "
            "liste messagingservicesid"
        ),
        "account": (
            "account accountcode accountid accountsid customer customerid client clientid tenant tenantid "
            "compte numcompte codeclient company domain domainname"
        ),
        "cost": "cost price charge sellcost totalcharge amount cout prix montant tarif",
        "currency": "currency priceunit devise monnaie",
    }
)

ONLY_MESSAGES = frozenset(
    _words(
        {
            True: (
                "body dateenvoi datesent deliverystatus dlrstatus expediteur idmessage message messageid "
                "messagesid msgid msisdn nbsegments nbsms numsegments segments smscount smsid "
            )
        }
    )
)
"""Columns that only a table of messages has."""

DATES = frozenset(["calldate", "date", "dateappel", "datedebut", "day", "jour", "startdate"])
HOURS = frozenset(["calltime", "heure", "heureappel", "heuredebut", "hour", "starttime", "time"])
"""Names of the two halves of a start that is written in two columns."""

DIRECTIONS = _words(
    {
        "inbound": "inbound in incoming entrant entrante entree recu i",
        "outbound": "outbound out outgoing sortant sortante sortie emis o outboundapi outbounddial",
        "internal": "internal local interne",
    }
)

OUTCOMES = _words(
    {
        "completed": (
            "answered answer completed complete connected success ok repondu decroche abouti termine "
            "normalclearing callconnected"
        ),
        "no-answer": (
            "noanswer unanswered missed ringnoanswer timeout na sansreponse nonrepondu manque nondecroche "
            "absent"
        ),
        "busy": "busy userbusy occupe b",
        "canceled": "canceled cancelled cancel originatorcancel annule abandonne",
        "failed": "failed failure fail error echec echoue erreur",
        "rejected": "rejected declined callrejected refuse rejete blocked bloque",
        "congestion": "congestion networkcongestion saturation",
        "unallocated": "unallocated invalidnumber unallocatednumber nonattribue fauxnumero",
    }
)

DELIVERIES = _words(
    {
        True: "delivered delivrd received livre remis recu",
        False: "undelivered failed undeliv rejected rejectd expired echec",
    }
)
