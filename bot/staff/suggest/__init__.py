"""From questions that were not understood to examples of the question bank: likeness, a topic, a place, and a person's yes."""
