"""Files become nouns, together with their problems."""
