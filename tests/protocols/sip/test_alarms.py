"""Alarms against the obvious way: a dict that is searched."""

from hypothesis import given
from hypothesis import strategies as st

from fairline.protocols.sip.alarms import Alarms

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["set", "clear", "ring"]),
        st.sampled_from("abcde"),
        st.sampled_from([0.2, 0.5, 4.0, 32.0]),
        st.sampled_from([0.0, 0.1, 0.5, 5.0]),
    ),
    max_size=60,
)


@given(STEPS)
def test_alarms(steps: list[tuple[str, str, float, float]]) -> None:
    alarms, obvious, now = Alarms(), dict[str, float](), 0.0
    for step, key, span, passes in steps:
        now += passes
        if step == "set":
            alarms.set(key, span, now)
            obvious[key] = now + span
        elif step == "clear":
            alarms.clear(key)
            obvious.pop(key, None)
        else:
            due = {each for each, at in obvious.items() if at <= now}
            rung = alarms.due(now)
            assert len(rung) == len(due)
            assert set(rung) == due
            for each in due:
                del obvious[each]
        assert alarms.deadline() == min(obvious.values(), default=None)
        assert len(alarms) == len(obvious)
