import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OUTCOMES } from '../../src/model/criterion.ts'
import { readAction } from '../../src/parse/workflow/read-workflow.ts'
import { builtForFile } from '../support/built-app.ts'
import { below, textOf, yamlOf } from '../support/deployment-files.ts'
import { git, makeFolder, makeRepository } from '../support/make-repository.ts'

const built = builtForFile()
const TEXT = textOf('action.yml')
const ACTION = readAction(TEXT)
const steps = below(yamlOf('action.yml'), 'runs', 'steps') as readonly { readonly name: string; readonly uses?: string; readonly run?: string; readonly env?: Readonly<Record<string, string>>; readonly shell?: string }[]

type Job = { readonly status: number | null; readonly log: string; readonly summary: string; readonly outputs: Readonly<Record<string, string>>; readonly file: string }

/** Runs the steps of action.yml with bash, as GitHub's runner does, in a workspace: `with` is what a workflow gives, `visibility` the repository's. */
function job(workspace: string, visibility: string, given: Readonly<Record<string, string>> = {}): Job {
  const [action, temporary] = [makeFolder(), makeFolder()]
  // The install step has nothing to do where that is built already.
  symlinkSync(built.folder, join(action, 'dist'))
  const [summary, output] = [join(temporary, 'summary.md'), join(temporary, 'output')]
  const values: Readonly<Record<string, string>> = {
    'github.action_path': action, 'github.event.repository.visibility': visibility, 'github.token': 'ghs_not-used',
    ...Object.fromEntries(ACTION.inputs.map(({ name, default: fallback }) => [`inputs.${name}`, given[name] ?? fallback ?? ''])),
  }
  const filled = (text: string): string => text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => values[name] ?? '')
  let log = ''
  let status: number | null = 0
  for (const step of steps.filter(({ run }) => run !== undefined)) {
    const file = join(temporary, 'step.sh')
    writeFileSync(file, filled(step.run ?? ''))
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', file], {
      cwd: step.name === 'Install' ? action : workspace, encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', RUNNER_TEMP: temporary, GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output, GITHUB_API_URL: 'http://127.0.0.1:1', ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)])) },
    })
    log += ran.stdout + ran.stderr
    status = ran.status
    if (status !== 0) break
  }
  const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')
  const outputs = Object.fromEntries(read(output).split('\n').filter((line) => line !== '').map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]))
  return { status, log, summary: read(summary), outputs, file: read(outputs['report'] ?? '') }
}

function capstone(): string {
  return makeRepository({ 'README.md': '# Churn\n', 'app/main.py': 'from fastapi import FastAPI\napp = FastAPI()\n\n@app.get("/health")\ndef health(): return {"status": "ok"}\n' })
}

const POINTS = /\bpoints\b|% of the checklist/

