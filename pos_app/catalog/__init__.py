"""The goods: read from SmartKasa into the local store, found by typing and by scanning, with the register's taxes."""
