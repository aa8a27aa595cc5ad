"""What each clause means here, and how a customer contests a finding under it. In both languages."""

from fairline.policy.clause import Letter
from fairline.policy.text import Text

MEANING: dict[Letter, Text] = {
    Letter.A: Text(
        en="Calls, messages and recordings keep to the law of the place where the other person is:"
        " hours, consent, registers, frequency, abandoned calls, what may be recorded. A breach needs"
        " a law, a place and a fact; no score of a model makes one.",
        fr="Appels, messages et enregistrements respectent la loi du lieu où se trouve l'autre"
        " personne : horaires, consentement, registres, fréquence, appels abandonnés, enregistrement."
        " Il faut une loi, un lieu et un fait ; le score d'un modèle n'y suffit pas.",
    ),
    Letter.B: Text(
        en="Three separate things: dialing by machine that wastes people's time or the network's;"
        " numbers forwarded to where many calls are taken at once, which is a trunk under another"
        " name; and traffic made for the money it earns. Dialing by machine is not forbidden, abusing"
        " it is.",
        fr="Trois choses distinctes : la numérotation automatique qui gaspille le temps des gens ou du"
        " réseau ; le renvoi d'un numéro vers un lieu qui prend plusieurs appels à la fois,"
        " c'est-à-dire une jonction sous un autre nom ; le trafic créé pour ce qu'il rapporte."
        " Composer par automate n'est pas interdit, en abuser l'est.",
    ),
    Letter.C: Text(
        en="Nobody asks a child for personal data without a parent, offers a child what is for adults,"
        " or uses the service to harm one. Files are compared by their hash and never viewed. There"
        " is no duty to watch everybody, and nobody is watched.",
        fr="Nul ne demande de données personnelles à un enfant sans l'accord d'un parent, ne lui propose"
        " ce qui est réservé aux adultes, ni ne se sert du service pour lui nuire. Les fichiers sont"
        " comparés par leur empreinte, jamais regardés. Il n'y a pas d'obligation de surveillance"
        " générale, et nul n'est surveillé.",
    ),
    Letter.D: Text(
        en="Nothing is sent or done that damages the service or those it reaches: malware, floods,"
        " attempts at passwords, calls that block a line others need. It does not matter whether the"
        " customer knew; so what follows protects first, and says so.",
        fr="Rien n'est envoyé ni fait qui abîme le service ou ceux qu'il atteint : logiciels"
        " malveillants, saturations, essais de mots de passe, appels qui bloquent une ligne utile à"
        " d'autres. Peu importe que le client l'ait su : la mesure protège d'abord, et le dit.",
    ),
    Letter.E: Text(
        en="Who calls shows a number that is theirs to show, says who they are, and does not threaten or"
        " harass. Whether somebody meant to deceive is for a person to find; that a number is not"
        " theirs is not.",
        fr="Qui appelle affiche un numéro qu'il a le droit d'afficher, dit qui il est, ne menace ni ne"
        " harcèle. L'intention de tromper, une personne en juge ; qu'un numéro ne soit pas le sien se"
        " constate.",
    ),
    Letter.F: Text(
        en="The service is not built for what must not fail. The customer service of a hospital is fine,"
        " its nurse call is not. Where life may depend on it nothing is cut: the use is moved"
        " elsewhere first.",
        fr="Le service n'est pas conçu pour ce qui ne doit pas tomber en panne. L'accueil d'un hôpital,"
        " oui ; l'appel infirmier, non. Là où une vie peut en dépendre, rien n'est coupé : l'usage"
        " est d'abord déplacé.",
    ),
    Letter.G: Text(
        en="Messages go to those who agreed to them, and end when they say so, at once. Lists have an"
        " origin that can be shown. The service's data are not harvested.",
        fr="Les messages vont à ceux qui les ont acceptés et cessent dès qu'ils le demandent, aussitôt."
        " Les listes ont une origine que l'on peut montrer. Les données du service ne sont pas"
        " aspirées.",
    ),
    Letter.H: Text(
        en="A seat is for one person, a plan for what it names, and use is held against that of similar"
        " seats, never against one number for all. Much use alone changes the price or the pace; it"
        " suspends nobody.",
        fr="Un poste sert à une personne, un forfait à ce qu'il nomme, et l'usage se compare à celui de"
        " postes semblables, jamais à un seuil unique. Beaucoup d'usage change le prix ou la"
        " cadence ; cela ne suspend personne.",
    ),
    Letter.I: Text(
        en="Limits, safeguards and records are not worked around: by splitting traffic, coming back"
        " under another name, switching controls off, declaring what is not so. Two accounts are"
        " taken together only where two independent things link them.",
        fr="On ne contourne ni limites, ni protections, ni traces : fractionner le trafic, revenir sous"
        " un autre nom, désactiver un contrôle, déclarer faux. Deux comptes ne sont rapprochés que si"
        " deux éléments indépendants les lient.",
    ),
    Letter.J: Text(
        en="Conversations belong to those who hold them. Listening in, copying media out, taking"
        " recordings away or weakening encryption needs a role, a reason and, where others are heard,"
        " their knowledge. Orders of courts go through the legal desk alone.",
        fr="Une conversation appartient à ceux qui la tiennent. L'écouter, en copier le flux, en"
        " emporter les enregistrements ou en affaiblir le chiffrement demande un rôle, un motif et,"
        " si d'autres y parlent, qu'ils le sachent. Les ordres de justice passent par le seul service"
        " juridique.",
    ),
    Letter.K: Text(
        en="The service is for the customer's own use. Reselling it takes an agreement signed by both."
        " An outsourcer that calls for its clients is asked, not barred.",
        fr="Le service est destiné au client lui-même. Le revendre demande un accord signé des deux"
        " parties. À un prestataire qui appelle pour ses clients, on pose la question ; on ne"
        " l'exclut pas.",
    ),
    Letter.L: Text(
        en="As clause f, seen from what would follow: if the service is down and somebody may be hurt,"
        " property or nature damaged, it must not be what stands between. The customer confirms this"
        " once a year.",
        fr="Comme la clause f, vue par ses suites : si une panne peut blesser quelqu'un, abîmer des"
        " biens ou la nature, le service ne doit pas être ce qui l'empêche. Le client le confirme une"
        " fois par an.",
    ),
}
CONTEST: dict[Letter, Text] = {
    Letter.A: Text(
        en="Send the consent or contract with its text and time, where the person was, the register's"
        " version you checked against, or the exemption you rely on.",
        fr="Envoyez le consentement ou le contrat, avec son texte et sa date, le lieu où était la"
        " personne, la version du registre consulté, ou l'exemption que vous invoquez.",
    ),
    Letter.B: Text(
        en="Send the dialer's log, the contract for the line that calls are forwarded to, or what shows"
        " that nobody is paid for the traffic.",
        fr="Envoyez le journal du composeur, le contrat de la ligne vers laquelle les appels sont"
        " renvoyés, ou ce qui montre que personne n'est rémunéré pour ce trafic.",
    ),
    Letter.C: Text(
        en="Send the parent's consent and how it was verified, or the accreditation by which you speak"
        " with children. A file that matched a list is looked at again by the list's keeper, not by"
        " us.",
        fr="Envoyez le consentement du parent et la façon dont il a été vérifié, ou l'agrément qui vous"
        " permet de parler avec des enfants. Un fichier reconnu par une liste est revu par qui tient"
        " la liste, pas par nous.",
    ),
    Letter.D: Text(
        en="Send the announcement of the load test, the letter of whoever tests your security, or the"
        " repair of the device that did it.",
        fr="Envoyez l'annonce de l'essai de charge, la lettre de qui éprouve votre sécurité, ou la"
        " réparation de l'appareil en cause.",
    ),
    Letter.E: Text(
        en="Send the assignment of the number or the letter of authority of whose number it is, and the"
        " registration of the sender's name.",
        fr="Envoyez l'attribution du numéro ou l'autorisation de son titulaire, et l'enregistrement du"
        " nom d'expéditeur.",
    ),
    Letter.F: Text(
        en="Send the signed description of the use and of the other path that takes over if the service"
        " is down.",
        fr="Envoyez la description signée de l'usage, et celle de l'autre voie qui prend le relais en"
        " cas de panne.",
    ),
    Letter.G: Text(
        en="Send ten consents that we name, with their proof, where the list comes from, and what was"
        " done with each opt-out.",
        fr="Envoyez dix consentements que nous désignons, avec leur preuve, l'origine de la liste, et la"
        " suite donnée à chaque opposition.",
    ),
    Letter.H: Text(
        en="Send the roster, the season or incident that explains the month, or the contract for a"
        " shared desk. Another plan may be all that is needed.",
        fr="Envoyez le planning, la saison ou l'incident qui explique le mois, ou le contrat de poste"
        " partagé. Un autre forfait suffit parfois.",
    ),
    Letter.I: Text(
        en="Send the chart of your group, the change tickets with their times, or the notice of the"
        " failover. One shared attribute is never enough for us, and you may show that the second is"
        " chance.",
        fr="Envoyez l'organigramme du groupe, les tickets de changement horodatés, ou l'avis de bascule."
        " Un seul élément commun ne nous suffit jamais, et vous pouvez montrer que le second est un"
        " hasard.",
    ),
    Letter.J: Text(
        en="Send the role of who listened, the ticket, the notice that people heard, and who owns the"
        " place the copy went to.",
        fr="Envoyez le rôle de la personne qui a écouté, le ticket, l'annonce entendue, et le titulaire"
        " de l'endroit où la copie est partie.",
    ),
    Letter.K: Text(
        en="Send the agreement signed by both, your clients' addenda or letters, or the chart of your group.",
        fr="Envoyez l'accord signé des deux parties, les avenants ou lettres de vos clients, ou"
        " l'organigramme du groupe.",
    ),
    Letter.L: Text(
        en="Send the yearly confirmation, or say who depends on the service: then nobody cuts anything"
        " before there is another way.",
        fr="Envoyez la confirmation annuelle, ou dites qui dépend du service : rien ne sera coupé avant"
        " qu'il y ait une autre voie.",
    ),
}
HOW = Text(
    en="Whoever is told of a finding may answer it, and may appeal a ruling within the time its"
    " statement of reasons names. Another person than the one who ruled decides, and an overturned"
    " ruling restores at once.",
    fr="Qui reçoit un constat peut y répondre, et former un recours contre une décision dans le délai"
    " que dit son exposé des motifs. Une autre personne que celle qui a décidé statue, et une"
    " décision annulée rétablit aussitôt.",
)
