"""Training jobs: recipes, gathering, the process that works on a step, and who runs them."""
