import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CommitSeen } from '../../src/model/proof-seen.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { git, makeFolder, makeRepository } from '../support/make-repository.ts'
import { sandboxOf, TOKEN } from '../support/sandbox.ts'
import { runInProcess } from '../support/run-in-process.ts'

const FILES = {
  'app/model.py': 'def double(value: float) -> float:\n    return value * 2\n',
  '.github/workflows/ci.yml': 'on: push\njobs:\n  lint:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - run: ruff check .\n',
}

async function ranOn(conclusion: 'success' | 'failure'): Promise<{ readonly sandbox: Sandbox; readonly clone: string; readonly settings: Readonly<Record<string, string>> }> {
  const clone = makeRepository(FILES)
  const sandbox = await sandboxOf(clone)
  await sandbox.runWorkflow('octo-org/churn', { path: '.github/workflows/ci.yml', commit: git(clone, 'rev-parse', 'HEAD'), branch: 'main', event: 'push', jobs: [{ name: 'lint', conclusion, steps: ['Run actions/checkout@v5', { name: 'Run ruff check .', conclusion }] }] })
  return { sandbox, clone, settings: { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: sandbox.url } }
}

function lintOf(json: string): Pick<AssessmentRecord['criteria'][number], 'outcome' | 'found'> & { readonly stages: readonly unknown[] } {
  const record = JSON.parse(json) as AssessmentRecord
  const lint = record.criteria.find(({ id }) => id === 'lint')
  return { outcome: lint?.outcome ?? 'unknown', found: lint?.found ?? '', stages: record.pipeline.flatMap(({ id, jobs }) => jobs.map(({ job, result }) => [id, job, result])) }
}

it.each([['success', 'verified', 'passed'], ['failure', 'failing', 'failed']] as const)('joins what GitHub ran on the commit: a run that ended in %s makes it %s', async (conclusion, outcome, word) => {
  const { settings } = await ranOn(conclusion)
  const { code, out, err } = await runInProcess(['grade', 'octo-org/churn', '--runs', 'api', '--format', 'json'], settings)
  expect([code, err]).toEqual([0, ''])
  expect(lintOf(out)).toEqual({ outcome, found: expect.stringContaining(`The step “Run ruff check .” of job “lint” ${word}.`) as string, stages: [['lint', 'lint', conclusion]] })
})

it('gives the same for a clone with what was written of its commit, without asking anybody', async () => {
  const { clone, settings } = await ranOn('success')
  const file = join(makeFolder(), 'runs.json')
  expect(await runInProcess(['runs', 'octo-org/churn', '--out', file], settings)).toMatchObject({ code: 0, err: '' })
  const { code, out } = await runInProcess(['grade', clone, '--at', 'HEAD', '--runs', file, '--format', 'json'])
  expect([code, lintOf(out).outcome]).toEqual([0, 'verified'])
})

it('says what is wrong with the runs that it is given', async () => {
  const { clone, settings } = await ranOn('success')
  const file = join(makeFolder(), 'runs.json')
  await runInProcess(['runs', 'octo-org/churn', '--out', file], settings)
  git(clone, 'commit', '-q', '--allow-empty', '-m', 'Think')
  expect(await runInProcess(['grade', clone, '--at', 'HEAD', '--runs', file])).toMatchObject({ code: 3, err: expect.stringMatching(/runs\.json: it says what ran on [0-9a-f]{7}, and [0-9a-f]{7} was judged\nJudge the same commit/) as string })
  expect(await runInProcess(['grade', clone, '--runs', file])).toMatchObject({ code: 3, err: expect.stringContaining('files as they lie on disk are no commit') as string })
  expect(await runInProcess(['grade', clone, '--at', 'HEAD', '--runs', 'api'])).toMatchObject({ code: 3, err: expect.stringContaining('no repository on GitHub is known for this clone') as string })
  writeFileSync(file, readFileSync(file, 'utf8').replace('"completed"', '"done"'))
  expect(await runInProcess(['grade', clone, '--at', 'HEAD', '--runs', file])).toMatchObject({ code: 2, err: expect.stringMatching(/runs\.json: \/runs\/0.*expected one of/) as string })
  expect(await runInProcess(['grade', clone, '--runs', join(file, 'none')])).toMatchObject({ code: 2, err: expect.stringContaining('the runs cannot be read') as string })
  expect(await runInProcess(['grade', clone, clone, '--runs', file])).toMatchObject({ code: 2, err: expect.stringContaining('with several paths it takes api') as string })
})

