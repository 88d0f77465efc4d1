"""The measures: formulae of figures, each with the paragraph it follows."""
