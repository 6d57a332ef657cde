"""A query as other programs ask it: in a shell with curl, in Python, in R."""

from __future__ import annotations

import re
import shlex


def snippets(address: str, query: str, triples: bool) -> list[tuple[str, str]]:
    """The name of each program with its lines; the answer comes as a table, or as a graph where the query gives triples.

    >>> print(snippets("http://127.0.0.1:8000/sparql", "ASK {}", triples=False)[0][1])
    curl --get http://127.0.0.1:8000/sparql \\
      --header 'Accept: text/csv' \\
      --data-urlencode 'query=ASK {}'
    """
    query = query.replace("\r\n", "\n").replace("\r", "\n")
    form = "text/turtle" if triples else "text/csv"
    shell = f"curl --get {shlex.quote(address)} \\\n  --header 'Accept: {form}' \\\n  --data-urlencode {shlex.quote('query=' + query)}"
    return [("curl", shell), ("Python", _python(address, query, triples)), ("R", _r(address, query, triples))]


def _python(address: str, query: str, triples: bool) -> str:
    library, form = ("rdflib", "turtle") if triples else ("pandas", "csv")
    read = 'graph = rdflib.Graph().parse(address, format="turtle")' if triples else "table = pandas.read_csv(address)"
    return "\n".join(
        (
            "from urllib.parse import urlencode",
            "",
            f"import {library}",
            "",
            f"query = {python_text(query)}",
            f'address = "{address}?" + urlencode({{"query": query, "format": "{form}"}})',
            read,
        )
    )


def python_text(query: str) -> str:
    """The query as a literal of Python, over several lines where it can be.

    >>> print(python_text("ASK {}"), python_text('ASK { ?s ?p "a"}"'))
    \"\"\"ASK {}\"\"\" 'ASK { ?s ?p "a"}"'
    """
    printable = all(line.isprintable() for line in query.split("\n"))
    return repr(query) if '"""' in query or query.endswith('"') or "\\" in query or not printable else f'"""{query}"""'


def _r(address: str, query: str, triples: bool) -> str:
    # raw text of R 4 ends with as many dashes as it begins with: r"--( … )--"
    dashes = "-" * (1 + max((len(found) for found in re.findall(r"\)(-{0,200})", query)), default=0))
    form, read = ("ntriples", 'triples <- readLines(address, encoding = "UTF-8")') if triples else ("csv", 'table <- read.csv(address, encoding = "UTF-8")')
    return "\n".join(
        (f'query <- r"{dashes}({query}){dashes}"', f'address <- paste0("{address}?format={form}&query=", URLencode(query, reserved = TRUE))', read)
    )
