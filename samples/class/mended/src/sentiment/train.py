"""Trains the classifier and logs the run to MLflow."""

import logging
import sys
from pathlib import Path

import joblib
import mlflow
import mlflow.sklearn
import pandas as pd
import yaml
from mlflow.models import infer_signature
from sklearn.model_selection import cross_val_score

from sentiment.model import build

logger = logging.getLogger(__name__)


def train(data: Path, output: Path, params: dict[str, float]) -> float:
    """Trains on a prepared file, saves the model, and returns the cross-validated F1."""
    frame = pd.read_csv(data)
    model = build(params["c"], int(params["max_features"]), int(params["ngram_max"]))
    mlflow.set_experiment("sentiment-service")
    with mlflow.start_run():
        mlflow.log_params(params)
        f1 = float(cross_val_score(model, frame["text"], frame["label"], scoring="f1_macro").mean())
        mlflow.log_metric("f1_cross_validated", f1)
        model.fit(frame["text"], frame["label"])
        output.parent.mkdir(parents=True, exist_ok=True)
        joblib.dump(model, output)
        mlflow.sklearn.log_model(
            model,
            name="model",
            signature=infer_signature(frame["text"].to_frame(), model.predict(frame["text"])),
            registered_model_name="sentiment-service",
            tags={"data": "data/raw/feedback.csv", "f1": f"{f1:.3f}"},
        )
    logger.info("trained on %d texts, cross-validated F1 %.3f", len(frame), f1)
    return f1


def main(data: str, output: str) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    train(Path(data), Path(output), yaml.safe_load(Path("params.yaml").read_text())["train"])


if __name__ == "__main__":
    main(*sys.argv[1:])
