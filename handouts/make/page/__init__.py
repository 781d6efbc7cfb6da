"""A handout in, its page as HTML out, with the files that it may use."""
