"""``gongyou doctor``: looks a set-up over and says what to mend; it changes nothing."""
