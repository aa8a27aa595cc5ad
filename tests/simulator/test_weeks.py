"""The sample week: the same from the same seed, in order, labelled, and each center as its label says."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec
import pytest

from fairline.facts import Account, Call, Campaign, Direction, EndReason, Fact, Purpose
from simulator import labels, quarter, week
from simulator.numbers import CANADA_AREAS, FLORIDA_AREAS, FRENCH_FICTION, US_AREAS

CALLS = 30_000
ZONES = {
    area.code: ZoneInfo(area.zone) for area in (*US_AREAS, *FLORIDA_AREAS, *CANADA_AREAS, FRENCH_FICTION)
}
BENIGN = [label.account for label in labels() if label.benign]


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    return list(week(42, CALLS))


@pytest.fixture(scope="module")
def by_account(facts: list[Fact]) -> dict[str, list[Call]]:
    found = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Call):
            found[fact.account or ""].append(fact)
    return dict(found)


def written(facts: Iterable[Fact]) -> bytes:
    return b"\n".join(map(msgspec.json.encode, facts))


def test_the_same_seed_gives_the_same_bytes(facts: list[Fact]) -> None:
    assert written(facts) == written(week(42, CALLS))


def test_another_seed_gives_others(facts: list[Fact]) -> None:
    assert written(facts) != written(week(43, CALLS))


def test_an_account_alone_is_the_account_among_others(by_account: dict[str, list[Call]]) -> None:
    alone = [fact for fact in week(42, CALLS, accounts=["owl-marketing"]) if isinstance(fact, Call)]
    assert alone == by_account["owl-marketing"]


def test_facts_come_in_the_order_in_which_they_count(facts: list[Fact]) -> None:
    assert all(earlier.at <= later.at for earlier, later in pairwise(facts))


def test_ids_are_unique(facts: list[Fact]) -> None:
    assert len({(type(fact), fact.id) for fact in facts}) == len(facts)


def test_about_as_many_calls_as_asked_for(by_account: dict[str, list[Call]]) -> None:
    assert sum(map(len, by_account.values())) == pytest.approx(CALLS, rel=0.05)


def test_every_account_has_one_label_and_every_label_an_account(facts: list[Fact]) -> None:
    accounts = [fact.id for fact in facts if isinstance(fact, Account)]
    assert sorted(accounts) == [label.account for label in labels()]
    assert len(set(accounts)) == len(accounts) >= 20
    assert all(label.benign is (label.expected == ()) for label in labels())


def test_every_kind_of_abuse_asked_for_is_labelled() -> None:
    wanted = {
        "A-HOL",
        "A-ABN-US",
        "A-ABN-CA",
        "A-HRS",
        "A-FRQ",
        "E-HAR",
        "A-RNG",
        "B-SDC",
        "B-CAN",
        "B-ASR",
        "B-DIAL",
    }
    wanted |= {"B-SEQ", "B-UNR", "B-FWD-C", "B-IRSF", "B-WAN", "B-SNW", "B-ACC", "H-SEAT", "H-CONT"}
    assert {rule for label in labels() for rule in label.expected} == wanted
    assert {rule for label in labels(days=30) for rule in label.expected} == wanted | {"H-VOL"}
    assert {rule for label in labels("quarter") for rule in label.expected} == {"H-COH", "H-VOL"}


def test_calls_of_campaigns_name_a_registered_one(facts: list[Fact]) -> None:
    registered = {fact.id: fact for fact in facts if isinstance(fact, Campaign)}
    for call in (fact for fact in facts if isinstance(fact, Call) and fact.campaign is not None):
        campaign = registered[call.campaign or ""]
        assert (campaign.account, campaign.purpose, campaign.started_at) == (
            call.account,
            call.purpose,
            call.campaign_started_at,
        )


def test_times_of_a_call_agree(facts: list[Fact]) -> None:
    for call in (fact for fact in facts if isinstance(fact, Call)):
        assert call.ring is not None
        assert call.talk is not None
        assert call.ended_at == call.started_at + call.ring + call.talk
        assert call.answered_at == (call.started_at + call.ring if call.answered else None)
        assert (call.end_reason is EndReason.COMPLETED) is call.answered


@pytest.mark.parametrize("account", BENIGN)
def test_a_benign_dialer_abandons_few(account: str) -> None:
    calls = [fact for fact in week(42, 120_000, accounts=[account]) if isinstance(fact, Call)]
    abandoned, live = abandonment(calls)
    assert abandoned <= 0.02 * live


@pytest.mark.parametrize("account", ["hurry-dialer-us", "hurry-dialer-ca"])
def test_the_hurried_dialers_abandon_many(by_account: dict[str, list[Call]], account: str) -> None:
    abandoned, live = abandonment(by_account[account])
    assert live >= 800
    assert abandoned > 0.2 * live


def abandonment(calls: list[Call]) -> tuple[int, int]:
    staffed = [call for call in calls if call.answered_live is True and call.agent_joined is not None]
    assert all(call.agent_delay is None or call.agent_delay < timedelta(seconds=2) for call in staffed)
    return sum(call.abandoned is True for call in staffed), len(staffed)


def local_hour(call: Call) -> tuple[int, float]:
    zone = next(zone for code, zone in ZONES.items() if (call.called or "").startswith(code))
    there = call.started_at.astimezone(zone)
    return there.weekday(), there.hour + there.minute / 60


def test_benign_sellers_and_collectors_keep_polite_hours(by_account: dict[str, list[Call]]) -> None:
    held = {Purpose.MARKETING, Purpose.DEBT, Purpose.SURVEY}
    calls = [call for account in BENIGN for call in by_account[account] if call.purpose in held]
    assert len(calls) > 2000
    for weekday, hour in map(local_hour, calls):
        assert weekday < 5
        assert 10 <= hour < 12.5 or 14 <= hour < 19


def test_the_night_caller_calls_at_night_and_the_french_one_on_sunday(
    by_account: dict[str, list[Call]],
) -> None:
    assert all(not 5 <= local_hour(call)[1] < 22 for call in by_account["owl-marketing"])
    assert {local_hour(call)[0] for call in by_account["dimanche-vente"]} == {6}


def most_attempts(calls: list[Call], span: timedelta) -> int:
    """The most attempts to reach one number within any ``span``."""
    starts = defaultdict(list)
    for call in calls:
        if call.direction is Direction.OUTBOUND and call.called is not None:
            starts[call.called].append(call.started_at)
    return max(
        sum(begin <= other < begin + span for other in times) for times in starts.values() for begin in times
    )


def test_collectors_try_twice_a_day_and_less_than_seven_times_a_week() -> None:
    calls = [fact for fact in week(42, 120_000, accounts=["fairhaven-collections"]) if isinstance(fact, Call)]
    assert most_attempts(calls, timedelta(hours=24)) == 2
    assert most_attempts(calls, timedelta(days=7)) == 4


def test_the_pesterer_calls_florida_too_often(by_account: dict[str, list[Call]]) -> None:
    calls = by_account["persistent-roofing"]
    florida = tuple(area.code for area in FLORIDA_AREAS)
    assert all((call.called or "").startswith(florida) for call in calls)
    assert most_attempts(calls, timedelta(hours=24)) > 10


def share(calls: list[Call], test: Callable[[Call], bool]) -> float:
    return sum(map(test, calls)) / len(calls)


def gave_up_early(call: Call) -> bool:
    rang_out = call.end_reason in (EndReason.CANCELED, EndReason.NO_ANSWER)
    return rang_out and call.ring is not None and call.ring < timedelta(seconds=15)


def test_the_short_ringer_gives_up_early_and_nobody_benign_does(by_account: dict[str, list[Call]]) -> None:
    assert share(by_account["two-rings-media"], gave_up_early) > 0.5
    placed = [c for account in BENIGN for c in by_account[account] if c.direction is Direction.OUTBOUND]
    assert not any(map(gave_up_early, placed))


def is_short(call: Call) -> bool:
    return call.talk is not None and call.talk <= timedelta(seconds=6)


@pytest.mark.parametrize("account", BENIGN)
def test_a_benign_center_has_an_ordinary_profile(by_account: dict[str, list[Call]], account: str) -> None:
    calls = by_account[account]
    answered = [call for call in calls if call.answered is True]
    assert share(calls, lambda call: call.answered is True) > 0.5
    assert share(answered, is_short) < 0.05
    assert share(calls, lambda call: call.end_reason is EndReason.CANCELED) < 0.1
    assert share(calls, lambda call: call.end_reason is EndReason.UNALLOCATED) < 0.05
    assert sum((call.talk or timedelta() for call in answered), timedelta()) / len(answered) > timedelta(
        seconds=38
    )


def test_dialers_that_cancel_blast_scan_or_fail_do_so(by_account: dict[str, list[Call]]) -> None:
    canceled = share(by_account["hangup-research"], lambda call: call.end_reason is EndReason.CANCELED)
    assert canceled > 0.4
    blasted = [call for call in by_account["flash-blast"] if call.answered is True]
    assert len(blasted) > 3 * 200
    assert share(blasted, is_short) > 0.9
    assert share(by_account["cold-list-partners"], lambda call: call.answered is True) < 0.36
    scanned = by_account["sweep-data"]
    assert share(scanned, lambda call: call.end_reason is EndReason.UNALLOCATED) > 0.4
    numbers = [int((call.called or "+0")[1:]) for call in scanned]
    assert sum(later - earlier == 1 for earlier, later in pairwise(numbers)) > 0.9 * len(numbers)


def most_at_once(calls: list[Call]) -> int:
    """The most calls in conversation at one moment."""
    edges = sorted(
        edge
        for call in calls
        if call.answered_at is not None and call.ended_at is not None
        for edge in ((call.answered_at, 1), (call.ended_at, -1))
    )
    now = most = 0
    for _, change in edges:
        now += change
        most = max(most, now)
    return most


def test_forwarding_to_an_exchange_runs_many_calls_at_once_and_to_a_mobile_one(
    by_account: dict[str, list[Call]],
) -> None:
    for account, least, largest in (("backdoor-trunking", 4, 6), ("carver-law-office", 1, 1)):
        forwarded = [call for call in by_account[account] if call.forwarded_from is not None]
        assert least <= most_at_once(forwarded) <= largest


@pytest.mark.parametrize("account", BENIGN)
def test_a_benign_seat_has_one_call_at_a_time_and_is_not_overworked(
    by_account: dict[str, list[Call]], account: str
) -> None:
    seats = defaultdict(list)
    for call in by_account[account]:
        if call.user is not None:
            seats[call.user].append(call)
    for calls in seats.values():
        assert most_at_once(calls) <= 1
        assert sum((call.talk or timedelta() for call in calls), timedelta()) < timedelta(minutes=740)


def test_shared_and_endless_seats_are_so(by_account: dict[str, list[Call]]) -> None:
    assert most_at_once(by_account["two-for-one"]) == 2
    talked: dict[date, timedelta] = defaultdict(timedelta)
    hours: dict[date, set[int]] = defaultdict(set)
    for call in by_account["never-closed"]:
        day = call.started_at.date()
        talked[day] += call.talk or timedelta()
        hours[day] |= {call.started_at.hour, call.ended_at.hour if call.ended_at is not None else 0}
    assert len(talked) == 7
    assert all(total > timedelta(minutes=720) for total in talked.values())
    assert any((call.talk or timedelta()) > timedelta(hours=4) for call in by_account["never-closed"])
    assert all(min(seen) == 1 and max(seen) >= 21 for seen in hours.values())


def test_the_stolen_account_is_quiet_for_four_days_and_then_dear(by_account: dict[str, list[Call]]) -> None:
    calls = by_account["harbor-dental"]
    abroad = [call for call in calls if not (call.called or "").startswith("+1")]
    first = min(call.started_at for call in abroad)
    assert first - min(call.started_at for call in calls) > timedelta(days=3)
    assert most_at_once(abroad) >= 3
    assert {call.currency for call in abroad} == {"EUR"}
    assert sum((call.cost or Decimal(0)) for call in abroad) > 200


def test_wangiri_and_snowshoe_have_their_numbers(by_account: dict[str, list[Call]]) -> None:
    rung = by_account["one-ring"]
    burst = [call for call in rung if call.started_at - rung[0].started_at < timedelta(minutes=5)]
    assert len({call.called for call in burst}) >= 100
    assert all(call.ring is not None and call.ring <= timedelta(seconds=3) for call in burst)
    snow = by_account["many-faces"]
    assert len({call.caller for call in snow}) > 0.1 * len(snow)
    assert all((call.caller or "")[:8] == (call.called or "")[:8] for call in snow)


def test_pumped_minutes_come_in_six_times_what_goes_out(by_account: dict[str, list[Call]]) -> None:
    minutes: dict[Direction | None, timedelta] = defaultdict(timedelta)
    for call in by_account["endless-chat"]:
        minutes[call.direction] += call.talk or timedelta()
    assert minutes[Direction.INBOUND] > 6 * minutes[Direction.OUTBOUND] > timedelta()


def test_a_month_and_a_quarter_show_heavy_seats() -> None:
    month = monthly_minutes(week(42, CALLS, days=30, accounts=["one-workhorse"]))
    assert month["one-workhorse", "seat-1", 10] > 1.5 * 4000
    months = monthly_minutes(quarter(42))
    assert months["tireless-agency", "workhorse", 8] > 1.5 * 4000
    for number in (7, 8, 9):
        seats = {key: total for key, total in months.items() if key[2] == number and "office" in key[0]}
        mean = sum(seats.values()) / len(seats)
        assert months["greedy-office", "greedy-office-01", number] > 2.2 * mean
        assert all(total < 2 * mean for key, total in seats.items() if key[0] == "quiet-office")
        if number == 8:
            assert months["greedy-office", "surge", number] > 5.5 * mean


def monthly_minutes(facts: Iterable[Fact]) -> dict[tuple[str, str, int], float]:
    talked: dict[tuple[str, str, int], float] = defaultdict(float)
    for fact in facts:
        if isinstance(fact, Call) and fact.user is not None and fact.talk is not None:
            talked[fact.account or "", fact.user, fact.started_at.month] += fact.talk.total_seconds() / 60
    return talked
