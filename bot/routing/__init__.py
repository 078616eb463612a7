"""Which unit a case belongs to: what units answer for, what they had, and how all of that is weighed."""
