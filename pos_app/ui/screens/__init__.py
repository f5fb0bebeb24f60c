"""Whole screens, and the panes that stand over the right side of the till."""
