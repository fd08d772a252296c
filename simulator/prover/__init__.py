"""The prover: every situation a scenario can reach, what each choice is worth there, and what is wrong with it."""
