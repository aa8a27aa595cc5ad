"""The words of the played day, in both languages."""

WORDS = {
    "starting": {"en": "Starting a guard ...", "fr": "Démarrage d'un garde..."},
    "playing": {
        "en": "Playing a Monday of {calls} calls through its SIP and HTTP ports ...",
        "fr": "Un lundi de {calls} appels passe par ses ports SIP et HTTP...",
    },
    "decided": {
        "en": "{asked} attempts decided and {records} facts taken in {took} s:",
        "fr": "{asked} tentatives décidées et {records} faits pris en {took}\u00a0s\u00a0:",
    },
    "found": {"en": "{found} findings:", "fr": "{found} constats\u00a0:"},
    "nobody": {
        "en": "Nobody behind the switch was refused a call, so nobody is suspended.",
        "fr": "Personne derrière le commutateur n'a été refusé, donc personne n'est suspendu.",
    },
    "console": {
        "en": "The console is at {url}, with the cases of the day. Who may sign in:",
        "fr": "La console est à {url}, avec les dossiers de la journée. Qui peut entrer\u00a0:",
    },
    "no console": {
        "en": "The console did not start in time; its log is above.",
        "fr": "La console n'a pas démarré à temps\u202f; son journal est ci-dessus.",
    },
    "password": {
        "en": "  the password of each: {password}; customers sign in as customer-ACCOUNT",
        "fr": "  le mot de passe de chacun\u00a0: {password}\u202f; un client entre comme customer-COMPTE",
    },
    "reviewer": {"en": "reviewer", "fr": "examinatrice"},
    "senior": {"en": "senior reviewer", "fr": "examinateur principal"},
    "legal": {"en": "legal", "fr": "service juridique"},
    "engineer": {"en": "platform engineer", "fr": "exploitation"},
    "auditor": {"en": "auditor", "fr": "audit"},
    "reason": {
        "en": "Calls that the law forbids, one after another (sample ruling).",
        "fr": "Des appels que la loi interdit, l'un après l'autre (décision d'exemple).",
    },
    "live": {
        "en": "A call of {account} through Kamailio is up ({status}). Its account is suspended:",
        "fr": "Un appel de {account} passe par Kamailio ({status}). Son compte est suspendu\u00a0:",
    },
    "ended": {
        "en": "  {took} ms later the caller is told BYE,",
        "fr": "  {took}\u00a0ms plus tard, l'appelant reçoit BYE,",
    },
    "after": {
        "en": "  and the next call through Kamailio is refused ({status}).",
        "fr": "  et l'appel suivant par Kamailio est refusé ({status}).",
    },
    "not shown": {
        "en": "Kamailio did not do its part in time, so no live call is shown ending; its log: {log}",
        "fr": "Kamailio n'a pas fait sa part à temps, et l'on ne voit pas la fin d'un appel en cours\u00a0;"
        " son journal\u00a0: {log}",
    },
    "no switch": {
        "en": "No Kamailio is installed here, so no live call can be shown ending (Debian: kamailio).",
        "fr": "Kamailio n'est pas installé ici\u00a0: on ne peut montrer la fin d'un appel en cours"
        " (Debian\u00a0: kamailio).",
    },
    "suspended": {
        "en": "{account} is suspended; its next call at the SIP port is answered in {took} ms:",
        "fr": "{account} est suspendu\u00a0; au port SIP, son appel suivant a sa réponse en"
        " {took}\u00a0ms\u00a0:",
    },
    "key": {
        "en": "Its configuration is {config}, an API key is in {path}.",
        "fr": "Sa configuration est {config}, une clé d'API se trouve dans {path}.",
    },
    "staying": {
        "en": "The guard stays up: HTTP on {http}, SIP on {sip}. Ctrl-C stops it.",
        "fr": "Le garde reste en marche\u00a0: HTTP sur {http}, SIP sur {sip}. Ctrl-C l'arrête.",
    },
}
ACTS = {
    "302": {"en": "302, go on", "fr": "302, poursuivre"},
    "403": {"en": "403, refused or to be confirmed", "fr": "403, refusé ou à confirmer"},
    "603": {"en": "603, blocked", "fr": "603, bloqué"},
    "429": {"en": "429, too many at once", "fr": "429, trop à la fois"},
    "allow": {"en": "allowed", "fr": "autorisé"},
    "change": {"en": "allowed with a change", "fr": "autorisé avec un changement"},
    "challenge": {"en": "to be confirmed", "fr": "à confirmer"},
    "hold": {"en": "held for review", "fr": "retenu pour examen"},
    "refuse": {"en": "refused", "fr": "refusé"},
}
