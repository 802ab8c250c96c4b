"""All that is Dutch and parliamentary: identity, citations, references, lists of questions, speakers."""
