"""The nouns: what a clinic says, who comes, and what they take home. No reading, no writing."""
