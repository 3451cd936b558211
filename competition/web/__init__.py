"""HTTP plumbing that knows no room: words, forms, errors, headers, limits, assets, and work done apart from the loop."""
