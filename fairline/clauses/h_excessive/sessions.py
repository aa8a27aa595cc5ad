"""Sessions beyond any shift, and conversations that are all copied elsewhere as they are held.

The longest session of a user in the UTC day in which it began, from start to end; one without an end is
unknown. And, over 7 days, the share of a user's media that was streamed to somewhere else from the first
second to the last, of those of which the source says so: a plan for conversations is no feed. Both limits
are ours. A desk that several people share by contract has long sessions by nature.
"""

from datetime import date, timedelta

from fairline.facts import Access, Deed, Media, Permit
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text, agreed
from fairline.signals import Unit, both, columns, elapsed, equal, highest, negated, ours, share
from fairline.signals.windows import calendar, sliding

access, media = columns(Access), columns(Media)

SESSION_MAX = ours(timedelta(hours=16), en="no shift leaves fewer than eight hours of the day",
                   fr="nul poste de travail ne laisse moins de huit heures par jour")  # fmt: skip
COPIED_MIN = ours(
    0.95,
    en="a feature for some calls is not on for all",
    fr="une fonction pour certains appels ne sert pas à tous",
)
MEDIA_MIN = 100  # ours: below it, one call weighs a point

alone = negated(agreed(Permit.SHARED_DESK, at=access.at))
session = both(equal(access.deed, Deed.SESSION), alone)
longest = highest(
    elapsed(access.at, access.ends_at), of=session, by=(access.account, access.user), over=calendar("day"),
    unit=Unit.DURATION,
)  # fmt: skip
copied = share(media.forked_always, of=media.negotiated, by=(media.account, media.user), over=sliding(days=7))

CLAUSE = Clause(
    id="sessions", letter=Letter.H, title=Text(en="Endless sessions", fr="Sessions sans fin"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause h (continuous, uninterrupted use)",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="The screen was locked and the session left open.",
             fr="L'écran était verrouillé et la session laissée ouverte."),
        Text(en="A recording or transcription service that the law or the customer wants for all calls.",
             fr="Un service d'enregistrement ou de transcription que la loi ou le client veut pour tous"
             " les appels."),
        Text(en="A wallboard or a monitoring probe with a login of its own.",
             fr="Un mur d'images ou une sonde qui a son propre identifiant."),
    ),
    runbook=Text(
        en="See what was done in the long session: hours without an act are a screen left on. Compare with"
        " the roster. Of copied media ask where the copy goes, who hears it and whether callers know; the"
        " rules on interception may be the graver ones.",
        fr="Voyez ce qui s'est fait pendant la longue session : des heures sans acte, c'est un écran resté"
        " allumé. Comparez au planning. Pour les flux dupliqués, demandez où va la copie, qui l'entend et"
        " si les appelants le savent ; les règles sur l'interception sont peut-être plus graves.",
    ),
    rules=(
        Rule(id="H-CONT", name="session-too-long", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, when=(longest.above(SESSION_MAX),),
             title=Text(en="Session beyond a shift", fr="Session plus longue qu'un poste"), reason=Text(
                 en="User {user} had a session of {hits}; the limit is {limit}.",
                 fr="L'utilisateur {user} a eu une session de {hits} ; la limite est de {limit}.")),
        Rule(id="H-CONT", name="media-always-copied", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.CHALLENGE, when=(copied.at_least(COPIED_MIN, base_min=MEDIA_MIN),),
             title=Text(en="Everything copied", fr="Tout est dupliqué"), reason=Text(
                 en="In 7 days {hits} of {base} conversations of user {user} were copied from start to end:"
                 " {value}; the limit is {limit}.",
                 fr="En 7 jours, {hits} des {base} conversations de l'utilisateur {user} ont été dupliquées"
                 " de bout en bout, soit {value} ; la limite est de {limit}.")),
    ),
)  # fmt: skip
