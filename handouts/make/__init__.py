"""One visit becomes one PDF."""
