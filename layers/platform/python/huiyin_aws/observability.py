"""Logs, set up once. A log line names case numbers and codes, never a person's data or words."""

from aws_lambda_powertools import Logger

logger = Logger()
