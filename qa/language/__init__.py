"""Dutch and English as languages: dates, words, sentences, quantities, abbreviations; nothing that is parliamentary."""
