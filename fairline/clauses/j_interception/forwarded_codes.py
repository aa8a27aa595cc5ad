"""Messages and the codes in them are led to somebody else, or the code of a mailbox is tried out.

Counted per account and target over 24 hours: forwarding of messages to somewhere outside, ticket or not. And
per address (or mailbox, where there is none) over an hour: codes of mailboxes that were wrong.
"""

from datetime import date

from fairline.facts import Access, Change, Deed, Setting
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import both, columns, count, equal, first_known, ours, sliding

change, access = columns(Change), columns(Access)

CODES = ours(1, en="codes are for one person; J-SIM", fr="un code est pour une seule personne ; J-SIM")
PINS = ours(10, en="who forgot a code does not try ten times an hour; J-SIM",
            fr="qui a oublié son code n'essaie pas dix fois par heure ; J-SIM")  # fmt: skip

codes = both(
    equal(change.setting, Setting.MESSAGE_FORWARDING), change.outside, first_known(change.enabled, True)
)
tried = both(equal(access.deed, Deed.VOICEMAIL_PIN), equal(access.succeeded, False))
forwarded = count(codes, of=codes, by=(change.account, change.target), over=sliding(hours=24))
pins = count(tried, of=tried, by=(access.account, first_known(access.ip, access.user)), over=sliding(hours=1))

CLAUSE = Clause(
    id="forwarded-codes", letter=Letter.J,
    title=Text(en="Codes led astray", fr="Codes détournés"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause j (interception); 18 USC 2511",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="A small office has its messages sent to the owner's mobile.",
             fr="Un petit bureau renvoie ses messages vers le portable du gérant."),
        Text(en="An owner who forgot a mailbox's code.", fr="Un titulaire qui a oublié son code."),
        Text(en="A test of mailboxes after a move of the telephone system.",
             fr="Un essai des messageries après un changement de système téléphonique."),
    ),
    runbook=Text(
        en="Ask the holder by another channel whether the forwarding is theirs. See which codes went there,"
        " and of which services, and tell those services. For a mailbox, list the mailboxes tried and those"
        " that opened; new codes for both.",
        fr="Demandez au titulaire, par une autre voie, si ce renvoi est de lui. Voyez quels codes sont"
        " partis, pour quels services, et prévenez ceux-ci. Pour les messageries, dressez la liste de celles"
        " visées et de celles ouvertes ; toutes reçoivent un nouveau code.",
    ),
    rules=(
        Rule(id="J-SIM", name="codes-forwarded", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.REFUSE, evidence=Evidence.A,
             when=(forwarded.at_least(CODES),),
             title=Text(en="Messages and codes sent on", fr="Messages et codes renvoyés"),
             reason=Text(en="Messages would be sent on to {target}, outside ({hits}; limit {limit}).",
                         fr="Des messages iraient vers {target}, à l'extérieur ({hits} ; limite :"
                            " {limit}).")),
        Rule(id="J-SIM", name="mailbox-codes-tried", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.REFUSE, when=(pins.at_least(PINS),),
             title=Text(en="Mailbox codes tried out", fr="Codes de messagerie essayés"),
             reason=Text(en="{ip} got mailbox codes wrong {hits} times in 1 h; the limit is {limit}.",
                         fr="{ip} s'est trompé {hits} fois de code en 1 h ; la limite est de {limit}.")),
    ),
)  # fmt: skip
