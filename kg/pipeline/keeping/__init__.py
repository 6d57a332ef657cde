"""What was read, kept on disk: nothing holds a whole corpus, and what has not changed is not read again."""
