"""What is remembered: the tables, and the questions asked of them. SQLAlchemy is known here and nowhere else."""
