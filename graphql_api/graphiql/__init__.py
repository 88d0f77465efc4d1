"""GraphiQL: a page to try the API in a browser, served from our own files."""
