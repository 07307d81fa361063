"""Measures the model on the test set and refuses one that is worse than the baseline."""

import json
import sys
from pathlib import Path

import pandas as pd
import yaml
from sklearn.metrics import f1_score

from sentiment.model import load


def evaluate(model_path: Path, data: Path) -> float:
    """The macro F1 of a saved model on a prepared file."""
    frame = pd.read_csv(data)
    predicted = load(model_path).predict(frame["text"])
    return float(f1_score(frame["label"], predicted, average="macro"))


def main(model_path: str, data: str, metrics: str) -> None:
    baseline = yaml.safe_load(Path("params.yaml").read_text())["evaluate"]["baseline_f1"]
    f1 = evaluate(Path(model_path), Path(data))
    Path(metrics).write_text(json.dumps({"f1": round(f1, 4), "baseline_f1": baseline}) + "\n")
    if f1 < baseline:
        raise SystemExit(f"F1 {f1:.3f} is below the baseline {baseline:.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
