"""The faults of moto that our contract tests found, mended; each says what AWS does."""
