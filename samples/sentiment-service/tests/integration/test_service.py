from collections.abc import Iterator
from pathlib import Path

import joblib
import pytest
from fastapi.testclient import TestClient
from sklearn.pipeline import Pipeline

from sentiment.service import app


@pytest.fixture
def client(model: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    joblib.dump(model, tmp_path / "model.joblib")
    monkeypatch.setenv("MODEL_PATH", str(tmp_path / "model.joblib"))
    monkeypatch.setenv("PREDICTIONS_PATH", str(tmp_path / "predictions.csv"))
    with TestClient(app) as client:
        yield client


def test_predict_answers_with_label_and_probability(client: TestClient) -> None:
    response = client.post("/predict", json={"text": "great support"})
    assert response.status_code == 200
    assert response.json()["label"] == "positive"


def test_empty_feedback_is_refused(client: TestClient) -> None:
    assert client.post("/predict", json={"text": ""}).status_code == 422


def test_health_and_metrics_answer(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok"}
    client.post("/predict", json={"text": "great support"})
    assert "predictions_total" in client.get("/metrics").text


def test_health_says_that_the_model_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_PATH", str(tmp_path / "absent.joblib"))
    with TestClient(app) as client:
        assert client.get("/health").status_code == 503
