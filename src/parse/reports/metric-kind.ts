import type { MetricKind } from '../../model/metric-family.ts'

/** How clients and runtimes name what they say of themselves. */
const RUNTIME = /^(?:python|process|go|jvm|java|nodejs|dotnet|ruby|rust|promhttp|scrape|gc|system|machine|container|multiproc)_|^(?:up|target_info|otel_scope_info)$/
/** Words of names that only a model or its data has. */
const ML = /^(?:ml|predict(?:ion|ions|ed|or|s)?|inferences?|infer|models?|drift(?:ed)?|psi|wasserstein|confidences?|probabilit(?:y|ies)|scores?|scoring|accuracy|precision|recall|f1|auc|rmse|mae|mse|features?|embeddings?|class(?:es|ified|ification|ifications|ifier)|labels?|forecasts?|forecasting|recommendations?|anomal(?:y|ies)|churn|fraud|sentiment|detections?|tokens?|llm)$/
/** Words of names that tell of requests. */
const HTTP = /^(?:https?|requests?|responses?|grpc|asgi|wsgi|api|fastapi|flask|starlette|django|endpoints?|status|exceptions?)$/

/** What a family of metrics tells of, by its name alone: `model_prediction_latency_seconds` is of the model, `http_requests_total` of HTTP, `python_gc_objects_collected_total` of the runtime. */
export function metricKindOf(name: string): MetricKind {
  const lower = name.toLowerCase()
  if (RUNTIME.test(lower)) return 'runtime'
  const words = lower.split(/[_:]+/)
  // A name's own word for HTTP goes first: `http_model_requests` is rare, `http_request_class` is not.
  if (/^https?$/.test(words[0] ?? '')) return 'http'
  if (words.some((word) => ML.test(word))) return 'ml'
  return words.some((word) => HTTP.test(word)) ? 'http' : 'other'
}
