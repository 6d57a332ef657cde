"""Where a text names something: entities, quantities, times, each with its clean offsets."""
