import { COLUMNS, nameOf, PARTS } from './python-parts.mjs'

const HEAD = [
  'from __future__ import annotations', '', 'import hashlib', 'import logging', 'import math', 'import time',
  'from collections import deque', 'from collections.abc import Iterable, Mapping, Sequence',
  'from dataclasses import dataclass, field', 'from pathlib import Path', 'from typing import Any', '',
  'import pandas as pd', 'import requests', 'from sklearn.metrics import f1_score', '',
]

/** A module of plain functions and classes; `others` are modules that it imports from. */
export function library(random, module, others) {
  const calls = others.flatMap((other) => other.offers.slice(0, 2))
  const offers = []
  const blocks = []
  for (let part = random.between(3, 7); part > 0; part -= 1) {
    const name = nameOf(random, blocks.length)
    const kind = random.pick(Object.keys(PARTS))
    blocks.push(PARTS[kind](random, name, calls).join('\n'))
    if (kind !== 'settings' && kind !== 'client') offers.push(name)
  }
  const imports = others.map((other) => `from ${other.dotted} import ${other.offers.slice(0, 2).join(', ')}`)
  return { text: [...HEAD, ...imports, '', 'logger = logging.getLogger(__name__)', '', '', blocks.join('\n\n\n'), ''].join('\n'), offers }
}

/** A script that trains: tracking, a gate, a registered model. */
export function training(random, module, others) {
  const [first, second] = others
  return { offers: ['train'], text: [
    'import argparse', 'import logging', 'from pathlib import Path', '', 'import mlflow', 'import pandas as pd',
    'from sklearn.ensemble import GradientBoostingRegressor', 'from sklearn.model_selection import train_test_split', '',
    ...others.map((other) => `from ${other.dotted} import ${other.offers[0]}`), '', 'logger = logging.getLogger(__name__)', `BASELINE = 0.${random.between(60, 80)}`, '', '',
    'def train(path: Path, rounds: int) -> float:', '    frame = pd.read_csv(path)', ...(first ? [`    frame = ${first.offers[0]}(frame)`] : []),
    `    left, right = train_test_split(frame, test_size=0.${random.between(1, 4)}, random_state=${random.between(1, 99)})`,
    `    mlflow.set_experiment("${module.name}")`, '    with mlflow.start_run():', '        model = GradientBoostingRegressor(n_estimators=rounds)',
    `        model.fit(left.drop(columns="${COLUMNS[0]}"), left["${COLUMNS[0]}"])`, `        score = float(model.score(right.drop(columns="${COLUMNS[0]}"), right["${COLUMNS[0]}"]))`,
    '        mlflow.log_params({"rounds": rounds})', '        mlflow.log_metric("score", score)', '        if score < BASELINE:', '            raise SystemExit(f"{score:.3f} is below {BASELINE}")',
    `        mlflow.sklearn.log_model(model, "model", registered_model_name="${module.name}")`, ...(second ? [`    logger.info("%s", ${second.offers[0]}(frame))`] : []), '    return score', '', '',
    'if __name__ == "__main__":', '    parser = argparse.ArgumentParser()', '    parser.add_argument("--path", type=Path, default=Path("data/train.csv"))', `    parser.add_argument("--rounds", type=int, default=${random.between(50, 200)})`,
    '    arguments = parser.parse_args()', '    train(arguments.path, arguments.rounds)', '',
  ].join('\n') }
}

/** A service: a prediction route, health, metrics, a model of the input. */
export function service(random, module, others) {
  const route = random.pick(COLUMNS)
  return { offers: ['app'], text: [
    'import logging', 'import time', '', 'import mlflow', 'from fastapi import APIRouter, FastAPI, HTTPException', 'from prometheus_client import Counter, Histogram, make_asgi_app', 'from pydantic import BaseModel, Field', '',
    ...others.map((other) => `from ${other.dotted} import ${other.offers[0]}`), '', 'logger = logging.getLogger(__name__)', 'app = FastAPI()', `router = APIRouter(prefix="/${module.name}")`, 'app.mount("/metrics", make_asgi_app())',
    `REQUESTS = Counter("${module.name}_requests_total", "Requests", ["status"])`, `LATENCY = Histogram("${module.name}_seconds", "Time to answer")`, `model = mlflow.pyfunc.load_model("models:/${module.name}/Production")`, '', '',
    'class Question(BaseModel):', ...COLUMNS.slice(0, random.between(3, 9)).map((column) => `    ${column}: float = Field(ge=0, le=${random.between(100, 9000)})`), '', '',
    '@app.get("/health")', 'def health() -> dict[str, str]:', '    return {"status": "ok"}', '', '',
    `@router.post("/predict/${route}")`, 'def predict(question: Question) -> dict[str, float]:', '    started = time.perf_counter()', '    try:', '        answer = float(model.predict([list(question.model_dump().values())])[0])',
    '    except ValueError as error:', '        REQUESTS.labels(status="failed").inc()', '        logger.warning("no prediction: %s", error)', '        raise HTTPException(status_code=422, detail=str(error)) from error',
    '    REQUESTS.labels(status="ok").inc()', '    LATENCY.observe(time.perf_counter() - started)', '    logger.info("predicted %s", answer)', '    return {"answer": answer}', '', '', 'app.include_router(router)', '',
  ].join('\n') }
}

/** A schedule that looks for drift and trains again. */
export function schedule(random, module, others) {
  return { offers: ['nightly'], text: [
    'from datetime import timedelta', '', 'import pandas as pd', 'from evidently.metric_preset import DataDriftPreset', 'from evidently.report import Report', 'from prefect import flow, task', '',
    ...others.map((other) => `from ${other.dotted} import ${other.offers[0]}`), '', '', '@task(retries=2)', 'def drift(reference: pd.DataFrame, current: pd.DataFrame) -> float:', '    report = Report(metrics=[DataDriftPreset()])',
    '    report.run(reference_data=reference, current_data=current)', '    return float(report.as_dict()["metrics"][0]["result"]["share_of_drifted_columns"])', '', '', '@flow', 'def nightly() -> None:',
    '    reference, current = pd.read_csv("data/train.csv"), pd.read_csv("data/current.csv")', '    share = drift(reference, current)', `    if share > 0.${random.between(2, 6)}:`, ...(others[0] ? [`        ${others[0].offers[0]}(current)`] : ['        print(share)']), '', '',
    'if __name__ == "__main__":', `    nightly.serve(name="${module.name}", interval=timedelta(hours=${random.between(1, 24)}))`, '',
  ].join('\n') }
}

/** Tests of one module. */
export function testsOf(random, module) {
  return [
    'import math', '', 'import pandas as pd', 'import pytest', '', `from ${module.dotted} import ${module.offers.slice(0, 3).join(', ')}`, '', '',
    '@pytest.fixture', 'def frame() -> pd.DataFrame:', `    return pd.DataFrame({"${random.pick(COLUMNS)}": [1.0, 2.0, None], "${random.pick(COLUMNS)}": [3, 4, 5]})`, '', '',
    ...module.offers.slice(0, 3).flatMap((name, index) => [
      `def test_${name}_gives_something(frame):`, `    result = ${name}(frame)`, '    assert result is not None', `    assert len(result) <= ${random.between(3, 9)}`, '', '',
      `@pytest.mark.parametrize("value", [${random.between(0, 3)}, ${random.between(4, 9)}, math.inf])`, `def test_${name}_of_numbers_${index}(frame, value):`, '    with pytest.raises((KeyError, TypeError, ValueError)):', `        ${name}(frame, value)`, '', '',
    ]),
  ].join('\n')
}
