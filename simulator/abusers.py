"""The centers that abuse the service, one clause or two each, with the catalogue ids they must be found by.

``size`` multiplies the volumes. At 1 each already clears the least number of calls its rule needs within the
first week; a rule may fire on one of them under further ids too.
"""

from fairline.facts import Direction, EndReason, Purpose
from simulator.center import Line, Profile, Work
from simulator.dialing import Dialing, Outcomes
from simulator.hours import POLITE, WORKDAYS, Hours
from simulator.misuse import EndlessShift, Forwarded, Pumped, SharedSeat, TakenOver
from simulator.numbers import (
    CANADA_AREAS,
    EASTERN_AREAS,
    FRENCH_FICTION,
    NEW_YORK,
    US_AREAS,
    Area,
    own_numbers,
)
from simulator.seat import Seat
from simulator.staffing import agents_for, rota
from simulator.tricks import Pester, RingOnce, Scan, Snowshoe

Made = tuple[Profile, list[Work]]
DEEP_NIGHT = Hours((0, 1, 2, 3, 4), ((0.0, 5.0), (22.0, 24.0)))
SUNDAY = Hours((6,), ((10.0, 12.5), (14.0, 18.0)))
LONG_DAY = Hours(WORKDAYS, ((8.0, 12.0), (13.0, 19.0)))
BASE_CALLS = 20_500  # what all abusers together make at size 1, measured


def abusers(size: float, days: int) -> list[Made]:
    """Return every abuser that a run of ``days`` days can show."""
    made = [
        abandoning("hurry-dialer-us", "A-ABN-US", US_AREAS, round(2800 * size)),
        abandoning("hurry-dialer-ca", "A-ABN-CA", CANADA_AREAS, round(2600 * size)),
        night_caller(round(500 * size)),
        sunday_caller(round(300 * size)),
        pesterer(round(30 * size)),
        short_ringer(round(900 * size)),
        blaster(round(1600 * size)),
        canceler(round(2600 * size)),
        low_completion(round(3000 * size)),
        scanner(round(900 * size)),
        forwarder(),
        taken_over(round(160 * size)),
        ring_once(round(400 * size)),
        snowshoe(round(2500 * size)),
        pumped(round(1200 * size)),
        shared_seat(round(24 * size)),
        endless_shift(),
    ]
    return [*made, heavy_seat()] if days >= 28 else made


def _campaign(name: str, purpose: Purpose = Purpose.MARKETING) -> Line:
    return Line(direction=Direction.OUTBOUND, campaign=name, purpose=purpose)


def _profile(
    account: str, title: str, *expected: str, plan: str = "contact-center", seats: int = 5
) -> Profile:
    return Profile(account=account, title=title, plan=plan, seats=seats, expected=expected)


