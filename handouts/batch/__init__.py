"""Many visits, and paper."""
