"""The trade's own arithmetic and rules: pure, integers only, no I/O, no clock."""
