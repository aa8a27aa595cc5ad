"""The first interpretations: interception, service bureau, high-risk."""

from fairline.clauses.r_review.interpretations_calls import IN_FORCE, PUBLISHED
from fairline.policy import Interpretation, Text

INTERCEPTION = Interpretation(
    number=12, version=1, term="interception", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="Interception", fr="Interception"),
    text=Text(
        en="Listening in or copying intercepts when those who talk were not told of it, or when whoever does"
           " it has no role for it. Supervision of one's own team that was announced is not interception.",
        fr="Écouter ou copier, c'est intercepter quand ceux qui parlent n'en ont pas été informés, ou quand"
        " l'auteur n'a pas de fonction pour cela. Encadrer sa propre équipe en l'annonçant n'en est pas."),
    reasons=Text(
        en="Quality work listens too; the notice and the role tell one from the other.",
        fr="Le contrôle de la qualité écoute aussi ; l'information et la fonction font la différence."),
    rules=("J-MON", "J-REC", "J-FORK", "J-DOWN"),
)  # fmt: skip
SERVICE_BUREAU = Interpretation(
    number=13, version=1, term="service bureau", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="Resale and service bureau", fr="Revente et service à façon"),
    text=Text(
        en="It is resale to give others the service as a service: their users, their billing, their numbers."
        " Calling for a client, as an outsourcer does, is not, if the client is named in the contract or a"
        " letter of authority. An agreement to resell that both sides signed ends the question.",
        fr="Revendre, c'est donner le service à d'autres comme un service : leurs utilisateurs, leurs"
           " factures, leurs numéros. Appeler pour un client, comme le fait un prestataire, n'en est pas,"
           " si ce client est nommé au contrat ou dans un mandat. Un accord de revente signé des deux"
           " parties clôt la question."),
    reasons=Text(
        en="Who answers for a call must be known to the provider. Outsourcers and groups of companies look"
           " like resellers and are asked, not banned.",
        fr="L'opérateur doit savoir qui répond d'un appel. Prestataires et groupes de sociétés ressemblent"
           " à des revendeurs : on les interroge, on ne les exclut pas."),
    rules=("K-",),
)  # fmt: skip
HIGH_RISK = Interpretation(
    number=14, version=1, term="high-risk", published_on=PUBLISHED, in_force_from=IN_FORCE,
    title=Text(en="High-risk or fail-safe use", fr="Usage à haut risque ou à sûreté intégrée"),
    text=Text(
        en="A use is high-risk when somebody may be hurt, or property or the environment damaged, because the"
        " platform is down for four hours. Not what a customer is, but what a line is for, decides: a"
        " hospital's billing is not meant, its nurse call is. Such a use is migrated, never cut.",
        fr="Un usage est à haut risque quand une panne de quatre heures peut blesser quelqu'un, ou"
           " endommager des biens ou l'environnement. Ce n'est pas la nature du client mais l'emploi de la"
           " ligne qui décide : la facturation d'un hôpital n'est pas visée, son appel malade l'est. Un tel"
           " usage est déplacé, jamais coupé."),
    reasons=Text(
        en="Cutting a line that a life depends on is the very harm that the clause is against.",
        fr="Couper une ligne dont dépend une vie est le dommage même que la clause veut éviter."),
    rules=("F-KYC", "F-WRD", "F-TEL", "F-EMG", "F-API", "L-"),
)  # fmt: skip
