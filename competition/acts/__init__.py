"""What was done to many things at once, so that it can be undone, and the log of activity of any one thing.

Each room says what its acts and facts are called (`words.ACTS`, `words.FACTS`) and how an act is undone
(`@acts.undoes(kind)`); pages that offer acts are the rooms' own.
"""
