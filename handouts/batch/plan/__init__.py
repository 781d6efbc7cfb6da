"""The rows of a schedule in, what is to be made of each out."""
