"""Bytes in, whole files on the disk out or none, in a folder that one run has for itself."""
