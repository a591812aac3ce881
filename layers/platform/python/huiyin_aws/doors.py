"""A door: the routes behind which a link opens. GET shows and changes nothing, POST decides; neither too often.

Further routes under a link (`<route>/files/<id>`, `<route>/slip.pdf`) are added in `door`, beside the two that stand
there: each asks `by_link.arrive(token, now)` first.
"""

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from huiyin_aws import by_link, clock, links
from huiyin_aws.http import body, file, form, page, router, within_limits
from huiyin_aws.pages.page import link_page
from huiyin_aws.visiting import Visit


def door(route: str) -> APIGatewayRestResolver:
    """A router for the links under `route`, such as `/act/<token>`."""
    app = router()
    app.use([within_limits])

    @app.get(route)
    def show(token: str) -> Response:
        status, html = by_link.show(token, clock.now())
        return page(html, status)

    @app.post(route)
    def act(token: str) -> Response:
        status, html = by_link.act(token, form(body(app)), clock.now())
        return page(html, status)

    @app.get(f"{route}/slip.pdf")
    def print_slip(token: str) -> Response:
        try:
            visit = by_link.arrive(token, clock.now(), "slip")
        except links.NoLinkError as error:
            status, html = by_link.no_door(error)
            return page(html, status)
        return slip_of(visit)

    return app


def slip_of(visit: Visit) -> Response:
    """The handling slip, by whichever door somebody came; a number is nobody's data, and names the file."""
    if not visit.is_open_in(visit.case):
        return page(link_page("moved_on"), 410)
    content = visit.slip()
    if content is None:
        return page(link_page("unknown"), 404)
    return file(content, "application/pdf", f"{visit.case.number}.pdf", inline=True)
