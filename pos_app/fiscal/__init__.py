"""Exactly-once fiscalisation: a pure machine decides, a worker writes first and acts after."""
