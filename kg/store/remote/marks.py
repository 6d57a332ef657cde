"""What `kg load` leaves in a store besides the documents: the graph of all triples, and the graph of its own marks."""

from kg.vocab import terms

# every triple of a build, once: what the default graph is for a build in memory
WHOLE = terms.ID + "graph/whole"
# which graph holds what: one triple each, written when the graph is complete
MARKS = terms.ID + "graph/marks"
SHA256 = "https://schema.org/sha256"
