"""What a change of the rule base does to answers: figures, rules, answers, referrals and matches, before and after."""
