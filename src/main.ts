import { startApp } from './app.ts'
import { loadCourses } from './command-line/courses.ts'
import { tellProblems } from './operate/configuration.ts'
import { withEnvironmentFile } from './operate/environment-file.ts'
import { knownSecrets } from './operate/known-secrets.ts'
import { createLog } from './operate/log.ts'
import { readConfiguration } from './operate/read-configuration.ts'
import { createRecentLines } from './operate/recent-lines.ts'

/** Within this many milliseconds the App ends once it is asked to; what runs by then is given back. */
const LONGEST_STOP = 28_000

const read = readConfiguration(withEnvironmentFile(process.env, '.env'), loadCourses)
if (!read.ok) {
  process.stderr.write(`The App does not start: ${read.problems.length === 1 ? 'one thing is' : `${read.problems.length} things are`} wrong. Settings are described in .env.example, courses in docs/course.md.\n${tellProblems(read.problems)}\n`)
  process.exit(2)
}
const recent = createRecentLines()
const log = createLog(read.configuration.logLevel, (line) => {
  process.stdout.write(line)
  recent.keep(line)
}, knownSecrets(read.configuration))
try {
  const app = await startApp(read.configuration, log, recent)
  const stop = (signal: string): void => {
    // A second signal ends at once.
    for (const name of ['SIGTERM', 'SIGINT']) process.removeAllListeners(name).once(name, () => process.exit(1))
    log.info('stopping: no new work is taken', { signal })
    setTimeout(() => { log.error('stopping took too long; what ran is done again at the next start'); process.exit(1) }, LONGEST_STOP).unref()
    app.stop().then(() => { log.info('stopped'); process.exit(0) }, (error: unknown) => { log.error('stopping failed', {}, error); process.exit(1) })
  }
  process.once('SIGTERM', () => { stop('SIGTERM') }).once('SIGINT', () => { stop('SIGINT') })
} catch (error) {
  log.error('the App could not start', {}, error)
  process.exit(1)
}
