import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { GRADE_FORMAT_NAMES } from '../../src/report/gradebook/formats.ts'
import { openBackend } from '../../src/store/open-backend.ts'
import { TABLES } from '../../src/store/tables.ts'
import { OPERATIONS } from '../../src/flow/course-service/list.ts'
import { PAGES } from '../../src/web/pages/list.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { siteOver } from '../support/site-stage.ts'
import { NAME, TOKEN, type PoisonedClass } from './poisoned-class.ts'

/** Where text ends: each is rendered by what renders it for people and programs. */
export const SINKS = ['check run', 'remark', 'comment', 'answer', 'issue', 'page', 'terminal', 'table', 'report', 'service', 'log', 'database'] as const
export type Sink = (typeof SINKS)[number]
/** One thing that somebody gets. */
export type Output = { readonly from: string; readonly text: string }
export type Outputs = Readonly<Record<Sink, readonly Output[]>>

/** All that comes of a class, whose repository was graded. */
export async function outputsOf(poisoned: PoisonedClass, graded: Commanded): Promise<Outputs> {
  const { sandbox, logged } = poisoned
  const runs = sandbox.checkRuns(NAME).filter(({ name }) => name === 'Capstone')
  const ours = [...sandbox.world.comments.values()].filter(({ viaApp }) => viaApp).map(({ id, body }) => ({ from: `comment ${id}`, text: body }))
  const isAnswer = ({ text }: Output): boolean => text.startsWith('<!-- capstone-coach:answer ')
  const listed = await listedOf(poisoned)
  return {
    'check run': runs.flatMap(({ id, output }) => [output.summary, output.text].map((text) => ({ from: `check run ${id}`, text: text ?? '' }))),
    remark: runs.flatMap(({ id, output, annotations }) => [output.title ?? '', ...annotations.flatMap(({ title, message, path }) => [title ?? '', message, path])].map((text) => ({ from: `check run ${id}`, text }))),
    comment: ours.filter((one) => !isAnswer(one)), answer: ours.filter(isAnswer),
    issue: sandbox.issues(NAME).filter(({ viaApp }) => viaApp).flatMap(({ title, body }) => [{ from: 'title', text: title }, { from: 'text', text: body ?? '' }]),
    page: await pagesOf(poisoned), terminal: [...graded.terminal, ...listed.terminal], report: graded.report, table: [...graded.table, ...await filesOf(poisoned)], service: await answersOf(poisoned),
    log: logged.map((text) => ({ from: 'log', text })), database: await rowsOf(poisoned),
  }
}

/** Every page that staff, the student and whoever runs the App can open. */
async function pagesOf({ service, sandbox }: PoisonedClass): Promise<readonly Output[]> {
  const { open, browserOf, store } = await siteOver(service)
  const { id } = sandbox.repository(NAME)
  const rejudging = String((await store.counts.rejudgings(service.course.id))[0]?.id ?? 'none')
  const item = service.parts.assessor.checklist.items[4]?.id ?? ''
  const pages: Output[] = []
  for (const login of ['ines', 'ana', 'olga'] as const) {
    const browser = await browserOf(login)
    const paths = PAGES.filter(({ method, path }) => method === 'get' && !/\/(?:download|file)$/.test(path)).map(({ path }) => `/courses/mlops${path.replace(':id', String(id)).replace(':item', item).replace(':format', 'wide').replace(':rejudging', rejudging)}`)
    for (const path of ['/', '/operations', ...paths, '/courses/mlops?search=%25', `/courses/mlops/items/${item}?outcome=missing`]) {
      const { status, text } = await open(path, browser)
      if (status === 200) pages.push({ from: `${login} ${path}`, text })
    }
  }
  return pages
}

/** The grade files as they are downloaded. */
async function filesOf({ service: { call } }: PoisonedClass): Promise<readonly Output[]> {
  const files = await Promise.all(GRADE_FORMAT_NAMES.map(async (format) => [format, await call('gradebook.file', { format })] as const))
  return files.flatMap(([format, done]) => (done.ok ? [{ from: `file ${format}`, text: (done.value as { readonly text: string }).text }] : []))
}

/** What the service tells programs, as JSON. */
async function answersOf({ service: { call } }: PoisonedClass): Promise<readonly Output[]> {
  const answers: Output[] = []
  for (const { id, http } of OPERATIONS) {
    if (http?.method !== 'get') continue
    for (const input of [{}, { of: NAME }, { of: 's1' }, { format: 'wide' }]) {
      const done = await call(id, input)
      if (done.ok) answers.push({ from: id, text: JSON.stringify(done.value) })
    }
  }
  return answers
}

/** Every row of every table. */
async function rowsOf({ stored }: PoisonedClass): Promise<readonly Output[]> {
  const [backend] = openBackend(stored, () => {})
  try {
    const rows: Output[] = []
    for (const { name } of TABLES) for (const row of await backend.database.selectFrom(name).selectAll().execute()) rows.push({ from: name, text: JSON.stringify(row) })
    return rows
  } finally {
    await backend.close()
  }
}

type Commanded = Readonly<Record<'terminal' | 'table' | 'report', readonly Output[]>>

/** What `grade` prints of the repository, and the reports that it writes for programs. It asks GitHub alone, wherever the class is stored. */
export async function gradedOf({ sandbox, commit }: PoisonedClass, forPeople: boolean): Promise<Commanded> {
  const grade = ['grade', NAME, '--api-url', sandbox.url, '--at', commit, '--runs', 'api']
  const terminal = forPeople ? [[], ['--picture'], ...['health', 'tests-ci', 'cicd', 'tracking', 'own:mine'].map((id) => ['--explain', id])].map((more) => [...grade, ...more]) : []
  return commanded({ GITHUB_TOKEN: TOKEN }, { terminal, table: [[...grade, '--format', 'csv']], report: ['sarif', 'junit', 'json'].map((format) => [...grade, '--format', format]) })
}

/** What the other commands print of the class. */
async function listedOf({ sandbox, stored, commit }: PoisonedClass): Promise<Commanded> {
  const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-commanded-'))
  onTestFinished(() => { rmSync(folder, { recursive: true }) })
  const settings = { DATA_DIR: stored.kind === 'sqlite' ? join(stored.file, '..') : folder, ...stored.kind === 'postgres' ? { DATABASE_URL: stored.url } : {}, GITHUB_TOKEN: TOKEN }
  const words = [['course'], ['work'], ['watch'], ['contributions'], ['roster'], ['grades'], ['decisions', NAME], ['token', 'list'], ['rejudge'], ['runs', NAME, '--api-url', sandbox.url, '--at', commit], ['student', 'export', '5', '--out', join(folder, 'student.json')]]
  return commanded(settings, { terminal: words, table: [], report: [] })
}

/** What commands print, by where that ends; their warnings are read at a terminal. */
async function commanded(settings: Readonly<Record<string, string>>, commands: Readonly<Record<keyof Commanded, readonly (readonly string[])[]>>): Promise<Commanded> {
  const outputs: Record<keyof Commanded, Output[]> = { terminal: [], table: [], report: [] }
  for (const sink of ['terminal', 'table', 'report'] as const) {
    for (const words of commands[sink]) {
      const { out, err } = await runInProcess(words, settings)
      outputs[sink].push({ from: words.join(' '), text: out })
      if (err !== '') outputs.terminal.push({ from: words.join(' '), text: err })
    }
  }
  return outputs
}
