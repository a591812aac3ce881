"""One maker a resource type; a type that stands nowhere here is an error, so that nothing is left out in silence."""

from functools import partial

from huiyin_local.cloud.stack import Make

from . import api, compute, events, messaging, storage, without_effect
from .workshop import Maker, Workshop

MAKERS: dict[str, Maker] = {
    **storage.MAKERS,
    **messaging.MAKERS,
    **events.MAKERS,
    **compute.MAKERS,
    **api.MAKERS,
    **without_effect.MAKERS,
}


def maker_of(shop: Workshop, resource_type: str) -> Make | None:
    """Who makes resources of a type; None if nobody does."""
    maker = MAKERS.get(resource_type)
    return partial(maker, shop) if maker else None
