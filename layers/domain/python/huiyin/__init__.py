"""The rules of Huiyin: pure and fast, without AWS, I/O, clock or environment."""
