/** Methods after which a model has weights of its own. */
const TRAINING = /^(?:load_state_dict|load_weights|load|fit|fit_generator|train_on_batch|partial_fit|compile_and_fit)$/
/** Variables that hold a model. */
const MODEL_NAME = /(?:^|_)(?:model|net|network|classifier|clf|regressor|predictor|estimator|recommender|detector|pipe|nlp)$/
/** Methods that give predictions, whatever has them. */
const METHOD = /^(?:predict|predict_(?!drift|route)\w+|decision_function|inference|infer|classify|classify_\w+|forecast|recommend|recommend_\w+|detect|detect_objects|forward|fit_predict|get_predictions?|make_predictions?|run_inference|analyze_sentiment)$/
/** Functions that give predictions. */
const FUNCTION = /^_?(?:(?:make|get|run|do|batch|model|perform|generate|train|fit|load|prepare|preprocess|transform|and)_)*(?:predict|prediction|predictions|infer|inference|classify|forecast|recommend|recommendations|detect|detect_objects)(?:_(?:one|single|batch|proba|probability|probabilities|from|with|for|on|image|images|text|texts|label|labels|class|price|sentiment|species|fraud|churn|dict|df|json|row|sample|samples|file|time|in|and)\w*)?$/
/** Functions that give predictions where they are handed a model; others show, keep or judge what one gave. */
const HANDED = /^_?(?!(?:plot|show|draw|print|save|store|write|log|send|publish|evaluate|validate|check|compare|score|format|render|report|test)_)(?:[a-z0-9]+_){0,4}(?:predict|predictions?|infer|inference|classify|forecast|recommend)$/
const NO_PREDICTION = /drift|outlier|anomal(?:y|ies)_rows|encoding|delimiter|schema|signature|dtype|column|missing|device|language|format|folder|path|filename|frequency/
const METRIC = /(?:^|_)(?:accuracy|precision|recall|f1|fbeta|auc|roc|rmse|mse|mae|mape|r2|log_?loss|loss|error|scores?|metrics?|iou|perplexity|bleu|rouge)(?:_|$)|^(?:evaluate|cross_val|validate_model|test_model|assess|benchmark_model|check_performance)/i
const METRIC_KEY = /(?:^|_)(?:acc|accuracy|precision|recall|f1|auc|rmse|mse|mae|mape|r2|iou)(?:_|$)|^(?:test|val|valid|train|eval|model|f1|r2)_(?:loss|score|error)$/i
const MODEL_MAKER = /(?:^|[._])(?:load_\w*models?|load_from_checkpoint|load_checkpoint|from_pretrained|load_pipeline|get_model|build_model|create_model|make_model|train_\w*models?|train|fit|fit_model|retrain)$|^(?:joblib|pickle|dill|cloudpickle|skops\.io|torch|torch\.jit|onnxruntime|tensorflow\.\S*|keras\.\S*|mlflow\.\S*)\.(?:load|load_model|loads|InferenceSession)$|^transformers\.pipeline$/
const MODEL_CLASS = /(?:Classifier|Regressor|Regression|Forest|Boost(?:ing)?|Tree|Net|NN|CNN|LSTM|Model|SVC|SVR|NB|KMeans|Predictor|Estimator|Recommender|Detector|YOLO|Pipeline)(?:\(\))?$/
/** Recommenders of Surprise, whose names say nothing of a model. */
const RECOMMENDER = /^surprise\.(?:[\w.]+\.)?(?:SVD|SVDpp|NMF|KNN\w+|SlopeOne|CoClustering|BaselineOnly|NormalPredictor)$/
/** Paths and functions of a service that answer with predictions. */
const ENDPOINT = /predict|inference|infer\b|invocations|\bscore\b|classif|recommend|detect|forecast|sentiment|analy[sz]e|generate|summar|translat|\/chat(?:$|[ ?])/i
const NO_ENDPOINT = /\/(?:[\w{}-]+\/)*(?:feedback|logs?|history|summary|stats|statistics|health\w*|metrics|docs|login|signup|auth|token|drift|monitor\w*|retrain|train|status|info|reload)(?:$|[/ ?])/i
/** Parts of an answer that are no prediction. */
const NO_ANSWER = /^(?:status|status_\w+|statusCode|headers|message|msg|detail|details|errors?|success|ok|models?|models?_\w+|\w+_loaded|version|\w+_version|(?:\w+_)?id|customerID|uuid|timestamp|time|\w+_time|time_\w+|latency\w*|\w+_ms|count|\w+_count|total|total_(?:\w+ed|found|valid|rows|records|items|samples|predictions|results|requests)|n_\w+|num_\w+|features?|inputs?|input_\w+|\w+_at|drift\w*|description|unit|currency|file\w*|\w+_(?:length|size|path|file|url|date|used|threshold)|meta\w*|(?:max|min)_\w+|config\w*|param\w*|threshold|limit|top_?k|text|question|query|requests?|request_\w+|source|cached|user\w*|method|service|title|name)$/i
/** Parts of an answer that are the prediction, whatever was sent. */
const ANSWER = /predict|label|class|categor|score|prob|sentiment|price|quality|result|output|answer|value|target|species|emotion|risk|tier|level|decision|recommend|diagnos|verdict|outcome|fraud|churn|spam|toxic|anomal|disease|intent|topic|genre|segment|cluster|type|text|transl|summar|response|breed|animal|flower|crop|variety|digit|approv|action|^is_|^y(?:_|$)/i

export const isPredictionMethod = (method: string): boolean => METHOD.test(method) && !NO_PREDICTION.test(method)

/** Whether a method of a model fits it or loads its weights. */
export const isTrainingMethod = (method: string): boolean => TRAINING.test(method)

/** Whether a function of the project or of the test code gives predictions, by its name. */
export const isPredictionFunction = (name: string): boolean => FUNCTION.test(name) && !NO_PREDICTION.test(name)

/** Whether a function of the project that is handed a model gives its predictions, by its name: `tide_forecast(model, rows)`. */
export const isPredictionOfHanded = (name: string): boolean => HANDED.test(name) && !NO_PREDICTION.test(name)

/** Whether a function says how good a model is, by its name. */
export const isMetricName = (name: string): boolean => METRIC.test(name)

/** Whether a key or variable holds a metric, by its name. */
export const isMetricKey = (name: string): boolean => METRIC_KEY.test(name)

/** Whether a call by its dotted name loads, makes or trains a model. */
export const makesModel = (dotted: string): boolean => MODEL_MAKER.test(dotted) || MODEL_CLASS.test(dotted) || RECOMMENDER.test(dotted)

/** Whether a request asks for predictions, by its path, URL, or the names of both. */
export const asksForPrediction = (request: string, method: string): boolean => ENDPOINT.test(request) && !NO_ENDPOINT.test(request) && !(method === 'get' && /\/predictions(?:$|[/ ?])/.test(request))

/** Whether a key of an answer holds something else than the prediction: a status, a version, what was sent. */
export const isBesideAnswer = (key: string): boolean => NO_ANSWER.test(key)

/** Whether a key of an answer is the prediction by its name. */
export const isAnswerKey = (key: string): boolean => ANSWER.test(key)

/** Whether a variable or parameter is a model by its name. */
export const isModelName = (name: string): boolean => MODEL_NAME.test(name)
