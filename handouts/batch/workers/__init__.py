"""Jobs in, what came of each out, by processes that may die."""