describe('action.yml', () => {
  it('gives inputs to its steps as variables alone, and pins what it uses by commit', () => {
    expect(ACTION.using).toBe('composite')
    expect(steps.filter(({ run }) => run?.includes('${{') === true)).toEqual([])
    expect(steps.filter(({ run, shell }) => run !== undefined && shell !== 'bash')).toEqual([])
    expect(steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !/@[0-9a-f]{40}$/.test(uses))).toEqual([])
  })

  it('uses each of its inputs and gives each of its outputs', () => {
    const used = new Set([...TEXT.matchAll(/\$\{\{ inputs\.([\w-]+)/g)].map(([, name]) => name))
    expect(ACTION.inputs.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([])
    const { outputs } = job(capstone(), 'public')
    expect(Object.keys(outputs).toSorted()).toEqual(Object.keys(below(yamlOf('action.yml'), 'outputs') as object).toSorted())
    expect(Object.keys(outputs)).toEqual(expect.arrayContaining([...OUTCOMES]))
  })

  it('sets up a Node that package.json allows', () => { expect(TEXT).toMatch(/node-version: '(?:2[2-9]|[3-9]\d)'/) })
})

describe('a job', () => {
  it('in a public repository shows what is in place and what is next, and no points whatever is asked', () => {
    const { status, log, summary, outputs } = job(capstone(), 'public', { points: 'true' })
    expect([status, outputs['met'], outputs['percent']]).toEqual([0, 'false', ''])
    expect(summary).toContain('## Capstone checklist')
    expect(summary).toContain('| Health check endpoint works | ')
    expect(summary).toContain('whoever can push here can change')
    expect([summary, log].filter((text) => POINTS.test(text))).toEqual([])
    expect(log).toMatch(/^::stop-commands::[\w-]{36}\n/)
    expect(Number(outputs['open'])).toBeGreaterThan(0)
  })

  it.each(['internal', ''])('takes a repository that is "%s" for a public one', (visibility) => {
    expect(job(capstone(), visibility, { points: 'true' }).outputs['percent']).toBe('')
    const { status, log, summary } = job(capstone(), visibility, { report: 'json' })
    expect([status, summary.includes('Nothing was judged')]).toEqual([2, true])
    expect(log).toContain('report: json holds points')
  })

  it('in a private repository shows points where they are asked for, and writes a record', () => {
    const shown = job(capstone(), 'private', { points: 'true', report: 'json' })
    expect(shown.summary).toMatch(/^## Capstone checklist\n\n\*\*\d+(?:\.\d+)? % of the checklist:\*\* .*\n\n\*\*\d+ of 15 items/)
    expect(shown.outputs['percent']).toMatch(/^\d+(?:\.\d+)?$/)
    expect(JSON.parse(shown.file)).toMatchObject({ schema: 1, grade: { percent: Number(shown.outputs['percent']) } })
    expect(POINTS.test(job(capstone(), 'private').summary)).toBe(false)
  })

  it.each(['sarif', 'junit'])('writes %s without points', (report) => {
    const { file, outputs } = job(capstone(), 'public', { report })
    expect(file.length).toBeGreaterThan(100)
    expect(outputs['report']).toMatch(/capstone\.(?:sarif|xml)$/)
    expect(file).not.toMatch(/percent|credit/)
  })

  it('fails for what is open where it is strict, and shows it all the same', () => {
    const { status, outputs, summary } = job(capstone(), 'public', { strict: 'true' })
    expect([status, outputs['met']]).toEqual([1, 'false'])
    expect(summary).toContain('## Capstone checklist')
  })

  it('judges the commit, not what the job left in its folder', () => {
    const path = capstone()
    writeFileSync(join(path, 'monitoring.yml'), 'groups: []\n')
    writeFileSync(join(path, 'app/main.py'), '')
    expect(job(path, 'public').summary).toContain('| Health check endpoint works | ◐')
    // Also where it was checked out into a folder of a folder, which is written as repositories on GitHub are.
    const workspace = makeFolder()
    mkdirSync(join(workspace, 'students'))
    renameSync(path, join(workspace, 'students/ana'))
    expect(job(workspace, 'public', { repository: 'students/ana' }).summary).toContain('| Health check endpoint works | ◐')
  })

  it('tells in its summary why nothing was judged', () => {
    const { status, summary } = job(makeFolder(), 'public')
    expect([status, summary.includes('**Nothing was judged.**')]).toEqual([3, true])
    expect(job(capstone(), 'public', { strict: 'yes' })).toMatchObject({ status: 2, log: expect.stringContaining('strict is true or false') as unknown })
  })

  it('carries out nothing that inputs, names and messages hold', () => {
    const path = capstone()
    const trap = join(makeFolder(), 'trap')
    writeFileSync(join(path, '::set-output name=met::true.py'), 'import os\n')
    execFileSync('git', ['-C', path, 'checkout', '-q', '-b', 'a-$(touch${IFS}trap)'])
    git(path, 'add', '.')
    git(path, 'commit', '-q', '-m', '::add-mask::ok\n\n$(touch trap)')
    const { log, outputs } = job(path, 'public', { commit: `"; touch ${trap}; "`, project: `$(touch ${trap})`, strict: 'true' })
    expect(existsSync(trap)).toBe(false)
    expect(outputs).toEqual({})
    expect(log.split('\n').filter((line) => line.startsWith('::')).length).toBe(1)
    expect(job(path, 'public').outputs['met']).toBe('false')
  })

  it('says why in its summary where runs are asked for and GitHub does not answer', () => {
    const { status, summary } = job(capstone(), 'public', { runs: 'api' })
    expect(status).toBe(3)
    expect(summary).toContain('Nothing was judged')
  })
})
