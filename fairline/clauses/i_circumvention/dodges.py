"""Settings and transfers that go round hours and destinations.

Counted over 24 hours: changes of the region that an account calls from, and of a contact's time zone, no more
than an hour before the contact is dialed, that make an hour callable which was closed; and calls that were
transferred to where the account may not call directly. A change under a ticket is left out. A change or a
call that does not say is not counted.
"""

from datetime import date, timedelta

from fairline.facts import Call, Change, Setting
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_most, both, columns, count, equal, first_known, known, negated, ours, sliding

change, call = columns(Change), columns(Call)

REGIONS = ours(1, en="a region is not moved by chance; I-CIR-08",
               fr="on ne change pas de région par hasard ; I-CIR-08")  # fmt: skip
ZONES = ours(3, en="a contact may have moved, three just now have not; I-CIR-08",
             fr="un contact peut avoir déménagé, pas trois à l'instant ; I-CIR-08")  # fmt: skip
TRANSFERS = ours(3, en="one transfer may be a customer's wish; I-CIR-08",
                 fr="un transfert peut être le souhait d'un client ; I-CIR-08")  # fmt: skip
BEFORE_MAX = timedelta(hours=1)  # ours: edited for this call

opens = both(change.opens_hours, at_most(change.before_dialing, BEFORE_MAX), negated(known(change.ticket)))
region = both(equal(change.setting, Setting.REGION), opens)
zone = both(equal(change.setting, Setting.CONTACT_ZONE), opens)
masked = both(known(call.transferred_to), equal(call.transfer_permitted, False))
of_campaign, day = (change.account, first_known(change.campaign, "-")), sliding(hours=24)
regions = count(region, of=region, by=of_campaign, over=day)
zones = count(zone, of=zone, by=of_campaign, over=day)
transfers = count(masked, of=masked, by=(call.account, first_known(call.user, "-")), over=day)

CLAUSE = Clause(
    id="dodges", letter=Letter.I,
    title=Text(en="Hours and places dodged", fr="Horaires et destinations contournés"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause i (circumvention)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A disaster: calls are made from the other site.",
             fr="Un sinistre : les appels partent de l'autre site."),
        Text(en="The person said that they are in another zone, and the agent wrote it down.",
             fr="La personne a dit se trouver dans un autre fuseau, et l'agent l'a noté."),
        Text(en="A switchboard passes callers on to offices abroad.",
             fr="Un standard transmet des appels à des bureaux à l'étranger."),
    ),
    runbook=Text(
        en="Put changes and calls in order of time: what was set, who was called right after, at which hour"
        " of both zones. Ask where the new zone came from. For transfers, ask who asked for them and what the"
        " destination costs and is. A correction stays; a dodge is set back.",
        fr="Classez réglages et appels par ordre chronologique : ce qui a changé, qui a été appelé ensuite, à"
        " quelle heure dans chaque fuseau. D'où vient le nouveau fuseau ? Pour un transfert, demandez qui l'a"
        " voulu, où il mène et ce qu'il coûte. Une correction demeure ; un contournement s'annule.",
    ),
    rules=(
        Rule(id="I-CIR-08", name="region-moved-to-open-hours", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.HOLD, when=(regions.at_least(REGIONS),),
             title=Text(en="Another region, other hours", fr="Autre région, autres horaires"),
             reason=Text(en="The region was moved just before dialing, which opened closed hours ({hits} in"
                            " 24 h; limit {limit}).",
                         fr="La région a changé juste avant l'appel, ce qui rouvrait des heures fermées"
                            " ({hits} en 24 h ; limite : {limit}).")),
        Rule(id="I-CIR-08", name="zones-edited-to-open-hours", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.HOLD, when=(zones.at_least(ZONES),),
             title=Text(en="Time zones edited before dialing", fr="Fuseaux modifiés avant l'appel"),
             reason=Text(en="{hits} time zones were edited just before dialing, each of which opened closed"
                            " hours; the limit is {limit}.",
                         fr="Juste avant l'appel, {hits} fuseaux ont été modifiés, ce qui rouvrait chaque"
                            " fois des heures fermées ; la limite est de {limit}.")),
        Rule(id="I-CIR-08", name="masked-by-transfer", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, when=(transfers.at_least(TRANSFERS),),
             title=Text(en="Destinations behind transfers", fr="Destinations masquées par transfert"),
             reason=Text(en="{hits} calls in 24 h were transferred to where the account may not call; the"
                            " limit is {limit}.",
                         fr="En 24 h, {hits} appels ont été transférés là où le compte ne peut pas appeler ;"
                            " la limite est de {limit}.")),
    ),
)  # fmt: skip
