"""The guard as a program: what the configuration names, wired together, started and stopped."""

from fairline.app.app import App
from fairline.app.running import serve
from fairline.app.status import Status, read_status

__all__ = ["App", "Status", "read_status", "serve"]