const PIN = 'octo-course/workflows/.github/workflows/capstone.yml@3f2c1ab09d7e4b5c6a8f1e2d3c4b5a69788796a5'
const CALLING = { ...FILES, '.github/workflows/ci.yml': `on: push\njobs:\n  quality:\n    uses: ${PIN}\n` }

/** A clone whose workflow calls one of the course, and a course that lists it. */
async function calledByCourse(): Promise<{ readonly clone: string; readonly course: string; readonly settings: Readonly<Record<string, string>> }> {
  const clone = makeRepository(CALLING)
  const sandbox = await sandboxOf(clone)
  await sandbox.runWorkflow('octo-org/churn', { path: '.github/workflows/ci.yml', commit: git(clone, 'rev-parse', 'HEAD'), branch: 'main', event: 'push', jobs: [{ name: 'quality / lint', conclusion: 'success', steps: ['Run ruff check .'] }] })
  const course = join(makeFolder(), 'course.yml')
  writeFileSync(course, `title: MLOps\nrepositories: { patterns: ['*'] }\ntrusted_workflows:\n  - { workflow: ${PIN}, shows: [lint] }\n`)
  return { clone, course, settings: { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: sandbox.url } }
}

it('takes the word of a course for its workflows, named beside the runs or written down with them', async () => {
  const { clone, course, settings } = await calledByCourse()
  const lint = async (...words: readonly string[]): Promise<unknown> => {
    const { code, out, err } = await runInProcess(['grade', clone, '--at', 'HEAD', '--format', 'json', ...words], settings)
    expect([code, err]).toEqual([0, ''])
    return lintOf(out)
  }
  const folder = makeFolder()
  const [plain, trusting] = [join(folder, 'plain.json'), join(folder, 'trusting.json')]
  expect(await runInProcess(['runs', 'octo-org/churn', '--out', plain], settings)).toMatchObject({ code: 0, err: '' })
  expect(await runInProcess(['runs', 'octo-org/churn', '--course', course, '--out', trusting], settings)).toMatchObject({ code: 0, err: '' })
  const verified = { outcome: 'verified', found: expect.stringContaining('capstone.yml of octo-course/workflows, a workflow of the course that does this.') as string, stages: [['lint', 'quality / lint', 'success']] }
  expect(await lint('--runs', plain)).toMatchObject({ outcome: 'missing' })
  expect(await lint('--runs', plain, '--course', course)).toEqual(verified)
  expect(await lint('--runs', trusting)).toEqual(verified)
  // By the files alone it is there, and nothing is seen of it.
  expect(await lint('--course', course)).toMatchObject({ outcome: 'present' })
  writeFileSync(course, 'title: Other\nrepositories: { patterns: ["*"] }\n')
  expect(await lint('--runs', trusting, '--course', course)).toMatchObject({ outcome: 'missing' })
})

it('judges by the checklist that the course names, and by another one where that is asked for', async () => {
  const folder = makeFolder()
  const list = (id: string): string => {
    writeFileSync(join(folder, `${id}.yml`), `id: ${id}\ntitle: A list\nrevision: 1\ncredit: { outcome: { verified: 1, present: 1, partial: 0.5, failing: 0, missing: 0 }, basis: { observed: 1, claimed: 1, attested: 1, decided: 1 } }\ngroups: [{ title: All, items: [{ id: linted, title: Linted, lesson: x, criteria: [lint] }] }]\n`)
    return join(folder, `${id}.yml`)
  }
  const [course, other] = [join(folder, 'course.yml'), list('other')]
  list('ours')
  writeFileSync(course, 'title: MLOps\nrepositories: { patterns: ["*"] }\nchecklist: ours.yml\n')
  const clone = makeRepository(CALLING)
  const judgedBy = async (...words: readonly string[]): Promise<unknown> => {
    const { checklist, items } = JSON.parse((await runInProcess(['grade', clone, '--format', 'json', ...words])).out) as AssessmentRecord
    return [checklist.id, items.length]
  }
  expect([await judgedBy('--course', course), await judgedBy('--course', course, '--checklist', other), await judgedBy()]).toEqual([['ours', 1], ['other', 1], ['production-readiness', 15]])
})

it('says what is wrong with the course that it is given, by its line', async () => {
  const course = join(makeFolder(), 'course.yml')
  writeFileSync(course, 'title: MLOps\nrepositories: { patterns: ["*"] }\ntrusted_workflows:\n  - octo-course/workflows/.github/workflows/capstone.yml@main\n')
  for (const words of [['grade', '.'], ['runs', 'octo-org/churn']]) {
    expect(await runInProcess([...words, '--course', course])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/course\.yml:4:\d+: trusted_workflows.*expected/) as string })
    expect(await runInProcess([...words, '--course', join(course, 'none')])).toMatchObject({ code: 2, err: expect.stringContaining('the course cannot be read (ENOTDIR). See that the path is right') as string })
    expect(await runInProcess([...words, '--course', ''])).toMatchObject({ code: 2, err: expect.stringContaining('--course takes the file of a course') as string })
  }
})

