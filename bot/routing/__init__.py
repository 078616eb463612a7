"""Which unit a case belongs to: what each unit answers for, how its name is read, and how all that is known is weighed."""
