"""How long a test waits for what must come."""

PATIENCE = 180.0
"""Seconds. Only what never comes takes so long; on a busy machine a page that comes takes several,
and what steps back behind other work much longer."""
