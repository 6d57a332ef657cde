"""The ontology as the reader uses it: concepts, words, gazetteer. Read once, never changed."""
