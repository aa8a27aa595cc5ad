"""From files to findings: read, order, count, judge, and say what could not be measured."""

from fairline.audit.inputs import EngineName, Options
from fairline.audit.pipeline import audit
from fairline.audit.policy_file import read_policy

__all__ = ["EngineName", "Options", "audit", "read_policy"]
