"""Visits in, finished sheets out, in processes of their own beside the page."""
