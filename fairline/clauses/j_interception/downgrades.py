"""Media that had been offered encrypted goes on in the clear, or under another's certificate.

Counted per account over 24 hours. Downgraded legs, and legs whose offer lost codecs on its way, are shares of
the legs for which the network says so; a certificate that is not the one expected is refused leg by leg. Past
the share no leg is refused for others' sake: the next one may be encrypted.
"""

from datetime import date

from fairline.facts import Media
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import columns, count, equal, known, ours, share, sliding

media = columns(Media)

DOWNGRADED = ours(0.05, en="old devices make up less; J-DOWN",
                  fr="les vieux appareils pèsent moins ; J-DOWN")  # fmt: skip
STRIPPED = ours(0.05, en="as for encryption; J-DOWN", fr="comme pour le chiffrement ; J-DOWN")  # fmt: skip
MISMATCHED = ours(1, en="a certificate is right or it is not; J-DOWN",
                  fr="un certificat est le bon ou ne l'est pas ; J-DOWN")  # fmt: skip
LEGS_MIN = 100  # ours: below it a few old devices pass the share

wrong = equal(media.certificate_ok, False)
by, day = media.account, sliding(hours=24)
downgraded = share(media.downgraded, of=known(media.downgraded), by=by, over=day)
stripped = share(media.codecs_stripped, of=known(media.codecs_stripped), by=by, over=day)
mismatched = count(wrong, of=wrong, by=by, over=day)

CLAUSE = Clause(
    id="downgrades", letter=Letter.J,
    title=Text(en="Encryption given up", fr="Chiffrement abandonné"),
    citation=Citation(
        law="Zoom, Contact Center Acceptable Use Policy, clause j (interception); 18 USC 2511",
        url="https://explore.zoom.us/fr/trust/contactcenter-acceptable-use-policy/",
        in_force=date(2022, 2, 1), checked_on=date(2026, 11, 24),
    ),
    innocent=(
        Text(en="Old telephones, or a trunk that cannot encrypt.",
             fr="De vieux téléphones, ou une liaison qui ne sait pas chiffrer."),
        Text(en="A certificate was renewed and the new one not announced.",
             fr="Un certificat renouvelé sans que le nouveau ait été annoncé."),
        Text(en="A session border controller translates codecs on purpose.",
             fr="Un contrôleur de session transcode à dessein."),
    ),
    runbook=Text(
        en="Sort the legs by device, trunk and network: one place, or all? Compare offer and answer of three"
        " legs and look for where the line was taken out. Ask who renewed the certificate. If a hop between"
        " cannot be explained, take calls off it before you ask further.",
        fr="Triez les branches par appareil, liaison et réseau : un seul endroit, ou partout ? Comparez offre"
        " et réponse de trois branches et cherchez où la ligne a disparu. Qui a renouvelé le certificat ? Si"
        " un relais reste inexpliqué, détournez-en les appels avant de poursuivre.",
    ),
    rules=(
        Rule(id="J-DOWN", name="encryption-downgraded", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, when=(downgraded.above(DOWNGRADED, base_min=LEGS_MIN, wilson=True),),
             title=Text(en="Encrypted, then in the clear", fr="Chiffré, puis en clair"),
             reason=Text(en="{hits} of {base} legs in 24 h gave up encryption ({value}); the limit is"
                            " {limit}.",
                         fr="En 24 h, {hits} des {base} branches ont renoncé au chiffrement ({value}) ; la"
                            " limite est de {limit}.")),
        Rule(id="J-DOWN", name="codecs-stripped", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.CHALLENGE, when=(stripped.above(STRIPPED, base_min=LEGS_MIN, wilson=True),),
             title=Text(en="Codecs taken out on the way", fr="Codecs retirés en chemin"),
             reason=Text(en="{hits} of {base} offers in 24 h lost codecs on their way ({value}); the limit is"
                            " {limit}.",
                         fr="En 24 h, {hits} des {base} offres ont perdu des codecs en chemin ({value}) ; la"
                            " limite est de {limit}.")),
        Rule(id="J-DOWN", name="certificate-mismatch", mode=Mode.OBSERVE, severity=Severity.CRITICAL,
             answer=Answer.HOLD, act=Act.REFUSE, evidence=Evidence.A, when=(mismatched.at_least(MISMATCHED),),
             title=Text(en="Another's certificate", fr="Certificat d'un autre"),
             reason=Text(en="Legs came under a certificate that was not expected ({hits} in 24 h; limit"
                            " {limit}).",
                         fr="Des branches portaient un certificat inattendu ({hits} en 24 h ; limite :"
                            " {limit}).")),
    ),
)  # fmt: skip
