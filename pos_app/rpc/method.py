"""One method of the contract: what it takes, and what it asks of the till."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pos_app.rpc.params import Param
from pos_app.till.door import TillDoor

Given = Mapping[str, Any]
Call = Callable[[TillDoor, Given], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Method:
    """One method. `aside`: answered when it ends, and holds nothing up; `outlasts`: a shutdown waits for it."""

    call: Call
    shape: Mapping[str, Param] = field(default_factory=dict)
    aside: bool = False
    outlasts: bool = False
