"""Risks by sector code: NAICS 2022, NACE Rev. 2 and 2.1, as ``fairline/law/data/tables`` has them."""

import pytest

from fairline.law import LawError
from fairline.law.sectors import parse_sectors, sector_risk, sectors

CODES = {
    "221113": ("nuclear",),
    "24.46": ("nuclear",),
    "2446": ("nuclear",),
    "84.25Z": ("police_fire",),
    "8425Z": ("police_fire",),
    "nace:86.10": ("health_care",),
    "NACE 86.10": ("health_care",),
    "naics: 561422": ("call_centers",),
    "82.20": ("call_centers",),
    "517121": ("telecom_resale",),
    "61.20": ("telecom_resale",),
    "25.30": ("weapons",),
    "nace2.1:25.30": ("weapons",),
    "nace:25.30": (),
    "naics:2446": (),
    "nace:221113": (),
    "26.51.1": ("air_navigation",),
    "62.01": (),
    "541511": (),
    "24": (),
    "": (),
    "not a code": (),
    " 928110 ": ("defence",),
}


@pytest.mark.parametrize("code", CODES)
def test_codes(code: str) -> None:
    assert sector_risk(code) == CODES[code]


def test_every_class_has_a_name_and_codes() -> None:
    used = {name for classes in sectors().codes.values() for name in classes}
    assert used == set(sectors().names)
    known = {code for classes in sectors().codes.values() for codes in classes.values() for code in codes}
    assert set(sectors().verify) <= known


GOOD = """
citation: manuals
confidence: medium
source: memory
names: {a: {en: a, fr: b}}
codes: {naics: {a: ["111111"]}}
verify: {}
"""


def test_a_broken_table_is_told() -> None:
    assert parse_sectors(GOOD, "t.yaml").codes == {"naics": {"a": ("111111",)}}
    with pytest.raises(LawError, match=r"t.yaml: naics: found 'b', wanted one of a"):
        parse_sectors(GOOD.replace("naics: {a:", "naics: {b:"), "t.yaml")
    with pytest.raises(LawError, match=r"t.yaml: found a table that is none .*, wanted sectors"):
        parse_sectors("- 1", "t.yaml")
