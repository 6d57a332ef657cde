"""Which thing a name stands for, and which day a word like 去年 means."""
