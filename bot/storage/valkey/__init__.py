"""Valkey (or Redis) behind the ports of the bot, for more than one process: sessions, deliveries, turns, limits, counts.

Nothing in it can be read without ``GONGYOU_SECRET``: names are hashed with it, values sealed with it. Where Valkey is
away each process goes on by itself.
"""
