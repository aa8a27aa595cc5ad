"""A sample provider's day, played through a running guard: attempts are asked over SIP and HTTP, records come
after, an abuser is suspended and its next call refused. The guard's clock is the day's.
"""

import asyncio
import secrets
import socket
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from demo.live_call import free, installed, shown
from demo.words import ACTS, WORDS
from fairline.app import App
from fairline.client import AsyncClient
from fairline.client.operations import move
from fairline.config import read
from fairline.console.samples import MARK, PASSWORD, PEOPLE
from fairline.facts import Call, Direction, Event, Fact
from fairline.policy import Clause, ScopeKind
from fairline.ports.http_keys import Scope, add
from fairline.signals.windows import instant
from simulator.weeks import WEEK_START, week

SLICE = timedelta(seconds=60)  # of the day, played at once
DAY = timedelta(days=1)
BATCH_MAX = 500
ANSWER_S = 5.0
CONSOLE_S = 60.0  # ours: to make its database and start
WATCHED_S = 120.0
NUMBER_SHARE = 2  # every second account is behind the switch, the others ask over HTTP
BEFORE = (
    "id", "started_at", "account", "user", "campaign", "campaign_started_at", "purpose", "direction",
    "caller", "called", "dialed", "forwarded_from", "auto_dialed", "artificial_voice", "diversions",
)  # fmt: skip
"""What is known of a call before it is made."""
CONFIG = """# The sample provider's guard, made by the simulator.
[store]
folder = "data"

[ports.http]
listen = ["127.0.0.1:{http}"]
keys = "keys.json"
rate_per_s = 100000
burst = 100000
decide_within_ms = 2000

[ports.sip]
listen = ["127.0.0.1:{sip}"]
decide_within_ms = 2000

[console]
listen = "127.0.0.1:{console}"
url = "http://127.0.0.1:{console}"
demo = true
second_factor = false

[console.sender]
name = "Sample Telecom"

[[ports.sip.peers]]
name = "switch"
addresses = ["127.0.0.1"]
account = "unknown"
allow = 302
next_hop = "127.0.0.1:{hop}"
direction = "outbound"
headers = {{ X-Campaign = "campaign", X-User = "user" }}
domains = {{ {domains} }}
"""
SWITCH = """
[[actuators.kamailio]]
name = "kamailio"
url = "http://127.0.0.1:{rpc}/RPC"
"""
Say = Callable[[str], None]


@dataclass(slots=True)
class Played:
    """What came of the day."""

    sip: Counter[str] = field(default_factory=Counter)
    http: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    """By account."""


class Clock:
    """The day's time: what it was set to, or that and the time since then."""

    def __init__(self, start: datetime) -> None:
        self._at, self._since = instant(start), 0.0
        self._running = False

    def __call__(self) -> int:
        """Return microseconds since 1970-01-01 UTC."""
        if not self._running:
            return self._at
        return self._at + round((asyncio.get_running_loop().time() - self._since) * 1e6)

    def set(self, at: datetime) -> None:
        """Stand at ``at``."""
        self._at = max(self._at, instant(at))

    def run(self) -> None:
        """Go on from here as any clock does."""
        self._since, self._running = asyncio.get_running_loop().time(), True


