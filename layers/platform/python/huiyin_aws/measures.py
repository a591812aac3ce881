"""What operators watch: how many of which events took effect, by programme. Codes and counts only."""

from collections import Counter

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit


def count_events(programme: str, names: Counter[str]) -> None:
    """One metric an event's name, with the programme as dimension; written at once, as one line (EMF)."""
    metrics = Metrics()
    metrics.add_dimension("programme", programme)
    for name, number in sorted(names.items()):
        metrics.add_metric(name, MetricUnit.Count, number)
    metrics.flush_metrics()
