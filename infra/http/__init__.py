"""HTTP: the web application around the API, with health, metrics and the public ledger."""
