"""The web chat, links to an answer and leaflets: pages that work without JavaScript and keep nothing of a reader.

``routes`` is all that a server mounts. No transcript exists on the server: a page shows what has just been said, and the
chat's short memory (city, language, facts) is the same that every channel has.
"""

from bot.channels.web.site import routes

__all__ = ["routes"]
