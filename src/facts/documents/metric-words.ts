/** Names of the metrics by which a model is measured, in the languages that READMEs are written in. `mAP` is told from the word by `isMetric`. */
export const METRIC = new RegExp(`(?:^|[^a-z])(${[
  'balanced accuracy', 'accuracy', 'acc\\.?', 'mean average precision', 'average precision', 'precision', 'recall(?:@\\d{1,4})?', 'precision@\\d{1,4}', 'f-?[12](?:[ _-]?score)?', 'f[ _-]?beta(?:[ _-]?\\d)?', 'f-score', 'dice(?: score| coefficient)?', 'jaccard', 'iou', 'map(?:@[\\d.]{1,5}(?:[:-][\\d.]{1,5})?|50(?:-95)?)?', 'ndcg(?:@\\d{1,4})?', 'mrr(?:@\\d{1,4})?', '(?<!cache )hit[ _-]?rate(?:@\\d{1,4})?',
  '(?:roc|pr)[ _-]?auc', 'auc(?:[ _-]?(?:roc|pr))?', 'auroc', 'auprc', 'area under (?:the )?(?:roc )?curve', 'r\\^?2(?:[ _-]?score)?', 'r²', 'r-squared', 'rmse', 'mae', 'mse', 'mape', 'smape', 'wape', 'rmsle', 'mean absolute error', '(?:root )?mean squared? error', 'error rate', 'wer', 'cer', 'c-index',
  'log[ _-]?loss', '(?:val|validation|test|eval)[ _-]?loss', 'specificity', 'sensitivity', 'mcc', 'bleu', 'rouge(?:-?[l12])?', 'perplexity', 'silhouette(?: score)?', 'brier(?: score)?', 'kappa', 'gini(?![ _-]?imp)', 'explained variance',
  'exactitud', 'precisión', 'sensibilidad', 'acurácia', 'precisão', 'revocação', 'exactitude', 'précision', 'rappel', 'genauigkeit', 'trefferquote', 'accuratezza', 'точность', 'полнота', '准确率', '精确率', '召回率', '正解率', '適合率', '再現率', '정확도', '정밀도', '재현율',
].join('|')})(?![a-z])`, 'gi')

/** Headings under which a model's metrics are given. */
export const RESULTS = /\b(?:performances?|results?|evaluations?|metrics?|scores?|accuracy|benchmarks?|leaderboard|model card|comparison|model quality|resultados?|métricas?|evaluación|rendimiento|desempeñ?n?ho|avaliação|résultats?|métriques?|évaluation|ergebniss?e?|leistung|bewertung|metriken|güte|risultati|prestazioni)\b|результат|метрик|качеств|оценк|точност|结果|性能|评估|指标|성능|결과|평가|지표|評価|精度|結果|指標/i

const ERRORS = /^(?:rmse|mae|mse|perplexity|mean|root)/i

/** Whether a found name is a metric's: `map` in lower case is a word of its own, as are `wer` and `dice` in other languages. */
export function isMetric(name: string): boolean {
  return !/^(?:[mM]ap|[wW]er|cer|dice)$/.test(name)
}

/** Whether a metric is an error in the target's unit, whose value may be any whole number. */
export function isError(name: string): boolean {
  return ERRORS.test(name)
}

/** Words by which a sentence asks for a value instead of reporting one, wherever they stand beside it. */
const ASKED = /\b(?:at least|at most|minimum|maximum|min|max|threshold|should|must|target|goal|requires?|required|requirements?|achievable|gate|alerts?|fails?|constraints?|assert|umbral|objetivo|mínim[oa]|límite|seuil|objectif|cible|schwelle\w*|ziel|mindestens|soglia)\b|порог|цел(?:ь|евой)|不低于|阈值|目标|閾値|임계|목표/i
const COMPARED = /[<>≥≤]=?|\b(?:above|below|over|under|exceeds?|drops?|falls?|less than|greater than|more than|higher than|lower than|better than)\b/i
const CONDITION = /\b(?:if|when|once|until|unless|whenever|si|wenn|falls)\b[^.]{0,30}$/i
const REACHED = /\b(?:(?:achiev|reach|obtain|attain|yield|scor)(?:ed|es|ing|s)\b|got\b|result(?:s|ed) in\b|lograd?|alcan|atteint|obtenu|erreicht)/i
/** The spread of what was measured, told behind it: "0.66 with the minimum score being 0.63". */
const SPREAD = /\b(?:min|max)(?:imum)?(?: score| value)? (?:being|of|is|was|at)\b/gi
/** What a detection is measured at and not how good it is: "mAP at IoU 0.5", "averaged over IoU thresholds". */
const MEASURED_AT = /(?:\b(?:at|over|with|for|using)|@)\s*(?:an? |the |different )?$/i

/** Whether a number beside a metric is asked for and not measured. `before` and `between` are the text before the metric and from there to the number. */
export function isAskedFor(before: string, between: string, after: string): boolean {
  if ([before, between, after.replaceAll(SPREAD, ' ')].some((text) => ASKED.test(apart(text)))) return true
  if (CONDITION.test(before)) return true
  return COMPARED.test(between) && !REACHED.test(before) && !REACHED.test(between)
}

/** Whether a name says where another metric is taken: an overlap (IoU) behind "at" or "over". */
export function isMeasuredAt(name: string, before: string): boolean {
  return /^iou$/i.test(name) && MEASURED_AT.test(before)
}

/** Whether a cell, or a table's heading above it, asks for a value. */
export function asksForValue(text: string): boolean {
  return ASKED.test(apart(text)) || COMPARED.test(text)
}

/** The words of a name such as F1_THRESHOLD. */
function apart(text: string): string {
  return text.replaceAll('_', ' ')
}
