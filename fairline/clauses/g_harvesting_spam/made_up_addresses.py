"""Addresses that a program made up or gathered, and texts that walk through a range of numbers.

Singapore, the United States (e-mail) and Australia forbid sending to addresses that a dictionary attack or
harvesting software found: a list that is known to hold some, with contacts there, is refused. Elsewhere, and
where the list does not say in which countries its contacts are, it is observed.
"""

from datetime import date

from fairline.facts import Direction, ListUpload, Message
from fairline.facts.choices import is_among
from fairline.facts.numbering import number_of
from fairline.policy import Act, Answer, Citation, Clause, Evidence, Letter, Mode, Rule, Severity, Text
from fairline.signals import at_least, both, columns, count, derived, either, law, longest_run, ours, sliding
from fairline.signals.expressions import equal, first_known, negated

upload, message = columns(ListUpload), columns(Message)

FORBIDDEN = law(1, "PDPA (Singapore) s. 48B; 15 USC 7704(b)(1)(A); Spam Act 2003 (Australia) s. 22")
ELSEWHERE = ours(1, en="who makes addresses up has asked nobody",
                 fr="qui fabrique des adresses n'a demandé l'accord de personne")  # fmt: skip
RUN = ours(20, en="no list of people has twenty numbers in a row",
           fr="aucune liste de personnes ne compte vingt numéros à la suite")  # fmt: skip
WHERE_FORBIDDEN = ("SG", "US", "AU")
STEP_MAX = 3  # ours: a walk may skip a number or two

there = (derived(is_among, country, upload.countries) for country in WHERE_FORBIDDEN)
some_made_up = at_least(upload.generated, 1)
forbidden = both(some_made_up, either(*there))
elsewhere = both(some_made_up, negated(first_known(forbidden, False)))
by_list, day = (upload.account, upload.contact_list), sliding(hours=24)
walk = longest_run(
    derived(number_of, message.recipient), step_max=STEP_MAX, by=(message.account, message.sender), over=day,
    of=equal(message.direction, Direction.OUTBOUND),
)  # fmt: skip

CLAUSE = Clause(
    id="made-up-addresses", letter=Letter.G, title=Text(en="Made-up addresses", fr="Adresses fabriquées"),
    citation=Citation(
        law="Personal Data Protection Act 2012 (Singapore), s. 48B", url="https://sso.agc.gov.sg/Act/PDPA2012",
        in_force=date(2021, 2, 1), checked_on=date(2026, 11, 23),
    ),
    innocent=(
        Text(en="A company's own extensions, alerted by text in order.",
             fr="Les lignes d'une entreprise, alertées par SMS dans l'ordre."),
        Text(en="A test with numbers reserved for it.", fr="Un essai, sur des numéros réservés à cet usage."),
    ),
    runbook=Text(
        en="Ask how each address came to be on the list, and for the tool that made it. Look at the share"
        " that bounced: made-up addresses mostly do. A range of one company is named by its holder.",
        fr="Demandez comment chaque adresse est entrée dans la liste, et avec quel outil. Regardez la part"
        " rejetée : l'adresse fabriquée l'est presque toujours. Une tranche d'entreprise a un titulaire, qui"
        " la confirme.",
    ),
    rules=(
        Rule(id="G-DICT", name="made-up-list", mode=Mode.ENFORCE, severity=Severity.MAJOR, answer=Answer.HOLD,
             act=Act.REFUSE, evidence=Evidence.A, title=Text(en="Made-up list", fr="Liste fabriquée"),
             when=(count(forbidden, of=forbidden, by=by_list, over=day).at_least(FORBIDDEN),), reason=Text(
                 en="The list {contact_list} holds addresses that a program made up or gathered, where the"
                 " law forbids writing to them.",
                 fr="La liste {contact_list} contient des adresses fabriquées ou aspirées, là où la loi"
                 " défend de leur écrire.")),
        Rule(id="G-DICT", name="made-up-list-elsewhere", mode=Mode.OBSERVE, severity=Severity.MINOR,
             answer=Answer.HOLD, act=Act.HOLD,
             title=Text(en="Made-up list elsewhere", fr="Liste fabriquée, ailleurs"),
             when=(count(elsewhere, of=elsewhere, by=by_list, over=day).at_least(ELSEWHERE),), reason=Text(
                 en="The list {contact_list} holds addresses that a program made up or gathered.",
                 fr="La liste {contact_list} contient des adresses fabriquées ou aspirées.")),
        Rule(id="G-DICT", name="texts-in-a-row", mode=Mode.OBSERVE, severity=Severity.MAJOR,
             answer=Answer.HOLD, title=Text(en="Texts to a range", fr="SMS à une tranche"),
             when=(walk.at_least(RUN),), reason=Text(
                 en="{sender} wrote to {hits} numbers in a row within 24 h; {limit} are no list of people.",
                 fr="{sender} a écrit à {hits} numéros à la suite en 24 h ; limite : {limit}.")),
    ),
)  # fmt: skip
