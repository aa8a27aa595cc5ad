"""What a contract forbids beyond the policy holds for its accounts, and for nobody else."""

from dataclasses import replace
from datetime import date

import pytest

from fairline.clauses import CLAUSES
from fairline.clauses.a_illegal.frequency import CLAUSE as FREQUENCY
from fairline.clauses.b_dialing_trunking_pumping.canceled import CLAUSE as CANCELED
from fairline.decision import Decision
from fairline.engine import Engine
from fairline.facts import Call, Channel, Direction, Event, Message, Purpose
from fairline.history import History
from fairline.policy import (
    DEFAULT_PLAN,
    Act,
    Answer,
    Citation,
    Clause,
    Evidence,
    Letter,
    Mode,
    Rule,
    Severity,
    Text,
)
from fairline.policy.contract import for_accounts
from fairline.signals import Test, both, columns, contract, count, either, equal, first_known, sliding
from tests.clauses.traffic import MONDAY, calls, findings_after, law_book

message, call = columns(Message), columns(Call)
NONE = contract(1, en="contract C-17, appendix 2", fr="contrat C-17, annexe 2")
to_russia = both(
    equal(message.direction, Direction.OUTBOUND),
    equal(message.channel, Channel.SMS),
    equal(message.recipient_country, "RU"),
)
by_machine = both(
    equal(call.direction, Direction.OUTBOUND),
    either(call.auto_dialed, first_known(call.artificial_voice, False)),
)
day = sliding(hours=24)


def rule(name: str, test: Test) -> Rule:
    return Rule(
        id="K-OWN",
        name=name,
        title=Text(en="Forbidden by contract", fr="Interdit au contrat"),
        mode=Mode.ENFORCE,
        severity=Severity.MAJOR,
        answer=Answer.CHALLENGE,
        act=Act.REFUSE,
        evidence=Evidence.A,
        when=(test,),
        reason=Text(en="{hits} within a day", fr="{hits} en un jour"),
    )


CLAUSE = Clause(
    id="forbidden",
    letter=Letter.G,
    title=Text(en="Forbidden by contract", fr="Interdit au contrat"),
    citation=Citation(
        law="contract C-17",
        url="https://example.org/c17",
        in_force=date(2026, 1, 1),
        checked_on=date(2026, 1, 2),
    ),
    innocent=(),
    runbook=Text(en="Read the contract.", fr="Lisez le contrat."),
    rules=(
        rule(
            "texts-to-russia",
            count(to_russia, of=to_russia, by=(message.account, message.recipient), over=day).at_least(NONE),
        ),
        rule(
            "machines",
            count(by_machine, of=by_machine, by=(call.account, call.caller), over=day).at_least(NONE),
        ),
    ),
)
FOR_ACME = for_accounts(CLAUSE, {"acme", "gamma"}, contract="c17")


def text(account: str | None, country: str = "RU") -> Message:
    return Message(
        id=f"m-{account}", sent_at=MONDAY, account=account, channel=Channel.SMS, recipient="+79161234567",
        direction=Direction.OUTBOUND, recipient_country=country,
    )  # fmt: skip


def dialed(account: str, machine: bool | None) -> Call:
    return Call(
        id=f"c-{account}", started_at=MONDAY, account=account, caller="+12025550100", called="+12025550111",
        direction=Direction.OUTBOUND, auto_dialed=machine,
    )  # fmt: skip


def decided(attempt: Event, *clauses: Clause) -> Decision:
    return Engine(clauses or [FOR_ACME], law=law_book(), plan=DEFAULT_PLAN).decide(attempt)[0]


ANSWERS: dict[str, tuple[Event, Act]] = {
    "a text to the country": (text("acme"), Act.REFUSE),
    "the other account of the contract": (text("gamma"), Act.REFUSE),
    "to another country": (text("acme", "FR"), Act.ALLOW),
    "an account with another contract": (text("beta"), Act.ALLOW),
    "nobody's": (text(None), Act.ALLOW),
    "a call by a machine": (dialed("acme", True), Act.REFUSE),
    "a call by hand": (dialed("acme", False), Act.ALLOW),
    "a call of which it is not known": (dialed("acme", None), Act.ALLOW),
    "another account's machine": (dialed("beta", True), Act.ALLOW),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_it_is_answered_before_it_happens(name: str) -> None:
    attempt, act = ANSWERS[name]
    assert decided(attempt).act is act


def test_the_policy_for_all_stands_beside_it() -> None:
    both_of_them = decided(text("acme"), CLAUSE, FOR_ACME)
    assert [each.rule.name for each in both_of_them.reasons] == ["texts-to-russia", "texts-to-russia-c17"]
    other = decided(text("beta"), CLAUSE, FOR_ACME)
    assert [each.rule.name for each in other.reasons] == ["texts-to-russia"]


def test_every_rule_of_the_policy_can_be_a_contracts() -> None:
    """Any clause compiles, counts and can hold for one account beside itself; names stay unique."""
    own = [for_accounts(clause, {"acme"}, contract="c17") for clause in CLAUSES]
    Engine([*CLAUSES, *own], law=law_book(), plan=DEFAULT_PLAN)
    assert all(rule.name.endswith("-c17") for clause in own for rule in clause.rules)


def test_shares_and_counts_are_of_the_accounts_own_facts() -> None:
    tight = for_accounts(FREQUENCY, {"acme"}, contract="c17")
    for account, expected in (("acme", 1), ("beta", 0)):
        tried = [
            *calls(
                4, account=account, called="+13055550100", called_places=("US-FL",), purpose=Purpose.MARKETING
            )
        ]
        assert len(findings_after(FREQUENCY, tried)) == 1
        assert len(findings_after(tight, tried)) == expected
    assert replace(CANCELED, drafts=()).citation == for_accounts(CANCELED, {"a"}, contract="x").citation


def test_the_history_finds_what_the_engine_finds() -> None:
    facts = [text("acme"), text("beta"), text("gamma"), dialed("acme", True), dialed("beta", True)]
    with History() as history:
        history.add(facts)
        history.settle()
        past = list(history.findings([FOR_ACME], law=law_book(), plan=DEFAULT_PLAN))
    assert sorted(each.id for each in past) == sorted(each.id for each in findings_after(FOR_ACME, facts))
    assert sorted((each.rule.name, each.key[0]) for each in past) == [
        ("machines-c17", "acme"), ("texts-to-russia-c17", "acme"), ("texts-to-russia-c17", "gamma"),
    ]  # fmt: skip


def test_a_contract_is_somebodys() -> None:
    with pytest.raises(AssertionError, match="somebody"):
        for_accounts(CLAUSE, (), contract="c17")
