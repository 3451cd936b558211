"""Paper where no tablet works: numbered mark sheets to print, and what stands on them typed by two people.

Here lie the records of what was typed, compared, settled and decided. Not here: the sheets and their marks (judging, which
takes a paper as it takes what a tablet sends) and the blank sheet of one module alone (schemes).
"""
