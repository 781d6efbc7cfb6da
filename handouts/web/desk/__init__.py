"""The front desk's page: who comes today, the finished handout at once, and tomorrow's stack."""
