"""The text models, message by message on one core: how many texts a second, and how long the longest takes.

Texts are made up from patterns, each one different, so that no text is remembered; its words are, as in a
guard that has run for a minute. What the models leave out early, and words never seen, stand beside them.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from statistics import quantiles
from time import process_time

from bench.sections import Measured, Scale, Table, micros, rate
from bench.timing import frozen
from fairline.checks.gate import Ground, Look, enter
from fairline.checks.text import scores
from fairline.facts import Basis, Channel

NUMBER = {"quick": 500, "usual": 5_000, "large": 20_000}
GROUND = Ground(basis=Basis.CUSTOMER, reference="bench")
LONG = 10_000_000
PATTERNS = (
    "Hi {0}, your appointment with Dr {1} is on Monday at {2}:30. Reply C to confirm or call us on 555 0{2}.",
    "Your parcel {0}-{2} from {1} Books is out for delivery today, you can follow it at https://{1}.example/{2}",
    "Congratulations {0}! You have won a {1} phone. Claim your prize of ${2} now at http://{1}-win.example/{2}",
    "are you coming to {1} tonight? {0} says the film starts at {2}, call me when you are on the bus",
    "I have waited {2} days for {0} to call me back about the {1} order and I want to speak to a manager",
)
"""About 100 letters each, as long as a text message."""


def texts(number: int) -> Iterator[str]:
    """Yield different texts of the length of a message."""
    for at in range(number):
        yield PATTERNS[at % len(PATTERNS)].format(_name(at), _name(at * 7 + 3), 10 + at % 900)


def _name(at: int) -> str:
    letters = "bdfglmnprst"
    return "".join(letters[at // 11**place % 11] + "aeiou"[at // 5**place % 5] for place in range(3)).title()


def mails(number: int) -> Iterator[str]:
    """Yield texts as long as a mail, one for fifteen that are asked for."""
    some = texts(number)
    while words := " ".join(islice(some, 15)):
        yield words


def strange(number: int) -> Iterator[str]:
    """Yield texts whose every word is new, though they say they are English."""
    for at in range(number):
        yield (
            "the " + " ".join(f"{_name(at * 17 + place)}{_name(place)}".lower() for place in range(9)) + " is"
        )


def measure(scale: Scale) -> Measured:
    """Time each kind of text."""
    number = NUMBER[scale.name]
    kinds: tuple[tuple[str, Callable[[int], Iterator[str]], Channel], ...] = (
        ("messages of 100 letters", texts, Channel.SMS),
        ("the same, no word ever seen", strange, Channel.SMS),
        ("three words: cannot tell", lambda many: (f"ok {_name(at)} lor" for at in range(many)), Channel.SMS),
        ("mails of 1,500 letters", mails, Channel.EMAIL),
    )
    rows = [_timed(name, list(make(number)), channel) for name, make, channel in kinds]
    whole = ("the lazy fox jumps over it and " * (LONG // 31 + 1))[:LONG]
    rows.append(_timed("a text of 10 MB, head and tail", [whole] * 3, Channel.EMAIL))
    headings = ("text", "a second", "mean us", "p50 us", "p99 us")
    note = "All five topics, gate to judgments, one by one. Processor time."
    return Measured(tables=(Table(title="Text models", headings=headings, rows=tuple(rows), note=note),))


def _timed(name: str, some: list[str], channel: Channel) -> tuple[str, ...]:
    looks = [enter(f"m{at}", GROUND, text.encode()) for at, text in enumerate(some)]
    for each in islice(looks, len(looks) // 4):
        scores.judge(each, channel=channel)
    took = []
    with frozen():
        begun = process_time()
        for each in looks[len(looks) // 4 :]:
            took.append(_once(each, channel))
        spent = (process_time() - begun) / len(took)
    cuts = quantiles(took, n=100, method="inclusive") if len(took) > 1 else took * 99
    return name, rate(1 / spent), micros(spent), micros(cuts[49]), micros(cuts[98])


def _once(look: Look, channel: Channel) -> float:
    begun = process_time()
    scores.judge(look, channel=channel)
    return process_time() - begun
