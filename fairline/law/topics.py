"""The topics of the law book: the shape of what a fact of each says, and its title in English and French."""

from typing import NamedTuple

from fairline.law.duties import (
    AnswerTime,
    Blocking,
    ChildAbuse,
    ComplaintHandling,
    Complaints,
    DailyCaps,
    Duty,
    Exit,
    Fine,
    HolidayBan,
    Mitigation,
    PersonalTexting,
    Span,
)
from fairline.law.numbering import ForeignOrigin, NumberRules
from fairline.law.permissions import (
    Age,
    Confirmation,
    OptIn,
    Recording,
    Register,
    Relationship,
    ScrubAge,
    StopWords,
)
from fairline.law.values import Abandonment, AccessStimulation, FrequencyCap, Hours, MinRing, ShortCalls

Numbers = tuple[str, ...]
"""Short numbers as they are dialed."""

Value = (
    Hours | Abandonment | FrequencyCap | MinRing | AccessStimulation | ShortCalls | Numbers
    | Recording | OptIn | Register | ScrubAge | Relationship | StopWords | Confirmation | Age
    | NumberRules | ForeignOrigin
    | Duty | Span | Complaints | Fine | HolidayBan | Blocking | Mitigation | ChildAbuse | ComplaintHandling
    | Exit | AnswerTime | PersonalTexting | DailyCaps
)  # fmt: skip


class Topic(NamedTuple):
    """The shape of its facts, and its title in both languages."""

    shape: type
    en: str
    fr: str

    def title(self, lang: str) -> str:
        """Return the title; ``lang`` is ``en`` or ``fr``."""
        return self.en if lang == "en" else self.fr


