"""The case: a case is what its events say. decide holds the law, evolve folds facts."""
