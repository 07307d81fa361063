"""Checks the raw feedback and splits it into a training and a test set."""

import re
import sys
from pathlib import Path

import pandas as pd
import yaml
from sklearn.model_selection import train_test_split

LABELS = {"positive", "negative"}


class InvalidData(ValueError):
    """The data set does not look as the training expects it."""


def validate(frame: pd.DataFrame) -> pd.DataFrame:
    """Returns the frame, or raises InvalidData where a column, a text or a label is not as expected."""
    missing = {"text", "label"} - set(frame.columns)
    if missing:
        raise InvalidData(f"missing columns: {sorted(missing)}")
    if frame["text"].isna().any() or (frame["text"].str.strip() == "").any():
        raise InvalidData("some texts are empty")
    unexpected = set(frame["label"].unique()) - LABELS
    if unexpected:
        raise InvalidData(f"unexpected labels: {sorted(map(str, unexpected))}")
    return frame


def clean(text: str) -> str:
    """Lower case, letters and apostrophes only, one space between words."""
    return " ".join(re.sub(r"[^a-z\s]+", "", text.lower()).split())


def prepare(raw: Path, folder: Path, test_size: float, seed: int) -> None:
    """Writes train.csv and test.csv to the folder."""
    frame = validate(pd.read_csv(raw))
    frame["text"] = frame["text"].map(clean)
    train, test = train_test_split(
        frame, test_size=test_size, random_state=seed, stratify=frame["label"]
    )
    folder.mkdir(parents=True, exist_ok=True)
    train.to_csv(folder / "train.csv", index=False)
    test.to_csv(folder / "test.csv", index=False)


def main(raw: str, folder: str) -> None:
    params = yaml.safe_load(Path("params.yaml").read_text())["prepare"]
    prepare(Path(raw), Path(folder), params["test_size"], params["seed"])


if __name__ == "__main__":
    main(*sys.argv[1:])
