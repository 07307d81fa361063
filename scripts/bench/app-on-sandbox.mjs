import { join } from 'node:path'
import { startApp } from '../../src/app.ts'
import { createLog } from '../../src/operate/log.ts'
import { createRecentLines } from '../../src/operate/recent-lines.ts'

/** Errors alone, on standard error. */
export const LOG = createLog('error', (line) => { process.stderr.write(line) })

/** The settings of an App of the bench for a GitHub of this machine: it is told of no limits, forgets nothing, and keeps its store in its data folder. `more` are others. */
export function configurationOf({ registered, url, dataFolder, ...more }) {
  return {
    host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1', dataFolder, database: { kind: 'sqlite', file: join(dataFolder, 'coach.sqlite') },
    credentials: { appId: registered.id, privateKey: registered.privateKey, webhookSecret: registered.webhookSecret, client: null },
    github: { apiUrl: url, webUrl: new URL(url).origin }, courses: null, courseRepositories: ['*'], coursesFromOrganizations: 'none', operators: [], proxies: 0, lessonsUrl: null, sweepMinutes: 60, workers: 2, leaseSeconds: 60,
    pace: { pointsAMinute: 0, contentAMinute: 0, contentAnHour: 0, checkRunsAreContent: true }, keepDays: 30, keepTextDays: 0, eraseAfterDays: 0, probeLoopback: false, logLevel: 'error', ...more,
  }
}

/** Starts the App in this process. */
export function startHere(configuration) {
  return startApp(configuration, LOG, createRecentLines())
}

/** How many repositories have a verdict of the App's, which is more than its first word. */
export function judgedOn(sandbox, appId) {
  return new Set([...sandbox.world.checkRuns.values()].filter((run) => run.appId === appId && /\d+ of \d+/.test(run.output.title ?? '')).map((run) => run.repositoryId)).size
}
