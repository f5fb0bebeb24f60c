"""Byte links to devices: each opens, writes with a limit on time, and says in words what went wrong."""
