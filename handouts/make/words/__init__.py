"""Text in, words out: what a language, a date, a mark in prose and the width of letters are."""
