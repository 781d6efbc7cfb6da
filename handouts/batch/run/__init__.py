"""A plan in, finished files and what became of each row out."""
