"""People call the account as if it were the emergency service: it hands them on, or its menu invites them to.

Counted by the number that was called over 30 days: three in a thousand calls that were handed on to an
emergency number, and at least three. A menu that offers a choice for emergencies and leads it into the
service is found when it is changed. Emergency calls themselves always pass, of suspended accounts as well.
"""

from datetime import date

from fairline.facts import Call, Change, Direction, Setting
from fairline.law.emergency import calls_for_help
from fairline.policy import Act, Answer, Citation, Clause, Invariant, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, by_law, columns, count, equal, first_known, share
from fairline.signals.limits import ours
from fairline.signals.windows import sliding

call, change = columns(Call), columns(Change)

HANDED_ON = ours(0.003, en="three in a thousand; F-EMG of the catalogue",
                 fr="trois pour mille : F-EMG au catalogue")  # fmt: skip
AT_LEAST = ours(3, en="one or two hand-overs are a good agent's presence of mind",
                fr="un ou deux transferts, c'est la présence d'esprit d'un bon agent")  # fmt: skip
ONE = ours(1, en="one menu is enough to ask; F-EMG of the catalogue",
           fr="un seul menu suffit pour demander : F-EMG au catalogue")  # fmt: skip

inbound = equal(call.direction, Direction.INBOUND)
to_help = first_known(by_law(calls_for_help, call.transferred_to), False)
by, month = (call.account, call.called), sliding(days=30)
handed_share = share(to_help, of=inbound, by=by, over=month)
handed = count(to_help, of=inbound, by=by, over=month)
menu = both(
    equal(change.setting, Setting.CALL_FLOW), change.emergency_option, first_known(change.enabled, True)
)
menus = count(menu, of=menu, by=(change.account, first_known(change.number, "-")), over=sliding(hours=24))

CLAUSE = Clause(
    id="called-for-help", letter=Letter.F, title=Text(en="Called for help", fr="Appelé au secours"),
    citation=Citation(
        law="47 CFR 9.16 (direct dialing); Directive (EU) 2018/1972 art. 109; the numbers are ours",
        url="https://www.ecfr.gov/current/title-47/chapter-I/subchapter-A/part-9",
        in_force=date(2020, 12, 21), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A pharmacy, an insurer or a helpline hands people on in rare cases.",
             fr="Une pharmacie, un assureur ou une ligne d'écoute transfère parfois vers les secours."),
        Text(en="The menu says to hang up and dial the emergency number itself.",
             fr="Le menu dit de raccrocher et de composer soi-même le numéro d'urgence."),
        Text(en="One accident brought many calls in one week.",
             fr="Un seul accident a amené beaucoup d'appels en une semaine."),
    ),
    runbook=Text(
        en="Listen to the menu, not to the calls: does it say at the start to dial the emergency number"
           " directly? Ask what the number is printed on. If people take it for the emergency service, agree"
           " on an announcement and on a path that does not need the service. Nothing is cut while somebody"
           " may call for help.",
        fr="Écoutez le menu, non les appels : dit-il d'emblée de composer directement le numéro d'urgence ?"
           " Demandez où ce numéro est imprimé. Si on le prend pour celui des secours, convenez d'une annonce"
           " et d'une voie indépendante du service. On ne coupe rien tant que quelqu'un peut appeler au"
           " secours.",
    ),
    rules=(
        Rule(id="F-EMG", name="handed-on-to-emergency", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, when=(handed_share.at_least(HANDED_ON), handed.at_least(AT_LEAST)),
             title=Text(en="Callers handed on to emergency", fr="Appelants transférés aux secours"),
             reason=Text(en="{hits} of {base} calls to {called} in 30 days were handed on to an emergency"
                            " number.",
                         fr="En 30 jours, {hits} des {base} appels au {called} ont été transférés aux"
                            " secours.")),
        Rule(id="F-EMG", name="menu-for-emergencies", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, act=Act.CHALLENGE, when=(menus.at_least(ONE),),
             title=Text(en="A menu for emergencies", fr="Un menu pour les urgences"),
             reason=Text(en="A menu of {number} leads emergencies into the service (times: {hits}).",
                         fr="Un menu du {number} mène les urgences dans le service ({hits} fois).")),
    ),
    invariants=(
        Invariant(id="F-911", title=Text(en="Emergency calls always pass", fr="Les secours passent toujours"),
                  held_by=Text(en="the engine, before it asks any rule, whatever the standing of the account",
                               fr="le moteur, avant toute règle, quelle que soit la situation du compte")),
    ),
)  # fmt: skip
