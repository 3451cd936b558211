"""What spans the rooms for whoever works at the desk: one search over everything."""
