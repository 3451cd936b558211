"""The second opinion: a tabulator that shares nothing with the product but the meaning of a plan.

Written from the description of the plan format and the rules of the field alone, with other means (fractions
throughout, expressions by operator precedence, everything worked out on demand), so that a fault of the engine is not
repeated here. It imports nothing of ours. It takes plans the product accepted and does not check them again.
"""

from competition.shadow.tabulation import tabulate

__all__ = ["tabulate"]
