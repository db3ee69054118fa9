"""The kinds of ad, a module a kind: its model, how it is drawn, its record. How to add one: CONTRIBUTING.md."""

from layout.ads.kinds import classified, contact, coupon, display, house, masthead, notice, notices, slogan, supplied
from layout.base.tables import Table

KINDS = Table(
    "kind of ad",
    lambda kind: kind.name,
    (
        slogan.KIND,
        house.KIND,
        contact.KIND,
        display.KIND,
        classified.KIND,
        notice.KIND,
        coupon.KIND,
        masthead.KIND,
        notices.KIND,
        supplied.KIND,
    ),
)
