"""A handout in, what its PDF must show out."""
