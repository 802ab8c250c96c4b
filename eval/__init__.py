"""How good the answers are: gold questions, protocols, measures and the report.

Uses ``qa`` as any other program does: only what its public face offers.
"""
