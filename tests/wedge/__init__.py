"""A scanner that plays a keyboard, proven under a real X server: layout ua, Caps Lock, a busy screen."""
