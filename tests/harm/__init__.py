"""What is done to a batch on purpose, and what must hold of its folder whatever was done."""
