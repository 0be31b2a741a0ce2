"""A Bot API of our own on 127.0.0.1, so that tests drive the real application over HTTP and reach no network."""
