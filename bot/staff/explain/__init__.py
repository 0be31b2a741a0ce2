"""The whole way of one question: what was read from it, what decided, what the answer rests on."""
