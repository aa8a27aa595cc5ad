"""A control is switched off while a campaign that it guards is running, and nobody answers for it.

Counted per account and campaign over 24 hours: the announcement of recordings, the check of registers, opting
out, the message to machines, the second factor, the audit log or the limits on destinations, switched off
with no ticket in the record of the change, or by a user who is no administrator. Under a ticket, with nobody
knowing whether the user is one, it is unknown. The setting stays as it was until the question is answered.
"""

from datetime import date

from fairline.facts import Change, Seat, Setting
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import (
    both,
    columns,
    count,
    either,
    equal,
    first_known,
    known,
    negated,
    one_of,
    ours,
    sliding,
)

change, seat = columns(Change), columns(Seat)

CHANGES = ours(1, en="one control off is one too many; I-CIR-04",
               fr="une seule protection coupée suffit ; I-CIR-04")  # fmt: skip

off = both(
    one_of(change.setting, Setting.RECORDING_ANNOUNCEMENT, Setting.REGISTER_CHECK, Setting.OPT_OUT_HANDLING,
           Setting.MACHINE_MESSAGE, Setting.TWO_FACTOR, Setting.AUDIT_LOG, Setting.GEO_PERMISSION),
    equal(change.enabled, False),
    change.campaign_running,
    either(negated(known(change.ticket)), negated(seat.administrator)),
)  # fmt: skip
controls_off = count(
    off, of=off, by=(change.account, first_known(change.campaign, "-")), over=sliding(hours=24)
)

CLAUSE = Clause(
    id="controls-off", letter=Letter.I,
    title=Text(en="Controls switched off", fr="Protections désactivées"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause i (circumvention)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="An outage of the control itself: the register did not answer and held up every call.",
             fr="La protection elle-même était en panne : le registre ne répondait plus et bloquait tout."),
        Text(en="Another control took over, such as the customer's own scrubbing.",
             fr="Une autre protection a pris le relais, par exemple l'épuration faite par le client."),
        Text(en="The ticket exists and was not entered with the change.",
             fr="Le ticket existe, mais n'a pas été saisi avec le changement."),
    ),
    runbook=Text(
        en="Take the change log: who, when, what for, what ran at that moment. Ask for the ticket and for who"
        " approved it. Count the calls and messages that went out while the control was off, and which of"
        " them it would have stopped. Put the setting back first.",
        fr="Partez du journal des réglages : qui, quand, pourquoi, et quelle campagne tournait. Réclamez le"
        " ticket et le nom de l'approbateur. Comptez les appels et messages partis pendant la coupure, et"
        " ceux que la protection aurait arrêtés. Rétablissez d'abord le réglage.",
    ),
    rules=(
        Rule(
            id="I-CIR-04", name="control-switched-off", mode=Mode.OBSERVE, severity=Severity.MAJOR,
            answer=Answer.CHALLENGE, act=Act.CHALLENGE, evidence=Evidence.A,
            when=(controls_off.at_least(CHANGES),),
            title=Text(en="A control off in mid-campaign", fr="Protection coupée en pleine campagne"),
            reason=Text(
                en="{hits} controls were switched off in 24 h during a campaign, without a ticket or by no"
                " administrator; the limit is {limit}.",
                fr="En 24 h, des protections ont été coupées pendant une campagne, sans ticket ou par un"
                " non-administrateur (nombre : {hits} ; limite : {limit}).",
            ),
        ),
    ),
)  # fmt: skip
