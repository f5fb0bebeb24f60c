"""What was sold, told to others: receipts to SmartKasa, statistics, exports; the journal is only read."""
