"""Tests of the browser's face."""
