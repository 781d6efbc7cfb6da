"""Files in, paper out: the printers of this machine, and what was sent to them."""
