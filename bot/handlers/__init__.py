"""The ways in: a Telegram update is taken apart and becomes one call."""
