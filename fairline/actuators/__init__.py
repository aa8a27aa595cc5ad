"""Standing made real outside: what is wanted, what each switch or receiver has acknowledged, and the gap."""

from fairline.actuators.actuator import Actuator, NotDone
from fairline.actuators.enforcement import Enforcement, Gap
from fairline.actuators.freeswitch import FreeSwitch, FreeSwitchSettings
from fairline.actuators.kamailio import Kamailio, KamailioSettings

__all__ = [
    "Actuator", "Enforcement", "FreeSwitch", "FreeSwitchSettings", "Gap", "Kamailio", "KamailioSettings",
    "NotDone",
]  # fmt: skip
