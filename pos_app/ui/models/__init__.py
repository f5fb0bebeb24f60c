"""Qt models over the till's immutable values; they change only the rows that differ."""
