"""The API: GraphQL over HTTP, its limits, its errors, and the schema behind it."""
