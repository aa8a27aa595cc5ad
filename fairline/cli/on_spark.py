"""An audit on Spark as the terminal shows it: stages, tasks, what failed, and how facts are spread."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich import progress as bars

from fairline.cli import on_spark_words as say
from fairline.cli.screen import Screen, plain, screen
from fairline.policy import Lang, Share

if TYPE_CHECKING:
    from fairline.shards.balance import Plan
    from fairline.spark.auditing import OnSpark
    from fairline.spark.progress import Progress


@contextmanager
def on_spark(master: str, lang: Lang) -> Iterator["OnSpark"]:
    """Give what counts an audit on the Spark of ``master``. Raises ``FairlineError`` when there is none."""
    from fairline.spark.auditing import OnSpark
    from fairline.spark.progress import Watch
    from fairline.spark.session import session

    out = screen(stderr=True)

    def balance(plan: "Plan", totals: Mapping[str, int]) -> None:
        out.print(plain(balanced(plan, totals, lang)), soft_wrap=True)

    with session(master) as spark, _shown(lang, out) as show:
        yield OnSpark(spark, Watch(spark, show).stage, balance)


def line(progress: "Progress", lang: Lang) -> str:
    """Return how far a stage is, in words."""
    stage = say.STAGES[progress.stage].say(lang)
    text = say.TASKS.say(lang, stage=stage, done=progress.done, total=progress.total)
    if progress.failed:
        text += say.FAILED.say(lang, failed=progress.failed)
    if progress.lost:
        text += say.LOST.say(lang, lost=progress.lost)
    return text


def balanced(plan: "Plan", totals: Mapping[str, int], lang: Lang) -> str:
    """Return how facts are spread: bins, the heaviest of them, the heaviest account and what was cut."""
    facts = sum(totals.values())
    text = say.BALANCE.say(lang, facts=facts, bins=len(plan.bins), most=max(each.facts for each in plan.bins))
    if facts:
        account = max(totals, key=lambda each: (totals[each], each))
        text += say.HEAVIEST.say(lang, account=account, share=Share(totals[account] / facts))
    if plan.cuts:
        cut = "; ".join(
            f"{account} ({', '.join(each.stage.name for each in spreads if each.stage)})"
            for account, spreads in sorted(plan.cuts.items())
        )
        text += say.CUT.say(lang, cut=cut)
    return text


@contextmanager
def _shown(lang: Lang, out: Screen) -> Iterator[Callable[["Progress"], None]]:
    """Give who shows progress: bars on a terminal, else a line when a stage ends or something fails."""
    if not sys.stderr.isatty():
        told = {"failed": 0, "lost": 0}

        def tell(progress: "Progress") -> None:
            trouble = {"failed": progress.failed, "lost": progress.lost}
            if progress.over or any(trouble[each] > told[each] for each in told):
                out.print(plain(line(progress, lang)), soft_wrap=True)
            told.update(trouble)

        yield tell
        return
    columns = (
        bars.TextColumn("{task.description}", markup=False),
        bars.BarColumn(),
        bars.TimeElapsedColumn(),
    )
    with bars.Progress(*columns, console=out) as shown:
        tasks: dict[str, bars.TaskID] = {}

        def show(progress: "Progress") -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = shown.add_task("", total=None)
            shown.update(
                tasks[progress.stage],
                description=line(progress, lang),
                completed=progress.done,
                total=progress.total or None,
            )

        yield show
