"""The library: scenarios read, checked and found. Knows the format; knows no engine, prover, score or face."""
