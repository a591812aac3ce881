"""A door: the route behind which a link opens. GET shows and changes nothing, POST decides."""

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from huiyin_aws import acting, clock
from huiyin_aws.http import body, form, page, router


def door(route: str) -> APIGatewayRestResolver:
    """A router for the links under `route`, such as `/act/<token>`."""
    app = router()

    @app.get(route)
    def show(token: str) -> Response:
        status, html = acting.show(token, clock.now())
        return page(html, status)

    @app.post(route)
    def act(token: str) -> Response:
        status, html = acting.act(token, form(body(app)), clock.now())
        return page(html, status)

    return app
