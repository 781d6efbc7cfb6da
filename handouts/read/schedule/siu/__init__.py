"""HL7 v2 appointment messages in, the rows of a schedule out; `read_siu` is the door."""

from handouts.read.schedule.siu.reading import read_siu

__all__ = ["read_siu"]
