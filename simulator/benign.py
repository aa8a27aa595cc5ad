"""The centers that do nothing wrong. Each is sized by how many calls it should make."""

from collections.abc import Callable

from fairline.facts import Direction, Purpose
from simulator.center import Line, Profile, Work
from simulator.dialing import Dialing, Outcomes
from simulator.hours import AROUND_THE_CLOCK, EVERY_DAY, POLITE, WORKDAYS, Hours
from simulator.misuse import Forwarded
from simulator.numbers import BRITISH, CHICAGO, EASTERN_AREAS, NEW_YORK, US_AREAS, Area, own_numbers
from simulator.seat import Extensions, Seat
from simulator.staffing import agents_for, rota
from simulator.support import Support
from simulator.texts import Texts

Sized = Callable[[int, int], tuple[Profile, list[Work]]]
"""From how many calls, over how many days, to a center."""

DIALING_SHIFTS = (14.0, 18.0, 22.0, 26.0)  # UTC: ten in New York to seven in Los Angeles
DIALING_HOURS_A_WEEK = 60
LATE_HOURS = Hours(EVERY_DAY, ((8.0, 22.0),))
OFFICE_HOURS = Hours(WORKDAYS, ((9.0, 12.0), (13.0, 17.0)))


def predictive(
    line: Line,
    calls: int,
    days: int,
    *,
    prefix: str,
    callers: tuple[str, ...],
    live: float,
    areas: tuple[Area, ...] = US_AREAS,
    retry_after_s: tuple[float, ...] = (90_000,),
) -> Dialing:
    """Return a campaign with enough agents behind it, paced so that few people meet silence."""
    live_per_hour = calls * live / (DIALING_HOURS_A_WEEK * days / 7)
    on_duty = agents_for(live_per_hour, 110 + 150, spare=1.6)
    return Dialing(
        line=line,
        calls=calls,
        callers=callers,
        areas=areas,
        outcomes=Outcomes(live=live, machine=0.36),
        shifts=rota(prefix, on_duty, DIALING_SHIFTS, crews=1),
        retry_after_s=retry_after_s,
    )


def support(calls: int, days: int) -> tuple[Profile, list[Work]]:
    """Return an inbound help line with evening peaks."""
    per_hour = calls / (14 * days) * 1.55
    on_duty = agents_for(per_hour, 180 + 180, spare=1.0)
    numbers = own_numbers(US_AREAS[4], 4)
    work = Support(
        line=Line(direction=Direction.INBOUND, purpose=Purpose.TRANSACTIONAL),
        calls=calls,
        numbers=numbers,
        areas=US_AREAS,
        hours=LATE_HOURS,
        zone=NEW_YORK,
        shifts=rota("help", on_duty, (12.0, 17.0, 22.0, 26.0), crews=2),
        busy_hours=(17, 18, 19, 20),
    )
    return _profile("brightwell-support", "inbound support", seats=on_duty * 6), [work]


def sales(calls: int, days: int) -> tuple[Profile, list[Work]]:
    """Return a compliant predictive sales campaign."""
    line = Line(direction=Direction.OUTBOUND, campaign="solar-autumn", purpose=Purpose.MARKETING)
    work = predictive(line, calls, days, prefix="sell", callers=own_numbers(US_AREAS[2], 6), live=0.26)
    return _profile("sunridge-sales", "compliant predictive sales", seats=_seats(work)), [work]


def collections(calls: int, days: int) -> tuple[Profile, list[Work]]:
    """Return a collector: at most two attempts a day and four in all, none after a conversation."""
    line = Line(direction=Direction.OUTBOUND, campaign="reminders-90d", purpose=Purpose.DEBT)
    callers = own_numbers(US_AREAS[6], 4)
    work = predictive(
        line, calls, days, prefix="due", callers=callers, live=0.2, retry_after_s=(18_000, 90_000, 18_000)
    )
    return _profile("fairhaven-collections", "collections", seats=_seats(work)), [work]


