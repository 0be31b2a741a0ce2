"""What is made of the counts: the table for admins. Nothing here can name a worker."""
