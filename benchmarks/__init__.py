"""Speed, measured: ratios against a peer or a limit in the same run (`make bench`)."""
