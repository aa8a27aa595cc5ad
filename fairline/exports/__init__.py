"""An audit as JSON, CSV and Parquet, for other programs.

**JSON** is one document, ``"schema": 3``. Times are RFC 3339 in UTC; what people read is ``{"en", "fr"}``.

- ``period`` ``since`` and ``until``: the first and last fact, or null. ``assumed``: zone, region, owner,
  campaign, purpose and plan that were filled in. ``facts`` by kind; ``duplicates``, ``late``, ``unreadable``.
- ``files``: ``name``, ``format``, ``facts``, ``unreadable``, the first ``examples`` (line, field, found,
  wanted), ``damage``, ``zone_assumed``, ``unusable`` and its ``detail``; ``lacks`` are the fields that it has
  no column for and other files have, from ``lacks_since`` on. ``left_out``: what in folders was not read.
- ``findings``: as ``FindingRecord`` has it, in ``fairline.exports.records``. ``hits`` and the limit's
  ``value`` are in ``unit``: plain numbers, whole milliseconds or millionths of a currency unit. ``lower``
  and ``upper`` are the Wilson 95 % interval, where the rule is judged by it. ``others`` are the rule's
  further tests.
- ``clauses``: for the clauses of the findings, by their id: innocent explanations and runbook.
- ``rules``: findings ``found`` and ``kept`` of each rule that was measured. ``not_measurable``: the others.
- ``tightened``: the names of the rules that the operator's policy file changed.

**CSV** and **Parquet** have one finding a row, with the columns of ``Row`` there. In CSV a cell that a
spreadsheet would take for a formula has an apostrophe before it.
"""

from fairline.exports.document import document, row
from fairline.exports.writing import STANDARD_OUTPUT, write_csv, write_json, write_parquet

__all__ = ["STANDARD_OUTPUT", "document", "row", "write_csv", "write_json", "write_parquet"]
