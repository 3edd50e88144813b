"""New earners as files: one YAML each, or rows of ``earners.csv`` where that is kept."""

import csv
import io
from collections.abc import Iterable

import yaml

from generator.model.earner import Earner
from generator.source.columns import PERSON, find_columns
from generator.source.spreadsheet import read_table

_NOTE = "# Private: nothing is published until 'visibility' and 'consent' say so.\n"


def earner_yaml(earner: Earner) -> bytes:
    """The file of `earner`, without what is as usual."""
    said = earner.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    del said["slug"]  # it is the file's name
    return (_NOTE + yaml.safe_dump(said, allow_unicode=True, sort_keys=False)).encode("utf-8")


def with_earners(table: bytes, earners: Iterable[Earner]) -> bytes:
    """The CSV `table` with rows for `earners`, in its own encoding, delimiter and columns.

    A character its encoding lacks turns the file into UTF-8.
    """
    try:
        text, encoding = table.decode("utf-8-sig"), "utf-8-sig"
        encoding = encoding if table.startswith(b"\xef\xbb\xbf") else "utf-8"
    except UnicodeDecodeError:
        text, encoding = table.decode("cp1252"), "cp1252"
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    line_break = "\r\n" if "\r\n" in text else "\n"
    read = read_table("earners.csv", table)
    columns = find_columns(read, PERSON).index
    rows = io.StringIO()
    writer = csv.writer(rows, delimiter=delimiter, lineterminator=line_break)
    for earner in earners:
        cells = [""] * len(read.header)
        for key, value in _cells(earner, has_name="name" in columns).items():
            if key in columns:
                cells[columns[key]] = value
        writer.writerow(cells)
    whole = text + ("" if text.endswith("\n") else line_break) + rows.getvalue()
    try:
        return whole.encode(encoding)
    except UnicodeEncodeError:
        return whole.encode("utf-8-sig")


def _cells(earner: Earner, *, has_name: bool) -> dict[str, str]:
    first, _, last = earner.name.rpartition(" ")
    name = {"name": earner.name} if has_name else {"first": first, "last": last}
    return {"earner": earner.slug, "email": earner.email or "", **name}
