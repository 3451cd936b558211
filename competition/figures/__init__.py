"""Statistics of a ladder: persons and participations, coverage over declared denominators, targets against actual.

The ladder itself is in `ladders`, who goes on in `advancement`.
"""
