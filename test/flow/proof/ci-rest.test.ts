import { describe, expect, it } from 'vitest'
import { ciRest, type CiLook } from '../../../src/flow/proof/ci-rest.ts'
import { workflowStarts } from '../../../src/flow/proof/workflow-starts.ts'
import type { WorkflowRun, WorkflowStart } from '../../../src/model/run.ts'
import { factsOf } from '../../support/memory-repository.ts'

const SINCE = 1_700_000_000_000
const SECOND = 1000
const MINUTE = 60 * SECOND
const OF_PULL = [{ branch: 'tune', base: null }, { branch: 'tune', base: 'main' }]

function start(changes: Partial<WorkflowStart> = {}): WorkflowStart {
  return { path: '.github/workflows/ci.yml', name: 'CI', event: 'push', branches: null, branchesIgnore: null, byPaths: false, ...changes }
}

function run(changes: Partial<WorkflowRun> = {}): WorkflowRun {
  return {
    id: 1, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: 'a'.repeat(40), status: 'completed', conclusion: 'success',
    url: '', createdAt: SINCE, updatedAt: SINCE, jobs: null, ...changes,
  }
}

function look(changes: Partial<CiLook>): string {
  const { ci, until } = ciRest({ starts: [start()], heads: [{ branch: 'main', base: null }], runs: [], since: SINCE, now: SINCE + SECOND, lookAgain: 10 * MINUTE, ...changes })
  const awaited = ci.awaited.map(({ path, name, why }) => `${name ?? path.split('/').at(-1)} ${why}`).join(', ')
  return [ci.state, `${ci.counted.length} counted`, awaited, until === null ? '' : `look again after ${(until - SINCE) / SECOND} s`].filter((part) => part !== '').join('; ')
}

describe('CI is at rest', () => {
  it.each<[string, Partial<CiLook>]>([
    ['where no workflow starts here', { starts: [] }],
    ['where the workflows start on other branches', { starts: [start({ branches: ['release/**'] })] }],
    ['where they leave this branch out', { starts: [start({ branchesIgnore: ['main'] })] }],
    ['where they start on pull requests and there is none', { starts: [start({ event: 'pull_request' })] }],
    ['where the pull request goes elsewhere', { starts: [start({ event: 'pull_request', branches: ['release'] })], heads: OF_PULL }],
    ['where only GitHub itself runs something', { starts: [], runs: [run({ path: 'dynamic/pages/pages-build-deployment', event: 'dynamic', status: 'in_progress', conclusion: null })] }],
    ['90 s later, where the paths of the change decide and nothing started', { starts: [start({ byPaths: true })], now: SINCE + 90 * SECOND }],
    ['where a schedule is running', { starts: [], runs: [run({ event: 'schedule', status: 'in_progress', conclusion: null })] }],
  ])('%s', (_, changes) => { expect(look(changes)).toBe('at-rest; 0 counted') })

  it('when each expected run has ended, whatever its end', () => {
    const starts = [start(), start({ path: '.github/workflows/lint.yml', event: 'pull_request', branches: ['ma*'] })]
    const runs = [run({ conclusion: 'failure' }), run({ id: 2, path: '.github/workflows/lint.yml', event: 'pull_request', conclusion: 'cancelled' })]
    expect(look({ starts, runs, heads: OF_PULL })).toBe('at-rest; 2 counted')
  })
  it('by the newest run of a workflow', () => {
    expect(look({ runs: [run({ id: 9 }), run({ id: 8, status: 'queued', conclusion: null })] })).toBe('at-rest; 1 counted')
  })
})

describe('a run is awaited', () => {
  it('for 90 s before it starts', () => {
    expect(look({})).toBe('awaited; 0 counted; ci.yml not-started; look again after 90 s')
    expect(look({ starts: [start({ byPaths: true })] })).toBe('awaited; 0 counted; ci.yml not-started; look again after 90 s')
  })
  it('that has not started in that time is named, and not waited for', () => {
    expect(look({ now: SINCE + 90 * SECOND })).toBe('given-up; 0 counted; ci.yml not-started')
  })
  it('while another has ended', () => {
    const starts = [start(), start({ path: '.github/workflows/cd.yml' })]
    expect(look({ starts, runs: [run()], now: SINCE + 10 * SECOND })).toBe('awaited; 1 counted; cd.yml not-started; look again after 90 s')
  })
  it('while it goes on, and is looked at now and then', () => {
    expect(look({ runs: [run({ status: 'in_progress', conclusion: null })], now: SINCE + MINUTE })).toBe('awaited; 0 counted; CI running; look again after 660 s')
  })
  it('also where no file made us expect it', () => {
    expect(look({ starts: [], runs: [run({ event: 'workflow_run', status: 'queued', conclusion: null })], now: SINCE + MINUTE })).toBe('awaited; 0 counted; CI running; look again after 660 s')
  })
  it('that needs an approval is named so, and given up after 30 min', () => {
    const runs = [run({ status: 'waiting', conclusion: null }), run({ id: 2, path: '.github/workflows/fork.yml', name: 'Fork', conclusion: 'action_required' })]
    expect(look({ runs, now: SINCE + 25 * MINUTE })).toBe('awaited; 0 counted; CI environment, Fork approval; look again after 1800 s')
    expect(look({ runs, now: SINCE + 30 * MINUTE })).toBe('given-up; 0 counted; CI environment, Fork approval')
  })
  it('anew when it is started again an hour later', () => {
    const again = run({ attempt: 2, status: 'in_progress', conclusion: null, updatedAt: SINCE + 60 * MINUTE })
    expect(look({ runs: [again], now: SINCE + 61 * MINUTE })).toBe('awaited; 0 counted; CI running; look again after 4260 s')
  })
})

it('reads from the workflows what a push and a pull request start', async () => {
  const facts = await factsOf({
    'app.py': 'x = 1\n',
    '.github/workflows/ci.yml': 'name: CI\non:\n  push:\n    branches: [main]\n    paths: ["src/**"]\n  pull_request:\n  schedule: [{cron: "0 0 * * *"}]\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}\n',
    '.github/workflows/tags.yml': 'on: {push: {tags: ["v*"]}, pull_request: {types: [closed]}}\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}\n',
    '.github/workflows/broken.yml': 'on: push\njobs: []\n',
  })
  expect(workflowStarts(facts)).toEqual([
    { path: '.github/workflows/ci.yml', name: 'CI', event: 'push', branches: ['main'], branchesIgnore: null, byPaths: true },
    { path: '.github/workflows/ci.yml', name: 'CI', event: 'pull_request', branches: null, branchesIgnore: null, byPaths: false },
  ])
})
