"""Quality: draws that anybody can repeat, judgments that nobody sees, rules that fall by their reversals."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace as with_other
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from django.test import Client

from fairline.cases import Outcome, Ruling, Scope
from fairline.console.cases import intake
from fairline.console.cases.models import Case, Finding, State
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.quality import drawing, figures, judging, reversals, weekly
from fairline.console.quality.models import Demoted, Draw, Judgment, Kind, Said, Sample
from fairline.console.quality.showing import view
from fairline.console.quality.watching import Watch
from fairline.console.records.models import AuditEntry
from fairline.console.rulings.guard import NotTaken
from fairline.console.rulings.models import RulingRow, Stage
from fairline.console.rulings.reading import columns
from fairline.policy import ScopeKind
from fairline.ports.console import Done, Modes
from fairline.stores.journal import Journal
from tests.console.conftest import POLICY, Made, finding

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
People = Callable[..., Person]
Queries = Callable[[int], AbstractContextManager[object]]
WEEK = date(2026, 11, 23)
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DAY_US = 86_400_000_000
SCRIPT = "<script>alert(1)</script>"
NUMBER = "+12025550123"


def attempt(
    number: int, *, act: str = "refuse", mode: str = "enforce", reason: bool = True, **more: object
) -> bytes:
    """The body of an attempt and the decision on it, as the journal has them."""
    measure = {"hits": 1, "base": 1, "limit": 0.0, "origin": "law"}
    told_of = {
        "finding": f"f{number}", "rule": "called-after-refusal", "clause": "refusal", "mode": mode,
        "act": "refuse", "severity": "major", "answer": "hold", "measures": [measure],
    }  # fmt: skip
    reasons = [told_of | more]
    decision: dict[str, object] = {"act": act, "taken": "counted", "policy": POLICY}
    if reason:
        decision["reasons"] = reasons
    told = {
        "kind": "call", "id": f"a{number}", "account": "acme", "started_at": "2026-11-24T12:00:00Z",
        "called": NUMBER, "campaign": SCRIPT,
    }  # fmt: skip
    return msgspec.json.encode({"attempt": told, "decision": decision})


def journal(folder: Path, bodies: dict[int, list[tuple[str, bytes]]]) -> None:
    """Write entries on days of the week, by the day's number from Monday on."""
    start = int(drawing.begins(WEEK).timestamp() * 1e6)
    held = Journal(folder, on_commit=lambda _: None, on_trouble=pytest.fail)
    for day, rows in sorted(bodies.items()):
        for place, (kind, body) in enumerate(rows):
            held.append(start + day * DAY_US + place, kind, f"{day}-{place}", body)
    held.flush()
    assert held.close()


def refused(count: int) -> list[tuple[str, bytes]]:
    return [("attempt", attempt(number)) for number in range(count)]


# Drawing

PASSES = (b'"act":"refuse","severity"', b'"act":"allow","severity"')
LIKE = {
    "refused by a rule in force": (attempt(1), True),
    "held for a person": (attempt(1, act="hold"), True),
    "asked about": (attempt(1, act="challenge"), True),
    "passed": (attempt(1, act="allow"), False),
    "refused by standing alone": (attempt(1, reason=False), False),
    "the rule only observed": (attempt(1, mode="observe"), False),
    "the rule was warming": (attempt(1, warming=True), False),
    "the rule lets it pass": (attempt(1).replace(*PASSES), False),
}  # fmt: skip


@pytest.mark.parametrize("name", LIKE)
def test_what_is_an_automated_answer(name: str, tmp_path: Path) -> None:
    body, is_one = LIKE[name]
    journal(tmp_path, {0: [("attempt", body), ("fact", body)]})
    drawn = drawing.answers(tmp_path, drawing.spans(tmp_path, WEEK), "seed", 10)
    assert (drawn.found, drawn.read) == (int(is_one), 2)
    assert [each.source for each in drawn.drawn] == (["1"] if is_one else [])


