"""A schedule file becomes rows of plain text, whatever kind of file it is."""
