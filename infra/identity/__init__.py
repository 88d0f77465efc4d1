"""Who is asking: tokens are verified here; what a person may do is decided elsewhere."""
