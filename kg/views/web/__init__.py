"""The graph in the browser: `kg serve`. Each page is a function (Site, Request) -> Response, named in `routes`."""
