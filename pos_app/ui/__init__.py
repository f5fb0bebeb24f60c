"""The till's window: draws the one TillState and sends the cashier's commands to the till's door."""
