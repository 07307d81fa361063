import { execFile } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readEvidenceFolder } from '../../src/command-line/evidence-files.ts'
import { compileSource } from '../support/compile-source.ts'
import { git, makeFolder, makeRepository, writeFiles } from '../support/make-repository.ts'
import { makeDatabase, MLFLOW_TABLES } from '../support/mlflow-database.ts'

const built = compileSource()
afterAll(() => { built.remove() })

const TRAIN = 'import mlflow\n\nwith mlflow.start_run():\n    mlflow.log_params({"depth": 4})\n    model = fitted(depth=4)\n    mlflow.log_metric("accuracy", model.score(x_test, y_test))\n'
const RUNS = {
  'mlruns/1/meta.yaml': 'experiment_id: \'1\'\nname: churn\n',
  ...Object.fromEntries([['a', '0.9'], ['b', '0.7']].flatMap(([id = '', value = '']) => [
    [`mlruns/1/${id}/meta.yaml`, `run_id: ${id}\nexperiment_id: '1'\nstatus: 3\nstart_time: 170000000000${id === 'a' ? 1 : 2}\n`], [`mlruns/1/${id}/params/depth`, '4'], [`mlruns/1/${id}/params/api_key`, 'abcdef'],
    [`mlruns/1/${id}/metrics/accuracy`, `1700000000000 ${value} 0`], [`mlruns/1/${id}/tags/mlflow.user`, 'lea'],
  ])),
}

function command(cwd: string, ...words: readonly string[]): Promise<{ readonly code: unknown; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(built.folder, 'cli.js'), ...words], { cwd }, (error, out, err) => { resolve({ code: error === null ? 0 : error.code, out, err }) })
  })
}

