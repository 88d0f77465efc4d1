"""The GraphQL schema: types derived from the domain, and the questions clients may ask."""
