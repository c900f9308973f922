"""Mutants and neighbours of good articles, for every rule: one module of plain cases a family.

A *mutant* is a good article with one passage exchanged for a wrong one, in which `«` and `»` stand
around the bytes that the finding must cover, or around nothing. Without marks the finding is about
the file as a whole. A *neighbour* is as close to a mutant, and right: no rule says anything of it.
Each module has both, by code, as `MUTANTS` and `NEIGHBOURS`.
"""
