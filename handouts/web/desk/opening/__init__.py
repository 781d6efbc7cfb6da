"""A double click in, the desk in a browser out: its icon, the one that runs, what stopped it."""
