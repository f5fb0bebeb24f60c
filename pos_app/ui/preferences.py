"""What the owner chose about the window of this register."""

from dataclasses import dataclass


@dataclass(slots=True)
class Preferences:
    """Plain values that the window is built by; changed in place, then the window is built anew."""

    theme: str = "light"
    language: str = "uk"
    sound: bool = True
    blind_close: bool = False
    """Closing a shift does not show what should be in the drawer."""
    hint: str = ""
    """A sentence on the sign-in screen: the demo says its PIN there."""
