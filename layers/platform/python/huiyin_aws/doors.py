"""A door: the routes behind which a link opens. GET shows and changes nothing, POST decides.

Further routes under a link (`<route>/files/<id>`, `<route>/slip.pdf`) are added in `door`, beside the two that stand
there: each asks `by_link.arrive(token, now)` first.
"""

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from huiyin_aws import by_link, clock
from huiyin_aws.http import body, form, page, router


def door(route: str) -> APIGatewayRestResolver:
    """A router for the links under `route`, such as `/act/<token>`."""
    app = router()

    @app.get(route)
    def show(token: str) -> Response:
        status, html = by_link.show(token, clock.now())
        return page(html, status)

    @app.post(route)
    def act(token: str) -> Response:
        status, html = by_link.act(token, form(body(app)), clock.now())
        return page(html, status)

    return app
