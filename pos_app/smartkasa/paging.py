"""Which page comes next, by what the server says it did rather than by what was asked."""

from pos_app.smartkasa.models import Meta


def next_page(meta: Meta, page: int, asked: int, rows: int) -> int | None:
    """The number of the page after `page`, None at the end of the list.

    `asked` is the `per_page` of the request; the server may serve fewer (`limit_value`), and then its number counts.
    `rows` is how many rows this page held, unreadable ones included. An empty page always ends the list.
    """
    if rows == 0:
        return None
    if meta.next_page is not None:
        return meta.next_page if meta.next_page > page else None
    if meta.total_pages is not None:
        return page + 1 if page < meta.total_pages else None
    limit = meta.limit_value or asked
    if meta.total_count is not None:
        return page + 1 if page * limit < meta.total_count else None
    return page + 1 if rows >= limit else None
