"""What one desk keeps on the disk: in a folder of its own, for its owner only."""