def test_the_same_seed_draws_the_same_and_another_draws_others(tmp_path: Path) -> None:
    journal(tmp_path, {0: refused(40), 3: refused(40), 6: refused(40)})
    held = drawing.spans(tmp_path, WEEK)

    def sources(seed: str) -> list[str]:
        return [each.source for each in drawing.answers(tmp_path, held, seed, 10).drawn]

    assert sources("one") == sources("one")
    assert sources("one") != sources("two")
    assert len(set(sources("one"))) == 10
    assert set(sources("one")) == set(
        sorted((str(n) for n in range(1, 121)), key=lambda n: drawing.chance("one", n))[:10]
    )


def test_a_draw_keeps_to_its_week(tmp_path: Path) -> None:
    journal(tmp_path, {-1: refused(3), 0: refused(2), 6: refused(2), 7: refused(3)})
    drawn = drawing.answers(tmp_path, drawing.spans(tmp_path, WEEK), "seed", 50)
    assert sorted(int(each.source) for each in drawn.drawn) == [4, 5, 6, 7]


def test_reading_is_bounded_and_every_block_may_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "BLOCK", 4)
    monkeypatch.setattr(drawing, "BLOCKS_MAX", 3)
    journal(tmp_path, {0: refused(30), 1: refused(30)})
    held = drawing.spans(tmp_path, WEEK)
    seen: set[int] = set()
    for number in range(40):
        drawn = drawing.answers(tmp_path, held, f"seed {number}", 100)
        assert drawn.read == drawn.found == 12
        seen |= {(int(each.source) - 1) // 4 for each in drawn.drawn}
    assert seen == set(range(15))


def test_each_answer_has_the_same_chance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where blocks hold more or fewer of them: 2 of 4 are read, so each comes every second time."""
    monkeypatch.setattr(drawing, "BLOCK", 4)
    monkeypatch.setattr(drawing, "BLOCKS_MAX", 2)
    passed = [("attempt", attempt(1, act="allow"))]
    rows = refused(4) + passed * 3 + refused(1) + passed * 2 + refused(2) + refused(3) + passed
    journal(tmp_path, {0: rows})
    held = drawing.spans(tmp_path, WEEK)
    counts = dict.fromkeys((str(n + 1) for n, row in enumerate(rows) if row != passed[0]), 0)
    for number in range(400):
        for each in drawing.answers(tmp_path, held, f"s{number}", 100).drawn:
            counts[each.source] += 1
    assert all(150 < count < 250 for count in counts.values()), counts


def test_half_are_answers_and_half_findings_unless_one_has_too_few() -> None:
    one = [drawing.Drawn(kind=Kind.ANSWER, source=str(n), account="", rules=(), at=NOW) for n in range(9)]
    other = [with_other(each, kind=Kind.FINDING) for each in one]

    def kinds(first: int, second: int) -> tuple[int, int]:
        drawn = drawing.both(one[:first], other[:second], 10)
        return sum(each.kind is Kind.ANSWER for each in drawn), sum(
            each.kind is Kind.FINDING for each in drawn
        )

    assert kinds(9, 9) == (5, 5)
    assert kinds(9, 2) == (8, 2)
    assert kinds(2, 9) == (2, 8)
    assert kinds(2, 2) == (2, 2)


@pytest.fixture
def drawn(tmp_path: Path, settings: object) -> Draw:
    """A draw of 20: 10 refused attempts and 10 findings, of one rule."""
    journal(tmp_path, {0: refused(10)})
    rows = [finding("called-after-refusal", f"acme{n}", sequence=n) for n in range(10)]
    intake.take(rows, POLICY)
    return weekly.draw(tmp_path, WEEK, 20, "seed", "fairline", NOW)


def test_a_draw_keeps_its_samples_and_gives_a_quarter_to_a_second_person(drawn: Draw) -> None:
    kinds = list(drawn.samples.values_list("kind", flat=True))
    assert (kinds.count("answer"), kinds.count("finding")) == (10, 10)
    assert drawn.samples.filter(wanted=2).count() == 5
    assert (drawn.first, drawn.last, drawn.read, drawn.found) == (1, 10, 10, 10)


def test_what_only_observed_and_what_was_found_in_other_weeks_is_not_drawn(tmp_path: Path) -> None:
    intake.take([finding("called-after-refusal", mode="observe")], POLICY)
    intake.take([finding("called-after-refusal", "late", sequence=2)], POLICY)
    Finding.objects.filter(account="late").update(seen_at=drawing.begins(WEEK) + drawing.WEEK)
    assert drawing.findings(WEEK, "seed", 9) == ()
    Finding.objects.filter(account="late").update(seen_at=drawing.begins(WEEK))
    assert len(drawing.findings(WEEK, "seed", 9)) == 1


def test_a_week_is_drawn_once_by_itself_when_it_is_over(tmp_path: Path) -> None:
    over = drawing.begins(WEEK) + drawing.WEEK
    assert weekly.draw_due(over + weekly.AFTER) is None, "the journal has nothing"
    journal(tmp_path, {0: refused(30)})
    assert weekly.draw_due(over + weekly.AFTER - timedelta(seconds=1)) is None
    made = weekly.draw_due(over + weekly.AFTER)
    assert made is not None
    assert (made.week, made.size, made.samples.count()) == (WEEK, weekly.WEEKLY, weekly.WEEKLY)
    assert weekly.draw_due(over + weekly.AFTER) is None


def test_more_samples_of_a_week_are_others(tmp_path: Path, drawn: Draw) -> None:
    more = weekly.draw(tmp_path, WEEK, 20, "another", "sami", NOW)
    assert (more.number, more.samples.count()) == (2, 0)


# Judging


def test_a_judged_sample_goes_to_nobody_else_unless_two_are_wanted(drawn: Draw, person: People) -> None:
    rosa, sami = person(Role.REVIEWER), person(Role.SENIOR)
    for sample in drawn.samples.all():
        judging.judge(sample.pk, rosa, Said.RIGHT, "as measured", NOW)
    assert judging.next_for(rosa, NOW) is None
    assert {each.wanted for each in judging.waiting(sami, NOW)} == {2}
    assert judging.waiting(sami, NOW).count() == 5
    once = drawn.samples.filter(wanted=1)[0]
    with pytest.raises(judging.Refused, match="not for you"):
        judging.judge(once.pk, sami, Said.WRONG, "x", NOW)
    twice = drawn.samples.filter(wanted=2)[0]
    assert judging.judge(twice.pk, sami, Said.WRONG, "x", NOW).place == 2
    with pytest.raises(judging.Refused, match="not for you"):
        judging.judge(twice.pk, rosa, Said.WRONG, "x", NOW)


def test_a_judgment_needs_a_reason_and_is_written_down_without_it(drawn: Draw, person: People) -> None:
    sample = drawn.samples.all()[0]
    with pytest.raises(judging.Refused, match="say why"):
        judging.judge(sample.pk, person(Role.REVIEWER), Said.RIGHT, "  ", NOW)
    judging.judge(sample.pk, person(Role.REVIEWER), Said.RIGHT, "as measured", NOW)
    last = AuditEntry.objects.order_by("-sequence")[0]
    assert (last.action, last.purpose) == ("sample.judged", "quality")


def test_samples_wait_for_a_quarter(drawn: Draw, person: People) -> None:
    assert judging.next_for(person(Role.REVIEWER), NOW + judging.OPEN_FOR - timedelta(seconds=1)) is not None
    assert judging.next_for(person(Role.REVIEWER), NOW + judging.OPEN_FOR) is None


def test_what_a_sample_showed_is_removed_when_it_waits_no_more(drawn: Draw, person: People) -> None:
    sample = drawn.samples.all()[0]
    judging.judge(sample.pk, person(Role.REVIEWER), Said.RIGHT, "as measured", NOW)
    assert weekly.forget(NOW + judging.OPEN_FOR - timedelta(seconds=1)) == 0
    assert weekly.forget(NOW + judging.OPEN_FOR) == 20
    assert not Sample.objects.exclude(body="").exists()
    assert Judgment.objects.get().reason == "as measured"
    assert weekly.forget(NOW + judging.OPEN_FOR) == 0


def closed(case: Case, outcome: str, holder: Person | None = None) -> None:
    case.state, case.outcome, case.holder = State.CLOSED, outcome, holder
    case.closed_at = drawing.begins(WEEK) + timedelta(days=2)
    case.save()


def test_a_closed_case_goes_to_somebody_who_had_no_part_in_it(
    made_case: Made, person: People, tmp_path: Path
) -> None:
    rosa, sami = person(Role.REVIEWER), person(Role.SENIOR)
    case = made_case("called-after-refusal")
    closed(case, "dismiss", holder=rosa)
    Finding.objects.update(seen_at=NOW)
    weekly.draw(tmp_path, WEEK, 5, "seed", "fairline", NOW)
    sample = Sample.objects.get()
    assert (sample.kind, sample.first) == ("case", "wrong")
    assert judging.next_for(rosa, NOW) is None
    with pytest.raises(judging.Refused, match="not for you"):
        judging.judge(sample.pk, rosa, Said.WRONG, "x", NOW)
    assert judging.next_for(sami, NOW) == sample
    kept(ruling("r-1", Outcome.DISMISS, by=("senior",)), case=case)
    assert judging.next_for(sami, NOW) is None


def test_a_case_that_was_ruled_on_counts_as_right_and_a_restored_one_not_at_all(
    made_case: Made, tmp_path: Path
) -> None:
    for name, outcome in (("one", "suspend"), ("two", "restore"), ("three", "")):
        closed(made_case("called-after-refusal", account=name, sequence=len(name)), outcome)
    assert [(each.account, each.first) for each in drawing.cases(WEEK, "seed")] == [("one", Said.RIGHT)]


# Known answers


def same_for_all(page: str) -> list[str]:
    """The lines of a page that do not differ by chance each time it is asked for."""
    return [line for line in page.splitlines() if "csrf" not in line and "nonce" not in line]


def test_a_known_answer_goes_to_everybody_and_looks_like_any_other(
    drawn: Draw, person: People, signed_in: Browser
) -> None:
    sami, rosa, ravi = person(Role.SENIOR), person(Role.REVIEWER), person(Role.REVIEWER, "ravi")
    Sample.objects.filter(kind="answer", source__in=("1", "2")).delete()
    planted = judging.plant(Kind.ANSWER, "1", Said.WRONG, "the customer showed consent", sami)
    assert planted.pk not in {each.pk for each in judging.waiting(sami, NOW)}
    for each in (rosa, ravi):
        assert planted in judging.waiting(each, NOW)
    browser = signed_in(Role.REVIEWER)
    pages = {}
    for sample in (planted, Sample.objects.filter(kind="answer").exclude(pk=planted.pk)[0]):
        Draw.objects.update(made_at=datetime.now(UTC))
        page = browser.get(f"/quality/samples/{sample.pk}/").content.decode()
        assert "showed consent" not in page
        pages[sample.pk] = page.replace(sample.pk, "ID")
    one, other = (
        [line for line in page.splitlines() if "csrf" not in line and "nonce" not in line]
        for page in pages.values()
    )
    assert one == other
    judging.judge(planted.pk, rosa, Said.WRONG, "x", NOW)
    judging.judge(planted.pk, ravi, Said.RIGHT, "x", NOW)
    assert [(each.person.username, each.right, each.judged) for each in figures.scores()] == [
        ("ravi", 0, 1),
        ("reviewer", 1, 1),
    ]
    later = NOW + timedelta(days=1)
    assert figures.rows(later)[0].judged == figures.Judged(right=0, wrong=0, unknown=0)
    assert figures.in_quarter(later) == 0


def test_another_senior_learns_of_a_known_answer_only_after_judging_it(
    drawn: Draw, person: People, signed_in: Browser
) -> None:
    planted = judging.plant(Kind.ANSWER, "1", Said.WRONG, "showed consent", person(Role.SENIOR, "sami"))
    noa = signed_in(Role.SENIOR, "noa")
    assert "showed consent" in signed_in(Role.SENIOR, "sami").get("/quality/golden/").content.decode()
    assert "showed consent" not in noa.get("/quality/golden/").content.decode()
    judging.judge(planted.pk, person(Role.SENIOR, "noa"), Said.RIGHT, "x", NOW)
    assert "showed consent" in noa.get("/quality/golden/").content.decode()


PLANTS = {
    "an entry that is none": (Kind.ANSWER, "999"),
    "no number": (Kind.ANSWER, "1; DROP"),
    "a number too long": (Kind.ANSWER, "9" * 30),
    "another kind of entry": (Kind.ANSWER, "11"),
    "a finding that is none": (Kind.FINDING, "nothing"),
}


@pytest.mark.parametrize("name", PLANTS)
def test_only_automated_answers_can_be_planted(name: str, drawn: Draw, person: People) -> None:
    kind, source = PLANTS[name]
    with pytest.raises(judging.Refused, match="no automated answer"):
        judging.plant(kind, source, Said.RIGHT, "known", person(Role.SENIOR))


def test_only_what_lies_in_a_drawn_week_can_be_planted(tmp_path: Path, person: People) -> None:
    journal(tmp_path, {0: refused(1)})
    with pytest.raises(judging.Refused, match="week that was drawn"):
        judging.plant(Kind.ANSWER, "1", Said.RIGHT, "known", person(Role.SENIOR))


def test_what_somebody_has_judged_cannot_be_planted(drawn: Draw, person: People) -> None:
    sample = drawn.samples.filter(kind="answer")[0]
    judging.judge(sample.pk, person(Role.REVIEWER), Said.RIGHT, "x", NOW)
    with pytest.raises(judging.Refused, match="already"):
        judging.plant(Kind.ANSWER, sample.source, Said.RIGHT, "known", person(Role.SENIOR))


# Figures


def test_figures_count_first_judgments_and_pairs_by_rule(drawn: Draw, person: People) -> None:
    rosa, sami = person(Role.REVIEWER), person(Role.SENIOR)
    samples = list(drawn.samples.order_by("-wanted", "id"))
    for place, sample in enumerate(samples):
        said = (Said.WRONG, Said.RIGHT, Said.RIGHT, Said.UNKNOWN)[place % 4]
        judging.judge(sample.pk, rosa, said, "x", NOW)
    for sample in samples[:5]:
        judging.judge(sample.pk, sami, Said.RIGHT, "x", NOW)
    assert figures.rows(NOW)[0].judged.told == 0, "nothing of the running day counts"
    every, one = figures.rows(NOW + timedelta(days=1))
    assert (every.rule, one.rule) == ("", "called-after-refusal")
    assert (every.judged.right, every.judged.wrong, every.judged.unknown) == (10, 5, 5)
    assert every.judged.share == pytest.approx(1 / 3)
    assert (every.agreed.pairs, every.agreed.same) == (5, 2)
    assert one.judged == every.judged
    assert figures.in_quarter(NOW + timedelta(days=1)) == 20
    assert figures.in_quarter(datetime(2027, 1, 2, tzinfo=UTC)) == 0
    assert figures.rows(NOW + timedelta(days=366))[0].judged.told == 0


def test_a_case_is_held_against_its_ruling(made_case: Made, person: People, tmp_path: Path) -> None:
    closed(made_case("called-after-refusal"), "suspend")
    Finding.objects.update(seen_at=NOW)
    weekly.draw(tmp_path, WEEK, 5, "seed", "fairline", NOW)
    judging.judge(Sample.objects.get().pk, person(Role.REVIEWER), Said.WRONG, "x", NOW)
    every = figures.rows(NOW + timedelta(days=1))[0]
    assert (every.agreed.pairs, every.agreed.same) == (1, 0)
    assert every.judged.told == 0


# Reversals


def ruling(id: str, outcome: Outcome, *, rule: str = "called-after-refusal", by: tuple[str, ...] = ("rosa",),
           at: datetime = NOW) -> Ruling:  # fmt: skip
    return Ruling(
        id=id, outcome=outcome, scope=Scope(kind=ScopeKind.ACCOUNT, id="acme", account="acme"),
        decided_at=at, effective_at=at, decided_by=by, reasons="x", rules=(rule,),
    )  # fmt: skip


def kept(of: Ruling, stage: Stage = Stage.IN_JOURNAL, case: Case | None = None) -> None:
    RulingRow.objects.create(id=of.id, stage=stage, proposed_at=of.decided_at, case=case, **columns(of))


def fallen(count: int, of: int, dismissed: int = 0, at: datetime = NOW) -> None:
    for number in range(of):
        stage = Stage.OVERTURNED if number < count else Stage.IN_JOURNAL
        kept(ruling(f"r{number}", Outcome.SUSPEND, at=at), stage)
    for number in range(dismissed):
        kept(ruling(f"d{number}", Outcome.DISMISS, at=at))


FALLEN = {
    "at the limit: 2 of 20 is a tenth": (2, 20, 0, False),
    "one over": (3, 20, 0, True),
    "19 are too few to tell": (19, 19, 0, False),
    "dismissed ones do not count": (3, 19, 9, False),
}


@pytest.mark.parametrize("name", FALLEN)
def test_a_rule_falls_past_a_tenth_of_twenty(name: str) -> None:
    count, of, dismissed, falls = FALLEN[name]
    fallen(count, of, dismissed)
    assert [each.rule for each in reversals.demote(NOW)] == (["called-after-refusal"] if falls else [])
    assert reversals.demote(NOW) == []


def test_records_count_what_was_overturned_and_what_held() -> None:
    fallen(3, 20, 5)
    kept(ruling("p", Outcome.SUSPEND), Stage.PROPOSED)
    kept(ruling("w", Outcome.SUSPEND), Stage.WITHDRAWN)
    kept(ruling("old", Outcome.SUSPEND, at=NOW - timedelta(days=366)), Stage.OVERTURNED)
    one = reversals.records(NOW)[0]
    assert (one.reversal.hits, one.reversal.base) == (3, 20)
    assert (one.precision.hits, one.precision.base) == (17, 25)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the guard was told, of which rules are to observe."""
    heard: list[tuple[str, ...]] = []

    def tell(command: Modes, *, wait_s: float) -> Done:
        heard.append(command.observe)
        return Done(moved=1)

    monkeypatch.setattr(reversals, "tell", tell)
    return heard


def test_the_guard_is_told_at_once_and_again_when_two_have_lifted_it(
    told: list[tuple[str, ...]], person: People
) -> None:
    fallen(3, 20)
    (one,) = reversals.demote(NOW)
    assert reversals.untold()
    assert reversals.push(NOW)
    assert told == [("called-after-refusal",)]
    assert not reversals.untold()
    sami, noa = person(Role.SENIOR), person(Role.SENIOR, "noa")
    reversals.ask_lift(one.pk, sami, "its list is read again every day", NOW)
    with pytest.raises(judging.Refused, match="meanwhile"):
        reversals.ask_lift(one.pk, noa, "x", NOW)
    with pytest.raises(judging.Refused, match="another senior"):
        reversals.lift(one.pk, sami, NOW)
    reversals.lift(one.pk, noa, NOW + timedelta(minutes=1))
    with pytest.raises(judging.Refused, match="meanwhile"):
        reversals.lift(one.pk, noa, NOW)
    assert reversals.push(NOW)
    assert told[-1] == ()
    assert reversals.demote(NOW + timedelta(minutes=2)) == [], "its rulings count anew"
    assert [each.action for each in AuditEntry.objects.order_by("sequence")] == [
        "rule.demoted", "rule.lift-asked", "rule.lifted",
    ]  # fmt: skip


def test_a_proposal_without_a_reason_is_none_and_one_can_be_declined(
    told: list[tuple[str, ...]], person: People
) -> None:
    fallen(3, 20)
    (one,) = reversals.demote(NOW)
    sami = person(Role.SENIOR)
    with pytest.raises(judging.Refused, match="say why"):
        reversals.ask_lift(one.pk, sami, " ", NOW)
    reversals.ask_lift(one.pk, sami, "x", NOW)
    reversals.decline(one.pk, sami)
    with pytest.raises(judging.Refused, match="meanwhile"):
        reversals.decline(one.pk, sami)
    reversals.ask_lift(one.pk, person(Role.SENIOR, "noa"), "y", NOW)
    assert Demoted.objects.get().reason == "y"


def test_a_guard_that_cannot_be_told_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    fallen(3, 20)
    reversals.demote(NOW)

    def fail(command: Modes, *, wait_s: float) -> Done:
        raise NotTaken("it is away", again=True)

    monkeypatch.setattr(reversals, "tell", fail)
    assert not reversals.push(NOW)
    assert reversals.untold()
    assert Demoted.objects.get().trouble == "it is away"


def test_the_watch_does_all_of_it_by_itself(
    told: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    monkeypatch.setattr("fairline.console.clock.now", lambda: NOW)
    journal(tmp_path, {0: refused(3)})
    watch = Watch()
    watch()
    assert Draw.objects.get().samples.count() == 3
    assert told == []
    fallen(3, 20)
    watch()
    assert told == [], "not before its time"
    clock[0] += 10
    watch()
    assert told == [("called-after-refusal",)]
    clock[0] += 10
    watch()
    assert len(told) == 1
    Watch()()
    assert told[1:] == [("called-after-refusal",)], "after a start it is told what holds"


def test_a_week_that_cannot_be_read_holds_up_nothing_else(
    told: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fairline.console.clock.now", lambda: NOW)
    journal(tmp_path, {0: refused(3)})
    for file in (tmp_path / "journal").glob("*.sqlite*"):
        file.write_bytes(b"not a database, and long enough to be looked at")
    fallen(3, 20)
    Watch()()
    assert told == [("called-after-refusal",)]
    assert not Draw.objects.exists()


# Pages


def test_a_sample_is_judged_on_its_page_with_a_purpose(drawn: Draw, signed_in: Browser) -> None:
    Draw.objects.update(made_at=datetime.now(UTC))
    browser = signed_in(Role.REVIEWER)
    page = browser.get("/quality/next/")["Location"]
    Sample.objects.exclude(kind="answer").delete()
    page = browser.get("/quality/next/")["Location"]
    shown = browser.get(page).content.decode()
    assert NUMBER not in shown
    assert "acme" not in shown
    assert SCRIPT not in shown
    assert "&lt;script&gt;" in shown
    object = f"sample:{page.split('/')[-2]}"
    assert f'name="object" value="{object}"' in shown
    browser.post("/records/purpose/", {"object": object, "purpose": "quality", "next": page})
    assert NUMBER in browser.get(page).content.decode()
    seen = AuditEntry.objects.filter(action="sample.viewed", object=object).order_by("sequence")
    assert [each.purpose for each in seen] == ["", "quality"]
    assert "Choose one" in browser.post(page, {"said": "maybe", "reason": "x"}).content.decode()
    assert "say why" in browser.post(page, {"said": "wrong", "reason": " "}).content.decode()
    assert browser.post(page, {"said": "wrong", "reason": SCRIPT})["Location"] == "/quality/next/"
    assert Judgment.objects.get().said == "wrong"
    again = browser.get(page)
    assert (again.status_code, again["Location"]) == (302, "/quality/")


def test_a_finding_and_a_case_say_neither_whose_they_are_nor_what_was_decided(
    made_case: Made, signed_in: Browser, tmp_path: Path
) -> None:
    case = made_case("called-after-refusal", account="whose-this-is")
    closed(case, "terminate")
    Finding.objects.update(seen_at=drawing.begins(WEEK))
    weekly.draw(tmp_path, WEEK, 5, "seed", "fairline", datetime.now(UTC))
    browser = signed_in(Role.REVIEWER)
    for sample in Sample.objects.all():
        shown = browser.get(f"/quality/samples/{sample.pk}/").content.decode()
        assert "Your judgment" in shown
        assert "whose-this-is" not in shown
        assert "erminate" not in shown
        assert f"/cases/{case.pk}/" not in shown
    assert {each.kind for each in Sample.objects.all()} == {"finding", "case"}


def test_a_finding_of_a_rule_whose_key_has_changed_is_not_told(drawn: Draw) -> None:
    sample = drawn.samples.filter(kind="finding")[0]
    assert len(view(sample, None).told) == 1
    sample.body = sample.body.replace('"who":{', '"who":{"another":"x",')
    assert view(sample, None).told == ()


def test_pages_are_bounded_and_in_french(
    drawn: Draw, signed_in: Browser, person: People, told: list[tuple[str, ...]],
    django_assert_max_num_queries: Queries,
) -> None:  # fmt: skip
    now = datetime.now(UTC)
    fallen(3, 20, at=now)
    reversals.demote(now)
    Draw.objects.update(made_at=datetime.now(UTC))
    for sample in drawn.samples.all()[:9]:
        judging.judge(sample.pk, person(Role.REVIEWER, "ravi"), Said.WRONG, SCRIPT, NOW)
    browser = signed_in(Role.SENIOR, "lucie", language="fr")
    browser.get("/quality/")
    with django_assert_max_num_queries(16):
        shown = browser.get("/quality/").content.decode()
    assert "15\u00a0%" in shown
    assert "Règles qui ne font qu'observer" in shown
    assert SCRIPT not in shown
    sample = judging.next_for(person(Role.SENIOR, "lucie"), datetime.now(UTC))
    assert sample is not None
    with django_assert_max_num_queries(20):
        shown = browser.get(f"/quality/samples/{sample.pk}/").content.decode()
    assert "Votre jugement" in shown
    with django_assert_max_num_queries(10):
        assert "Réponses connues" in browser.get("/quality/golden/").content.decode()


@pytest.mark.parametrize(
    ("role", "see", "judge", "lead"),
    [
        (Role.REVIEWER, 200, 302, 403),
        (Role.SENIOR, 200, 302, 200),
        (Role.LEGAL, 200, 403, 403),
        (Role.AUDITOR, 200, 403, 403),
        (Role.ENGINEER, 200, 403, 403),
        (Role.CUSTOMER, 403, 403, 403),
    ],
)
def test_who_may_see_judge_and_lead(role: Role, see: int, judge: int, lead: int, signed_in: Browser) -> None:
    browser = signed_in(role, account="acme" if role is Role.CUSTOMER else "")
    assert browser.get("/quality/").status_code == see
    assert browser.get("/quality/next/").status_code == judge
    assert browser.get("/quality/samples/none/").status_code == (404 if judge == 302 else 403)
    assert browser.get("/quality/golden/").status_code == lead
    for url in ("/quality/draw/", "/quality/demoted/1/ask/", "/quality/demoted/1/agree/"):
        assert browser.post(url).status_code == (302 if lead == 200 else 403)


def test_of_two_who_draw_from_a_week_at_once_the_second_is_told(
    drawn: Draw, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if the other had drawn after this one looked for its number.
    monkeypatch.setattr("django.db.models.query.QuerySet.count", lambda self: 0)
    told = signed_in(Role.SENIOR).post("/quality/draw/", {"week": "2026-11-25", "size": "5"})
    monkeypatch.undo()
    assert told.status_code == 302
    assert len(Draw.objects.all()) == 1


def test_a_senior_draws_more_of_a_week_that_is_over(tmp_path: Path, signed_in: Browser) -> None:
    journal(tmp_path, {0: refused(30)})
    browser = signed_in(Role.SENIOR)
    browser.post("/quality/draw/", {"week": "2999-01-01", "size": "5"})
    browser.post("/quality/draw/", {"week": "2026-11-25", "size": "501"})
    assert not Draw.objects.exists()
    browser.post("/quality/draw/", {"week": "2026-11-25", "size": "5"})
    made = Draw.objects.get()
    assert (made.week, made.samples.count(), made.made_by) == (WEEK, 5, "senior")
