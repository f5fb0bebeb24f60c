"""Local servers that behave as the vendors do, for tests, the demo and training; they import none of the till."""
