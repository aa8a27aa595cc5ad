"""One scene for each clause: a customer that breaks it, and an innocent twin that looks like it.

Both are drawn anew for each seed: numbers, days and amounts differ, what matters does not. A scene names the
rows of the catalogue that its abuser breaks, and which of them answer before the act; its twin breaks none.
"""

import importlib
import pkgutil

from simulator.scenes.scene import Draw, Scene, attempt_of

__all__ = ["SCENES", "Draw", "Scene", "attempt_of"]


def _scenes() -> tuple[Scene, ...]:
    """Import every module that has a scene, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__, f"{__name__}."))
    modules = (importlib.import_module(name) for name in names)
    return tuple(scene for module in modules for scene in getattr(module, "SCENES", ()))


SCENES: tuple[Scene, ...] = _scenes()
