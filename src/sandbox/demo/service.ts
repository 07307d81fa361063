import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the strong student's service counts once it has given some predictions. */
const METRICS = `# HELP predictions_total Predictions given
# TYPE predictions_total counter
predictions_total{label="positive"} 41
predictions_total{label="negative"} 17
# HELP prediction_seconds Time one prediction takes
# TYPE prediction_seconds summary
prediction_seconds_count 58
prediction_seconds_sum 0.71
# HELP process_cpu_seconds_total Total user and system CPU time spent in seconds.
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 3.2
# HELP python_info Python platform information
# TYPE python_info gauge
python_info{implementation="CPython",version="3.12.4"} 1
`

const ANSWERS: ReadonlyMap<string, readonly [type: string, body: string]> = new Map([['/health', ['application/json', '{"status":"ok"}']], ['/metrics', ['text/plain; version=0.0.4; charset=utf-8', METRICS]]])

/** Stands on loopback for the service that a student of the demo deploys, and answers for its health and its metrics; no student's code runs. */
export function startService(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const [type, body] = ANSWERS.get(request.url ?? '') ?? ['text/plain', 'Not Found']
    response.writeHead(body === 'Not Found' ? 404 : 200, { 'content-type': type }).end(body)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () => new Promise((ended) => {
          server.close(() => { ended() })
          server.closeAllConnections()
        }),
      })
    })
  })
}
