"""What a run wrote holds together: manifest, summary, records and tables tell the same numbers.

usage: written.py DIR
"""
import csv
import json
import pathlib
import sys

LISTS = [
    "case_numbers", "parties", "representatives", "dates", "issues", "holdings", "gist", "disposition",
    "cited_provisions", "adjudicators",
]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def main():
    out = pathlib.Path(sys.argv[1])
    manifest, records = lines(out / "manifest.jsonl"), lines(out / "records.jsonl")
    status = [line["status"] for line in manifest]
    assert set(status) <= {"done", "failed", "skipped", "container"}, set(status)
    assert status.count("done") == len(records), (status.count("done"), len(records))
    ids = [record["document"]["id"] for record in records]
    assert len(set(ids)) == len(ids), "two records have one id"

    cases = table(out / "cases.csv")
    assert [case["document_id"] for case in cases] == ids, "cases.csv and records.jsonl differ"
    for name in LISTS:
        rows = table(out / f"{name}.csv")
        wanted = [record["document"]["id"] for record in records for _ in record[name]]
        assert [row["document_id"] for row in rows] == wanted, f"{name}.csv and records.jsonl differ"
    harmful = [
        cell
        for path in out.glob("*.csv")
        for row in table(path)
        for cell in row.values()
        if cell and cell[0] in "=+-@\t\r"
    ]
    assert not harmful, f"a spreadsheet would run {harmful[:3]}"
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    counted = [status.count(word) for word in ("done", "failed", "skipped")]
    assert counted == [summary[key] for key in ("records", "failed", "skipped")], counted
    assert summary["documents"] == sum(counted), summary["documents"]
    print(f"{sum(counted)} documents, {len(records)} records, {len(LISTS) + 1} tables: they agree")


if __name__ == "__main__":
    main()
