"""Gongyou 工友: a worker's question in, the law of her city out; nothing about her is kept."""

__version__ = "0.1.0"
