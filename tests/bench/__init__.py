"""Speed, as figures to compare and never as tests; each module is a command of its own."""
