import MarkdownIt from 'markdown-it'
import { committedNumbers } from '../../src/evidence/claims/committed-numbers.ts'
import { modelMetricsOf } from '../../src/evidence/claims/model-metrics.ts'
import { isOfWay, waysBack } from '../../src/evidence/ways-back.ts'
import { keptReports } from '../../src/evidence/kept-reports.ts'
import type { Trust } from '../../src/model/course.ts'
import type { EarlierMetrics } from '../../src/model/model-metrics.ts'
import type { Probe, ProbeKind, ProbeRefusal, ProbeResult, ProbeSilence } from '../../src/model/probe.ts'
import type { Seen } from '../../src/model/proof-seen.ts'
import type { Conclusion, Deployment, RunJob, RunStatus, RunStep, WorkflowRun } from '../../src/model/run.ts'
import { readJobLog } from '../../src/parse/run-logs/read-job-log.ts'
import { readPrometheusText } from '../../src/parse/reports/prometheus-text.ts'
import { readAllReports } from './read-reports.ts'
import { readYamlText } from './read-yaml-text.ts'
import { trustIn } from './trust-in.ts'

/** What one case says of a criterion: its outcome, whether that rests on a claim, and words that are, or are not, in what is found of it. */
export type ExpectedOutcome = { readonly id: string; readonly outcome: string; readonly claimed: boolean; readonly words: string | null; readonly without: string | null; /** Words that are in what is next. */ readonly next: string | null }
/** What a base branch showed of a criterion, and whether its files are the same there. */
export type BaseLine = { readonly id: string; readonly by: 'deployment' | 'probe'; readonly same: boolean }
export type RunCase = { readonly title: string; readonly line: number; readonly files: Readonly<Record<string, string>>; readonly seen: Seen; readonly base: readonly BaseLine[]; readonly trust: Trust; /** Lines that the pipeline is told in, as `Test: …`. */ readonly pipeline: readonly string[]; readonly expected: readonly ExpectedOutcome[] }

/** When the jobs of every run began. */
const BEGUN = Date.UTC(2026, 2, 1, 10)
export const JUDGED_COMMIT = 'c'.repeat(40)
export const BASE_COMMIT = 'b'.repeat(40)
const BASE_RUN: WorkflowRun = { id: 400, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: BASE_COMMIT, status: 'completed', conclusion: 'success', url: 'https://github.com/student/capstone/actions/runs/400', createdAt: 0, updatedAt: 0, jobs: [] }
const EARLIER_COMMIT = 'e'.repeat(40)
const LATER_COMMIT = 'd'.repeat(40)
const DAY = 86_400_000

/**
 * Reads cases of what runs show: every heading of level 2 is a case; fenced blocks with `file=PATH` are its repository (that of the case before, where it has
 * none); ```` ```runs ```` says what ran (a run `FILE EVENT [earlier] [branch=NAME] [newer=on-branch|elsewhere]: WORD`, on `main` unless it says so, where a newer one had begun before it was cancelled, below it its jobs, below them their steps, each `NAME: WORD`), ```` ```log JOB ```` is the log of the job of that name in every run; of what the first run uploaded, or that of `run=NUMBER`, the fence `artifact=NAME/PATH` holds a file, `base-artifact=NAME/PATH` one that a run of the base branch uploaded, `line-artifact=NAME/PATH` one of the commit before on the same branch, and `base-file=PATH` one that is committed there; ```` ```deployments ````
 * where it was deployed (`ENVIRONMENT [earlier|later] [id=NUMBER]: STATE [after success]`, a day each by their ids, which count up from 1 where none is set); ```` ```probes ```` what the service said when it was asked, one after the other (`WHAT: STATUS [FAMILY …|not metrics]`, `WHAT: refused RULE`, or
 * `WHAT: SILENCE`); ```` ```base ```` what the base branch showed (`CRITERION: deployment|probe same|changed`); ```` ```course ```` whose workflows are the course's (`trustIn`; as in the case before, where it
 * has none); ```` ```pipeline ```` lines in which the pipeline is told (`Test: …`); ```` ```expect ```` is a YAML map of `criterion: OUTCOME [claimed] [with|without WORDS]`, and `criterion.next: WORDS` of what is next. Throws where a case is not whole.
 */
