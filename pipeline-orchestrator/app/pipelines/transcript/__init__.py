"""The transcript pipeline: a recording of up to hours in; its words, and their phones where asked for, out."""
