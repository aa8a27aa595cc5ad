"""Where each fact must be counted, when several count apart: read off the declarations, never listed."""

from fairline.shards.families import Family, families
from fairline.shards.routing import Routing

__all__ = ["Family", "Routing", "families"]
