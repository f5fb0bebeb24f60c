"""Who signs in to the demo: known before anything of it is loaded."""

from typing import Final

PIN: Final = "1234"
"""The demo cashier's PIN."""
HINT: Final = f"Навчальна каса, чеки не справжні. Демонстрація: PIN {PIN}"
"""What the sign-in screen of the demo says."""
