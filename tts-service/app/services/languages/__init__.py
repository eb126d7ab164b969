"""Languages other than English: a text in them → words in IPA."""
