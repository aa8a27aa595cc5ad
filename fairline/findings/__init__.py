"""What broke a rule, with its measure and the evidence for it."""

from fairline.findings.finding import SAMPLES_MAX, Finding, bound, told

__all__ = ["SAMPLES_MAX", "Finding", "bound", "told"]
