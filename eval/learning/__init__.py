"""Questions to learn from: written for passages of other documents than the five, and never asked by the gold."""
