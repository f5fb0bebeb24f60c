"""Paper: one layout of typed blocks for every document, and the queue that carries it to the printer."""
