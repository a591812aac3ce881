"""The desk: who signs in sees every case that is theirs to see, by what is due next, and does what a link would let
them do, and what only the desk offers.

`signing_in` sends a link to the registered address, `sessions` keeps who is at the desk, `standing` says whose cases
are whose, `cases` is the desk's door to a case, `queues` and `finding` list cases, `network` shows units
and takes their lists, `naming` reads what is entered of a unit, `routes` binds all of it to paths.
A further route under the desk stands in `routes.door`, inside `at_desk`, which asks for the session, and on a POST for
its token.
"""
