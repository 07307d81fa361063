/** Packages that go by another name on PyPI than in an import, by the import's first word. */
const BY_IMPORT: ReadonlyMap<string, string> = new Map([
  ['sklearn', 'scikit-learn'], ['cv2', 'opencv-python-headless'], ['PIL', 'pillow'], ['yaml', 'pyyaml'], ['dotenv', 'python-dotenv'], ['git', 'gitpython'], ['bs4', 'beautifulsoup4'], ['dateutil', 'python-dateutil'],
  ['prometheus_client', 'prometheus-client'], ['prometheus_fastapi_instrumentator', 'prometheus-fastapi-instrumentator'], ['great_expectations', 'great-expectations'], ['alibi_detect', 'alibi-detect'], ['skimage', 'scikit-image'],
  ['imblearn', 'imbalanced-learn'], ['pytest_cov', 'pytest-cov'], ['multipart', 'python-multipart'], ['jose', 'python-jose'], ['psycopg2', 'psycopg2-binary'], ['MySQLdb', 'mysqlclient'], ['dvc_s3', 'dvc-s3'], ['dvc_gdrive', 'dvc-gdrive'],
  ['sentence_transformers', 'sentence-transformers'], ['google.cloud', 'google-cloud-storage'], ['slack_sdk', 'slack-sdk'], ['structlog', 'structlog'], ['serial', 'pyserial'], ['jwt', 'pyjwt'],
])

/** Packages that a capstone asks for often, as PyPI writes them: what a misspelt name may have meant. */
export const OFTEN_ASKED: readonly string[] = [
  'scikit-learn', 'pandas', 'numpy', 'scipy', 'mlflow', 'dvc', 'fastapi', 'uvicorn', 'flask', 'gunicorn', 'pydantic', 'requests', 'httpx', 'pytest', 'pytest-cov', 'ruff', 'black', 'flake8', 'isort', 'mypy', 'pylint', 'pre-commit',
  'prometheus-client', 'prometheus-fastapi-instrumentator', 'evidently', 'pandera', 'great-expectations', 'joblib', 'xgboost', 'lightgbm', 'catboost', 'torch', 'tensorflow', 'keras', 'transformers', 'matplotlib', 'seaborn', 'streamlit',
  'python-dotenv', 'pyyaml', 'boto3', 'sqlalchemy', 'loguru', 'structlog', 'hydra-core', 'optuna', 'nltk', 'spacy', 'bentoml', 'wandb', 'pyarrow', 'jinja2', 'python-multipart', 'imbalanced-learn', 'shap', 'dagshub', 'setuptools', 'wheel',
]

/** The package on PyPI that brings a module, by the module's dotted name; the module's own first word where none is known to be named otherwise. */
export function packageOfModule(module: string): string {
  const words = module.split('.')
  return BY_IMPORT.get(words.slice(0, 2).join('.')) ?? BY_IMPORT.get(words[0] ?? '') ?? words[0] ?? module
}
