"""Calls are led to somebody else: a registration is seized, a redirect set, a name record changed.

Counted per address of record or target over 24 hours. A registration is seized if a device that the address
never had (by its own id, or else its software) drives out a live one; the same device on another network is
none, nor is anything in the first seven days in which an address is watched. A redirect or a change of name
records counts if it leads outside; a ticket excuses it.
"""

from datetime import date, timedelta

from fairline.facts import Change, Registration, Setting
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import (
    both,
    columns,
    count,
    first_known,
    known,
    negated,
    newly_seen,
    one_of,
    ours,
    sliding,
)

device, change = columns(Registration), columns(Change)

TAKEN = ours(1, en="one is enough to lose a call; J-MITM", fr="un seul suffit à perdre un appel ; J-MITM")
WATCHED, FORGOTTEN, NEW = timedelta(days=7), timedelta(days=90), timedelta(hours=1)  # ours

unknown_device = newly_seen(
    first_known(device.instance, device.user_agent),
    by=device.aor, within=NEW, after=FORGOTTEN, history_min=WATCHED,
)  # fmt: skip
seized = both(device.displaces, unknown_device)
led = both(
    one_of(change.setting, Setting.REDIRECT, Setting.DNS),
    change.outside, first_known(change.enabled, True), negated(known(change.ticket)),
)  # fmt: skip
day = sliding(hours=24)
taken = count(seized, of=seized, by=(device.account, device.aor), over=day)
led_away = count(led, of=led, by=(change.account, change.target), over=day)

CLAUSE = Clause(
    id="takeovers", letter=Letter.J, title=Text(en="Takeovers", fr="Détournements"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause j (interception); 18 USC 2511",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A telephone was replaced while the old one was still registered.",
             fr="Un téléphone remplacé alors que l'ancien était encore enregistré."),
        Text(en="Somebody works from a second device at home, and left the first one on.",
             fr="Un second appareil à domicile, alors que le premier est resté allumé."),
        Text(en="A planned move to another data center or name server.",
             fr="Un passage prévu vers un autre centre de données ou serveur de noms."),
    ),
    runbook=Text(
        en="Ask the holder by another channel. Compare devices, addresses and hours, and see which calls came"
        " after it. Put the setting back, change the credentials, and tell those who called in between.",
        fr="Interrogez le titulaire par une autre voie. Comparez appareils, adresses et heures ; voyez quels"
        " appels ont suivi. Rétablissez le réglage, changez les secrets et prévenez ceux qui ont appelé"
        " entre-temps.",
    ),
    rules=(
        Rule(id="J-MITM", name="registration-seized", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.SUSPEND_NUMBER, act=Act.HOLD, when=(taken.at_least(TAKEN),),
             title=Text(en="A registration seized", fr="Enregistrement usurpé"),
             reason=Text(en="A new device drove a live one out of {aor} ({hits} in 24 h; limit {limit}).",
                         fr="Un appareil inconnu a évincé celui de {aor} ({hits} en 24 h ; limite :"
                            " {limit}).")),
        Rule(id="J-MITM", name="led-elsewhere", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.SUSPEND_NUMBER, act=Act.HOLD, evidence=Evidence.A,
             when=(led_away.at_least(TAKEN),),
             title=Text(en="Calls led elsewhere", fr="Appels menés ailleurs"),
             reason=Text(en="Calls would be led to {target}, outside ({hits} in 24 h; limit {limit}).",
                         fr="Des appels iraient vers {target}, à l'extérieur ({hits} ; limite : {limit}).")),
    ),
)  # fmt: skip
