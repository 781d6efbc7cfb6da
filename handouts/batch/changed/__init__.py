"""An earlier run of the day in, what is new and what is to be taken out of the stack out."""
