"""More messages in a day than carriers let the brand send, and voicemails or faxes by the hundred.

T-Mobile's caps follow the brand's vetting score, from midnight to midnight Pacific time. Which recipients are
T-Mobile's no record says, so all texts to the United States count and a finding is a question. Voicemails and
faxes of one hour are taken for simultaneous.
"""

from datetime import date

from fairline.facts import Account, Campaign, Channel, Direction, Message, Purpose
from fairline.policy import Act, Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_most, both, calendar, columns, count, equal, first_known, peer, sliding
from fairline.signals.expressions import more_than, negated, one_of

message, campaign, account = columns(Message), columns(Campaign), columns(Account)

TMOBILE = "T-Mobile, 10DLC daily message caps by vetting score"
TMOBILE_FR = "T-Mobile, plafonds quotidiens 10DLC par note d'évaluation"
LOW, BASIC, GOOD, BEST = (peer(cap, TMOBILE, fr=TMOBILE_FR) for cap in (2_000, 10_000, 40_000, 200_000))
AT_ONCE = peer(100, "RingCentral, Acceptable Use Policy (bulk voicemails and faxes)",
               fr="RingCentral, charte d'utilisation (messages vocaux et télécopies en nombre)")  # fmt: skip

outbound, cap = equal(message.direction, Direction.OUTBOUND), account.messages_day_max
sms = one_of(message.channel, Channel.SMS, Channel.MMS)
text = both(outbound, sms, equal(message.recipient_country, "US"))
low, best = both(text, at_most(cap, 2_000)), both(text, more_than(cap, 40_000))
basic = both(text, more_than(cap, 2_000), at_most(cap, 10_000))
good = both(text, more_than(cap, 10_000), at_most(cap, 40_000))
emergency = equal(first_known(message.purpose, campaign.purpose), Purpose.EMERGENCY)
blast = both(
    outbound, one_of(message.channel, Channel.VOICEMAIL, Channel.FAX), negated(first_known(emergency, False))
)
by, pacific_day = message.account, calendar("day", zone="America/Los_Angeles")

DAILY = Text(
    en="The brand sent {hits} texts to the United States in a day; carriers allow {limit}.",
    fr="La marque a envoyé {hits} SMS vers les États-Unis en un jour ; les opérateurs en admettent {limit}.",
)

CLAUSE = Clause(
    id="sending-caps", letter=Letter.G,
    title=Text(en="Daily caps and blasts", fr="Plafonds et envois massifs"),
    citation=Citation(
        law="RingCentral, Acceptable Use Policy", in_force=date(2011, 6, 1), checked_on=date(2026, 11, 23),
        url="https://www.ringcentral.com/legal/acceptable-use-policy.html",
    ),
    innocent=(
        Text(en="Most recipients are other carriers' customers.",
             fr="La plupart des destinataires sont chez d'autres opérateurs."),
        Text(en="A school or town that warns everybody at once.",
             fr="Une école ou une commune qui prévient tout le monde à la fois."),
        Text(en="One-time codes on the busiest day of the year.",
             fr="Des codes à usage unique, le jour le plus chargé de l'année."),
    ),
    runbook=Text(
        en="Compare the brand's vetting score with its cap, and ask the aggregator for the day's count by"
        " carrier. For voicemails and faxes, ask for the list and the purpose before anything goes out.",
        fr="Rapprochez la note de la marque et son plafond, et demandez à l'agrégateur le décompte du jour"
        " par opérateur. Pour les messages vocaux et télécopies, demandez la liste et la finalité avant"
        " l'envoi.",
    ),
    rules=(
        Rule(id="G-CAP", name="daily-cap-low", title=Text(en="Daily cap, score 1 to 24", fr="Note de 1 à 24"),
             when=(count(low, of=low, by=by, over=pacific_day).above(LOW),), reason=DAILY,
             mode=Mode.OBSERVE, severity=Severity.MINOR, answer=Answer.THROTTLE),
        Rule(id="G-CAP", name="daily-cap-basic",
             title=Text(en="Daily cap, score 25 to 49", fr="Note de 25 à 49"),
             when=(count(basic, of=basic, by=by, over=pacific_day).above(BASIC),), reason=DAILY,
             mode=Mode.OBSERVE, severity=Severity.MINOR, answer=Answer.THROTTLE),
        Rule(id="G-CAP", name="daily-cap-good",
             title=Text(en="Daily cap, score 50 to 74", fr="Note de 50 à 74"),
             when=(count(good, of=good, by=by, over=pacific_day).above(GOOD),), reason=DAILY,
             mode=Mode.OBSERVE, severity=Severity.MINOR, answer=Answer.THROTTLE),
        Rule(id="G-CAP", name="daily-cap-best", title=Text(en="Daily cap, score from 75", fr="Note dès 75"),
             when=(count(best, of=best, by=by, over=pacific_day).above(BEST),), reason=DAILY,
             mode=Mode.OBSERVE, severity=Severity.MINOR, answer=Answer.THROTTLE),
        Rule(id="G-BLAST", name="voicemails-and-faxes-at-once", mode=Mode.ENFORCE, severity=Severity.MAJOR,
             answer=Answer.HOLD, act=Act.HOLD,
             title=Text(en="Voicemails and faxes at once", fr="Messages vocaux et télécopies en nombre"),
             when=(count(blast, of=blast, by=by, over=sliding(hours=1)).at_least(AT_ONCE),), reason=Text(
                 en="{hits} voicemails and faxes went out within an hour; {limit} are a blast.",
                 fr="{hits} messages vocaux et télécopies en une heure ; dès {limit}, c'est un envoi"
                 " massif.")),
    ),
)  # fmt: skip
