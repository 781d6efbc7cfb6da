"""FHIR appointments of a day in, the rows of a schedule out; `read_fhir` is the door."""

from handouts.read.schedule.fhir.schedule import read_fhir

__all__ = ["read_fhir"]