async def live(
    out: Path, clauses: Iterable[Clause], *, seed: int, calls: int, lang: str, once: bool, say: Say
) -> None:
    """Play the day, say what came of it, and stay until stopped unless ``once``."""
    facts = list(day(seed, calls))
    accounts = sorted({str(each.account) for each in facts if isinstance(each, Call)})
    on_sip = frozenset(accounts[::NUMBER_SHARE])
    hop, rpc = free(socket.SOCK_DGRAM), free(socket.SOCK_STREAM)
    key = prepared(out, on_sip, hop, rpc)
    clock = Clock(WEEK_START)
    app = App(read(out / "fairline.toml"), clauses, now=clock, file=out / "fairline.toml")
    say(WORDS["starting"][lang])
    await app.start()
    try:
        assert app.http is not None
        assert app.sip is not None
        http, sip = app.http.addresses[0], app.sip.addresses[0]
        switch = Switch(sip)
        async with AsyncClient(f"http://{http[0]}:{http[1]}", key) as client:
            say(WORDS["playing"][lang].format(calls=sum(isinstance(each, Call) for each in facts)))
            began = asyncio.get_running_loop().time()
            played = await play(facts, on_sip, clock, client, switch)
            took = asyncio.get_running_loop().time() - began
            await watched(app)
            for line in summary(played, app, clauses, took, lang):
                say(line)
            abuser = next((each for each, _ in played.refused.most_common() if each in on_sip), None)
            if abuser is None:
                say(WORDS["nobody"][lang])
            else:
                await suspended(abuser, facts, client, switch, out, hop, rpc, sip[1], lang, say)
        switch.close()
        clock.run()
        await opened(app, out, clock, say, lang)
        say(WORDS["key"][lang].format(path=out / "key", config=out / "fairline.toml"))
        if not once:
            say(WORDS["staying"][lang].format(http=f"{http[0]}:{http[1]}", sip=f"{sip[0]}:{sip[1]}"))
            await asyncio.Event().wait()
    finally:
        await app.stop()


async def opened(app: App, out: Path, clock: Clock, say: Say, lang: str) -> None:
    """Let the pages live in the played week too, and say where they are and who may sign in."""
    assert app.console is not None
    assert app.config.console is not None
    ahead_s = clock() / 1e6 - datetime.now(UTC).timestamp()
    (out / "data" / MARK).write_text(f"{ahead_s:.3f}\n", encoding="ascii")
    words = {name: each[lang] for name, each in WORDS.items()}
    try:
        async with asyncio.timeout(CONSOLE_S):
            await app.console.ready.wait()
    except TimeoutError:
        say(words["no console"])
        return
    say(words["console"].format(url=app.config.console.url))
    for name, given, family, role, _ in PEOPLE:
        say(f"  {name:8} {words[role]:24} {given} {family}")
    say(words["password"].format(password=PASSWORD))


def day(seed: int, calls: int) -> Iterator[Fact]:
    """Yield the facts of a Monday of the sample provider, and what is registered."""
    for fact in week(seed, calls):
        if not isinstance(fact, Event) or fact.at < WEEK_START + DAY:
            yield fact


