"""How words are said that no dictionary has: graphones learned of the pronouncing dictionary."""
