"""A scanner that plays a keyboard under a real X server (layout ua, Caps Lock, a busy screen); unplugged screens."""
