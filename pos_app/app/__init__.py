"""Where the rooms are put together and the program begins."""
