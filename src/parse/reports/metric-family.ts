import type { FamilyGroup } from '../../model/report-facts.ts'
import { METRIC_WORDS, tokensOf } from '../metric-names.ts'

/** Prefixes of what client libraries and exporters tell of their own process, runtime and machine. */
const PROCESS = /^(?:python|process|go|jvm|nodejs|node|dotnet|ruby|rust|tokio|gunicorn|uvicorn_worker|gc|scrape|promhttp|prometheus|container|machine|system|memory|cpu|disk)_|^(?:up|cpu_percent|memory_percent)$/i
const MODEL: ReadonlySet<string> = new Set(['model', 'models', 'prediction', 'predictions', 'predict', 'predicted', 'predictor', 'inference', 'inferences', 'infer', 'ml', 'drift', 'drifted', 'psi', 'confidence', 'feature', 'features', 'class', 'classes', 'probability', 'embedding', 'embeddings', 'outlier', 'outliers', 'anomaly', 'anomalies', 'token', 'tokens', 'target', 'training', 'retrain', 'retraining'])
const HTTP: ReadonlySet<string> = new Set(['http', 'https', 'request', 'requests', 'response', 'responses', 'latency', 'fastapi', 'flask', 'starlette', 'api', 'endpoint', 'endpoints', 'asgi', 'wsgi', 'grpc', 'exceptions', 'errors'])

/** What a metric of a service is about, by its name alone: `python_info` the process, `prediction_latency_seconds` the model, `http_requests_total` HTTP. */
export function familyGroupOf(name: string): FamilyGroup {
  if (PROCESS.test(name)) return 'process'
  const tokens = tokensOf(name)
  if (tokens.some((token) => MODEL.has(token) || METRIC_WORDS.has(token))) return 'model'
  return tokens.some((token) => HTTP.has(token)) ? 'http' : 'other'
}