export function readRunCases(markdown: string, name: string): readonly RunCase[] {
  const cases: { title: string; line: number; files: Record<string, string>; runs: WorkflowRun[]; uploads: Upload[]; earlier: EarlierUpload[]; pipeline: string[]; deployments: Deployment[]; probes: Probe[]; base: BaseLine[]; logs: Map<string, string>; course: string | null; expected: ExpectedOutcome[] }[] = []
  const tokens = new MarkdownIt().parse(markdown, {})
  tokens.forEach((token, index) => {
    const line = (token.map?.[0] ?? 0) + 1
    if (token.type === 'heading_open' && token.tag === 'h2') cases.push({ title: tokens[index + 1]?.content ?? '', line, files: {}, runs: [], uploads: [], earlier: [], pipeline: [], deployments: [], probes: [], base: [], logs: new Map(), course: null, expected: [] })
    const current = cases.at(-1)
    if (token.type !== 'fence' || current === undefined) return
    const file = /(?:^|\s)file=(\S+)/.exec(token.info)?.[1]
    const artifact = /(?:^|\s)artifact=([^\s/]+)\/(\S+)(?: run=(\d+))?/.exec(token.info)
    const earlier = /(?:^|\s)(base|line)-(artifact|file)=(?:([^\s/]+)\/)?(\S+)/.exec(token.info)
    if (earlier !== null) current.earlier.push({ kind: earlier[1] === 'base' ? 'base' : 'line', artifact: earlier[2] === 'file' ? null : earlier[3] ?? '', path: earlier[4] ?? '', content: token.content })
    else if (file !== undefined) current.files[file] = token.content
    else if (artifact !== null) current.uploads.push({ name: artifact[1] ?? '', path: artifact[2] ?? '', run: Number(artifact[3] ?? 1), content: token.content })
    else if (token.info.trim() === 'runs') current.runs.push(...runsIn(token.content, `${name}:${line}`))
    else if (token.info.trim() === 'deployments') current.deployments.push(...deploymentsIn(token.content, `${name}:${line}`))
    else if (token.info.trim() === 'probes') current.probes.push(...probesIn(token.content))
    else if (token.info.trim() === 'base') current.base.push(...baseIn(token.content, `${name}:${line}`))
    else if (token.info.trim() === 'pipeline') current.pipeline.push(...token.content.split('\n').filter((one) => one !== ''))
    else if (token.info.trim() === 'course') current.course = token.content
    else if (token.info.startsWith('log ')) current.logs.set(token.info.slice('log '.length).trim(), token.content)
    else if (token.info.trim() === 'expect') current.expected.push(...outcomesIn(token.content, `${name}:${line}`))
    else throw new Error(`${name}:${line}: a fenced block is \`file=PATH\`, \`artifact=NAME/PATH\`, \`base-artifact=NAME/PATH\`, \`line-artifact=NAME/PATH\`, \`base-file=PATH\`, \`runs\`, \`log JOB\`, \`deployments\`, \`probes\`, \`base\`, \`course\`, \`pipeline\` or \`expect\``)
  })
  let files: Readonly<Record<string, string>> = {}
  let course = ''
  return cases.map(({ runs: ran, uploads, earlier, deployments, probes, logs, course: written, ...one }) => {
    if (one.expected.length === 0) throw new Error(`${name}:${one.line}: the case "${one.title}" expects nothing`)
    course = written ?? course
    files = Object.keys(one.files).length > 0 ? one.files : files
    const runs = ran.map((run) => withLogs(withUploads(run, uploads), logs))
    return { ...one, files, trust: trustIn(course, files), seen: { runs: runs.filter(({ headSha }) => headSha === JUDGED_COMMIT), earlier: runs.filter(({ headSha }) => headSha === EARLIER_COMMIT), deployments, probes, waysBack: waysBack(deployments).filter((way) => isOfWay(way, JUDGED_COMMIT)), base: null, claims: [], numbers: { metrics: [], coverage: null }, metricsBefore: metricsBefore(earlier) } }
  })
}

