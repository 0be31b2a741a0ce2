"""From a story to what is owed: which claims it holds, each worked out from the facts, together without double counting."""
