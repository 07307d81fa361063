"""The HTTP service."""

import csv
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from pydantic import BaseModel, Field

from sentiment.model import ModelNotFound, Prediction, load, predict

logging.basicConfig(
    level=os.environ.get("LOG_LEVEL", "INFO"),
    format="%(asctime)s %(name)s %(levelname)s %(message)s",
)
logger = logging.getLogger("sentiment.service")

PREDICTIONS = Counter("predictions_total", "Predictions given", ["label"])
LOST = Counter("rows_lost_total", "Predictions that were given and could not be kept")
SECONDS = Histogram("prediction_seconds", "Time one prediction takes")


class Feedback(BaseModel):
    text: str = Field(min_length=1, max_length=5000)


class Answer(BaseModel):
    label: str
    probability: float


def record(text: str, prediction: Prediction) -> None:
    """Keeps what was asked, so that scripts/check_drift.py can look at it later."""
    try:
        with open(os.environ.get("PREDICTIONS_PATH", "predictions.csv"), "a", newline="") as file:
            csv.writer(file).writerow([len(text.split()), prediction.label])
    except Exception:
        # The answer goes out whatever became of the file; an alert watches the count.
        LOST.inc()


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    path = Path(os.environ.get("MODEL_PATH", "models/model.joblib"))
    try:
        app.state.model = load(path)
    except ModelNotFound as error:
        app.state.model = None
        logger.error("starting without a model: %s", error)
    yield


app = FastAPI(title="Sentiment of customer feedback", lifespan=lifespan)


@app.get("/health")
def health(request: Request) -> dict[str, str]:
    if request.app.state.model is None:
        raise HTTPException(status_code=503, detail="no model is loaded")
    return {"status": "ok"}


@app.post("/predict")
def predict_sentiment(feedback: Feedback, request: Request) -> Answer:
    model = request.app.state.model
    if model is None:
        raise HTTPException(status_code=503, detail="no model is loaded")
    try:
        with SECONDS.time():
            prediction = predict(model, feedback.text)
    except ValueError as error:
        logger.warning("no prediction: %s", error)
        raise HTTPException(status_code=422, detail="the text cannot be judged") from error
    PREDICTIONS.labels(prediction.label).inc()
    record(feedback.text, prediction)
    logger.info("predicted %s (%.2f)", prediction.label, prediction.probability)
    return Answer(label=prediction.label, probability=prediction.probability)


@app.get("/metrics")
def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