/** A run with what the logs of its jobs say. */
function withLogs(run: WorkflowRun, logs: ReadonlyMap<string, string>): WorkflowRun {
  return { ...run, jobs: (run.jobs ?? []).map((job) => {
    const log = logs.get(job.name)
    return log === undefined ? job : { ...job, log: { ...readJobLog(log, job.steps.filter(({ conclusion }) => conclusion === 'failure')), unread: null, isOpen: false } }
  }) }
}

type EarlierUpload = { readonly kind: EarlierMetrics['kind']; readonly artifact: string | null; readonly path: string; readonly content: string }

/** What reports of the commit before say, read as those of this one are. */
function metricsBefore(uploads: readonly EarlierUpload[]): EarlierMetrics | null {
  const [first] = uploads
  if (first === undefined) return null
  const ofRun = uploads.flatMap(({ artifact, path, content }) => (artifact === null ? [] : [{ name: artifact, path, run: BASE_RUN.id, content }]))
  const files = Object.fromEntries(uploads.flatMap(({ artifact, path, content }) => (artifact === null ? [[path, content]] : [])))
  const numbers = committedNumbers(readAllReports(files).reports, new Map(Object.entries(files)))
  return { kind: first.kind, branch: 'main', commit: BASE_COMMIT, metrics: modelMetricsOf([withUploads(BASE_RUN, ofRun)], numbers, BASE_COMMIT) }
}

type Upload = { readonly name: string; readonly path: string; readonly run: number; readonly content: string }

/** A run with what it uploaded, as its artifacts are read. */
function withUploads(run: WorkflowRun, uploads: readonly Upload[]): WorkflowRun {
  const own = uploads.filter((upload) => upload.run === run.id)
  const names = [...new Set(own.map(({ name }) => name))]
  return { ...run, artifacts: names.map((name, id) => ({ id, name, isOpen: false, ...keptReports(readAllReports(Object.fromEntries(own.filter((one) => one.name === name).map(({ path, content }) => [path, content]))).reports) })) }
}

const STATUSES: ReadonlySet<string> = new Set<RunStatus>(['queued', 'in_progress', 'waiting', 'requested', 'pending'])

function endOf(word: string): { readonly status: RunStatus; readonly conclusion: Conclusion } {
  return STATUSES.has(word) ? { status: word as RunStatus, conclusion: null } : { status: 'completed', conclusion: word as Conclusion }
}

function runsIn(text: string, place: string): readonly WorkflowRun[] {
  type WrittenJob = Omit<RunJob, 'steps'> & { steps: RunStep[] }
  const runs: (Omit<WorkflowRun, 'jobs'> & { jobs: WrittenJob[] })[] = []
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, indent = '', name = '', word = ''] = /^( *)(.*): (\w+)$/.exec(line) ?? []
    const [run, job] = [runs.at(-1), runs.at(-1)?.jobs.at(-1)]
    if (name === '') throw new Error(`${place}: "${line}" is no run, job or step`)
    if (indent.length === 0) {
      const [file = '', event = '', ...flags] = name.split(' ')
      const [newer, branch = 'main'] = ['newer=', 'branch='].map((word) => flags.find((flag) => flag.startsWith(word))?.slice(word.length))
      const id = runs.length + 1
      runs.push({ id, attempt: 1, name: file, path: `.github/workflows/${file}`, event, branch, headSha: flags.includes('earlier') ? EARLIER_COMMIT : JUDGED_COMMIT, ...endOf(word), ...word === 'cancelled' ? { newerBegan: newer === 'on-branch' || newer === 'elsewhere' ? newer : null } : {}, url: `https://github.com/student/capstone/actions/runs/${id}`, createdAt: id, updatedAt: id, jobs: [] })
    } else if (indent.length === 2 && run !== undefined) {
      const id = run.id * 100 + run.jobs.length
      run.jobs.push({ id, name, ...endOf(word), url: `${run.url}/job/${id}`, startedAt: BEGUN, completedAt: BEGUN + 1000, steps: [] })
    } else if (job !== undefined) {
      job.steps.push({ number: job.steps.length + 1, name, ...endOf(word) })
    }
  }
  return runs
}

