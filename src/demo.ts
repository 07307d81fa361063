import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startApp } from './app.ts'
import { loadCourses } from './command-line/courses.ts'
import { PACKAGE_FOLDER } from './command-line/package-folder.ts'
import { readMoment } from './course/local-time.ts'
import type { Configuration } from './operate/configuration.ts'
import { createLog } from './operate/log.ts'
import { readManifest } from './operate/manifest.ts'
import { createRecentLines } from './operate/recent-lines.ts'
import { classOf } from './sandbox/demo/class.ts'
import { DEMO_USAGE, readDemoOptions } from './sandbox/demo/demo-options.ts'
import { borrowRepository, type OwnRepository } from './sandbox/demo/own-repository.ts'
import { demoPages } from './sandbox/demo/pages.ts'
import { playClass, playOwn } from './sandbox/demo/play.ts'
import { untilQuiet } from './sandbox/demo/quiet.ts'
import { startService } from './sandbox/demo/service.ts'
import { OPERATOR } from './sandbox/demo/student.ts'
import { registeredApp } from './sandbox/demo/registered-app.ts'
import { freePort } from './sandbox/free-port.ts'
import { startSandbox, type Sandbox } from './sandbox/sandbox.ts'
import type { App } from './sandbox/state/records.ts'

const DAY = 86_400_000
/** The work of the demo's class is due in two weeks, at the end of the day. */
const DUE = new Date(Date.now() + 14 * DAY).toISOString().slice(0, 10)

const tell = (says: string): void => { process.stdout.write(`${says}\n`) }

