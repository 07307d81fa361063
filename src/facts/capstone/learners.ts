import type { Call } from '../python/calls.ts'

const PACKAGES = /^(?:sklearn|xgboost|xgb|lightgbm|lgb|catboost|imblearn|statsmodels|prophet|surprise|keras|tensorflow|torch|torchvision|transformers|pytorch_lightning|lightning|category_encoders|sentence_transformers|peft|trl|gensim|implicit|lightfm|hdbscan|umap|feature_engine|fastai|pyspark\.ml|tpot|flaml|skorch|river|darts|sktime|pmdarima|lifelines|cuml|nltk|optuna)\b/
/** Parts of those packages that measure, draw, load or only hold numbers. */
const ASIDE = /\.(?:metrics|inspection|datasets|exceptions|utils(?!\.data)|cuda|Tensor|FloatTensor|LongTensor|device|Generator|jit|onnx|profiler|callbacks\.(?:TensorBoard|CSVLogger|ModelCheckpoint)|ModelCheckpoint|TensorBoard)(?:\.|$)/
const ESTIMATOR = /(?:Classifier|Regressor|Regression|RegressionCV|RidgeCV|LassoCV|SVC|SVR|NB|KMeans|DBSCAN|KNeighbors\w*|IsolationForest|Ridge|Lasso|ElasticNet|Perceptron|Sequential|Prophet|ARIMA|SARIMAX|LightningModule|XGB\w+|LGBM\w+|CatBoost\w*|For\w+Classification|HistGradientBoosting\w*|SearchCV|TrainingArguments|Trainer|Adam\w*|SGD|RMSprop)$/

/** Whether a call makes an estimator, a transformer, a layer or an optimizer of a library that learns. */
export function isLearnerMade({ name, method }: Pick<Call, 'name' | 'method'>): boolean {
  return /^[A-Z]/.test(method) && PACKAGES.test(name) && !ASIDE.test(name)
}

/** Whether a call makes what is trained or trains it: an estimator, an optimizer, a search; not a scaler or an encoder. */
export function isEstimatorMade(call: Pick<Call, 'name' | 'method'>): boolean {
  return isLearnerMade(call) && ESTIMATOR.test(call.method)
}

/** Functions and methods whose keywords are settings of learning and of splitting. */
export const SETTING_CALLS: ReadonlySet<string> = new Set(['fit', 'fit_generator', 'train', 'cv', 'optimize', 'compile', 'set_params', 'train_test_split', 'cross_val_score', 'cross_validate', 'random_split', 'randomSplit', 'pad_sequences', 'image_dataset_from_directory', 'flow_from_directory', 'get_linear_schedule_with_warmup', 'make_pipeline'])
