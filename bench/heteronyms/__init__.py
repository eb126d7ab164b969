"""Whether heteronyms are said as their sentences ask for."""
