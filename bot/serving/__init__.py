"""The HTTP service: one application for all channels that are called, its health and its metrics."""
