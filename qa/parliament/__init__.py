"""All that is Dutch and parliamentary: identity, dates, references, lists of questions, sentences."""
