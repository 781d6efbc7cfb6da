"""The icon that opens the front desk's page, on each kind of desktop."""
