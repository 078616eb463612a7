"""The demonstration: a bot and a Telegram of its own in one process, with an office that is already at work.

show.py       starts the page, then the bot, then the example
story.py      the example, read from example/: office.toml, cases.toml, play.txt
players.py    what a person of the example can do: speak, tap, and wait for the bot
deeds.py      what a line of the play means, as the same words and taps that a person would use
rehearsal.py  the whole play, from an empty database to an office with something to do for everybody
gallery.py    every message of the bot in both languages, from samples/
"""

from bot.demo.show import run

__all__ = ["run"]
