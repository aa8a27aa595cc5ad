"""What the commands on the journal say, in English and French."""

from fairline.policy import Text
from fairline.stores.verifying import Wrong

WHOLE = Text(
    en="{entries} entries, from {first} to {last}: all there, unaltered and in order.",
    fr="{entries} entrées, de {first} à {last}\u00a0: toutes là, intactes et dans l'ordre.",
)
NOT_WHOLE = Text(
    en="{entries} entries, from {first} to {last}; problems: {count}.",
    fr="{entries} entrées, de {first} à {last}\u00a0; problèmes\u00a0: {count}.",
)
HEAD = Text(en="head: {head}", fr="tête\u00a0: {head}")
KEEP_HEAD = Text(
    en="Keep the head elsewhere: with --head it shows later that nothing before it was rewritten.",
    fr="Conservez la tête ailleurs\u00a0: avec --head, elle montrera que rien d'antérieur n'a été réécrit.",
)
GONE = Text(en="Entries before {first} are no longer there.", fr="Les entrées avant {first} ne sont plus là.")
LOG_WHOLE = Text(
    en="console's audit log: {entries} entries, all there, unaltered and in order.",
    fr="journal d'audit de la console\u00a0: {entries} entrées, toutes là, intactes et dans l'ordre.",
)
LOG_BROKEN = Text(
    en="console's audit log: entry {sequence} is missing, or not what was written; whole up to {entries}.",
    fr="journal d'audit de la console\u00a0: l'entrée {sequence} est absente, ou n'est pas ce qui a été"
    " écrit\u00a0; intact jusqu'à {entries}.",
)
LOG_HEAD = Text(
    en="audit log head, for --log-head: {head}", fr="tête du journal d'audit, pour --log-head\u00a0: {head}"
)
WRONG = {
    Wrong.ALTERED: Text(
        en="entry {sequence}: not what was written, or not where ({told})",
        fr="entrée {sequence}\u00a0: ce n'est pas ce qui a été écrit, ou pas à sa place ({told})",
    ),
    Wrong.MISSING: Text(
        en="entries {sequence} to {told}: missing, or not in their place",
        fr="entrées {sequence} à {told}\u00a0: absentes, ou pas à leur place",
    ),
    Wrong.EARLIER: Text(
        en="entry {sequence}: older than the one before it ({told})",
        fr="entrée {sequence}\u00a0: plus ancienne que la précédente ({told})",
    ),
    Wrong.CUT: Text(
        en="entries {sequence} to {told}: cut off the end",
        fr="entrées {sequence} à {told}\u00a0: coupées à la fin",
    ),
    Wrong.OTHER: Text(
        en="entry {sequence}: another than the one noted as {told}",
        fr="entrée {sequence}\u00a0: autre que celle notée {told}",
    ),
    Wrong.UNREADABLE: Text(
        en="from entry {sequence} on: {told}", fr="à partir de l'entrée {sequence}\u00a0: {told}"
    ),
}
HELD = Text(en="{name} holds: {days}", fr="{name} garde\u00a0: {days}")
RELEASED = Text(en="{name} holds nothing any more", fr="{name} ne garde plus rien")
EXPORTED = Text(en="written: {path}, entries: {count}", fr="écrit\u00a0: {path}, entrées\u00a0: {count}")
SAME = Text(
    en="{decisions} decisions and {findings} findings: the same, byte for byte.",
    fr="{decisions} décisions et {findings} constats\u00a0: identiques, à l'octet près.",
)
REPLAYED = Text(
    en="{entries} entries, {decisions} decisions, {findings} findings.",
    fr="Entrées\u00a0: {entries}, décisions\u00a0: {decisions}, constats\u00a0: {findings}.",
)
POLICY_CHANGED = Text(
    en="The journal was decided by {policies}; this is policy {policy}.",
    fr="Le journal a été décidé par {policies}\u00a0; la politique est ici {policy}.",
)
NOT_FROM_START = Text(
    en="The journal does not begin with its first entry: what was counted before is not known.",
    fr="Le journal ne commence pas à sa première entrée\u00a0: ce qui était compté avant est inconnu.",
)
OTHERWISE = Text(
    en="decided {before}, would be {after}: {count}", fr="décidé {before}, serait {after}\u00a0: {count}"
)
ONLY_REASONS = Text(
    en="of these, differing only in reasons, standing or change: {count}",
    fr="dont différant seulement par les motifs, la situation ou la modification\u00a0: {count}",
)
LOST = Text(en="findings no longer made, {rule}: {count}", fr="constats perdus, {rule}\u00a0: {count}")
GAINED = Text(en="findings made now, {rule}: {count}", fr="constats en plus, {rule}\u00a0: {count}")
WANTED_HEAD = "a number and a hash such as 12345:9f86d081884c7d65"
WANTED_TIME = "a day or a time such as 2026-11-24T15:00"
WANTED_LOG = "the data folder of a console, or its configuration in --config"
