import type { Content } from '../support/make-repository.ts'

/** A repository made to harm its reader; `files` are made when asked for, since many are large. Pairs, because a path may be `__proto__`. */
export type HostileRepository = {
  readonly name: string
  /** What an honest reader must still say: a path among the gaps or problems, where something was left out. */
  readonly tells?: string
  readonly files: () => Iterable<readonly [path: string, content: Content]>
}

/** A small service that touches every part of the checklist, so that each view has something to follow into the hostile part. */
const SERVICE: readonly (readonly [path: string, text: string])[] = [
  ['requirements.txt', 'fastapi\nmlflow\npandas\npandera\nprometheus-client\npytest\nscikit-learn\n'],
  ['app/__init__.py', ''],
  ['app/main.py', [
    'import logging', 'import joblib', 'from fastapi import FastAPI, HTTPException', 'from prometheus_client import Counter', 'from pydantic import BaseModel', '',
    'log = logging.getLogger(__name__)', 'app = FastAPI()', 'model = joblib.load("model.joblib")', 'asked = Counter("asked", "requests")', '',
    'class Feedback(BaseModel):', '    text: str', '', '@app.get("/health")', 'def health() -> dict:', '    return {"status": "ok"}', '',
    '@app.post("/predict")', 'def predict(feedback: Feedback) -> dict:', '    asked.inc()', '    try:', '        return {"label": str(model.predict([feedback.text])[0])}',
    '    except ValueError as error:', '        log.error("failed: %s", error)', '        raise HTTPException(422) from error', '',
  ].join('\n')],
  ['train.py', [
    'import mlflow', 'import pandas as pd', 'from sklearn.linear_model import LogisticRegression', '', 'def train(path: str) -> float:', '    data = pd.read_csv(path)',
    '    with mlflow.start_run():', '        model = LogisticRegression().fit(data[["a"]], data["b"])', '        accuracy = model.score(data[["a"]], data["b"])',
    '        mlflow.log_metric("accuracy", accuracy)', '        if accuracy > 0.9:', '            mlflow.sklearn.log_model(model, "model", registered_model_name="sentiment")',
    '    return accuracy', '', 'if __name__ == "__main__":', '    train("data/train.csv")', '',
  ].join('\n')],
  ['tests/test_main.py', 'from fastapi.testclient import TestClient\nfrom app.main import app\n\ndef test_health():\n    assert TestClient(app).get("/health").status_code == 200\n'],
  ['Dockerfile', 'FROM python:3.12-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY app app\nCMD ["uvicorn", "app.main:app", "--host", "0.0.0.0"]\n'],
  ['.github/workflows/ci.yml', 'on: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: pip install -r requirements.txt\n      - run: pytest tests\n'],
  ['dvc.yaml', 'stages:\n  train:\n    cmd: python train.py\n    deps: [train.py, data/train.csv]\n    outs: [model.joblib]\n'],
  ['README.md', '# Sentiment\n\n## Run it\n\n```sh\npip install -r requirements.txt\nuvicorn app.main:app\n```\n'],
]

/** Lines made one by one from their number. */
export function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join('\n')
}

/** The service with further files, which replace its own of the same path. */
export function withService(...files: readonly (readonly [path: string, content: Content])[]): readonly (readonly [path: string, content: Content])[] {
  const replaced = new Set(files.map(([path]) => path))
  return [...SERVICE.filter(([path]) => !replaced.has(path)), ...files]
}
