"""A Bot API server of our own on loopback, as strict as Telegram, with a control API that plays the people.

server.py      HTTP: serve() in a loop, SandboxThread in a thread
sandbox.py     what a call is answered
sending.py, editing.py, profile.py, delivery.py     the methods
pages.py       the page on which one looks at the chats, from page/
control.py     the control API; people.py is its client; cast.py is what people can do
world.py, stock.py, updates.py, feed.py, calls.py   what is kept
entities.py, text.py, markup.py, limits.py, faults.py, clock.py   the rules
"""
