"""Makes the sandbox's demo catalog and its pictures: `python -m tests.tools.sandbox_catalog`."""
