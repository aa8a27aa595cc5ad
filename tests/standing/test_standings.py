"""Standings against a slow and obvious oracle: any order, twice told, expiry, restoration, overturn, ties."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fairline.cases import AppealDecision, Outcome, Ruling, Scope
from fairline.policy import Lasting, ScopeKind
from fairline.standing import KEEPS, MOVES, Move, Standing, Standings, Subject, chain, may

START = datetime(2027, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
NUMBER = Subject(ScopeKind.NUMBER, "acme", "+12025550123")
ACCOUNT = Subject(ScopeKind.ACCOUNT, "acme", "acme")
MOVING = (Outcome.THROTTLE, Outcome.HOLD, Outcome.SUSPEND, Outcome.TERMINATE, Outcome.RESTORE)


def ruling(
    name: str,
    outcome: Outcome,
    *,
    of: Subject = NUMBER,
    decided: int = 0,
    wait: int = 0,
    hours: int | None = None,
    territory: tuple[str, ...] = (),
) -> Ruling:
    duration = None if hours is None else hours * HOUR
    scope = Scope(kind=of.kind, id=of.id, account=of.account, duration=duration, territory=territory)
    at = START + decided * HOUR
    return Ruling(
        id=name,
        outcome=outcome,
        scope=scope,
        decided_at=at,
        effective_at=at + wait * HOUR,
        decided_by=("ada",),
        reasons="so",
    )


def overturn(name: str, hour: int) -> AppealDecision:
    return AppealDecision(
        id=f"d-{name}",
        appeal=f"a-{name}",
        ruling=name,
        decided_at=START + hour * HOUR,
        decided_by="cleo",
        overturned=True,
        reasons="wrong",
    )


def stood(*steps: Ruling | AppealDecision, hour: int, of: Subject = NUMBER) -> Standing:
    standings = Standings(START)
    for sequence, step in enumerate(steps):
        if isinstance(step, Ruling):
            standings.apply(step, sequence)
        else:
            standings.decide(step)
    standings.tick(START + hour * HOUR)
    return standings.of(of).standing


SUSPENDED = ruling("s", Outcome.SUSPEND, hours=72)
THROTTLED = ruling("t", Outcome.THROTTLE, hours=200)


def test_a_suspension_ends_by_itself_to_the_instant() -> None:
    standings = Standings(START - HOUR)
    assert standings.apply(SUSPENDED, 1) == ()
    assert standings.deadline() == START
    (change,) = standings.tick(START)
    assert change[:3] == (NUMBER, Standing.ACTIVE, Standing.SUSPENDED)
    assert standings.tick(START + 72 * HOUR - timedelta(microseconds=1)) == ()
    (change,) = standings.tick(START + 72 * HOUR)
    assert change[1:3] == (Standing.SUSPENDED, Standing.ACTIVE)
    assert standings.deadline() is None
    assert standings.all() == {}


def test_after_it_the_milder_one_still_holds() -> None:
    assert stood(THROTTLED, SUSPENDED, hour=71) is Standing.SUSPENDED
    assert stood(THROTTLED, SUSPENDED, hour=72) is Standing.RESTRICTED
    assert stood(THROTTLED, SUSPENDED, hour=200) is Standing.ACTIVE


def test_an_overturned_ruling_leaves_what_stood_before_it() -> None:
    assert stood(THROTTLED, SUSPENDED, overturn("s", 5), hour=4) is Standing.SUSPENDED
    assert stood(THROTTLED, SUSPENDED, overturn("s", 5), hour=5) is Standing.RESTRICTED
    assert stood(overturn("s", 5), THROTTLED, SUSPENDED, hour=5) is Standing.RESTRICTED
    assert stood(SUSPENDED, overturn("s", 5), hour=5) is Standing.ACTIVE


def test_an_upheld_one_leaves_all_as_it_is() -> None:
    standings = Standings(START)
    standings.apply(SUSPENDED, 1)
    upheld = AppealDecision(
        id="d", appeal="a", ruling="s", decided_at=START, decided_by="c", overturned=False, reasons="right"
    )
    assert standings.decide(upheld) == ()
    assert standings.of(NUMBER).standing is Standing.SUSPENDED


def test_an_overturned_restoration_brings_back_what_it_had_lifted() -> None:
    restored = ruling("r", Outcome.RESTORE, decided=1)
    assert stood(SUSPENDED, restored, hour=2) is Standing.ACTIVE
    assert stood(SUSPENDED, restored, overturn("r", 3), hour=3) is Standing.SUSPENDED


def test_a_termination_waits_for_its_notice_and_a_restoration_calls_it_off() -> None:
    ended = ruling("e", Outcome.TERMINATE, wait=720)
    restored = ruling("r", Outcome.RESTORE, decided=5)
    assert stood(ended, hour=719) is Standing.ACTIVE
    assert stood(ended, hour=720) is Standing.TERMINATED
    assert stood(ended, restored, hour=720) is Standing.ACTIVE


def test_what_is_terminated_can_only_be_restored() -> None:
    ended = ruling("e", Outcome.TERMINATE)
    assert not may(Standing.TERMINATED, Outcome.SUSPEND)
    assert not may(Standing.TERMINATED, Outcome.HOLD)
    assert may(Standing.TERMINATED, Outcome.RESTORE)
    assert may(Standing.TERMINATED, Outcome.DISMISS)
    late = ruling("s", Outcome.SUSPEND, decided=1, hours=10)
    assert stood(ended, late, hour=2) is Standing.TERMINATED
    assert stood(ended, late, overturn("e", 2), hour=2) is Standing.SUSPENDED


def test_of_two_decided_at_one_instant_the_later_in_the_journal_is_later() -> None:
    restored = ruling("a", Outcome.RESTORE)
    assert stood(SUSPENDED, restored, hour=1) is Standing.ACTIVE
    assert stood(restored, SUSPENDED, hour=1) is Standing.SUSPENDED


def test_a_question_moves_nothing() -> None:
    assert stood(*(ruling(o, o) for o in Outcome if o not in MOVING), hour=1) is Standing.ACTIVE


def test_the_worst_of_a_chain_holds_and_names_its_ruling() -> None:
    standings = Standings(START)
    standings.apply(ruling("t", Outcome.THROTTLE, of=ACCOUNT, hours=9), 1)
    standings.apply(SUSPENDED, 2)
    attempt = chain("acme", service="voice", number="+12025550123")
    assert standings.effective(attempt) == (Standing.SUSPENDED, NUMBER, "s")
    assert standings.effective(chain("acme", number="+12025550199")) == (Standing.RESTRICTED, ACCOUNT, "t")
    assert standings.effective(chain("other", number="+12025550123")).standing is Standing.ACTIVE
    assert standings.effective(()).standing is Standing.ACTIVE
    assert standings.rulings(NUMBER) == (SUSPENDED,)


def test_a_chain_has_only_what_is_known() -> None:
    kinds = [subject.kind for subject in chain("acme", user="u", campaign="c", device="d")]
    assert kinds == [ScopeKind.ACCOUNT, ScopeKind.CAMPAIGN, ScopeKind.USER, ScopeKind.DEVICE]


def test_a_ruling_for_some_countries_stops_no_call_to_others() -> None:
    standings = Standings(START)
    standings.apply(ruling("b", Outcome.SUSPEND, hours=9, territory=("BR",)), 1)
    standings.apply(ruling("t", Outcome.THROTTLE, hours=9), 2)
    wanted = {"BR": Standing.SUSPENDED, "FR": Standing.RESTRICTED, None: Standing.SUSPENDED}
    assert {each: standings.of(NUMBER, each).standing for each in wanted} == wanted
    standings.apply(ruling("r", Outcome.RESTORE, territory=("BR", "PT")), 3)
    assert standings.of(NUMBER, "BR").standing is Standing.RESTRICTED
    assert standings.of(NUMBER, "FR").standing is Standing.RESTRICTED


def test_a_country_cut_off_does_not_bar_a_suspension_everywhere() -> None:
    ended = ruling("e", Outcome.TERMINATE, territory=("BR",))
    standings = Standings(START)
    standings.apply(ended, 1)
    standings.apply(SUSPENDED, 2)
    assert standings.of(NUMBER, "FR").standing is Standing.SUSPENDED
    assert standings.of(NUMBER, "BR").standing is Standing.TERMINATED


def test_what_has_begun_is_no_deadline() -> None:
    standings = Standings(START)
    standings.apply(SUSPENDED, 1)
    assert standings.deadline() == START + 72 * HOUR
    standings.decide(overturn("s", 0))
    assert standings.deadline() == START + 72 * HOUR


def test_time_never_goes_back_and_a_ruling_counts_once() -> None:
    standings = Standings(START)
    assert len(standings.apply(SUSPENDED, 1)) == 1
    assert standings.apply(SUSPENDED, 2) == ()
    assert standings.tick(START - HOUR) == ()
    assert standings.now == START


def test_every_standing_keeps_all_that_must_keep_working() -> None:
    assert {standing: frozenset(Lasting) for standing in Standing} == KEEPS


def test_the_moves_are_complete_but_for_what_is_refused() -> None:
    absent = {(s, m) for s in Standing for m in Move} - set(MOVES)
    assert absent == {(Standing.TERMINATED, m) for m in (Move.RESTRICT, Move.SUSPEND, Move.TERMINATE)}


# The oracle: everything again from the start, for one subject and instant.


Event = tuple[int, Ruling | AppealDecision]
TARGET = {
    Outcome.THROTTLE: Standing.RESTRICTED,
    Outcome.HOLD: Standing.RESTRICTED,
    Outcome.SUSPEND: Standing.SUSPENDED,
    Outcome.TERMINATE: Standing.TERMINATED,
}


def oracle(events: list[Event], subject: Subject, now: datetime) -> Standing:
    """Say in the plainest way what holds: the worst that is in force and not lifted, ended or overturned."""
    gone = {e.ruling for _, e in events if isinstance(e, AppealDecision) and e.decided_at <= now}
    rulings = [
        (sequence, e)
        for sequence, e in events
        if isinstance(e, Ruling) and (e.scope.kind, e.scope.id) == (subject.kind, subject.id)
    ]
    worst = Standing.ACTIVE
    for sequence, e in rulings:
        if e.id in gone or e.outcome is Outcome.RESTORE or e.effective_at > now:
            continue
        if e.expires_at is not None and e.expires_at <= now:
            continue
        lifted = any(
            other.outcome is Outcome.RESTORE
            and other.id not in gone
            and other.effective_at <= now
            and (other.decided_at, place) > (e.decided_at, sequence)
            for place, other in rulings
        )
        if not lifted:
            worst = max(worst, TARGET[e.outcome])
    return worst


@st.composite
def journals(draw: st.DrawFn) -> list[Event]:
    """Rulings on two subjects with ties, waits and ends, and appeals that overturn some of them."""
    events: list[Ruling | AppealDecision] = []
    for n in range(draw(st.integers(1, 8))):
        outcome = draw(st.sampled_from(MOVING))
        ends = outcome not in (Outcome.TERMINATE, Outcome.RESTORE)
        events.append(
            ruling(
                f"r{n}",
                outcome,
                of=draw(st.sampled_from([NUMBER, ACCOUNT])),
                decided=draw(st.integers(0, 5)),
                wait=draw(st.sampled_from([0, 0, 2, 6])),
                hours=draw(st.sampled_from([None, 1, 3, 7])) if ends else None,
            )
        )
        if draw(st.booleans()):
            events.append(overturn(f"r{draw(st.integers(0, n))}", draw(st.integers(0, 12))))
    return list(enumerate(events))


def take(standings: Standings, event: Event) -> None:
    sequence, what = event
    if isinstance(what, Ruling):
        standings.apply(what, sequence)
    else:
        standings.decide(what)


@given(journals(), st.data())
def test_any_order_any_number_of_times_at_any_time_is_as_the_oracle_says(
    events: list[Event], data: st.DataObject
) -> None:
    told = data.draw(st.permutations(events + events[::2]))
    ticks = data.draw(st.lists(st.integers(0, 14), max_size=6).map(sorted))
    standings = Standings(START - HOUR)
    for event in told:
        take(standings, event)
        if ticks and data.draw(st.booleans()):
            standings.tick(START + ticks.pop(0) * HOUR)
    for hour in sorted({*ticks, 14}):
        now = START + hour * HOUR
        standings.tick(now)
        for subject in (NUMBER, ACCOUNT):
            assert standings.of(subject).standing is oracle(events, subject, standings.now)


@given(journals())
def test_replay_gives_the_same_and_changes_tell_every_move(events: list[Event]) -> None:
    def played() -> tuple[list[object], dict[Subject, Standing]]:
        standings = Standings(START - HOUR)
        seen: list[object] = []
        known: dict[Subject, Standing] = {}
        for event in events:
            what = event[1]
            changes = standings.apply(what, event[0]) if isinstance(what, Ruling) else standings.decide(what)
            seen += changes
        for half in range(30):
            seen += standings.tick(START + half * HOUR / 2)
        for change in seen:
            assert known.get(change.subject, Standing.ACTIVE) is change.before  # type: ignore[attr-defined]
            known[change.subject] = change.after  # type: ignore[attr-defined]
        held = {subject: standing for subject, standing in known.items() if standing is not Standing.ACTIVE}
        assert held == standings.all()
        return seen, standings.all()

    assert played() == played()


@given(journals())
def test_nothing_moves_between_deadlines(events: list[Event]) -> None:
    standings = Standings(START - HOUR)
    for event in events:
        take(standings, event)
    while (due := standings.deadline()) is not None:
        assert standings.tick(due - timedelta(microseconds=1)) == ()
        standings.tick(due)
    before = standings.all()
    assert standings.tick(START + 10000 * HOUR) == ()
    assert standings.all() == before
