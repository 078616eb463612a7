"""Conversations: one module per conversation, each a table of steps, and the engine that walks them."""
