"""A local page for those who edit the rule base: what is wrong with it, and what a worker would read.

It answers on this machine only, takes nothing from elsewhere, and neither logs nor keeps what is typed: the page itself
carries the chat, and every request plays it again with the rules of that moment.
"""
