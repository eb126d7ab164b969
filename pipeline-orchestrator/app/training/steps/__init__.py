"""What the recipes do, step by step: pure functions of files, options and a seed, run in a process of their own."""
