"""The devices beside the till, as the one picture of the till carries them."""

from dataclasses import dataclass, field

from pos_app.devices.scale_protocols import Reading
from pos_app.devices.settings import DeviceSettings
from pos_app.domain.device import DeviceKind, Health


@dataclass(frozen=True, slots=True)
class DevicePicture:
    """How each device is, what was set about them, and the weight while somebody weighs.

    `services`: Checkbox and SmartKasa, since when they are as they are, the last success, the last error.
    """

    health: tuple[Health, ...] = ()
    services: tuple[Health, ...] = ()
    settings: DeviceSettings = field(default_factory=DeviceSettings)
    weighing: Reading | None = None

    def of(self, kind: DeviceKind) -> Health | None:
        """The first device of a kind, None where none is set up."""
        return next((one for one in self.health if one.kind is kind), None)
