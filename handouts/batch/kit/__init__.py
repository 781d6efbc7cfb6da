"""The clinic's words in, a kit for the day without a computer out."""