function deploymentsIn(text: string, place: string): readonly Deployment[] {
  return text.split('\n').filter((one) => one.trim() !== '').map((line, index): Deployment => {
    const [, name = '', when = '', written, word = '', after] = /^(\S+)(?: (earlier|later))?(?: id=(\d+))?: (\w+)( after success)?$/.exec(line) ?? []
    if (name === '') throw new Error(`${place}: "${line}" is no deployment`)
    const id = written === undefined ? index + 1 : Number(written)
    const sha = when === 'earlier' ? EARLIER_COMMIT : when === 'later' ? LATER_COMMIT : JUDGED_COMMIT
    return { id, sha, ref: 'main', environment: name, createdAt: BEGUN + id * DAY, state: word as Deployment['state'], url: 'https://service.example.org', logUrl: null, statedAt: index, ...after === undefined ? {} : { succeeded: true } }
  })
}

const PATHS: Readonly<Record<ProbeKind, string>> = { health: '/health', metrics: '/metrics' }

function probesIn(text: string): readonly Probe[] {
  return text.split('\n').filter((one) => one.trim() !== '').map((line, index): Probe => {
    const [what = '', said = ''] = line.split(': ')
    const kind: ProbeKind = what === 'metrics' ? 'metrics' : 'health'
    const url = 'https://service.example.org'
    return { what: kind, url, path: PATHS[kind], asked: `${url}${PATHS[kind]}`, at: 1000 + index, result: resultIn(kind, said) }
  })
}

function resultIn(kind: ProbeKind, said: string): ProbeResult {
  const [word = '', ...rest] = said.split(' ')
  if (word === 'refused') return { kind: 'refused', why: rest[0] as ProbeRefusal, to: null }
  const status = Number(word)
  if (Number.isNaN(status)) return { kind: 'no-answer', why: word as ProbeSilence, status: null, detail: null }
  const read = readPrometheusText(rest.join(' ') === 'not metrics' ? '<html>' : rest.map((name) => `${name} 1\n`).join(''))
  const metrics = kind === 'health' || status > 299 ? null : read.ok ? { kind: 'families', families: read.families, count: read.families.length } as const : { kind: 'unreadable', line: read.line, says: read.says } as const
  return { kind: 'answered', status, milliseconds: 5, contentType: 'text/plain', bytes: 2, digest: 'd'.repeat(64), excerpt: 'ok', metrics }
}

function baseIn(text: string, place: string): readonly BaseLine[] {
  return text.split('\n').filter((one) => one.trim() !== '').map((line) => {
    const [, id = '', by = '', files = ''] = /^([\w-]+): (deployment|probe) (same|changed)$/.exec(line) ?? []
    if (id === '') throw new Error(`${place}: "${line}" is nothing that a base showed`)
    return { id, by: by === 'probe' ? 'probe' : 'deployment', same: files === 'same' }
  })
}

function outcomesIn(text: string, place: string): readonly ExpectedOutcome[] {
  const written = readYamlText(text) as Record<string, unknown>
  return Object.entries(written).filter(([id]) => !id.endsWith('.next')).map(([id, said]) => {
    const parts = /^(verified|present|partial|failing|missing|unknown)( claimed)?(?: with (.+)| without (.+))?$/.exec(String(said))
    if (parts === null) throw new Error(`${place}: "${String(said)}" is no outcome; expected OUTCOME [claimed] [with|without WORDS]`)
    const next = written[`${id}.next`]
    return { id, outcome: parts[1] ?? '', claimed: parts[2] !== undefined, words: parts[3] ?? null, without: parts[4] ?? null, next: typeof next === 'string' ? next : null }
  })
}
