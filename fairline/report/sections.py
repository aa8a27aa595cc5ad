"""The parts of the page that need more than words: measures, bars, charts, laws, samples, gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from fairline import telling, wanted
from fairline.audited import Audit, FileRead, NotMeasurable, Unusable, Why
from fairline.facts import Call, Event, Message, Unreadable
from fairline.findings import Finding, bound, told
from fairline.findings.finding import amount, based
from fairline.law import Hours, LawFact
from fairline.policy import ANSWER, SEVERITY, Duration, Letter, Severity
from fairline.policy.tightened import Tightening
from fairline.readers.format import Format
from fairline.report import charts, rules
from fairline.report.bars import bar
from fairline.report.shown import LetterShown
from fairline.report.wording import Wording, cut
from fairline.signals import Limit, Measure, Reading, Test
from fairline.words import KINDS, ORIGINS, plan_name

MARKS = {Severity.NOTICE: "○", Severity.MINOR: "●", Severity.MAJOR: "▲", Severity.CRITICAL: "■"}
"""A shape for each severity, so that nobody needs the colors."""
FILES_MAX, FILES_FOLDED_MAX = 20, 480  # ours: files in the table, and in the folded rest of it
EXAMPLES_MAX, EXAMPLES_ALL_MAX = 10, 200  # ours: unreadable records shown of a file, and of all files
LAWS_MAX = 40  # ours: laws listed for one rule
GAPS_NAMED_MAX = 6  # ours: formats named in one line
PROSE_MAX = 240  # ours: characters of a law's hours within a reason


@dataclass(frozen=True, slots=True)
class Sample:
    """One record as a row: cells of markup."""

    id: Markup
    line: Markup
    at: Markup
    caller: Markup
    called: Markup
    talk: Markup
    ended: Markup


class Page:
    """What the template asks for, in the words of one language."""

    def __init__(self, audit: Audit, say: Wording) -> None:
        """Speak of ``audit`` through ``say``."""
        self.audit = audit
        self.say = say

    # who, why and by how much

    def reason(self, finding: Finding) -> Markup:
        """Return the rule's reason with the numbers of this finding; names in it are cut and kept apart."""
        slots = finding.slots(self.say.lang)
        names = {name: self.say.name(value) for name, value in finding.who.items()}
        law = {"law": self.say.ours(cut(str(slots["law"]), PROSE_MAX))}
        return self.say.text(finding.rule.reason, **{**slots, **names, **law})

    def key(self, finding: Finding) -> list[tuple[Markup, Markup]]:
        """Return the parts of the key after the account, each with its name."""
        kind = finding.rule.signal.kind.__name__.lower()
        rest = [(name, value) for name, value in finding.who.items() if name != "account"]
        return [(self.field(f"{kind}.{name}"), self.say.name(value)) for name, value in rest]

    def field(self, name: str) -> Markup:
        """Return the name of a field in words."""
        return self.say.ours(telling.column(name, self.say.lang))

    def measures(self, finding: Finding) -> list[tuple[Markup, Markup]]:
        """Return each measure of a finding: a bar, and the same in words."""
        pairs = [(finding.rule.when[0], finding.measure, finding.limit)]
        others = zip(finding.rule.when[1:], finding.others, strict=True)
        pairs += [(test, measure, limit) for test, (_, measure, limit) in others]
        made = []
        for test, measure, limit in pairs:
            words = self.measure(test, measure, limit)
            made.append((bar(test, measure, limit, self.say.plain(words)), words))
        return made

    def measure(self, test: Test, measure: Measure, limit: Limit) -> Markup:
        """Say a measure with its parts, its interval and its limit."""
        say, signal = self.say, test.signal
        value = say.number(told(signal, measure))
        if measure.saturated:
            value = say.say("at least", value=value)
        parts = [Markup("<strong>{}</strong>").format(value)]
        if signal.reading is not Reading.HITS:
            hits, base = amount(measure.hits, signal.unit), based(signal, measure)
            parts.append(say.say("of base", hits=say.number(hits), base=say.number(base)))
        elif measure.base != measure.hits:
            parts.append(say.say("from records", records=say.counted(measure.base, "records")))
        if signal.reading is Reading.SHARE and 0 <= measure.hits <= measure.base != 0:
            lower, upper = (say.number(bound(signal, each)) for each in measure.bounds)
            parts.append(say.say("interval", lower=lower, upper=upper))
        number = say.number(bound(signal, limit.value))
        parts.append(say.say("limit is", limit=number, whose=say.text(ORIGINS[limit.origin])))
        if measure.unknown:
            parts.append(say.counted(measure.unknown, "unknown"))
        return Markup(" · ").join(parts)

    def severity(self, severity: Severity) -> Markup:
        """Return a severity as its mark and its word."""
        return Markup('<span class="severity {}"><span aria-hidden="true">{}</span> {}</span>').format(
            severity.name.lower(), MARKS[severity], self.say.text(SEVERITY[severity])
        )

    def answer(self, finding: Finding) -> Markup:
        """Say what the catalogue lets follow."""
        return self.say.text(ANSWER[finding.answer])

    def samples(self, finding: Finding) -> list[Sample]:
        """Return the sample records as rows."""
        return [self._sample(fact) for fact in finding.samples]

    def _sample(self, fact: Event) -> Sample:
        say, nothing = self.say, Markup("–")
        line = nothing if fact.line is None else say.number(fact.line)
        if not isinstance(fact, Call | Message):
            one, other = map(self._named, telling.parties(fact))
            return Sample(say.name(fact.id), line, say.moment(fact.at), one, other, nothing, nothing)
        if isinstance(fact, Message):
            channel = nothing if fact.channel is None else say.say(f"channel {fact.channel}")
            return Sample(
                say.name(fact.id), line, say.moment(fact.at), self._named(fact.sender),
                self._named(fact.recipient), nothing, channel,
            )  # fmt: skip
        talk = nothing if fact.talk is None else say.number(Duration(round(fact.talk.total_seconds() * 1000)))
        ended = nothing if fact.end_reason is None else say.say(f"ended {fact.end_reason}")
        called = fact.dialed if fact.called is None else fact.called
        return Sample(
            say.name(fact.id),
            line,
            say.moment(fact.at),
            self._named(fact.caller),
            self._named(called),
            talk,
            ended,
        )

    def _named(self, value: str | None) -> Markup:
        return Markup("–") if value is None else self.say.name(value)

    # rules

    in_words = rules

    def laws(self, findings: Iterable[Finding]) -> list[LawFact]:
        """Return the laws that findings are under, each once, by place."""
        unique = {(law.place, law.topic, law.citation): law for each in findings for law in each.laws}
        return [unique[key] for key in sorted(unique)]

    def asked(self, law: LawFact) -> Markup:
        """Say what a law asks, if it is hours; nothing else has words."""
        if isinstance(law.value, Hours):
            return self.say.ours(law.value.text(self.say.lang))
        if law.recommended is not None:
            return self.say.say("advises", hours=self.say.ours(law.recommended.text(self.say.lang)))
        return Markup("–")

    def tightening(self, change: Tightening) -> Markup:
        """Say what the operator changed: the limits and the mode, before and after."""
        before, after = (
            self.say.joined([*rules.limits_of(rule, self.say), rules.mode_of(rule, self.say)])
            for rule in (change.before, change.after)
        )
        return self.say.say("tightened from to", before=before, after=after)

    # files and gaps

    def kinds(self) -> list[tuple[Markup, Markup]]:
        """Return the number of facts of each kind."""
        return [
            (self.say.number(count), self.say.text(KINDS[kind]))
            for kind, count in self.audit.facts.items()
            if count
        ]

    def plan(self) -> Markup:
        """Return the plan that was assumed, in words."""
        return self.say.ours(plan_name(self.audit.assumed.plan, self.say.lang))

    def wanted(self, of: Unreadable) -> Markup:
        """Say what a reader wanted where a record could not be read."""
        return self.say.name(wanted.said(of.wanted, self.say.lang))

    def title(self, of: Format) -> Markup:
        """Say what a format is called."""
        return self.say.ours(telling.title(of, self.say.lang))

    def notes(self, file: FileRead) -> list[Markup]:
        """Say what is to know of a file."""
        notes = []
        if file.unusable is not None:
            detail = file.detail if file.unusable is Unusable.NO_KNOWN_FORMAT else cut(file.detail, PROSE_MAX)
            words = telling.UNUSABLE[file.unusable]
            notes.append(self.say.text(words, **({"detail": detail} if "{detail}" in words.en else {})))
        if file.damage is not None:
            notes.append(self.say.say("damaged", why=file.damage))
        if (lacks := telling.lacks(file, self.say.lang)) is not None:
            notes.append(self.say.ours(lacks))
        if file.zone_assumed:
            notes.append(self.say.say("zone assumed", zone=self.audit.assumed.zone))
        return notes

    def gaps(self) -> list[tuple[Why, list[tuple[Markup, list[NotMeasurable]]]]]:
        """Return what could not be measured by why, and within that by the reason in words."""
        grouped: dict[Why, dict[Markup, list[NotMeasurable]]] = {}
        for gap in self.audit.not_measurable:
            words = getattr(telling.why_not(gap, self.audit.assumed.plan), self.say.lang.value)
            grouped.setdefault(gap.why, {}).setdefault(self.say.ours(words), []).append(gap)
        return [(why, list(grouped[why].items())) for why in Why if why in grouped]

    # charts

    def over_time(self) -> tuple[charts.OverTime, Markup] | None:
        """Return the findings over time, counted and drawn; nothing if there are none."""
        counted = charts.over_time(self.audit.findings, self.say.zone)
        if not counted.rows:
            return None
        label = self.say.say(f"by {counted.unit}")
        return counted, charts.draw_over_time(counted, self.say.lang, label)

    def by_clause(self, rows: Sequence[LetterShown]) -> Markup:
        """Draw the findings by clause; those without any are left out."""
        bars = [(letter_of(row.letter), row.by_severity) for row in rows if row.found]
        return charts.draw_by_clause(bars, self.say.lang, self.say.say("by clause"))


def letter_of(letter: Letter) -> str:
    """Return a clause's letter as the policy writes it: a to l."""
    return letter.name.lower()
