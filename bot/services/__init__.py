"""What can be done: one module per subject, one function per deed."""