def abandoning(account: str, rule: str, areas: tuple[Area, ...], calls: int) -> Made:
    """Return a dialer that opens twice the lines its agents can take, and never slows down."""
    per_hour = calls * 0.4 / 60
    on_duty = max(1, agents_for(per_hour, 260, spare=0) // 2)
    work = Dialing(
        line=_campaign(f"{account}-leads"),
        calls=calls,
        callers=own_numbers(areas[0], 4),
        areas=areas,
        outcomes=Outcomes(live=0.4, machine=0.3),
        shifts=rota("rush", on_duty, (14.0, 18.0, 22.0, 26.0), crews=1),
        pace_held=False,
        abandoned_talk=(4, 9),
        days=7,
    )
    return _profile(account, "abandoning dialer", rule, seats=on_duty * 3), [work]


def night_caller(calls: int) -> Made:
    """Return a seller who calls the United States in the middle of the night, local time."""
    work = Dialing(
        line=_campaign("night-offer"),
        calls=calls,
        callers=own_numbers(US_AREAS[5], 3),
        areas=US_AREAS,
        outcomes=Outcomes(live=0.4, machine=0.35),
        hours=DEEP_NIGHT,
        talk=(20, 90),
        days=7,
    )
    return _profile("owl-marketing", "night caller", "A-HRS"), [work]


def sunday_caller(calls: int) -> Made:
    """Return a seller who calls France on Sunday."""
    work = Dialing(
        line=_campaign("offre-dimanche"),
        calls=calls,
        callers=("+33199001000", "+33199001001"),
        areas=(FRENCH_FICTION,),
        outcomes=Outcomes(live=0.4, machine=0.3),
        hours=SUNDAY,
        talk=(20, 90),
        days=7,
    )
    return _profile("dimanche-vente", "Sunday caller to France", "A-HOL"), [work]


def pesterer(people: int) -> Made:
    """Return a seller who calls the same people in Florida all day."""
    work = Pester(
        line=_campaign("roof-inspection"), people=people, days=3, caller=own_numbers(US_AREAS[7], 1)[0]
    )
    return _profile("persistent-roofing", "pesterer", "A-FRQ", "E-HAR"), [work]


def short_ringer(calls: int) -> Made:
    """Return a dialer that gives up after two rings; its two switches name that differently."""
    works: list[Work] = [
        Dialing(
            line=_campaign(f"two-rings-{number}"),
            calls=calls // 2,
            callers=own_numbers(US_AREAS[9], 2),
            areas=US_AREAS,
            outcomes=Outcomes(live=0.25, machine=0.05, canceled=0.645),
            answer_ring=(2, 7),
            voicemail_ring=(5, 7),
            give_up=(7.5, 8.4),
            give_up_reason=reason,
            talk=(30, 150),
            days=7,
        )
        for number, reason in enumerate((EndReason.CANCELED, EndReason.NO_ANSWER), start=1)
    ]
    return _profile("two-rings-media", "short ringer", "A-RNG"), works


def blaster(calls: int) -> Made:
    """Return a blaster of calls that last a few seconds."""
    work = Dialing(
        line=_campaign("blast"),
        calls=calls,
        callers=own_numbers(US_AREAS[12], 1),
        areas=US_AREAS,
        outcomes=Outcomes(live=0.4, machine=0.35),
        talk=(1.5, 5.5),
        machine_talk=(1.5, 5.5),
        days=3,
    )
    return _profile("flash-blast", "short-call blaster", "B-SDC"), [work]


def canceler(calls: int) -> Made:
    """Return a dialer that hangs up on half of its calls before anybody can answer."""
    work = Dialing(
        line=_campaign("line-check", Purpose.SURVEY),
        calls=calls,
        callers=own_numbers(US_AREAS[13], 2),
        areas=EASTERN_AREAS,
        outcomes=Outcomes(live=0.25, machine=0.15, canceled=0.5),
        give_up=(15.5, 24),
        days=2,
    )
    return _profile("hangup-research", "canceler", "B-CAN"), [work]


def low_completion(calls: int) -> Made:
    """Return a dialer on a business telephone plan that reaches few people, for a few seconds each."""
    work = Dialing(
        line=_campaign("cold-list", Purpose.SURVEY),
        calls=calls,
        callers=own_numbers(US_AREAS[14], 2),
        areas=EASTERN_AREAS,
        outcomes=Outcomes(live=0.2, machine=0.1, busy=0.08, unallocated=0.06),
        talk=(8, 35),
        machine_talk=(8, 22),
        days=2,
    )
    profile = _profile(
        "cold-list-partners", "low-completion dialer", "B-ASR", "B-DIAL", plan="business-phone", seats=3
    )
    return profile, [work]


def scanner(calls: int) -> Made:
    """Return a scanner of whole exchanges."""
    work = Scan(
        line=_campaign("number-check", Purpose.SURVEY), calls=calls, caller=own_numbers(US_AREAS[5], 1)[0]
    )
    return _profile("sweep-data", "number scanner", "B-SEQ", "B-UNR"), [work]


def forwarder() -> Made:
    """Return an account that forwards one number to somebody's private exchange, six calls at a time."""
    work = Forwarded(
        number=own_numbers(EASTERN_AREAS[0], 1)[0], target="+17185550150", occasions=6, together=6
    )
    profile = _profile(
        "backdoor-trunking", "forwarding to a private exchange", "B-FWD-C", plan="business-phone", seats=1
    )
    return profile, [work]


def taken_over(calls: int) -> Made:
    """Return a quiet office whose account is taken over in the fifth night."""
    number = own_numbers(EASTERN_AREAS[1], 1)[0]
    quiet = Seat(
        line=Line(direction=Direction.OUTBOUND),
        user="201",
        calls=60,
        caller=number,
        areas=EASTERN_AREAS,
        hours=LONG_DAY,
        zone=NEW_YORK,
    )
    profile = _profile(
        "harbor-dental", "account takeover, calls to Somalia", "B-IRSF", plan="business-phone", seats=3
    )
    return profile, [quiet, TakenOver(calls=calls, caller=number, user="202")]


def ring_once(calls: int) -> Made:
    """Return a wangiri caller."""
    work = RingOnce(bursts=2, calls_per_burst=calls // 2, caller=own_numbers(US_AREAS[15], 1)[0])
    return _profile("one-ring", "wangiri", "B-WAN"), [work]


def snowshoe(calls: int) -> Made:
    """Return a caller with hundreds of numbers."""
    work = Snowshoe(line=_campaign("neighbor"), calls=calls)
    return _profile("many-faces", "snowshoe", "B-SNW"), [work]


def pumped(calls: int) -> Made:
    """Return an account paid for the calls that are pumped into its toll-free numbers."""
    seat = Seat(
        line=Line(direction=Direction.OUTBOUND),
        user="1",
        calls=40,
        caller="+18885550101",
        areas=US_AREAS,
        hours=POLITE,
        zone=NEW_YORK,
    )
    profile = Profile(
        account="endless-chat",
        title="toll-free pumper",
        plan="contact-center",
        seats=1,
        expected=("B-ACC",),
        revenue_share=True,
    )
    return profile, [Pumped(numbers=("+18885550101", "+18885550102"), calls=calls), seat]


def shared_seat(pairs_per_day: int) -> Made:
    """Return an account where two people share one named seat."""
    work = SharedSeat(
        user="shared-login", caller=own_numbers(EASTERN_AREAS[2], 1)[0], pairs_per_day=min(pairs_per_day, 30)
    )
    profile = _profile("two-for-one", "seat sharing", "H-SEAT", seats=1)
    return profile, [work]


def endless_shift() -> Made:
    """Return an account with a user who never goes home."""
    work = EndlessShift(user="night-and-day", caller=own_numbers(EASTERN_AREAS[4], 1)[0])
    return _profile("never-closed", "shift that never ends", "H-CONT", seats=1), [work]


def heavy_seat() -> Made:
    """Return an account of six seats, one of which talks more than twice what the plan means by fair."""
    works: list[Work] = [
        Seat(
            line=Line(direction=Direction.OUTBOUND),
            user=f"seat-{number}",
            calls=1700 if number == 1 else 260,
            caller=own_numbers(US_AREAS[10], 1)[0],
            areas=US_AREAS,
            hours=Hours((0, 1, 2, 3, 4, 5), ((10.0, 19.0),)),
            zone=NEW_YORK,
            reached=0.9,
            talk=(280, 420),
        )
        for number in range(1, 7)
    ]
    return _profile("one-workhorse", "heavy seat", "H-VOL", seats=6), works
