"""Sentences that remember how they were made, so that another language can say the same."""
