from pathlib import Path

import pandas as pd
import pytest
from sklearn.pipeline import Pipeline

from sentiment.model import build

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="session")
def model() -> Pipeline:
    """A model trained on the small feedback file of the tests."""
    frame = pd.read_csv(FIXTURES / "feedback.csv")
    return build(c=10.0, max_features=500, ngram_max=1).fit(frame["text"], frame["label"])
