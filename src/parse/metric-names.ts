/** Words that are a model's metric wherever they stand in a name. */
export const METRIC_WORDS: ReadonlySet<string> = new Set(['accuracy', 'accuracies', 'acc', 'f1', 'f1score', 'fbeta', 'auc', 'rocauc', 'auroc', 'auprc', 'roc', 'rmse', 'mae', 'mse', 'mape', 'smape', 'rmsle', 'wape', 'r2', 'precision', 'recall', 'logloss', 'kappa', 'mcc', 'miou', 'map50', 'ndcg', 'bleu', 'rouge', 'wer', 'cer', 'perplexity', 'specificity', 'sensitivity', 'silhouette', 'dice', 'brier', 'exactitud', 'acuracia', 'exactitude', 'rsquared'])

/** Words of metrics that are better the lower they are. */
export const ERROR_WORDS: ReadonlySet<string> = new Set(['loss', 'losses', 'error', 'errors', 'err', 'rmse', 'mae', 'mse', 'mape', 'smape', 'rmsle', 'wape', 'logloss', 'wer', 'cer', 'perplexity', 'brier', 'deviance'])

/** Words of scikit-learn, which turns an error around so that more is better: `neg_mean_squared_error`. */
export const TURNED_WORDS: ReadonlySet<string> = new Set(['neg', 'negative'])

/** The words of a name, lower case: `val_rocAUC` is val, roc, auc. */
export function tokensOf(name: string): readonly string[] {
  return name.slice(0, 120).replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z0-9]+/).filter((token) => token !== '')
}
