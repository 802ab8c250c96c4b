"""Documents and their index, kept in step: files taken in, changed and removed, and what can be asked about now."""
