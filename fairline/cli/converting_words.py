"""The words of ``fairline convert``."""

from fairline.policy import Text

CONVERT = Text(
    en="Write the facts of any known format as fairline's own Parquet or NDJSON, in folders by day;"
    " status 1 if some records are no facts.",
    fr="Écrire les faits de tout format connu en Parquet ou NDJSON de fairline, en dossiers par jour\u00a0;"
    " code 1 si des enregistrements ne sont pas des faits.",
)
TO = Text(
    en="The folder to write into: an empty one or none.", fr="Le dossier où écrire\u00a0: vide ou absent."
)
FORM = Text(en="What to write.", fr="Ce qui est écrit.")
BY_ACCOUNT = Text(
    en="Part by account too: day=2026-01-05/account=acme/.",
    fr="Séparer aussi par compte\u00a0: day=2026-01-05/account=acme/.",
)
DONE = Text(
    en="written: facts: {written}, files: {parts}, below {to}",
    fr="écrit\u00a0: faits\u00a0: {written}, fichiers\u00a0: {parts}, sous {to}",
)
REFUSED = Text(
    en="facts that such files cannot hold: {count}",
    fr="faits que ces fichiers ne peuvent contenir\u00a0: {count}",
)
