"""Forms against other ways to make the same PDFs, and the targets that they were made for."""
