"""So many at once, so many a second after that, each subject for itself."""

from fairline.guard.throttle import SECOND, Throttle
from fairline.policy import ScopeKind
from fairline.standing import Effective, Standing, Subject

ACME, BETA = (
    Effective(Standing.RESTRICTED, Subject(ScopeKind.ACCOUNT, name, name), "r") for name in ("acme", "beta")
)


def test_a_burst_and_then_the_rate() -> None:
    throttle = Throttle(2.0, 3)
    assert [throttle.wait_s(ACME, 0) for _ in range(4)] == [0, 0, 0, 0.5]
    assert throttle.wait_s(ACME, SECOND // 4) == 0.25
    assert throttle.wait_s(ACME, SECOND // 2) == 0
    assert throttle.wait_s(ACME, SECOND // 2) == 0.5
    assert throttle.wait_s(BETA, 0) == 0, "another's bucket is another"


def test_rest_fills_no_more_than_the_burst() -> None:
    throttle = Throttle(1.0, 2)
    assert [throttle.wait_s(ACME, 1000 * SECOND) for _ in range(3)] == [0, 0, 1]


def test_time_that_goes_back_gives_nothing() -> None:
    throttle = Throttle(1.0, 1)
    assert throttle.wait_s(ACME, 10 * SECOND) == 0
    assert throttle.wait_s(ACME, 0) == 1


def test_a_standing_that_moved_starts_again() -> None:
    throttle = Throttle(1.0, 1)
    assert throttle.wait_s(ACME, 0) == 0
    assert ACME.subject is not None
    throttle.forget(ACME.subject)
    assert throttle.wait_s(ACME, 0) == 0
