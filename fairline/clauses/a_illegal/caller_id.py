"""Calls that withhold their number where the law wants one shown, or show one of a range not meant for them.

Some countries keep ranges for automated or commercial calls and close mobile numbers to them; the rules are
those of the place called and hold for numbers of its own country. Whether a machine dials is taken into
account where it is known. Whose the number is, and whether it may call at all, are clauses of deception.
"""

from datetime import date

from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.law.duty_held import duty_held
from fairline.law.shown_numbers import caller_prefix_ok, recommended_caller_prefix_ok
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mend, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, equal, first_known, law, negated, sliding

call, campaign = columns(Call), columns(Campaign)

WITHHELD = law(1, "47 CFR 64.1601(e); 16 CFR 310.4(a)(8); C. conso. art. L. 221-17; PECR reg. 21(A1)")
WRONG_RANGE = law(1,
    "the ranges that the numbering plan of the place called keeps for such calls",
    fr="les tranches que le plan de numérotation du lieu appelé réserve à ces appels")  # fmt: skip
UNSURE_RANGE = law(1,
    "numbering rules of which the law book is not sure; none today",
    fr="des règles de numérotation dont le recueil n'est pas sûr ; aucune à ce jour")  # fmt: skip
NO_CAMPAIGN = "-"

out, purpose = equal(call.direction, Direction.OUTBOUND), first_known(call.purpose, campaign.purpose)
where = (call.called_places, call.started_at)
shown = (*where, call.caller, purpose)
withheld = both(
    out, equal(purpose, Purpose.MARKETING), call.caller_withheld, by_law(duty_held, *where, "caller_id")
)
allowed = first_known(by_law(caller_prefix_ok, *shown, call.auto_dialed), by_law(caller_prefix_ok, *shown))
unsure = first_known(by_law(recommended_caller_prefix_ok, *shown, call.auto_dialed),
                     by_law(recommended_caller_prefix_ok, *shown))  # fmt: skip
wrong_range, unsure_range = both(out, negated(allowed)), both(out, negated(unsure))
of_campaign, day = (
    (call.account, first_known(call.campaign, NO_CAMPAIGN), call.called_places),
    sliding(hours=24),
)
of_number = (*of_campaign, call.caller)

CLAUSE = Clause(
    id="caller-id", letter=Letter.A, title=Text(en="Numbers shown", fr="Numéros affichés"),
    citation=Citation(
        law="47 CFR 64.1601(e); Arcep 2018-0881, 2022-1583; Orden TDF/149/2025; TCCCPR 2025",
        url="https://www.ecfr.gov/current/title-47/section-64.1601",
        in_force=date(2004, 1, 29), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The called person's own network hid the number on the way.",
             fr="C'est le réseau de l'appelé qui a masqué le numéro en chemin."),
        Text(en="The calls are no marketing: the purpose was declared wrongly.",
             fr="Les appels ne vendent rien : la finalité a été mal déclarée."),
        Text(en="Agents dial by hand, where the range is closed to machines only.",
             fr="Les agents composent à la main, là où la tranche n'est fermée qu'aux automates."),
    ),
    runbook=Text(
        en="See who set the number and since when, and which other numbers the account owns in that country."
        " Ask whether machines dial the campaign. A withheld number is mended in a minute; a mobile number"
        " chosen to be picked up was chosen.",
        fr="Voyez qui a réglé le numéro et depuis quand, et quels autres numéros le compte a dans ce pays."
        " Demandez si un automate compose. Un numéro masqué se corrige en une minute ; un mobile choisi pour"
        " qu'on décroche a été choisi.",
    ),
    rules=(
        Rule(id="A-CLI", name="number-withheld", mode=Mode.ENFORCE, severity=Severity.MINOR, law="caller_id",
             answer=Answer.CHALLENGE, act=Act.CHANGE, mend=Mend.SHOW_OWN_NUMBER,
             title=Text(en="Number withheld", fr="Numéro masqué"),
             when=(count(withheld, of=withheld, by=of_campaign, over=day).at_least(WITHHELD),), reason=Text(
                 en="Telemarketing calls without their number, which the law wants shown: {hits} ({law}).",
                 fr="Appels de prospection au numéro masqué, que la loi veut affiché : {hits} ({law}).")),
        Rule(id="A-CLI", name="number-of-wrong-range", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.REFUSE, law="number_rules",
             title=Text(en="Number of a wrong range", fr="Numéro d'une tranche interdite"),
             when=(count(wrong_range, of=wrong_range, by=of_number, over=day).at_least(WRONG_RANGE),),
             reason=Text(
                 en="Calls that show {caller}, of a range not meant for them: {hits} ({law}).",
                 fr="Appels qui affichent {caller}, d'une tranche qui n'est pas pour eux : {hits} ({law}).")),
        Rule(id="A-CLI", name="number-range-unsure", mode=Mode.ENFORCE, severity=Severity.NOTICE,
             answer=Answer.OBSERVE, law="number_rules",
             title=Text(en="Number of a doubtful range", fr="Numéro d'une tranche douteuse"),
             when=(count(unsure_range, of=unsure_range, by=of_number, over=day).at_least(UNSURE_RANGE),),
             reason=Text(
                 en="Calls that show {caller}, of a range that may be closed to them: {hits} ({law}).",
                 fr="Appels qui affichent {caller}, d'une tranche peut-être fermée : {hits} ({law}).")),
    ),
)  # fmt: skip
