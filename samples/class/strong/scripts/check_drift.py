"""Compares the labels given lately with those of the training set; ends with 1 where they drifted apart."""

import sys
from math import log

import pandas as pd

WARN_AT = 0.2


def stability_index(expected: pd.Series, actual: pd.Series) -> float:
    """The population stability index of two sets of labels; 0 means the same shares."""
    labels = sorted(set(expected) | set(actual))
    before = expected.value_counts(normalize=True).reindex(labels, fill_value=0.001)
    after = actual.value_counts(normalize=True).reindex(labels, fill_value=0.001)
    return float(sum((after[label] - before[label]) * log(after[label] / before[label]) for label in labels))


def main(training: str, predictions: str) -> None:
    index = stability_index(
        pd.read_csv(training)["label"],
        pd.read_csv(predictions, names=["words", "label"])["label"],
    )
    print(f"stability index {index:.3f} ({'drift' if index > WARN_AT else 'stable'})")
    if index > WARN_AT:
        raise SystemExit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
