"""Whether a reader of others reads the page's Parquet and its card: check-files.py FOLDER...

A folder has NAME.parquet with the same rows as NAME.jsonl beside it, and perhaps README.md, its card.
"""

import json
import sys
from pathlib import Path

import yaml
from arro3.io import read_parquet

NO_YES = ["no", "yes"]
TYPES = {"Utf8": "string", "Boolean": "bool", "Int64": "int64", "Float64": "float64"}


def rows_of(table):
    """Rows as dictionaries, in their order."""
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    return [dict(zip(columns, values)) for values in zip(*columns.values())]


def spoken(value, feature, wanted):
    """A value as JSON lines have it: a class by its name, a tag in words."""
    if value is not None and feature["_type"] == "ClassLabel":
        return feature["names"][value]
    if isinstance(value, bool) and wanted in NO_YES:
        return NO_YES[value]
    # Fields whose values are of several kinds are texts in Parquet.
    return json.loads(value) if isinstance(value, str) and not isinstance(wanted, str) else value


def check(parquet):
    table = read_parquet(parquet).read_all()
    lines = parquet.with_suffix(".jsonl").read_text().split("\n")[:-1]
    wanted = [json.loads(line) for line in lines]
    found = rows_of(table)
    assert len(found) == len(wanted), f"{parquet}: {len(found)} rows, expected {len(wanted)}"
    metadata = table.schema.metadata
    features = {name: {"_type": "Value"} for name in table.column_names}
    if b"huggingface" in metadata:
        features = json.loads(metadata[b"huggingface"])["info"]["features"]
    assert list(features) == table.column_names, f"{parquet}: features {list(features)}"
    for number, (row, line) in enumerate(zip(found, wanted)):
        said = {name: spoken(row[name], features[name], line.get(name)) for name in row}
        assert said == line, f"{parquet}, row {number}: {said}, expected {line}"
    for name, feature in features.items():
        typed = next(ours for theirs, ours in TYPES.items() if theirs in str(table.schema.field(name).type))
        dtype = "int64" if feature["_type"] == "ClassLabel" else feature.get("dtype", typed)
        assert typed == dtype, f"{parquet}: {name} is {typed}, the feature says {dtype}"
    card = parquet.with_name("README.md")
    if card.exists():
        check_card(card, parquet.name, features)
    classes = sum(feature["_type"] == "ClassLabel" for feature in features.values())
    print(f"{parquet}: {len(found)} rows, {len(features)} columns, {classes} of classes")


def check_card(card, file, features):
    _, front, text = card.read_text().split("---\n", 2)
    front = yaml.safe_load(front)
    assert front["configs"] == [{"config_name": "default", "data_files": file}], front["configs"]
    assert isinstance(front["license"], str) and text.startswith("\n# "), card
    said = {}
    for feature in front["dataset_info"]["features"]:
        kind = feature["dtype"]
        if isinstance(kind, dict):
            names = kind["class_label"]["names"]
            assert list(names) == [str(n) for n in range(len(names))], names
            said[feature["name"]] = {"names": list(names.values()), "_type": "ClassLabel"}
        else:
            said[feature["name"]] = {"dtype": kind, "_type": "Value"}
    assert said == features, f"{card}: {said}, expected {features}"


def main():
    files = [file for folder in sys.argv[1:] for file in sorted(Path(folder).rglob("*.parquet"))]
    assert files, "no Parquet file in " + ", ".join(sys.argv[1:])
    for file in files:
        check(file)


main()
