"""The pure heart: no clock, disk, network, log, locale catalog or chance in here.

Everything is a function of (question, session, rules, today); what changes is passed in.
"""
