"""Tests of the front desk's page."""
