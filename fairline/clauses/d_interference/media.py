"""Media that nobody agreed on, floods of tones, packets played again: the leg is dropped.

Never the leg of an emergency call, nor one of which nobody said whether it is: such a leg is only found, by a
rule of its own. Tones come at more than twenty in a second, where a hand or a panel sends ten at most. One is
enough for each; what nobody looked at counts nowhere.
"""

from datetime import date

from fairline.facts import Media
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, either, first_known, more_than, negated
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

media = columns(Media)

TONES_MAX = 20  # ours: E.164 digits are dialed by machines at ten in a second
ONE = ours(1, en="each leg is judged by itself; D-MED of the catalogue",
           fr="chaque branche est jugée pour elle-même : D-MED au catalogue")  # fmt: skip

stray, tones = negated(media.negotiated), more_than(media.tones_per_s, TONES_MAX)
no_help = negated(media.emergency)
stray_leg, tone_leg, replayed_leg = both(stray, no_help), both(tones, no_help), both(media.replayed, no_help)
maybe_help = both(either(stray, tones, media.replayed), first_known(media.emergency, True))
by, day = (media.account, first_known(media.call_id, "-")), sliding(hours=24)

CLAUSE = Clause(
    id="harmful-media", letter=Letter.D, title=Text(en="Harmful media", fr="Flux nuisibles"),
    citation=Citation(
        law="RFC 3264 (offer and answer); RFC 4733 (telephone events); RFC 3711 section 3.3.2 (replay)",
        url="https://www.rfc-editor.org/rfc/rfc3711",
        in_force=date(2006, 12, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A device began to send before its offer was answered, or after the call had ended.",
             fr="Un appareil a émis avant la réponse à son offre, ou après la fin de l'appel."),
        Text(en="An alarm panel or a modem sends its tones, which is clause f's.",
             fr="Une centrale d'alarme ou un modem envoie ses tonalités : cela relève de la clause f."),
        Text(en="A network sent packets twice.", fr="Un réseau a envoyé des paquets deux fois."),
    ),
    runbook=Text(
        en="Look at the headers of the packets, not at what they carry: source, order, counters. See whether"
           " the caller noticed. Ask for the device and its version; a make that always does so is told to"
           " its maker. Make sure that the leg was no call for help before anything is dropped for good.",
        fr="Regardez les en-têtes des paquets, non ce qu'ils portent : source, ordre, compteurs. Voyez si"
           " l'appelant s'en est aperçu. Demandez l'appareil et sa version ; une marque coutumière du fait se"
           " signale à son fabricant. Assurez-vous que ce n'était pas un appel au secours avant toute coupure"
           " durable.",
    ),
    rules=(
        Rule(id="D-MED", name="stray-media", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE,
             act=Act.REFUSE, when=(count(stray_leg, of=stray_leg, by=by, over=day).at_least(ONE),),
             title=Text(en="Media nobody agreed on", fr="Flux sans accord"),
             reason=Text(en="Call {call_id} carried media that no offer and answer stand behind (times:"
                            " {hits}).",
                         fr="L'appel {call_id} portait un flux sans offre ni réponse ({hits} fois).")),
        Rule(id="D-MED", name="flood-of-tones", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE,
             act=Act.REFUSE, when=(count(tone_leg, of=tone_leg, by=by, over=day).at_least(ONE),),
             title=Text(en="Flood of tones", fr="Déluge de tonalités"),
             reason=Text(en="Call {call_id} carried more than twenty tones in a second (times: {hits}).",
                         fr="L'appel {call_id} portait plus de vingt tonalités en une seconde ({hits}"
                            " fois).")),
        Rule(id="D-MED", name="replayed-media", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE,
             act=Act.REFUSE, when=(count(replayed_leg, of=replayed_leg, by=by, over=day).at_least(ONE),),
             title=Text(en="Packets played again", fr="Paquets rejoués"),
             reason=Text(en="Call {call_id} carried packets that had come before (times: {hits}).",
                         fr="L'appel {call_id} portait des paquets déjà venus ({hits} fois).")),
        Rule(id="D-MED", name="harmful-media-maybe-for-help", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, when=(count(maybe_help, of=maybe_help, by=by, over=day).at_least(ONE),),
             title=Text(en="Harmful media, not dropped", fr="Flux nuisible, non coupé"),
             reason=Text(en="Call {call_id} carried harmful media and may be for help: not dropped (times:"
                            " {hits}).",
                         fr="L'appel {call_id} portait un flux nuisible et appelle peut-être au secours : non"
                            " coupé ({hits} fois).")),
    ),
)  # fmt: skip
