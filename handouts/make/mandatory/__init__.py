"""What no handout may lose, and what each such text is there to say."""
