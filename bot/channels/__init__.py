"""Ways in and out: terminal, Telegram. A channel gets one callable for answers and knows nothing of rules or stores."""