const UNIT = [1, 2, 3].map((number) => `def test_${number}():\n    assert double(${number}) == ${2 * number}\n`)
const REPORTED = {
  ...FILES,
  'tests/test_model.py': `from app.model import double\n\n\n${UNIT.join('\n\n')}`,
  '.github/workflows/ci.yml': 'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n      - uses: actions/upload-artifact@v4\n        with: { name: capstone-evidence, path: evidence }\n',
}
/** One report of each kind. */
const EVIDENCE = {
  // A report of another time would be of another run.
  'junit.xml': `<testsuite time="2" timestamp="${new Date().toISOString()}"><testcase classname="tests.test_model" name="test_1"/><testcase classname="tests.test_model" name="test_2"/><testcase classname="tests.test_model" name="test_3"/><testcase classname="tests.test_data" name="test_load"><failure message="no data"/></testcase></testsuite>`,
  'coverage.xml': '<coverage lines-covered="7" lines-valid="8" line-rate="0.875"><packages/></coverage>',
  'metrics.json': '{"accuracy": 0.91}', 'plots/roc.png': 'x', 'drift.json': '{"dataset_drift": true, "drift_share": 0.4, "drifted_columns": ["age"]}', 'metrics.prom': '# TYPE predictions_total counter\npredictions_total 3\n',
  'mlruns/1/0123456789abcdef0123456789abcdef/meta.yaml': 'run_id: 0123456789abcdef0123456789abcdef\nexperiment_id: \'1\'\n', 'mlruns/1/0123456789abcdef0123456789abcdef/params/c': '1.0', 'mlruns/models/churn/meta.yaml': 'name: churn\n', 'mlruns/models/churn/version-1/meta.yaml': 'version: 1\n',
  'manifest.json': JSON.stringify({ bundle: 'capstone-evidence', schema: 1, commit: null, takenAt: '2026-03-01T10:05:00Z', madeBy: { tool: 'test', version: null }, files: [{ path: 'junit.xml', holds: 'tests' }] }),
}

it('joins what the runs uploaded, read at once or from the file', async () => {
  const clone = makeRepository(REPORTED)
  const sandbox = await sandboxOf(clone)
  const { url } = sandbox
  await sandbox.runWorkflow('octo-org/churn', { path: '.github/workflows/ci.yml', commit: git(clone, 'rev-parse', 'HEAD'), branch: 'main', event: 'push', jobs: [{ name: 'test', conclusion: 'failure', steps: [{ name: 'Run pytest', conclusion: 'failure' }] }], artifacts: { 'capstone-evidence': EVIDENCE } })
  const settings = { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: url }
  const unitOf = (json: string): unknown => (JSON.parse(json) as AssessmentRecord).criteria.find(({ id }) => id === 'tests-unit')
  const online = await runInProcess(['grade', 'octo-org/churn', '--runs', 'api', '--format', 'json'], settings)
  expect([online.code, online.err]).toEqual([0, ''])
  expect(unitOf(online.out)).toMatchObject({ outcome: 'verified', basis: 'claimed', found: expect.stringContaining('capstone-evidence/junit.xml, the report of that run') as string })
  const file = join(makeFolder(), 'runs.json')
  expect(await runInProcess(['runs', 'octo-org/churn', '--out', file], settings)).toMatchObject({ code: 0, err: '' })
  const kinds = (JSON.parse(readFileSync(file, 'utf8')) as CommitSeen).runs.flatMap(({ artifacts = [] }) => artifacts.flatMap(({ reports }) => reports.map(({ kind }) => kind)))
  expect(kinds.toSorted()).toEqual(['coverage', 'drift', 'manifest', 'metrics', 'mlflow', 'plots', 'prometheus', 'tests'])
  const offline = await runInProcess(['grade', clone, '--at', 'HEAD', '--runs', file, '--format', 'json'])
  expect([offline.code, unitOf(offline.out)]).toEqual([0, unitOf(online.out)])
  writeFileSync(file, readFileSync(file, 'utf8').replace('"passed": 3', '"passed": "three"'))
  expect(await runInProcess(['grade', clone, '--at', 'HEAD', '--runs', file])).toMatchObject({ code: 2, err: expect.stringContaining('runs.json: /runs/0/artifacts/0/reports/') as string })
})
