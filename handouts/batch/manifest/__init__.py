"""What happened to each row in, lines beside the handouts out that all later commands go by."""
