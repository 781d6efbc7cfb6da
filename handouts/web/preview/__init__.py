"""The page for those who write the words: their handout, live, with what is to mend."""