ALL: dict[str, Topic] = {
    # when
    "calling_hours": Topic(Hours, "calling hours", "heures d'appel"),
    "adad_hours": Topic(Hours, "hours of automatic announcing devices", "heures des automates d'appel"),
    "research_hours": Topic(Hours, "hours of research calls", "heures des enquêtes"),
    "debt_hours": Topic(Hours, "hours of debt collection", "heures du recouvrement"),
    "sms_hours": Topic(Hours, "hours of marketing texts", "heures des SMS de prospection"),
    "holiday_ban": Topic(HolidayBan, "ban on holidays", "interdiction les jours fériés"),
    "emergency_ban": Topic(Duty, "ban during an emergency", "interdiction pendant un état d'urgence"),
    # how often and how
    "abandonment": Topic(Abandonment, "abandoned calls", "appels abandonnés"),
    "silent_calls": Topic(Duty, "silent calls", "appels muets"),
    "frequency_cap": Topic(FrequencyCap, "cap on attempts", "plafond de tentatives"),
    "frequency_cap_adad": Topic(
        FrequencyCap, "cap on attempts of announcing devices", "plafond de tentatives des automates"
    ),
    "frequency_cap_debt": Topic(
        FrequencyCap, "cap on attempts to collect a debt", "plafond de tentatives de recouvrement"
    ),
    "frequency_cap_exempt_prerecorded": Topic(
        FrequencyCap, "cap on exempt recorded messages", "plafond des messages enregistrés dispensés"
    ),
    "frequency_cap_health_day": Topic(
        FrequencyCap, "daily cap on health care messages", "plafond journalier des messages de santé"
    ),
    "frequency_cap_health_week": Topic(
        FrequencyCap, "weekly cap on health care messages", "plafond hebdomadaire des messages de santé"
    ),
    "debt_pause": Topic(Span, "pause after a talk about a debt", "pause après un entretien sur une dette"),
    "min_ring": Topic(MinRing, "shortest ring", "sonnerie minimale"),
    "line_release": Topic(Span, "time to free the called line", "délai pour libérer la ligne appelée"),
    "hang_up_on_request": Topic(Span, "time to end a call on request", "délai pour raccrocher sur demande"),
    "line_tie_up": Topic(Duty, "lines of one business tied up", "lignes d'une entreprise occupées"),
    "number_scanning": Topic(Duty, "scanning of numbers", "balayage de numéros"),
    "sequential_dialing": Topic(Duty, "dialing in sequence", "numérotation en séquence"),
    "dialer": Topic(Duty, "dialers that harass", "automates qui harcèlent"),
    "emergency_lines": Topic(Duty, "lines that machines may not call", "lignes interdites aux automates"),
    "atds_definition": Topic(Duty, "what an autodialer is", "ce qu'est un automate d'appel"),
    "short_call_blocking": Topic(ShortCalls, "blocking for short calls", "blocage pour appels courts"),
    "complaints": Topic(Complaints, "complaints against a sender", "plaintes contre un expéditeur"),
    "provider_signals": Topic(Duty, "signs that providers look for", "indices que l'opérateur surveille"),
    "destination_blocking": Topic(
        Duty, "what carriers there block", "ce que les opérateurs du pays bloquent"
    ),
    # consent
    "recording_consent": Topic(Recording, "recording", "enregistrement"),
    "opt_in_calls": Topic(OptIn, "consent to marketing calls", "accord aux appels de prospection"),
    "opt_in_artificial_voice": Topic(
        OptIn, "consent to an artificial or recorded voice", "accord à une voix artificielle ou enregistrée"
    ),
    "opt_in_sms": Topic(OptIn, "consent to marketing texts", "accord aux SMS de prospection"),
    "opt_in_email": Topic(OptIn, "consent to marketing e-mail", "accord aux courriels de prospection"),
    "live_calls_choice": Topic(
        Duty, "who chooses the regime of live calls", "qui choisit le régime des appels"
    ),
    "consent_validity": Topic(Span, "how long consent lasts", "durée de validité de l'accord"),
    "consent_one_to_one": Topic(Duty, "consent to one seller", "accord à un seul vendeur"),
    "consent_records": Topic(Span, "consent kept on record", "conservation de la preuve de l'accord"),
    "relationship": Topic(Relationship, "existing relationship", "relation existante"),
    "relationship_messages": Topic(
        Relationship, "existing relationship, for messages", "relation existante, pour les messages"
    ),
    "artificial_voice_ai": Topic(Duty, "voices made by AI", "voix produites par une IA"),
    "artificial_voice_opt_out": Topic(
        Duty, "opt-out of an artificial voice", "refus pendant une voix artificielle"
    ),
    "automated_dialing_ban": Topic(Duty, "automated calls", "appels automatisés"),
    "energy_renovation_ban": Topic(Duty, "ban on home energy", "interdiction pour la rénovation énergétique"),
    "contracts_void": Topic(Duty, "contracts that are void", "contrats nuls"),
    "sale_acceptance": Topic(Duty, "acceptance of a sale", "acceptation d'une vente"),
    "right_to_object": Topic(Duty, "right to object", "droit d'opposition"),
    "no_further_call": Topic(Duty, "after a refusal", "après un refus"),
    "disclosure": Topic(Duty, "what is said at the start", "ce qui est dit au début"),
    "text_as_call": Topic(Duty, "whether a text is a call", "si un SMS est un appel"),
    # registers and refusals
    "dnc_register": Topic(Register, "register of refusals", "registre d'opposition"),
    "scrub_age": Topic(ScrubAge, "oldest check against the register", "ancienneté du contrôle du registre"),
    "dnc_texts": Topic(Duty, "texts to registered numbers", "SMS aux numéros inscrits"),
    "register_honour": Topic(
        Span, "time for a registration to take effect", "délai d'effet d'une inscription"
    ),
    "reassigned_numbers": Topic(Duty, "reassigned numbers", "numéros réattribués"),
    "opt_out_calls": Topic(
        Span, "time to honor a refusal of calls", "délai pour respecter un refus d'appels"
    ),
    "opt_out_messages": Topic(
        Span, "time to honor a refusal of texts", "délai pour respecter un refus de messages"
    ),
    "opt_out_email": Topic(
        Span, "time to honor a refusal of e-mail", "délai pour respecter un refus de courriels"
    ),
    "opt_out_kept": Topic(Span, "how long a refusal is kept", "durée de conservation d'un refus"),
    "opt_out_texts_last": Topic(Span, "how long a refusal of texts lasts", "durée d'un refus de SMS"),
    "opt_out_words": Topic(StopWords, "words that opt out", "mots qui valent refus"),
    "opt_out_words_code": Topic(
        StopWords, "words that opt out, by the industry's code", "mots qui valent refus, selon la profession"
    ),
    "opt_out_confirmation": Topic(Confirmation, "confirmation of an opt-out", "confirmation d'un refus"),
    "revocation": Topic(Duty, "how consent is revoked", "retrait de l'accord"),
    "revocation_all": Topic(Duty, "revocation of everything", "retrait pour tout"),
    "text_suit_cure": Topic(Span, "time to cure before a suit", "délai pour corriger avant un procès"),
    # numbers
    "caller_id": Topic(Duty, "number shown", "numéro affiché"),
    "truth_in_caller_id": Topic(Duty, "misleading numbers", "numéros trompeurs"),
    "call_authentication": Topic(Duty, "authentication of calls", "authentification des appels"),
    "number_rules": Topic(NumberRules, "numbers that may be shown", "numéros qui peuvent être affichés"),
    "foreign_origin": Topic(ForeignOrigin, "numbers shown from abroad", "numéros affichés depuis l'étranger"),
    "caller_register": Topic(Duty, "register of callers", "registre des appelants"),
    "sms_sender_id_register": Topic(
        Duty, "register of senders' names", "registre des noms d'expéditeur de SMS"
    ),
    "emergency_numbers": Topic(tuple, "emergency numbers", "numéros d'urgence"),
    # what a provider owes
    "traceback": Topic(Span, "answer to a traceback", "réponse à une demande de traçage"),
    "know_your_customer": Topic(Duty, "knowing customers", "connaissance du client"),
    "know_your_upstream": Topic(Duty, "knowing upstream providers", "connaissance de l'opérateur en amont"),
    "block_on_notice": Topic(Duty, "blocking on notice", "blocage sur notification"),
    "do_not_originate": Topic(Duty, "numbers that never call", "numéros qui n'appellent jamais"),
    "block_notification": Topic(Blocking, "telling of a block", "avis de blocage"),
    "block_redress": Topic(Duty, "redress against a block", "recours contre un blocage"),
    "mitigation_database": Topic(
        Mitigation, "robocall mitigation database", "base de lutte contre les robots d'appel"
    ),
    "emergency_never_blocked": Topic(Duty, "emergency calls", "appels d'urgence"),
    "anti_abuse": Topic(Duty, "abuse of networks", "abus des réseaux"),
    "access_stimulation_revenue_share": Topic(
        AccessStimulation, "traffic pumping, revenue shared", "trafic stimulé, revenu partagé"
    ),
    "access_stimulation_competitive_carrier": Topic(
        AccessStimulation, "traffic pumping, competitive carrier", "trafic stimulé, opérateur alternatif"
    ),
    "access_stimulation_rate_of_return_carrier": Topic(
        AccessStimulation, "traffic pumping, rate-of-return carrier", "trafic stimulé, opérateur régulé"
    ),
    "access_stimulation_exit": Topic(
        AccessStimulation, "traffic pumping, how it ends", "trafic stimulé, comment en sortir"
    ),
    "access_stimulation_ip_providers": Topic(
        Duty, "traffic pumping, IP providers", "trafic stimulé, opérateurs IP"
    ),
    "marketing_records": Topic(Span, "telemarketing records kept", "conservation des pièces du démarchage"),
    "sales_recordings": Topic(Span, "recordings of sales kept", "conservation des enregistrements de vente"),
    "customer_service": Topic(AnswerTime, "customer service", "service client"),
    "dictionary_attacks": Topic(Duty, "made-up addresses", "adresses inventées"),
    "email_headers": Topic(Duty, "headers of e-mail", "en-têtes des courriels"),
    "texting_of_persons": Topic(PersonalTexting, "texting of persons", "SMS entre personnes"),
    "texting_daily_caps": Topic(DailyCaps, "carriers' daily caps", "plafonds journaliers des opérateurs"),
    "registration": Topic(Duty, "registration of callers", "enregistrement des démarcheurs"),
    "liability": Topic(Duty, "who is liable", "qui est responsable"),
    "fines": Topic(Fine, "fines for marketing", "amendes pour prospection"),
    "fines_consent_records": Topic(Fine, "fines for missing proof", "amendes pour défaut de preuve"),
    # secrecy, children, decisions
    "content_secrecy": Topic(Duty, "secrecy of content", "secret des contenus"),
    "provider_monitoring": Topic(Duty, "listening by providers", "écoute par les opérateurs"),
    "age_of_digital_consent": Topic(Age, "age of consent for data", "âge de l'accord pour les données"),
    "children_privacy": Topic(Duty, "children's privacy", "vie privée des enfants"),
    "child_abuse_reports": Topic(ChildAbuse, "reports of child abuse", "signalement d'abus d'enfants"),
    "child_abuse_scanning": Topic(Duty, "voluntary scanning", "détection volontaire"),
    "statement_of_reasons": Topic(Duty, "statement of reasons", "exposé des motifs"),
    "criminal_suspicion": Topic(Duty, "suspicion of a crime", "soupçon d'infraction"),
    "complaint_handling": Topic(ComplaintHandling, "internal complaints", "réclamations internes"),
    "out_of_court": Topic(Duty, "out-of-court settlement", "règlement extrajudiciaire"),
    "misuse_suspension": Topic(Duty, "suspension for misuse", "suspension pour abus"),
    "transparency_report": Topic(Duty, "transparency report", "rapport de transparence"),
    "terms": Topic(Duty, "terms of service", "conditions générales"),
    "p2b_scope": Topic(Duty, "platforms to business, scope", "plateformes et entreprises, portée"),
    "p2b_restriction": Topic(
        Duty, "platforms to business, restriction", "plateformes et entreprises, restriction"
    ),
    "p2b_termination_notice": Topic(
        Span, "platforms to business, notice", "plateformes et entreprises, préavis"
    ),
    "p2b_notice_exceptions": Topic(
        Duty, "platforms to business, without notice", "plateformes et entreprises, sans préavis"
    ),
    "p2b_reinstatement": Topic(
        Duty, "platforms to business, reinstatement", "plateformes et entreprises, rétablissement"
    ),
    "data_act_exit": Topic(Exit, "leaving a data service", "sortie d'un service de données"),
    "automated_decision": Topic(Duty, "automated decisions", "décisions automatisées"),
}

TOPICS: dict[str, type] = {name: topic.shape for name, topic in ALL.items()}
"""The shape of each topic's facts."""
