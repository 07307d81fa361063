import { afterEach, describe, expect, it } from 'vitest'
import { startHostileService, type HostileService } from '../support/hostile-service.ts'
import { runInProcess } from '../support/run-in-process.ts'

const started: HostileService[] = []
afterEach(async () => { for (const service of started.splice(0)) await service.close() })

async function service(): Promise<HostileService> {
  const made = await startHostileService(null, (socket) => {
    const [, path] = / (\S+) /.exec(made.received.at(-1) ?? '') ?? []
    socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n${path === '/metrics' ? 'predictions_total 3\nprocess_open_fds 7\n' : '{"status": "ok\u001b[31m"}'}`)
  })
  started.push(made)
  return made
}

describe('probe', () => {
  it('shows what the App would see of health and metrics', async () => {
    const { port, received } = await service()
    const { code, out } = await runInProcess(['probe', `http://127.0.0.1:${port}`], { PROBE_LOOPBACK: 'true', PUBLIC_URL: 'https://coach.example.edu' })
    expect(out.replaceAll(/in \d+ ms/g, 'in N ms')).toBe(`health http://127.0.0.1:${port}/health
  Answered 200 in N ms: text/plain, 21 bytes
  {"status": "ok\ufffd[31m"}
metrics http://127.0.0.1:${port}/metrics
  Answered 200 in N ms: text/plain, 39 bytes
  2 families of metrics.
  1 of the model: predictions_total
  1 of the process: process_open_fds
`)
    expect(code).toBe(0)
    expect(received[0]).toMatch(/^user-agent: capstone-coach-probe\/[\d.]+ \(\+https:\/\/coach\.example\.edu\/probes\)\r$/m)
  })

  it('says which rule refuses an address and what to do, and asks nothing', async () => {
    const { port, received } = await service()
    const { code, out } = await runInProcess(['probe', `https://127.0.0.1:${port}`, '--health', '/health'])
    expect([code, received]).toEqual([3, []])
    expect(out).toContain('only port 443 is asked')
  })

  it('tells of a wrong setting', async () => {
    const { code, err } = await runInProcess(['probe', 'https://churn.example.edu'], { PROBE_LOOPBACK: 'perhaps' })
    expect([code, err]).toEqual([2, expect.stringContaining('PROBE_LOOPBACK')])
  })
})
