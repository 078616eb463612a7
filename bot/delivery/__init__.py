"""The way out: the only part that sends; letters are claimed, sent in order per chat, and settled."""
