"""One file for each way to make a handout's PDF; each has a class `Maker` (see worker.py)."""