def clinic(calls: int, days: int) -> tuple[Profile, list[Work]]:
    """Return a clinic's reminders: short recorded calls, and texts."""
    line = Line(direction=Direction.OUTBOUND, campaign="appointments", purpose=Purpose.APPOINTMENT)
    callers = own_numbers(EASTERN_AREAS[3], 2)
    work = Dialing(
        line=line,
        calls=calls,
        callers=callers,
        areas=EASTERN_AREAS,
        outcomes=Outcomes(live=0.45, machine=0.42, busy=0.03),
        talk=(26, 75),
        machine_talk=(26, 40),
    )
    texts = Texts(line=line, texts=calls // 4, sender=callers[0], areas=EASTERN_AREAS)
    return _profile("maple-clinic", "clinic reminders", seats=6), [work, texts]


def school(calls: int, days: int) -> tuple[Profile, list[Work]]:
    """Return a school district: two mornings of urgent calls, and calls about absences; mostly voicemail."""
    callers = own_numbers(EASTERN_AREAS[2], 2)
    urgent = Line(direction=Direction.OUTBOUND, campaign="closure", purpose=Purpose.EMERGENCY)
    absence = Line(direction=Direction.OUTBOUND, campaign="absence", purpose=Purpose.APPOINTMENT)
    works: list[Work] = [
        Dialing(
            line=line,
            calls=calls // 2,
            callers=callers,
            areas=(EASTERN_AREAS[2],),
            outcomes=Outcomes(live=0.2, machine=0.7, busy=0.02),
            hours=hours,
            talk=(38, 55),
            machine_talk=(42, 56),
            retry_share=0.0,
        )
        for line, hours in ((urgent, Hours((0, 3), ((6.0, 7.5),))), (absence, POLITE))
    ]
    return _profile("lakeside-schools", "school alerts", seats=4), works


def outsourcer(calls: int, days: int) -> tuple[Profile, list[Work]]:
    """Return an outsourcer: three clients' campaigns and a desk that follows the sun in eight-hour shifts."""
    desk_calls = calls * 45 // 100
    on_duty = agents_for(desk_calls / (24 * days), 180 + 180, spare=1.2)
    desk = Support(
        line=Line(direction=Direction.INBOUND, purpose=Purpose.TRANSACTIONAL),
        calls=desk_calls,
        numbers=own_numbers(US_AREAS[8], 3),
        areas=US_AREAS,
        hours=AROUND_THE_CLOCK,
        zone=CHICAGO,
        shifts=rota("sun", on_duty, (0.0, 8.0, 16.0, 24.0), crews=3),
    )
    campaigns = [
        predictive(
            Line(direction=Direction.OUTBOUND, campaign=name, purpose=purpose),
            calls * share // 100,
            days,
            prefix=name,
            callers=own_numbers(US_AREAS[area], 4),
            live=0.25,
        )
        for name, purpose, share, area in (
            ("fiber-upgrade", Purpose.MARKETING, 22, 9),
            ("magazine-renewal", Purpose.MARKETING, 16, 10),
            ("patient-survey", Purpose.SURVEY, 16, 11),
        )
    ]
    abroad = Seat(
        line=Line(direction=Direction.OUTBOUND, purpose=Purpose.TRANSACTIONAL, cost_per_minute="0.02"),
        user="london-001",
        calls=5 * days,
        caller=own_numbers(US_AREAS[8], 1)[0],
        areas=(BRITISH,),
        hours=OFFICE_HOURS,
        zone="Europe/London",
    )
    seats = on_duty * 9 + sum(_seats(campaign) for campaign in campaigns) + 1
    return _profile("meridian-bpo", "outsourcer", seats=seats), [desk, *campaigns, abroad]


def office(calls: int, days: int) -> tuple[Profile, list[Work]]:
    """Return a small office on a business telephone plan that forwards to a mobile, one call at a time."""
    number = own_numbers(US_AREAS[3], 1)[0]
    users = tuple(str(extension) for extension in range(101, 109))
    line = Line(direction=Direction.OUTBOUND)
    placed = [
        Seat(
            line=line,
            user=user,
            calls=max(2, calls * 5 // 100),
            caller=number,
            areas=EASTERN_AREAS,
            hours=OFFICE_HOURS,
            zone=NEW_YORK,
        )
        for user in users
    ]
    taken = Support(
        line=Line(direction=Direction.INBOUND),
        calls=calls * 45 // 100,
        numbers=(number,),
        areas=EASTERN_AREAS,
        hours=OFFICE_HOURS,
        zone=NEW_YORK,
        shifts=rota("front", 3, (13.0, 21.5), crews=2),
    )
    forwarded = Forwarded(
        number=number, target="+16175550177", occasions=2, together=1, begin_hour=22.0, talk=(60, 200)
    )
    inside = Extensions(users=users, calls=calls * 15 // 100, hours=OFFICE_HOURS, zone=NEW_YORK)
    profile = Profile(account="carver-law-office", title="small office", plan="business-phone", seats=14)
    return profile, [*placed, taken, forwarded, inside]


SHARES: tuple[tuple[Sized, float], ...] = (
    (support, 0.25),
    (sales, 0.21),
    (collections, 0.10),
    (clinic, 0.08),
    (school, 0.05),
    (outsourcer, 0.305),
    (office, 0.005),
)


def benign_centers(calls: int, days: int) -> list[tuple[Profile, list[Work]]]:
    """Return all benign centers, which together make about ``calls`` calls in ``days`` days."""
    return [sized(max(60, round(calls * share)), days) for sized, share in SHARES]


def _profile(account: str, title: str, *, seats: int) -> Profile:
    return Profile(account=account, title=title, plan="contact-center", seats=seats)


def _seats(work: Dialing) -> int:
    return sum(len(shift.names) for shift in work.shifts)
