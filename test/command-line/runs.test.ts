import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runCommandLine } from '../../src/command-line/run.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { git, makeFolder, makeRepository } from '../support/make-repository.ts'
import { sandboxOf, TOKEN } from '../support/sandbox.ts'

const FILES = {
  'app/model.py': 'def double(value: float) -> float:\n    return value * 2\n',
  '.github/workflows/ci.yml': 'on: push\njobs:\n  lint:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - run: ruff check .\n',
}

async function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  const code = await runCommandLine(words, { write: (text) => { written.out += text }, warn: (text) => { written.err += text }, progress: () => null, layout: { width: 80, paint: (_style, text) => text }, inProcess: true }, environment)
  return { code, ...written }
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
  const { code, out, err } = await run(['grade', 'octo-org/churn', '--runs', 'api', '--format', 'json'], settings)
  expect([code, err]).toEqual([0, ''])
  expect(lintOf(out)).toEqual({ outcome, found: expect.stringContaining(`The step “Run ruff check .” of job “lint” ${word}.`) as string, stages: [['lint', 'lint', conclusion]] })
})

it('gives the same for a clone with what was written of its commit, without asking anybody', async () => {
  const { clone, settings } = await ranOn('success')
  const file = join(makeFolder(), 'runs.json')
  expect(await run(['runs', 'octo-org/churn', '--out', file], settings)).toMatchObject({ code: 0, err: '' })
  const { code, out } = await run(['grade', clone, '--at', 'HEAD', '--runs', file, '--format', 'json'])
  expect([code, lintOf(out).outcome]).toEqual([0, 'verified'])
})

it('says what is wrong with the runs that it is given', async () => {
  const { clone, settings } = await ranOn('success')
  const file = join(makeFolder(), 'runs.json')
  await run(['runs', 'octo-org/churn', '--out', file], settings)
  git(clone, 'commit', '-q', '--allow-empty', '-m', 'Think')
  expect(await run(['grade', clone, '--at', 'HEAD', '--runs', file])).toMatchObject({ code: 3, err: expect.stringMatching(/runs\.json: it says what ran on [0-9a-f]{7}, and [0-9a-f]{7} was judged\nJudge the same commit/) as string })
  expect(await run(['grade', clone, '--runs', file])).toMatchObject({ code: 3, err: expect.stringContaining('files as they lie on disk are no commit') as string })
  expect(await run(['grade', clone, '--at', 'HEAD', '--runs', 'api'])).toMatchObject({ code: 3, err: expect.stringContaining('no repository on GitHub is known for this clone') as string })
  writeFileSync(file, readFileSync(file, 'utf8').replace('"completed"', '"done"'))
  expect(await run(['grade', clone, '--at', 'HEAD', '--runs', file])).toMatchObject({ code: 2, err: expect.stringMatching(/runs\.json: \/runs\/0.*expected one of/) as string })
  expect(await run(['grade', clone, '--runs', join(file, 'none')])).toMatchObject({ code: 2, err: expect.stringContaining('the runs cannot be read') as string })
  expect(await run(['grade', clone, clone, '--runs', file])).toMatchObject({ code: 2, err: expect.stringContaining('with several paths it takes api') as string })
})
