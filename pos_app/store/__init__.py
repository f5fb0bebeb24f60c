"""SQLite on disk: till.db holds money and is never lost; catalog.db holds goods and can always be read anew."""
