"""``fairline sip-check``: what a new peer should try, and what its configuration gets wrong."""

import asyncio

from rich.console import Console

from fairline.cli.screen import UNUSABLE, plain
from fairline.facts import FairlineError
from fairline.policy import Lang, Text
from fairline.ports.sip_check import FINE, HINTS, Asked, Probe, Remark, Tried, tried

PORT = 5060
PROBES = {
    Probe.OPTIONS: Text(en="OPTIONS", fr="OPTIONS"),
    Probe.ALLOWED: Text(en="A usual attempt", fr="Une tentative ordinaire"),
    Probe.AGAIN: Text(en="The same INVITE again", fr="Le même INVITE répété"),
    Probe.COMPACT: Text(en="Compact header names", fr="Noms d'en-tête abrégés"),
    Probe.REFUSED: Text(en="A refused caller", fr="Un appelant refusé"),
    Probe.EMERGENCY: Text(en="A call for help", fr="Un appel d'urgence"),
    Probe.TCP: Text(en="OPTIONS by TCP", fr="OPTIONS par TCP"),
}
REMARKS = {
    Remark.GOOD: Text(en="as it should be", fr="conforme"),
    Remark.GOES_ON: Text(
        en="told to go on: your switch must take its next route after this answer, not stop",
        fr="invitée à poursuivre\u00a0: votre commutateur doit alors prendre la route suivante",
    ),
    Remark.SET_UP: Text(
        en="the call was set up, so a switch stands in front and went on; it was hung up at once",
        fr="l'appel a été établi par un commutateur placé devant, puis raccroché aussitôt",
    ),
    Remark.NO_ANSWER: Text(
        en="no answer: nobody listens, a firewall drops it, or this address is unknown and ignored",
        fr="aucune réponse\u00a0: personne n'écoute, un pare-feu bloque, ou l'adresse est inconnue",
    ),
    Remark.UNKNOWN_PEER: Text(
        en="403 without a Reason: this address is none of a peer's; add it to the peer's addresses",
        fr="403 sans Reason\u00a0: adresse d'aucun pair\u00a0; ajoutez-la à celles du pair",
    ),
    Remark.UNDECIDED: Text(
        en="nobody decided in time, and the peer is configured to refuse then",
        fr="personne n'a décidé à temps, et le pair est configuré pour refuser dans ce cas",
    ),
    Remark.REFUSED: Text(
        en="refused: choose a caller that the policy allows (--caller), or look at the Reason",
        fr="refusée\u00a0: choisissez un appelant permis (--caller), ou lisez l'en-tête Reason",
    ),
    Remark.OTHER_STATUS: Text(
        en="another status than fairline gives: something between here and there answered instead",
        fr="un code que fairline ne donne pas\u00a0: un autre équipement a répondu à sa place",
    ),
    Remark.DIFFERENT: Text(
        en="answered otherwise than the first: something between changes messages, or two answer",
        fr="réponse autre que la première\u00a0: un équipement modifie les messages, ou deux répondent",
    ),
    Remark.NOT_REFUSED: Text(
        en="told to go on: the caller given with --refused is not refused by the policy",
        fr="invitée à poursuivre\u00a0: l'appelant donné par --refused n'est pas refusé par la politique",
    ),
    Remark.WENT_ON: Text(
        en="the call was set up: your switch goes on after a refusal; 403, 603, 607 must end it",
        fr="l'appel a été établi\u00a0: il poursuit après un refus\u00a0; 403, 603 et 607 doivent"
        " mettre fin à l'appel",
    ),
    Remark.NO_HELP: Text(
        en="not told to go on: a call for help must pass; is this address known to fairline?",
        fr="non autorisé\u00a0: un appel d'urgence doit passer\u00a0; cette adresse est-elle connue\u00a0?",
    ),
    Remark.REWRITTEN: Text(
        en="the refusal came back without its Reason or phrase: your switch must pass both on unchanged",
        fr="le refus a perdu son Reason ou son libellé\u00a0: le commutateur doit les transmettre intacts",
    ),
    Remark.NOT_ASKED: Text(
        en="not tried: name a caller that the policy refuses with --refused",
        fr="non essayé\u00a0: nommez par --refused un appelant que la politique refuse",
    ),
    Remark.TOO_RISKY: Text(
        en="not tried: a switch stands in front, and it would ring where help is",
        fr="non essayé\u00a0: un commutateur est devant, et les secours seraient appelés",
    ),
    Remark.NO_TCP: Text(
        en="no answer by TCP: needed only if your switch uses TCP",
        fr="aucune réponse par TCP\u00a0: nécessaire seulement si votre commutateur l'utilise",
    ),
}
MARKS = {True: Text(en="ok", fr="bon"), False: Text(en="WRONG", fr="FAUX"), None: Text(en="note", fr="note")}
ALL_RIGHT = Text(en="Nothing is wrong.", fr="Rien n'est faux.")
SOME_WRONG = Text(en="Wrong: {count}.", fr="Erreurs\u00a0: {count}.")


def host_and_port(text: str) -> tuple[str, int]:
    """Return host and port of ``HOST[:PORT]``, IPv6 in brackets. ``FairlineError`` if it is none."""
    bare, colon, port = text.rpartition(":")
    if (text.startswith("[") and text.endswith("]")) or not colon:
        bare, port = text, str(PORT)
    host = bare.removeprefix("[").removesuffix("]")
    if not host or (":" in host and not bare.startswith("[")) or not port.isascii() or not port.isdigit():
        raise FairlineError(f"sip-check: found {text!r}, wanted a host or host:port, IPv6 in brackets")
    if not 0 < int(port) < 65_536:
        raise FairlineError(f"sip-check: found port {port}, wanted 1 to 65535")
    return host, int(port)


def sip_check(asked: Asked, lang: Lang, screen: Console) -> int:
    """Try everything and print it; 0 if all is right, 1 if something is wrong, 2 if nobody answers at all."""
    lines = asyncio.run(tried(asked))
    for line in lines:
        screen.print(plain(_line(line, lang)), soft_wrap=True)
    wrong = sum(line.remark not in HINTS for line in lines)
    said = ALL_RIGHT.say(lang) if not wrong else SOME_WRONG.say(lang, count=wrong)
    screen.print(plain(said), soft_wrap=True)
    if all(line.answer is None for line in lines):
        return UNUSABLE
    return 1 if wrong else 0


def _line(line: Tried, lang: Lang) -> str:
    mark = True if line.remark in FINE else None if line.remark in HINTS else False
    if line.remark in (Remark.NOT_ASKED, Remark.TOO_RISKY):
        mark = None
    colon = "\u00a0:" if lang is Lang.FR else ":"
    told = f"{PROBES[line.probe].say(lang)}{colon} {REMARKS[line.remark].say(lang)}"
    if line.answer is not None:
        told += f" ({line.answer}{'; Reason: ' + line.reason if line.reason else ''})"
    return f"{MARKS[mark].say(lang):<5} {told}"
