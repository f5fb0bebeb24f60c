"""PySide reads the source of every module that is imported after it, for `from __feature__ import …`, which nobody here
writes: a tenth of the way to the first frame, and all those lines stay in memory. Once this is imported, it looks at a
module's name alone. Where a PySide has no such hook, nothing changes.

What PySide itself has made is no garbage: Python need not look through it again and again while the rest is imported.
"""

import gc
import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401 - brings the hook along


def _draws(module: ModuleType) -> bool:
    return module.__name__.startswith("pos_app.ui")


_hook = sys.modules.get("shibokensupport.feature")
if _hook is not None and "_mod_uses_pyside" in vars(_hook):
    vars(_hook)["_mod_uses_pyside"] = _draws

gc.freeze()
