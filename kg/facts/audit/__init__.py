"""The audit: a text's own figures held against one another. One module a check; what is printed stays."""
