/** What metrics tell of: the process and its runtime, requests over HTTP, the model and its predictions, or something else. */
export type MetricKind = 'runtime' | 'http' | 'ml' | 'other'

/** A type as Prometheus and OpenMetrics name it; `untyped` where nothing says one. */
export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped' | 'unknown' | 'info' | 'stateset' | 'gaugehistogram'

/** The samples of one name, with what is said of it (`help` may be empty). `samples` counts lines: buckets, sums and counts each. */
export type MetricFamily = { readonly name: string; readonly type: MetricType; readonly help: string; readonly samples: number; readonly kind: MetricKind }
