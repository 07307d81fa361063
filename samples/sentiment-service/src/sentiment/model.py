"""The classifier: how it is built, loaded and asked."""

from dataclasses import dataclass
from pathlib import Path

import joblib
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from sentiment.prepare import clean


class ModelNotFound(RuntimeError):
    """There is no model where the service looks for it."""


@dataclass(frozen=True)
class Prediction:
    label: str
    probability: float


def build(c: float, max_features: int, ngram_max: int) -> Pipeline:
    """An untrained pipeline from words to a label."""
    return Pipeline(
        [
            ("words", TfidfVectorizer(max_features=max_features, ngram_range=(1, ngram_max))),
            ("classifier", LogisticRegression(C=c, max_iter=1000)),
        ]
    )


def load(path: Path) -> Pipeline:
    """The trained pipeline of a file."""
    try:
        return joblib.load(path)
    except FileNotFoundError as error:
        raise ModelNotFound(f"no model at {path}") from error


def predict(model: Pipeline, text: str) -> Prediction:
    """The likelier label of one text, with its probability."""
    probabilities = model.predict_proba([clean(text)])[0]
    best = int(probabilities.argmax())
    return Prediction(label=str(model.classes_[best]), probability=float(probabilities[best]))
