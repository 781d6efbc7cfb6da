"""The clinic's folder, and the stock that stands behind it."""
