"""HTML becomes PDF. Knows paper and letters, knows nothing of visits or treatments."""
