/** Packages that go by another name on PyPI than in an import, by the import's first word. */
const BY_IMPORT: ReadonlyMap<string, string> = new Map([
  ['sklearn', 'scikit-learn'], ['cv2', 'opencv-python-headless'], ['PIL', 'pillow'], ['yaml', 'pyyaml'], ['dotenv', 'python-dotenv'], ['git', 'gitpython'], ['bs4', 'beautifulsoup4'], ['dateutil', 'python-dateutil'],
  ['prometheus_client', 'prometheus-client'], ['prometheus_fastapi_instrumentator', 'prometheus-fastapi-instrumentator'], ['great_expectations', 'great-expectations'], ['alibi_detect', 'alibi-detect'], ['skimage', 'scikit-image'],
  ['imblearn', 'imbalanced-learn'], ['pytest_cov', 'pytest-cov'], ['multipart', 'python-multipart'], ['jose', 'python-jose'], ['psycopg2', 'psycopg2-binary'], ['MySQLdb', 'mysqlclient'], ['dvc_s3', 'dvc-s3'], ['dvc_gdrive', 'dvc-gdrive'],
  ['sentence_transformers', 'sentence-transformers'], ['slack_sdk', 'slack-sdk'], ['serial', 'pyserial'], ['jwt', 'pyjwt'],
  ['pkg_resources', 'setuptools'], ['distutils', 'setuptools'], ['pytest_asyncio', 'pytest-asyncio'], ['pytest_mock', 'pytest-mock'], ['pytest_timeout', 'pytest-timeout'], ['pytest_xdist', 'pytest-xdist'], ['xdist', 'pytest-xdist'],
  ['pytest_rerunfailures', 'pytest-rerunfailures'], ['pytest_html', 'pytest-html'], ['dvc_gs', 'dvc-gs'], ['dvc_azure', 'dvc-azure'], ['dvc_ssh', 'dvc-ssh'], ['dvc_http', 'dvc-http'],
  ['pydantic_settings', 'pydantic-settings'], ['flask_cors', 'flask-cors'], ['Crypto', 'pycryptodome'], ['fitz', 'pymupdf'], ['docx', 'python-docx'], ['faiss', 'faiss-cpu'], ['umap', 'umap-learn'], ['hydra', 'hydra-core'],
  ['pythonjsonlogger', 'python-json-logger'], ['magic', 'python-magic'], ['github', 'pygithub'], ['slugify', 'python-slugify'], ['mpl_toolkits', 'matplotlib'], ['category_encoders', 'category-encoders'], ['bson', 'pymongo'],
  ['airflow', 'apache-airflow'], ['pandas_profiling', 'ydata-profiling'], ['ydata_profiling', 'ydata-profiling'], ['attr', 'attrs'], ['Levenshtein', 'levenshtein'], ['ruamel', 'ruamel.yaml'], ['databricks', 'databricks-sdk'],
])

/** Packages that a capstone asks for often, as PyPI writes them: what a misspelt name may have meant. */
export const OFTEN_ASKED: readonly string[] = [
  'scikit-learn', 'pandas', 'numpy', 'scipy', 'mlflow', 'dvc', 'fastapi', 'uvicorn', 'flask', 'gunicorn', 'pydantic', 'requests', 'httpx', 'pytest', 'pytest-cov', 'ruff', 'black', 'flake8', 'isort', 'mypy', 'pylint', 'pre-commit',
  'prometheus-client', 'prometheus-fastapi-instrumentator', 'evidently', 'pandera', 'great-expectations', 'joblib', 'xgboost', 'lightgbm', 'catboost', 'torch', 'tensorflow', 'keras', 'transformers', 'matplotlib', 'seaborn', 'streamlit',
  'python-dotenv', 'pyyaml', 'boto3', 'sqlalchemy', 'loguru', 'structlog', 'hydra-core', 'optuna', 'nltk', 'spacy', 'bentoml', 'wandb', 'pyarrow', 'jinja2', 'python-multipart', 'imbalanced-learn', 'shap', 'dagshub', 'setuptools', 'wheel',
]

/** Whether a module is known to be of a package on PyPI, by its dotted name. */
export function isKnownPackage(module: string): boolean {
  const [word = ''] = module.split('.')
  return BY_IMPORT.has(word) || OFTEN_ASKED.includes(packageOfModule(module).toLowerCase().replaceAll('_', '-'))
}

/** The package on PyPI that brings a module, by the module's dotted name; the module's own first word where none is known to be named otherwise. */
export function packageOfModule(module: string): string {
  const words = module.split('.')
  // The parts of these are packages of their own: google-cloud-bigquery, azure-storage-blob.
  if ((words[0] === 'google' || words[0] === 'azure') && words.length > 1) return words.slice(0, 3).join('-').replaceAll('_', '-')
  return BY_IMPORT.get(words.slice(0, 2).join('.')) ?? BY_IMPORT.get(words[0] ?? '') ?? words[0] ?? module
}
