"""A visit and the clinic's content in, a handout out, with the reason for each block. Pure."""
