"""Banli: the handling of suggestions and proposals, as conversations in Telegram."""