def prepared(out: Path, on_sip: Iterable[str], hop: int, rpc: int) -> str:
    """Write the configuration and a key into ``out``, which is emptied of an earlier run; return the key."""
    out.mkdir(parents=True, exist_ok=True)
    data = out / "data"
    for each in sorted(data.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()
    (out / "keys.json").unlink(missing_ok=True)
    domains = ", ".join(f'"{account}.sip.example" = "{account}"' for account in on_sip)
    http, sip, console = free(socket.SOCK_STREAM), free(socket.SOCK_DGRAM), free(socket.SOCK_STREAM)
    text = CONFIG.format(http=http, sip=sip, hop=hop, console=console, domains=domains)
    data.mkdir(exist_ok=True)
    (data / MARK).write_text("0\n", encoding="ascii")
    text += SWITCH.format(rpc=rpc) if installed() else ""
    (out / "fairline.toml").write_text(text, encoding="utf-8")
    scopes = (Scope.DECIDE, Scope.FACTS, Scope.STANDING, Scope.METRICS)
    key = add(out / "keys.json", "simulator", scopes, now=datetime.now(UTC))
    (out / "key").write_text(key, encoding="utf-8")
    (out / "key").chmod(0o600)
    return key


async def play(
    facts: list[Fact], on_sip: frozenset[str], clock: Clock, client: AsyncClient, switch: "Switch"
) -> Played:
    """Play attempts when they were made and records when the call was over, a minute of the day at a time."""
    played = Played()
    order = count()
    waiting: list[tuple[datetime, int, Fact, bool]] = []
    for fact in facts:
        if isinstance(fact, Call):
            asked = fact.account in on_sip and fact.direction is Direction.OUTBOUND
            id = f"{secrets.token_hex(8)};from-tag=1;cseq=1" if asked else fact.id
            named = replace(fact, id=id)
            heappush(waiting, (fact.at, next(order), attempt_of(named), asked))
            ended = named.ended_at or fact.at + (fact.ring or timedelta(0)) + (fact.talk or timedelta(0))
            heappush(waiting, (max(ended, fact.at), next(order), replace(named, revision=1), False))
        else:
            heappush(waiting, (max(fact.at, WEEK_START), next(order), fact, False))
    until = WEEK_START
    while waiting:
        until = max(until + SLICE, waiting[0][0])
        clock.set(until)
        invites: list[Call] = []
        attempts: list[Call] = []
        records: list[Fact] = []
        while waiting and waiting[0][0] <= until:
            _, _, fact, asked = heappop(waiting)
            if isinstance(fact, Call) and not fact.revision:
                (invites if asked else attempts).append(fact)
            else:
                records.append(fact)
        await asyncio.gather(
            _invited(invites, switch, played),
            _asked(attempts, client, played),
            _told(records, client, played),
        )
    return played


def attempt_of(call: Call) -> Call:
    """Return the call as it is known before it is made."""
    return Call(**{name: getattr(call, name) for name in BEFORE})


async def _invited(calls: list[Call], switch: "Switch", played: Played) -> None:
    for call, status in zip(calls, await asyncio.gather(*map(switch.ask, calls)), strict=True):
        played.sip[str(status)] += 1
        if status != 302:
            played.refused[str(call.account)] += 1


async def _asked(calls: list[Call], client: AsyncClient, played: Played) -> None:
    for at in range(0, len(calls), BATCH_MAX):
        part = calls[at : at + BATCH_MAX]
        for call, answer in zip(part, await client.decide_all(part), strict=True):
            act = "undecidable" if answer.decided is None else answer.decided.act
            played.http[act] += 1
            if act != "allow":
                played.refused[str(call.account)] += 1


async def _told(facts: list[Fact], client: AsyncClient, played: Played) -> None:
    if facts:
        taken = await client.facts(facts)
        for line in taken.lines:
            played.records[line.taken] += 1


class Switch:
    """A switch that asks over UDP: one INVITE each, its answer, and an ACK."""

    def __init__(self, port: tuple[str, int]) -> None:
        self._end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._end.setblocking(False)
        self._end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        self._end.connect(port)
        self._here = self._end.getsockname()[1]
        self._waiting: dict[str, asyncio.Future[tuple[int, str]]] = {}
        asyncio.get_running_loop().add_reader(self._end, self._readable)

    def close(self) -> None:
        """Let the socket go."""
        asyncio.get_running_loop().remove_reader(self._end)
        self._end.close()

    async def ask(self, call: Call) -> int:
        """Return the status of the answer."""
        return (await self.answer(call))[0]

    async def answer(self, call: Call) -> tuple[int, str]:
        """Return the status of the answer, and its lines that say why."""
        call_id = call.id.partition(";")[0]
        future = asyncio.get_running_loop().create_future()
        self._waiting[call_id] = future
        self._end.send(self._message("INVITE", call, call_id))
        try:
            return await asyncio.wait_for(future, ANSWER_S)
        finally:
            self._waiting.pop(call_id, None)
            with suppress(OSError):
                self._end.send(self._message("ACK", call, call_id))

    def _message(self, method: str, call: Call, call_id: str) -> bytes:
        called = call.called or call.dialed or "anonymous"
        lines = [
            f"{method} sip:{called}@{call.account}.sip.example SIP/2.0",
            f"Via: SIP/2.0/UDP 127.0.0.1:{self._here};branch=z9hG4bK{call_id}",
            "Max-Forwards: 70",
            f"From: <sip:{call.caller or 'anonymous'}@127.0.0.1>;tag=1",
            f"To: <sip:{called}@127.0.0.1>",
            f"Call-ID: {call_id}",
            f"CSeq: 1 {method}",
            f"Contact: <sip:switch@127.0.0.1:{self._here}>",
        ]
        lines += [f"X-Campaign: {call.campaign}"] if call.campaign else []
        lines += [f"X-User: {call.user}"] if call.user else []
        return "\r\n".join([*lines, "Content-Length: 0", "", ""]).encode()

    def _readable(self) -> None:
        while True:
            try:
                text = self._end.recv(65_535).decode(errors="replace")
            except OSError:
                return
            first, *lines = text.split("\r\n")
            named = {
                name.lower(): value.strip() for name, _, value in (each.partition(":") for each in lines)
            }
            future = self._waiting.get(named.get("call-id", ""))
            status = int(first.split(" ")[1])
            if future is not None and not future.done() and status >= 200:
                future.set_result((status, f"{first}; {named.get('reason', '')}".rstrip("; ")))


def summary(played: Played, app: App, clauses: Iterable[Clause], took: float, lang: str) -> Iterator[str]:
    """Yield what was decided, and what was found by clause."""
    words = {name: each[lang] for name, each in WORDS.items()}
    asked = played.sip.total() + played.http.total()
    yield words["decided"].format(asked=asked, records=played.records.total(), took=f"{took:.1f}")
    for port, counts in (("SIP", played.sip), ("HTTP", played.http)):
        for what, number in counts.most_common():
            yield f"  {port}  {ACTS.get(what, {}).get(lang, what)}  {number}"
    letters = {rule.name: clause.letter.name.lower() for clause in clauses for rule in clause.rules}
    found = Counter(letters[rule] for rule in app.found.values())
    yield words["found"].format(found=found.total())
    for letter, number in sorted(found.items()):
        rules = Counter(rule for rule in app.found.values() if letters[rule] == letter)
        shown = ", ".join(f"{rule} {times}" for rule, times in rules.most_common(4))
        yield f"  clause {letter}  {number}  {shown}"


async def watched(app: App) -> None:
    """Wait until what nobody waits for has been watched too."""
    with suppress(TimeoutError):
        async with asyncio.timeout(WATCHED_S):
            while app.status().behind:
                await asyncio.sleep(0.2)


async def suspended(
    abuser: str, facts: list[Fact], client: AsyncClient, switch: Switch, out: Path, hop: int, rpc: int,
    sip: int, lang: str, say: Say,
) -> None:  # fmt: skip
    """Suspend an account while it has a call through Kamailio, if there is one here; show what follows."""
    words = {name: each[lang] for name, each in WORDS.items()}

    async def suspend() -> None:
        ruling = move(
            "suspend", ScopeKind.ACCOUNT, abuser, abuser, reasons=words["reason"], decided_by=["simulator"]
        )
        await client.run(ruling)

    if installed():
        try:
            told = await shown(out, rpc=rpc, hop=hop, fairline=sip, account=abuser, suspend=suspend)
        except TimeoutError:
            say(words["not shown"].format(log=out / "kamailio.log"))
            await suspend()
        else:
            up, ended, after = told
            say(words["live"].format(account=abuser, status=first(up)))
            say(words["ended"].format(took=f"{ended * 1000:.0f}"))
            say(words["after"].format(status=first(after)))
    else:
        await suspend()
        say(words["no switch"])
    made = [each for each in facts if isinstance(each, Call) and each.account == abuser and each.called]
    call = replace(attempt_of(made[-1]), id=f"{secrets.token_hex(8)};from-tag=1;cseq=1")
    began = asyncio.get_running_loop().time()
    _, answer = await switch.answer(call)
    took = (asyncio.get_running_loop().time() - began) * 1000
    say(words["suspended"].format(account=abuser, took=f"{took:.0f}"))
    say(f"  {answer}")


def first(message: str) -> str:
    """Return the status of an answer."""
    return message.split("\r\n")[0].removeprefix("SIP/2.0 ")
