"""Huiyin on AWS: what the Lambdas share around the domain."""
