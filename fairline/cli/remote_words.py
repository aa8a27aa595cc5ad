"""The words of the commands that speak to a running server, and of those that make its keys."""

from fairline.policy import Text
from fairline.ports.http_keys import Scope

COMMANDS = {
    "keys": Text(
        en="API keys of the HTTP port: who may ask for what.",
        fr="Clés d'API du port HTTP\u00a0: qui peut demander quoi.",
    ),
    "keys add": Text(
        en="Make a key and print it, this once; the file keeps only a hash.",
        fr="Créer une clé et l'afficher, une seule fois\u00a0; le fichier n'en garde qu'une empreinte.",
    ),
    "keys list": Text(
        en="List the keys, with their scopes and accounts.",
        fr="Lister les clés, avec leurs portées et leurs comptes.",
    ),
    "keys revoke": Text(
        en="Revoke a key; a running server refuses it within a second.",
        fr="Révoquer une clé\u00a0; un serveur en marche la refuse en une seconde.",
    ),
    "standing": Text(
        en="Who is suspended, restricted or terminated, asked of a running server.",
        fr="Qui est suspendu, restreint ou résilié, demandé à un serveur en marche.",
    ),
    "standing show": Text(
        en="Show all that is not active, or one subject with its rulings.",
        fr="Montrer tout ce qui n'est pas actif, ou un sujet avec ses décisions.",
    ),
    "standing suspend": Text(
        en="Suspend an account, or a part of it; its next call is refused.",
        fr="Suspendre un compte, ou une partie\u00a0; l'appel suivant est refusé.",
    ),
    "standing restrict": Text(
        en="Restrict an account, or a part of it.", fr="Restreindre un compte, ou une partie."
    ),
    "standing terminate": Text(
        en="Terminate an account, or a part of it; two persons decide.",
        fr="Résilier un compte, ou une partie\u00a0; deux personnes décident.",
    ),
    "standing restore": Text(
        en="Restore an account, or a part of it.", fr="Rétablir un compte, ou une partie."
    ),
}
OPTIONS = {
    "name": Text(en="What the key is called in counts and logs.", fr="Le nom de la clé dans les comptes."),
    "which": Text(en="The name or the id of the key.", fr="Le nom ou l'identifiant de la clé."),
    "scope": Text(
        en=f"What the key may be used for, once for each: {', '.join(Scope)}.",
        fr=f"Ce que la clé permet, une fois pour chacune\u00a0: {', '.join(Scope)}.",
    ),
    "key-account": Text(
        en="An account that the key may speak for, once for each; without any, all of them.",
        fr="Un compte pour lequel la clé peut parler, une fois pour chacun\u00a0; sans aucun, tous.",
    ),
    "days": Text(
        en="After how many days the key expires; otherwise it does not.",
        fr="Au bout de combien de jours la clé expire\u00a0; sinon jamais.",
    ),
    "keys-file": Text(en="The file of keys.", fr="Le fichier des clés."),
    "url": Text(en="Where the server is.", fr="L'adresse du serveur."),
    "key-file": Text(
        en="A file with the API key; without it, the variable FAIRLINE_KEY has it.",
        fr="Un fichier contenant la clé d'API\u00a0; sans lui, la variable FAIRLINE_KEY la donne.",
    ),
    "kind": Text(
        en="account, service, campaign, user, device or number.",
        fr="account (compte), service, campaign (campagne), user (utilisateur), device (appareil)"
        " ou number (numéro).",
    ),
    "account": Text(en="The account.", fr="Le compte."),
    "id": Text(
        en="Which one; not needed for the account itself.",
        fr="Lequel\u00a0; inutile pour le compte lui-même.",
    ),
    "reason": Text(en="Why, as the customer will read it.", fr="Pourquoi, tel que le client le lira."),
    "by": Text(en="Who decides, once for each person.", fr="Qui décide, une fois pour chaque personne."),
    "territory": Text(
        en="For calls to this country only (ISO code), once for each.",
        fr="Seulement pour les appels vers ce pays (code ISO), une fois pour chacun.",
    ),
    "hours": Text(
        en="After how many hours it ends by itself; otherwise when it is restored.",
        fr="Au bout de combien d'heures elle prend fin\u00a0; sinon au rétablissement.",
    ),
}

EXPIRES, REVOKED = (
    Text(en="expires {at}", fr="expire le {at}"),
    Text(en="revoked {at}", fr="révoquée le {at}"),
)
ALL_ACCOUNTS = Text(en="all accounts", fr="tous les comptes")
NO_KEYS = Text(en="There is no key.", fr="Il n'y a aucune clé.")
KEY_REVOKED = Text(en="{name} ({id}) is revoked.", fr="{name} ({id}) est révoquée.")
ONCE = Text(
    en="Keep it now: it cannot be shown again.",
    fr="Conservez-la maintenant\u00a0: elle ne peut être remontrée.",
)
STANDS = Text(en="{kind} {account} {id}: {standing}", fr="{kind} {account} {id}\u00a0: {standing}")
SINCE_UNTIL = Text(en="from {since} to {until}", fr="du {since} au {until}")
SINCE = Text(en="from {since}", fr="depuis le {since}")
WHERE = Text(en="for calls to {places}", fr="pour les appels vers {places}")
WHO = Text(en="decided by {persons}: {reasons}", fr="décidé par {persons}\u00a0: {reasons}")
RULING = Text(en="ruling {id}", fr="décision {id}")
ALL_ACTIVE = Text(en="Everything is active.", fr="Tout est actif.")
MOVED = Text(
    en="{kind} {account} {id}: {before}, now {after} (ruling {ruling})",
    fr="{kind} {account} {id}\u00a0: {before}, désormais {after} (décision {ruling})",
)
NOT_MOVED = Text(
    en="{kind} {account} {id}: {after} as before (ruling {ruling})",
    fr="{kind} {account} {id}\u00a0: {after} comme avant (décision {ruling})",
)
MOVES = {
    "restrict": Text(en="restricted", fr="restreint"),
    "suspend": Text(en="suspended", fr="suspendu"),
    "terminate": Text(en="terminated", fr="résilié"),
    "restore": Text(en="restored", fr="rétabli"),
}
