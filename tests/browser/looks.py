"""What is looked at on a page: faults that axe finds, what is too wide, English where French should be."""

import gc
import re
from functools import cache
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from babel.messages.pofile import read_po
from playwright.sync_api import Page

from fairline.policy import Text
from tests.browser.spoken import french

GRAVE = ("serious", "critical")
ITSELF = ("English", "Français")
"""A language is named in itself wherever one is chosen."""
WORDS_MIN = 3  # ours: a phrase of so many words is looked for within longer texts too
RUN = """async only => {
    const options = {resultTypes: ["violations"]};
    if (only) options.runOnly = {type: "rule", values: only};
    const found = await axe.run(document, options);
    const shown = each => each.nodes.map(node => node.html).slice(0, 3);
    return found.violations.map(each => [each.impact, each.id, shown(each)]);
}"""
TEXTS = """() => {
    const found = [];
    const french = node => node.closest("[lang]").lang === "fr";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, parent = node.parentElement;
        if (!parent.closest("script, style, code, .code") && french(parent)) found.push(node.data);
    }
    for (const name of ["aria-label", "alt", "title", "placeholder", "data-label"])
        for (const each of document.querySelectorAll(`[${name}]`))
            if (french(each)) found.push(each.getAttribute(name));
    found.push(document.title);
    return found;
}"""
TOO_WIDE = """() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide <= 0) return [];
    const edge = document.documentElement.clientWidth;
    return [...document.querySelectorAll("main *, header *")]
        .filter(each => each.getBoundingClientRect().right > edge + 1 && !each.closest(".wide"))
        .map(each => each.outerHTML.slice(0, 120)).slice(0, 5).concat(`${wide} px`);
}"""


def faults(page: Page, *only: str) -> list[str]:
    """Return the grave faults of a page, by every rule of axe or ``only`` by some."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN, list(only) or None)
    return [f"{rule}: {nodes}" for impact, rule, nodes in found if impact in GRAVE]


def too_wide(page: Page) -> list[str]:
    """Return what makes a page wider than its window; nothing if it is not."""
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def english(page: Page) -> list[str]:
    """Return the phrases on a French page that have another French."""
    texts = {_plain(each) for each in page.evaluate(TEXTS)} - {"", *ITSELF}
    whole, parts, shapes = english_phrases()
    found = [each for each in texts if each in whole or any(shape.fullmatch(each) for shape in shapes)]
    found += [f"{part} (in: {each})" for each in texts for part in parts if part in each]
    return sorted(set(found))


@cache
def english_phrases() -> tuple[frozenset[str], tuple[str, ...], tuple[re.Pattern[str], ...]]:
    """Return what is English and not French: phrases, those that may be part of others, those with slots."""
    pairs = {_plain(en): _plain(fr) for en, fr in {**_packaged(), **french()}.items()}
    pairs |= {_plain(each.en): _plain(each.fr) for each in gc.get_objects() if isinstance(each, Text)}
    told = set(pairs.values())
    foreign = [en for en, fr in pairs.items() if en != fr and en not in told and re.search("[A-Za-z]{2}", en)]
    slot = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
    whole = frozenset(each for each in foreign if not slot.search(each))
    parts = tuple(each for each in whole if len(each.split()) >= WORDS_MIN)
    shapes = tuple(
        re.compile(".+".join(map(re.escape, slot.split(each))), re.DOTALL)
        for each in foreign
        if slot.search(each) and len(slot.sub("", each).split()) >= WORDS_MIN
    )
    return whole, parts, shapes


def _packaged() -> dict[str, str]:
    """Return the phrases of the pages that allauth brings, with their French, empty where it has none."""
    import allauth

    path = Path(allauth.__file__).parent / "locale/fr/LC_MESSAGES/django.po"
    with path.open("rb") as opened:
        return {each.id: str(each.string) for each in read_po(opened) if isinstance(each.id, str) and each.id}


def _plain(text: str) -> str:
    return " ".join(text.split())
