"""What was imported, and what is missing or odd in it.

One frozen report of a workspace: facts about items, variants and ground truths, and the findings
that follow from them. Lists of ids are whole; the ids themselves are the item table's own.
"""