const options = readDemoOptions(process.argv.slice(2))
if (!options.ok) {
  process.stderr.write(`${options.says}\n\n${DEMO_USAGE}\n`)
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-demo-'))
// However the demo ends, nothing of it stays: neither what a git that was at work writes for a moment longer.
process.once('exit', () => {
  for (let absent = 0, tries = 0; absent < 3 && tries < 40; tries += 1) {
    rmSync(folder, { recursive: true, force: true })
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    absent = existsSync(folder) ? 0 : absent + 1
  }
})
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.once(signal, () => process.exit(code))
const [ownFolder, dataFolder, hostedFolder] = [join(folder, 'own.git'), join(folder, 'data'), join(folder, 'hosted')]
for (const one of [dataFolder, hostedFolder]) mkdirSync(one)
const borrowed = options.repository === null ? null : await borrowRepository(options.repository, ownFolder)
if (borrowed?.ok === false) {
  process.stderr.write(`${borrowed.says}\n`)
  process.exit(3)
}
const own = borrowed?.own ?? null
const registered = registeredApp(readManifest(readFileSync(new URL('app.yml', PACKAGE_FOLDER), 'utf8')))
const played = own === null ? classOf(fileURLToPath(new URL('samples', PACKAGE_FOLDER))) : null
const service = played === null ? null : await startService()
const sayings = new Map(played?.students.map((one) => [one.repository, one.says]))
let pages: ((request: Request) => Promise<Response>) | null = null
const sandbox = await startSandbox({
  repositories: own === null ? [] : [own], app: registered, webUrl: 'here', port: options.port, folder: hostedFolder,
  pages: (request) => pages?.(request) ?? new Response('Not Found', { status: 404 }),
})
pages = demoPages(sandbox, (name) => sayings.get(name.split('/')[1] ?? '') ?? '')
sandbox.user(OPERATOR)
const origin = new URL(sandbox.url).origin
const appPort = await freePort()
const recent = createRecentLines()
const app = await startApp(configurationFor(registered, sandbox.url, origin, dataFolder), createLog('error', (line) => { process.stderr.write(line); recent.keep(line) }), recent)
sandbox.setWebhookUrl(`${app.url}/webhook`)
const rest = (): Promise<void> => untilQuiet(sandbox)

tell(`A GitHub on this machine: ${origin}\nThe App, connected to it:  ${app.url}\n`)
if (played !== null && service !== null) await playClass(played, { sandbox, files: played.files, serviceUrl: service.url, tell }, rest)
if (own !== null) await playOwn(sandbox, own, tell, rest)
tell('')
for (const line of placesToLook(sandbox, origin, own)) tell(line)
if (played !== null) tell(`\nWhat the staff sees, signed in as instructor (or assistant), and each student of their own work:\n  ${app.url}/\nWhat whoever runs the App sees, signed in as ${OPERATOR}:\n  ${app.url}/operations`)
if (options.stays) {
  if (played !== null) tell(`\nWhat the class earns, in another terminal:\n  export DATA_DIR=${dataFolder}\n${gradebookWords().map((words) => `  node dist/cli.js ${words}`).join('\n')}`)
  tell('\nThe pages stay until Ctrl-C.')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeAllListeners(signal).once(signal, () => { void end() })
} else {
  await end()
}

async function end(): Promise<void> {
  await app.stop()
  await sandbox.close()
  await service?.close()
  process.exit(0)
}

/** From the list of students to a file for Canvas: with a decision, an extension, all judged again, and the grades released. */
function gradebookWords(): readonly string[] {
  const later = new Date(Date.parse(DUE) + 7 * DAY).toISOString().slice(0, 10)
  return [
    'roster samples/class/students.csv', 'grades',
    'decide set cleo health-check-works partial --reason "It answered in the lab"', `decide extend ben ${later} --reason "Agreed by mail"`,
    'rejudge --all --reason "The checks were mended"', 'rejudge last', 'rejudge last --apply --reason "Looked at who changes"',
    'release --class', 'export --format canvas --title Capstone --assignment 4711',
  ]
}

/** The class has a course of its own; a person's repository is taken in by the one that is made for its owner. */
function coursesOf(isClass: boolean): Configuration['courses'] {
  if (!isClass) return null
  const loaded = loadCourses([fileURLToPath(new URL('samples/class/course.yml', PACKAGE_FOLDER))])
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.courses.map((one) => {
    const due = readMoment(DUE, one.course.settings.timeZone, 'end')
    if (!due.ok) throw new Error(due.says)
    return { ...one, course: { ...one.course, settings: { ...one.course.settings, dueAt: due.at } } }
  })
}

function configurationFor({ id, privateKey, webhookSecret, clientId, clientSecret }: App, apiUrl: string, webUrl: string, dataFolder: string): Configuration {
  return {
    host: '127.0.0.1', port: appPort, publicUrl: `http://127.0.0.1:${appPort}`, dataFolder, database: { kind: 'sqlite', file: join(dataFolder, 'capstone-coach.db') },
    credentials: { appId: id, privateKey, webhookSecret, client: { id: clientId, secret: clientSecret } }, github: { apiUrl, webUrl },
    courses: coursesOf(own === null), courseRepositories: ['*'], coursesFromOrganizations: 'none', operators: [], proxies: 0, lessonsUrl: null, sweepMinutes: 30, workers: 2, keepDays: 30, keepTextDays: 0, eraseAfterDays: 30, leaseSeconds: 60,
    // What the class deploys answers on this machine.
    pace: { pointsAMinute: 0, contentAMinute: 0, contentAnHour: 0, checkRunsAreContent: true }, probeLoopback: own === null, logLevel: 'error',
  }
}

/** One line for each place that is worth opening. */
function placesToLook({ world, nameOf, checkRuns }: Sandbox, webUrl: string, repository: OwnRepository | null): readonly string[] {
  const talks = world.issues.map(({ repositoryId, number, title, pull }) => ({ isPull: pull !== null, line: `  ${webUrl}/${nameOf(repositoryId)}/${pull === null ? 'issues' : 'pull'}/${number}  ${title}` }))
  const pulls = talks.filter(({ isPull }) => isPull).map(({ line }) => line)
  const commits = repository === null || pulls.length > 0 ? [] : checkRuns(`${repository.owner}/${repository.name}`).slice(-1).map((run) => `  ${webUrl}/${repository.owner}/${repository.name}/commit/${run.headSha}  the newest commit`)
  return ['What students see, as GitHub would show it:', `  ${webUrl}/  the list`, ...talks.map(({ line }) => line), ...commits]
}