describe('evidence', () => {
  it('collects what a project holds at its commit, and grade takes the committed bundle as a claim', async () => {
    const folder = makeRepository({ 'train.py': TRAIN, '.gitignore': 'mlruns/\nmlflow.db\n' })
    const database = makeDatabase(`${MLFLOW_TABLES[1]}${MLFLOW_TABLES[2]} insert into registered_models (name) values ('churn');`)
    writeFiles(folder, { ...RUNS, 'mlflow.db': database, 'junit.xml': '<testsuite><testcase name="test_a" classname="tests.test_a"/></testsuite>' })
    const commit = git(folder, 'rev-parse', 'HEAD')
    const { code, out, err } = await command(folder, 'evidence', '--metric', 'accuracy')
    expect([code, err]).toEqual([0, ''])
    expect(out).toBe(`capstone-evidence: 2 reports, of commit ${commit.slice(0, 7)}
  mlflow.json   2 runs, 1 registered model, from mlflow.db, mlruns
  tests.xml     from junit.xml
  best run      accuracy 0.9: a

Left out
                parameters and tags that look like a credential, or name a
                person or a machine: api_key

Next
                Look through the files, then: git add capstone-evidence
`)
    expect(JSON.parse(readFileSync(join(folder, 'capstone-evidence/manifest.json'), 'utf8'))).toMatchObject({ commit, run: null, files: [{ path: 'mlflow.json', holds: 'mlflow' }, { path: 'tests.xml' }] })
    git(folder, 'add', 'capstone-evidence')
    git(folder, 'commit', '-qm', 'Add evidence')
    const { criteria } = JSON.parse((await command(folder, 'grade', '.', '--at', 'HEAD', '--format', 'json')).out) as { readonly criteria: readonly { readonly id: string }[] }
    expect(criteria.find(({ id }) => id === 'tracking')).toMatchObject({
      outcome: 'verified', basis: 'claimed', proofFrom: commit, found: expect.stringContaining(`capstone-evidence/mlflow.json says: 2 runs, with parameters and metrics, of commit ${commit.slice(0, 7)}.`) as string,
    })
    expect((await command(folder, 'evidence', 'read', 'capstone-evidence')).out).toContain('a summary: 2 runs, 1 registered model')
  })
  it('writes the same bytes again, takes away what is there no more, and says with --check what it would write', async () => {
    const folder = makeRepository({ 'train.py': TRAIN })
    writeFiles(folder, { ...RUNS, 'metrics.json': '{"accuracy": 0.9}' })
    expect((await command(folder, 'evidence', '--check')).out).toContain('capstone-evidence: would hold 2 reports')
    expect(existsSync(join(folder, 'capstone-evidence'))).toBe(false)
    const bundle = (): readonly (readonly [string, string])[] => readdirSync(join(folder, 'capstone-evidence')).sort().map((name) => [name, readFileSync(join(folder, 'capstone-evidence', name), 'utf8')])
    await command(folder, 'evidence')
    const first = bundle()
    expect(first.map(([name]) => name)).toEqual(['manifest.json', 'metrics.json', 'mlflow.json'])
    await command(folder, 'evidence')
    expect(bundle()).toEqual(first)
    writeFileSync(join(folder, 'metrics.json'), '[]')
    await command(folder, 'evidence')
    expect(bundle().map(([name]) => name)).toEqual(['manifest.json', 'mlflow.json'])
  })
  it('names no commit where files differ from it, and says which', async () => {
    const folder = makeRepository({ 'train.py': TRAIN })
    writeFiles(folder, { ...RUNS, 'train.py': `${TRAIN}\n` })
    expect((await command(folder, 'evidence')).out).toContain('1 report, of no commit: train.py differs from the commit')
    expect(JSON.parse(readFileSync(join(folder, 'capstone-evidence/manifest.json'), 'utf8'))).toMatchObject({ commit: null })
    const plain = makeFolder()
    writeFiles(plain, RUNS)
    expect((await command(plain, 'evidence')).out).toContain('of no commit: this is no git repository')
  })
  it('follows no link out of the project, and writes through none', async () => {
    const [folder, elsewhere] = [makeRepository({ 'train.py': TRAIN }), makeFolder()]
    writeFiles(elsewhere, { ...RUNS, 'metrics.json': '{"accuracy": 1}', 'target.json': 'as it was' })
    symlinkSync(join(elsewhere, 'mlruns'), join(folder, 'mlruns'))
    symlinkSync(join(elsewhere, 'metrics.json'), join(folder, 'metrics.json'))
    expect(await command(folder, 'evidence')).toMatchObject({ code: 3, out: expect.stringContaining('nothing to collect was found') as string })
    writeFiles(folder, { 'eval_metrics.json': '{"accuracy": 0.9}' })
    mkdirSync(join(folder, 'capstone-evidence'))
    symlinkSync(join(elsewhere, 'target.json'), join(folder, 'capstone-evidence/metrics.json'))
    expect((await command(folder, 'evidence')).code).toBe(0)
    expect(readFileSync(join(elsewhere, 'target.json'), 'utf8')).toBe('as it was')
    expect(lstatSync(join(folder, 'capstone-evidence/metrics.json')).isFile()).toBe(true)
    symlinkSync(elsewhere, join(folder, 'out'))
    expect(await command(folder, 'evidence', '--out', 'out')).toEqual({ code: 3, out: '', err: 'capstone-coach: out: this is no folder; name another with --out\n' })
    expect((await command(folder, 'evidence', '--out', 'mine/capstone-evidence')).code).toBe(0)
    writeFiles(folder, { 'notes/diary.md': 'mine' })
    expect((await command(folder, 'evidence', '--out', 'notes')).err).toBe('capstone-coach: notes: it holds diary.md, which is no part of a bundle; name another folder with --out\n')
  })
  it('keeps naming the commit while its own folder changes, wherever that is', async () => {
    const folder = makeRepository({ 'app/train.py': TRAIN, '.gitignore': 'mlruns/\n' })
    writeFiles(folder, Object.fromEntries(Object.entries(RUNS).map(([path, text]) => [`app/${path}`, text])))
    for (const words of [['app', '--out', 'capstone-evidence'], ['app']]) {
      await command(folder, 'evidence', ...words)
      git(folder, 'add', '-A')
      git(folder, 'commit', '-qm', 'Add evidence')
      await command(folder, 'evidence', ...words, '--metric', 'accuracy')
      expect(git(folder, 'status', '--porcelain')).toContain('capstone-evidence/mlflow.json')
      const { out } = await command(folder, 'evidence', ...words, '--metric', 'accuracy')
      expect(out).toContain(`1 report, of commit ${git(folder, 'rev-parse', '--short=7', 'HEAD')}`)
      git(folder, 'checkout', '-q', '.')
    }
  })
  it('runs nothing that the repository\'s own settings name', async () => {
    const folder = makeRepository({ 'train.py': TRAIN, '.gitattributes': '*.py filter=evil\n' })
    const trace = join(makeFolder(), 'ran')
    for (const key of ['core.fsmonitor', 'filter.evil.clean', 'filter.evil.smudge', 'filter.evil.process']) git(folder, 'config', key, `touch ${trace}; cat`)
    writeFiles(folder, { ...RUNS, 'train.py': TRAIN.replace('4', '5') })
    expect((await command(folder, 'evidence')).out).toContain('of no commit: whether train.py differs from the commit cannot be told')
    expect(existsSync(trace)).toBe(false)
    git(folder, 'config', '--unset', 'filter.evil.process')
    git(folder, 'status')
    expect(existsSync(trace)).toBe(true)
  })
  it('does not look into environments', async () => {
    const folder = makeRepository({ 'train.py': TRAIN, '.gitignore': 'venv/\n' })
    writeFiles(folder, { ...RUNS, [`venv/${'a/'.repeat(70)}b.txt`]: '' })
    const { code, out } = await command(folder, 'evidence')
    expect([code, out]).toEqual([0, expect.not.stringContaining('Could not be seen')])
  })
  it('tells a file that is gone before it is read', async () => {
    const folder = makeFolder()
    writeFiles(folder, { 'metrics.json': '{"accuracy": 1}', 'scores/metrics.json': '{"accuracy": 0.9}' })
    const read: string[] = []
    const port = { read: () => Promise.reject(new Error('not asked')), readFiles: (files: readonly { readonly path: string }[]) => {
      read.push(...files.map(({ path }) => path))
      return Promise.resolve({ reports: [], gaps: [], problems: [] })
    }, close: () => Promise.resolve() }
    const { gaps } = await readEvidenceFolder(folder, port, (path) => {
      if (path === 'metrics.json') rmSync(join(folder, path))
      return true
    })
    expect([read, gaps]).toEqual([['scores/metrics.json'], [{ what: 'file', path: 'metrics.json', reason: 'it cannot be read (ENOENT)' }]])
  })
  it.skipIf(process.getuid?.() === 0)('tells a file that this user may not read', async () => {
    const folder = makeRepository({ 'train.py': TRAIN })
    writeFiles(folder, { ...RUNS, 'closed/metrics.json': '{"accuracy": 1}' })
    chmodSync(join(folder, 'closed/metrics.json'), 0)
    const { code, out } = await command(folder, 'evidence')
    expect([code, out]).toEqual([0, expect.stringContaining('closed/metrics.json: it cannot be read (EACCES)')])
  })
  it('goes on past what is too large or not in its form, and tells it', async () => {
    const folder = makeRepository({ 'train.py': TRAIN })
    writeFiles(folder, { ...RUNS, 'big/metrics.json': Buffer.alloc(21_000_000, 32), 'drift.json': '{' })
    const { code, out } = await command(folder, 'evidence')
    expect(code).toBe(0)
    expect(out.replace(/\s+/g, ' ')).toContain('big/metrics.json: it is larger than 20 MB')
    expect(out.replace(/\s+/g, ' ')).toContain('Not in its form drift.json: the text is not valid JSON')
  })
  it('says what it takes', async () => {
    const folder = makeFolder()
    writeFiles(folder, RUNS)
    expect(await command(folder, 'evidence', '--metric', 'f1')).toEqual({ code: 2, out: '', err: 'capstone-coach: --metric f1: no run has it; the metrics of the runs are accuracy\n' })
    expect(await command(folder, 'evidence', 'nowhere')).toEqual({ code: 3, out: '', err: 'capstone-coach: nowhere: there is no such folder\n' })
    expect((await command(folder, 'evidence', '--since', 'monday')).err).toContain('--since of evidence: expected a date')
    expect((await command(folder, 'evidence', '--since', '2031-01-01')).code).toBe(3)
    expect((await command(folder, 'evidence', 'one', 'two')).err).toContain('evidence takes one project folder')
  })
})
