"""knowledge/*.yaml -> RuleBase: read with places, check everything, refuse what is broken with a remedy."""
