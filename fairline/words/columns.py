"""What each column of a fact says, in English and French."""

from fairline.policy import Text

COLUMNS = {
    "id": Text(en="an identifier", fr="un identifiant"),
    "started_at": Text(en="when it started", fr="l'heure de début"),
    "sent_at": Text(en="when it was sent", fr="l'heure d'envoi"),
    "account": Text(en="the account", fr="le compte"),
    "user": Text(en="the seat or agent", fr="le poste ou l'agent"),
    "campaign": Text(en="the campaign", fr="la campagne"),
    "campaign_started_at": Text(en="when the campaign started", fr="le début de la campagne"),
    "purpose": Text(en="the purpose of the campaign", fr="la finalité de la campagne"),
    "direction": Text(en="inbound or outbound", fr="le sens, entrant ou sortant"),
    "caller": Text(en="the calling number", fr="le numéro appelant"),
    "called": Text(en="the called number", fr="le numéro appelé"),
    "dialed": Text(en="what was dialed", fr="ce qui a été composé"),
    "called_country": Text(en="the country of the called number", fr="le pays du numéro appelé"),
    "called_places": Text(en="where the called number is", fr="le lieu du numéro appelé"),
    "called_zones": Text(en="the time zone of the called number", fr="le fuseau horaire du numéro appelé"),
    "forwarded_from": Text(en="which number forwarded the call", fr="le numéro qui a renvoyé l'appel"),
    "answered": Text(en="whether it was answered", fr="si l'appel a été décroché"),
    "answered_at": Text(en="when it was answered", fr="l'heure du décroché"),
    "ended_at": Text(en="when it ended", fr="l'heure de fin"),
    "ring": Text(en="how long it rang", fr="la durée de sonnerie"),
    "talk": Text(en="how long the conversation was", fr="la durée de conversation"),
    "end_reason": Text(en="why it ended", fr="la cause de fin"),
    "released_by": Text(en="who ended it", fr="qui a raccroché"),
    "sip_status": Text(en="the SIP status", fr="le code SIP"),
    "q850": Text(en="the Q.850 cause", fr="la cause Q.850"),
    "answered_live": Text(en="whether a person answered", fr="si une personne a décroché"),
    "agent_joined": Text(en="whether an agent joined", fr="si un agent a pris l'appel"),
    "agent_delay": Text(en="how long the agent took to join", fr="le délai avant l'agent"),
    "abandoned": Text(en="whether it was abandoned", fr="si l'appel a été abandonné"),
    "cost": Text(en="the cost", fr="le coût"),
    "currency": Text(en="the currency", fr="la devise"),
    "channel": Text(en="the channel", fr="le canal"),
    "sender": Text(en="the sender", fr="l'expéditeur"),
    "recipient": Text(en="the recipient", fr="le destinataire"),
    "delivered": Text(en="whether it was delivered", fr="si le message a été remis"),
    "segments": Text(en="the number of segments", fr="le nombre de segments"),
    "plan": Text(en="the calling plan", fr="le forfait"),
    "seats": Text(en="the number of seats", fr="le nombre de postes"),
    "revenue_share": Text(
        en="whether anybody is paid for the traffic", fr="si quelqu'un est rémunéré pour le trafic"
    ),
    "reseller": Text(en="whether the account resells", fr="si le compte revend"),
    "at": Text(en="since when it holds", fr="depuis quand cela vaut"),
    "number": Text(en="the number", fr="le numéro"),
    "target": Text(en="where it leads", fr="la destination"),
    "active": Text(en="whether it is active", fr="si c'est actif"),
    "revision": Text(en="the revision", fr="la révision"),
    "line": Text(en="the line", fr="la ligne"),
    "calls_per_s": Text(
        en="how many new calls a second are allowed", fr="le nombre d'appels nouveaux par seconde permis"
    ),
    "requests_per_s": Text(
        en="how many requests a second are allowed", fr="le nombre de requêtes par seconde permis"
    ),
    "features": Text(en="the features of the plan", fr="les fonctions du forfait"),
    "inspects": Text(
        en="what content the customer has checked", fr="les contenus que le client fait examiner"
    ),
    "messages_day_max": Text(
        en="how many messages a day carriers allow",
        fr="le nombre de messages par jour admis par les opérateurs",
    ),
    "opened_at": Text(en="when the account was opened", fr="l'ouverture du compte"),
    "consents_complete": Text(
        en="whether all consents were sent", fr="si tous les consentements ont été transmis"
    ),
    "numbers_complete": Text(
        en="whether all its numbers were sent", fr="si tous ses numéros ont été transmis"
    ),
    "child_directed": Text(en="whether it is directed to children", fr="si le service s'adresse aux enfants"),
    "works_with_children": Text(
        en="whether it lawfully speaks with children", fr="si le compte parle licitement avec des enfants"
    ),
    "safety_critical": Text(en="whether life depends on the service", fr="si des vies dépendent du service"),
    "seller": Text(en="for whom the contact is made", fr="le vendeur pour qui on appelle"),
    "ring_max": Text(en="how long the dialer lets it ring", fr="la durée de sonnerie réglée"),
    "mode": Text(en="how the dialer dials", fr="le mode de numérotation"),
    "adult": Text(en="whether it is for adults only", fr="si l'offre est réservée aux adultes"),
    "ages_checked": Text(en="whether ages were checked", fr="si les âges ont été vérifiés"),
    "for_children": Text(en="whether it is meant for children", fr="si la campagne vise des enfants"),
    "target_line": Text(en="what kind of line the target is", fr="le type de ligne de la cible"),
    "right_until": Text(
        en="until when the right to show it is proven", fr="la fin de validité du droit d'affichage"
    ),
    "letter_of": Text(en="whose letter allows showing it", fr="l'auteur de l'autorisation"),
    "assigned_at": Text(en="when it was assigned", fr="la date d'attribution"),
    "line_kind": Text(en="what kind of line it is", fr="le type de ligne"),
    "do_not_originate": Text(en="whether it must never call out", fr="si ce numéro ne doit jamais émettre"),
    "supervisor": Text(en="whether the user supervises", fr="si l'utilisateur est superviseur"),
    "administrator": Text(en="whether the user administers", fr="si l'utilisateur est administrateur"),
    "team": Text(en="the team", fr="l'équipe"),
    "permits": Text(en="what the agreement permits", fr="ce que l'accord permet"),
    "customer_signed_at": Text(en="when the customer signed", fr="la signature du client"),
    "provider_signed_at": Text(en="when the provider signed", fr="la signature de l'opérateur"),
    "expires_at": Text(en="when it expires", fr="l'échéance"),
    "contact": Text(en="the person's number or address", fr="le numéro ou l'adresse de la personne"),
    "how": Text(en="how it was said", fr="la manière dont cela a été dit"),
    "register": Text(en="which register", fr="le registre"),
    "listed": Text(en="whether it is listed", fr="si le numéro y est inscrit"),
    "brand": Text(en="the name shown or given", fr="le nom affiché ou donné"),
    "spoken_at": Text(
        en="when the person was last spoken to", fr="la dernière conversation avec la personne"
    ),
    "auto_dialed": Text(en="whether a machine dialed", fr="si un automate a composé"),
    "artificial_voice": Text(
        en="whether an artificial voice speaks first", fr="si une voix artificielle parle en premier"
    ),
    "recorded": Text(en="whether it was recorded", fr="si l'appel est enregistré"),
    "caller_withheld": Text(
        en="whether the caller's number is withheld", fr="si le numéro appelant est masqué"
    ),
    "asserted": Text(en="the number the network asserts", fr="le numéro certifié par le réseau"),
    "identity_agrees": Text(en="whether the identities agree", fr="si les identités concordent"),
    "attestation": Text(en="the attestation it carries", fr="l'attestation portée"),
    "signed_as": Text(en="the attestation we would sign", fr="l'attestation que nous signerions"),
    "verified": Text(en="whether its identity was verified", fr="si son identité a été vérifiée"),
    "origin_country": Text(en="where it entered the network", fr="le pays d'entrée dans le réseau"),
    "diversions": Text(en="how often it was diverted", fr="le nombre de déviations"),
    "transferred_to": Text(en="where it was transferred to", fr="la destination du transfert"),
    "transfer_permitted": Text(
        en="whether it may be called directly", fr="si cette destination est permise en direct"
    ),
    "called_line": Text(en="what kind of line was called", fr="le type de ligne appelée"),
    "called_business": Text(en="the business that was called", fr="l'entreprise appelée"),
    "queue_wait": Text(en="how long it waited in the queue", fr="l'attente en file"),
    "telemetry_tones": Text(
        en="whether telemetry tones were heard", fr="si des tonalités de télémesure ont été entendues"
    ),
    "labeled": Text(en="whether analytics blocked or labeled it", fr="si l'analyse l'a bloqué ou étiqueté"),
    "encrypted": Text(en="whether it is encrypted", fr="si c'est chiffré"),
    "user_agent": Text(en="the software that was used", fr="le logiciel utilisé"),
    "user_agent_agrees": Text(
        en="whether the connection fits the software", fr="si la connexion correspond au logiciel annoncé"
    ),
    "source_ip": Text(en="the address it came from", fr="l'adresse d'origine"),
    "recipient_country": Text(en="the recipient's country", fr="le pays du destinataire"),
    "recipient_places": Text(en="where the recipient is", fr="le lieu du destinataire"),
    "recipient_zones": Text(en="the recipient's time zone", fr="le fuseau horaire du destinataire"),
    "template": Text(en="the template", fr="le modèle de message"),
    "opts_out": Text(en="whether it asks for no more", fr="si le message demande l'arrêt"),
    "confirms_opt_out": Text(en="whether it confirms an opt-out", fr="si le message confirme l'arrêt"),
    "asks_help": Text(en="whether it asks for help", fr="si le message demande de l'aide"),
    "one_time_code": Text(
        en="whether it carries a one-time code", fr="si le message porte un code à usage unique"
    ),
    "converted": Text(en="whether the code was used", fr="si le code a servi"),
    "bounced": Text(en="whether it bounced", fr="si le message est revenu"),
    "complained": Text(en="whether somebody complained about it", fr="si quelqu'un s'en est plaint"),
    "hides_text": Text(en="whether it hides its text", fr="si le texte est dissimulé"),
    "authenticated": Text(en="whether the sender is authenticated", fr="si l'expéditeur est authentifié"),
    "sender_registered": Text(en="whether the sender is registered", fr="si l'expéditeur est enregistré"),
    "links": Text(en="the number of links", fr="le nombre de liens"),
    "attachments": Text(en="the number of attachments", fr="le nombre de pièces jointes"),
    "lines_per_agent": Text(en="lines dialed for each agent", fr="le nombre de lignes par agent"),
    "machines": Text(en="how many machines answered", fr="le nombre de répondeurs"),
    "agents_free": Text(en="how many agents were free", fr="le nombre d'agents libres"),
    "contact_list": Text(en="the list of contacts", fr="la liste de contacts"),
    "call_id": Text(en="which call", fr="l'appel concerné"),
    "places": Text(en="where the parties are", fr="le lieu des personnes"),
    "announced_at": Text(en="when it was announced", fr="l'heure de l'annonce"),
    "consented": Text(en="whether all agreed", fr="si tous ont consenti"),
    "length": Text(en="how long it is", fr="la durée"),
    "card_number": Text(en="whether it holds a card number", fr="si un numéro de carte y figure"),
    "setting": Text(en="which setting", fr="le réglage"),
    "enabled": Text(en="whether it is on afterwards", fr="si le réglage est actif ensuite"),
    "target_age": Text(en="how old the target's domain is", fr="l'âge du domaine visé"),
    "outside": Text(en="whether the target is outside", fr="si la cible est extérieure"),
    "ticket": Text(en="the ticket behind it", fr="le ticket qui le justifie"),
    "approvals": Text(en="how many people approved it", fr="le nombre d'approbations"),
    "parties_told": Text(en="whether the parties were told", fr="si les personnes ont été averties"),
    "campaign_running": Text(en="whether a campaign was running", fr="si une campagne tournait"),
    "labeled_at": Text(en="when the number was labeled", fr="la date de l'étiquetage"),
    "before_dialing": Text(en="how long before the next attempt", fr="le délai avant la tentative suivante"),
    "opens_hours": Text(en="whether it opens closed hours", fr="si cela rouvre des heures fermées"),
    "drops_opt_out_words": Text(
        en="whether opt-out words are dropped", fr="si des mots d'arrêt sont supprimés"
    ),
    "physical": Text(en="whether it acts on machinery", fr="si cela agit sur des machines"),
    "high_risk_words": Text(
        en="whether its names speak of high risk", fr="si les noms évoquent un haut risque"
    ),
    "identity_spoken": Text(en="whether the flow says who calls", fr="si le script dit qui appelle"),
    "token": Text(en="the access token", fr="le jeton d'accès"),
    "deed": Text(en="what was done", fr="l'acte"),
    "succeeded": Text(en="whether it succeeded", fr="si l'acte a réussi"),
    "status": Text(en="the status", fr="le code de réponse"),
    "ip": Text(en="the address", fr="l'adresse IP"),
    "network": Text(en="the network", fr="le réseau"),
    "known_network": Text(en="whether the network is known", fr="si le réseau est connu"),
    "two_factor": Text(en="whether two factors were used", fr="si l'authentification était double"),
    "endpoint": Text(en="which endpoint", fr="le point d'accès"),
    "documented": Text(en="whether the endpoint is documented", fr="si le point d'accès est documenté"),
    "scope_allowed": Text(en="whether the scope allows it", fr="si la portée le permet"),
    "revoked": Text(en="whether the token was revoked", fr="si le jeton était révoqué"),
    "looped": Text(en="whether it came from a webhook of ours", fr="si la requête vient d'un webhook"),
    "device": Text(en="the device", fr="l'appareil"),
    "speed_kmh": Text(en="how fast the user would have traveled", fr="la vitesse de déplacement impliquée"),
    "other_team": Text(en="whether it is another team's", fr="si c'est une autre équipe"),
    "business_hours": Text(en="whether it was in business hours", fr="si c'était aux heures d'ouverture"),
    "legal_hold": Text(en="whether it is under a legal hold", fr="si une conservation judiciaire s'applique"),
    "records": Text(en="how many records were read", fr="le nombre de fiches lues"),
    "contacts_share": Text(en="which share of all contacts", fr="la part de tous les contacts"),
    "found": Text(en="whether it was found", fr="si l'élément existe"),
    "aor": Text(en="the address of record", fr="l'adresse enregistrée"),
    "contacts": Text(en="how many contacts it has", fr="le nombre de contacts"),
    "instance": Text(en="the device's id", fr="l'identifiant d'appareil"),
    "data_center": Text(
        en="whether it is a data center's address", fr="si l'adresse est celle d'un centre de données"
    ),
    "displaces": Text(en="whether it displaces a live device", fr="si un appareil actif est évincé"),
    "method": Text(en="the method", fr="la méthode"),
    "malformed": Text(en="whether it is malformed", fr="si la requête est mal formée"),
    "downgraded": Text(en="whether encryption was given up", fr="si le chiffrement a été abandonné"),
    "codecs_stripped": Text(en="whether codecs were removed", fr="si des codecs ont été retirés"),
    "certificate_ok": Text(en="whether the certificate was right", fr="si le certificat était le bon"),
    "negotiated": Text(en="whether it was negotiated", fr="si le flux a été négocié"),
    "tones_per_s": Text(en="tones in one second", fr="les tonalités par seconde"),
    "replayed": Text(en="whether packets were replayed", fr="si des paquets ont été rejoués"),
    "forked_always": Text(
        en="whether it was copied throughout", fr="si le flux était dupliqué en permanence"
    ),
    "ends_at": Text(en="when it ends", fr="l'heure de fin"),
    "meter": Text(en="which meter", fr="le compteur"),
    "amount": Text(en="the amount", fr="la quantité"),
    "included": Text(en="what the plan includes", fr="ce que le forfait inclut"),
    "other": Text(en="the other account", fr="l'autre compte"),
    "attribute": Text(en="what they share", fr="ce qu'ils partagent"),
    "overlap": Text(en="how much they share", fr="la part commune"),
    "other_sanctioned_at": Text(en="when the other was sanctioned", fr="la sanction de l'autre compte"),
    "limit_share": Text(en="how near to a limit it was", fr="la proximité d'une limite"),
    "other_limit_share": Text(
        en="how near to the limit the other was", fr="la proximité de la limite pour l'autre"
    ),
    "cluster_share": Text(
        en="how near the group was together", fr="la proximité de la limite pour le groupe"
    ),
    "channels": Text(en="for which channels", fr="les canaux"),
    "purposes": Text(en="for which purposes", fr="les finalités"),
    "written": Text(en="whether it is in writing", fr="si c'est écrit"),
    "proven": Text(en="whether its proof is on file", fr="si la preuve est conservée"),
    "source": Text(en="where it comes from", fr="l'origine"),
    "given_at": Text(en="when it was given", fr="la date du consentement"),
    "contacted_at": Text(en="when the person was last contacted", fr="le dernier contact avec la personne"),
    "customer_until": Text(en="until when the person is a customer", fr="la fin de la relation client"),
    "about": Text(en="what it is about", fr="l'objet"),
    "complainant": Text(en="who complained", fr="le plaignant"),
    "item": Text(en="which item", fr="l'élément concerné"),
    "answer_drop": Text(en="how far its answer rate fell", fr="la baisse de son taux de décroché"),
    "due_at": Text(en="when an answer is due", fr="l'échéance de réponse"),
    "refused": Text(en="whether an answer was refused", fr="si la réponse a été refusée"),
    "person": Text(en="the person", fr="la personne"),
    "basis": Text(en="why content could be looked at", fr="le fondement de l'examen"),
    "reference": Text(en="what the basis refers to", fr="ce que vise le fondement"),
    "judged": Text(en="whether it could be judged", fr="si l'examen a pu conclure"),
    "topic": Text(en="what was looked for", fr="ce qui était recherché"),
    "score": Text(en="the score", fr="le score"),
    "version": Text(en="the version", fr="la version"),
    "confirmed": Text(en="whether a person confirmed it", fr="si une personne l'a confirmé"),
    "minor": Text(en="whether the person is a minor", fr="si la personne est mineure"),
    "allowed": Text(en="whether the account has a right to it", fr="si le compte en a le droit"),
    "sha256": Text(en="the hash", fr="l'empreinte"),
    "size": Text(en="the size", fr="la taille"),
    "verdict": Text(en="the scanner's verdict", fr="le verdict de l'analyse"),
    "hash_list": Text(en="which list it is on", fr="la liste d'empreintes"),
    "executable": Text(en="whether it runs", fr="si le fichier s'exécute"),
    "type_mismatch": Text(en="whether its type is another", fr="si le type ne correspond pas"),
    "depth": Text(en="how deep archives are nested", fr="la profondeur d'archive"),
    "expansion": Text(en="how much larger it is unpacked", fr="le taux de décompression"),
    "new_sender": Text(en="whether the sender is new", fr="si l'expéditeur est nouveau"),
    "age": Text(en="the person's age", fr="l'âge de la personne"),
    "parental_consent": Text(en="whether a parent agreed", fr="si un parent a consenti"),
    "sectors": Text(en="the sector codes", fr="les codes d'activité"),
    "complete": Text(en="whether all is known", fr="si tout est connu"),
    "sanctioned": Text(en="whether it is on a sanctions list", fr="si le client est sous sanctions"),
    "mail_drop": Text(en="whether the address is a mail drop", fr="si l'adresse est une boîte aux lettres"),
    "registration_void": Text(en="whether its registration is void", fr="si son inscription est nulle"),
    "sells_lines": Text(en="whether it sells lines or minutes", fr="s'il vend des lignes ou des minutes"),
    "names_us": Text(en="whether it does so in the provider's name", fr="s'il cite le nom de l'opérateur"),
    "declared_no_high_risk": Text(
        en="whether it declared no high-risk use", fr="s'il a exclu tout usage à haut risque"
    ),
    "outage_harm": Text(en="what an outage would do", fr="l'effet d'une panne"),
    "other_path": Text(en="whether it has another path", fr="s'il dispose d'une autre voie"),
    "clients": Text(en="for how many clients it calls", fr="le nombre de clients servis"),
    "websites": Text(en="how many websites it calls for", fr="le nombre de sites servis"),
    "letters": Text(en="from how many companies it has letters", fr="le nombre de mandants"),
    "sub_accounts": Text(
        en="how many separate sub-accounts it has", fr="le nombre de sous-comptes distincts"
    ),
    "attested_at": Text(en="when its use was last attested", fr="la dernière attestation d'usage"),
    "reaches_minors": Text(en="whether children are on its list", fr="si des enfants figurent sur la liste"),
    "name": Text(en="the name of what is set", fr="le nom de l'élément réglé"),
    "emergency_option": Text(
        en="whether the flow offers a choice for emergencies", fr="si le menu propose un choix d'urgence"
    ),
    "link_age": Text(en="how old the linked domain is", fr="l'âge du domaine pointé"),
    "shared_shortener": Text(
        en="whether a link uses a shared shortener", fr="si un lien passe par un raccourcisseur partagé"
    ),
    "emergency": Text(en="whether it is an emergency call", fr="si c'est un appel d'urgence"),
    "countries": Text(en="in which countries the contacts are", fr="les pays des contacts"),
    "traps": Text(en="how many spam traps it has", fr="le nombre d'adresses pièges"),
    "unallocated": Text(en="how many contacts do not exist", fr="le nombre de contacts inexistants"),
    "disconnected": Text(en="how many numbers were disconnected", fr="le nombre de numéros résiliés"),
    "in_sequence": Text(en="how many numbers follow another", fr="le nombre de numéros qui se suivent"),
    "of_others": Text(
        en="how many are on another account's list", fr="le nombre de contacts présents chez un autre compte"
    ),
    "generated": Text(
        en="how many were made up or gathered", fr="le nombre de contacts fabriqués ou aspirés"
    ),
    "switch_users": Text(en="whether users are logged on", fr="si des utilisateurs sont connectés"),
}
"""What a column says, by its name."""

OF_KINDS = {
    "campaign.purpose": COLUMNS["purpose"],
    "campaign.started_at": COLUMNS["campaign_started_at"],
    "forwarding.active": Text(en="which forwardings are active", fr="les renvois d'appel actifs"),
    "forwarding.number": Text(en="the forwarded number", fr="le numéro renvoyé"),
    "forwarding.target": Text(en="where it is forwarded to", fr="la destination du renvoi"),
    "dialing.dialed": Text(en="how many were dialed", fr="le nombre de tentatives"),
    "dialing.answered_live": Text(en="how many people answered", fr="le nombre de décrochés"),
    "dialing.abandoned": Text(en="how many were abandoned", fr="le nombre d'abandons"),
    "message.answered_at": Text(en="when the message was answered", fr="l'heure de la réponse"),
    "list-upload.size": Text(en="how many contacts the list has", fr="le nombre de contacts de la liste"),
    "complaint.answered_at": Text(en="when the account answered", fr="l'heure de la réponse"),
}
"""Columns that say something of their own in one kind of fact, or need other words beside a call's."""
