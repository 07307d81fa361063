import { describe, expect, it } from 'vitest'
import type { FetchedLog, FromGitHub } from '../../../src/flow/ports/github-ports.ts'
import { keepingLogs, withLogs } from '../../../src/flow/proof/run-logs.ts'
import type { RunJob, WorkflowRun } from '../../../src/model/run.ts'

const LOG = '##[group]Run python a.py\n##[endgroup]\nModuleNotFoundError: No module named \'mlflow\'\n##[error]Process completed with exit code 1.'

const job = (id: number, fields: Partial<RunJob> = {}): RunJob => ({ id, name: `job-${id}`, status: 'completed', conclusion: 'failure', url: `https://github.com/o/r/actions/runs/7/job/${id}`, startedAt: 0, completedAt: 1, steps: [{ number: 1, name: 'Run python a.py', status: 'completed', conclusion: 'failure' }], ...fields })
const run = (id: number, jobs: readonly RunJob[], fields: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: 'c'.repeat(40), status: 'completed', conclusion: 'failure', url: `https://github.com/o/r/actions/runs/${id}`, createdAt: 0, updatedAt: 0, jobs, ...fields,
})

/** GitHub with one log for every job, unless `answers` has another; `asked` are the jobs that it was asked for. */
function gitHub(answers: Readonly<Record<number, FromGitHub<FetchedLog>>> = {}) {
  const asked: number[] = []
  return { asked, port: { jobLog: (_: string, id: number): Promise<FromGitHub<FetchedLog>> => { asked.push(id); return Promise.resolve(answers[id] ?? { ok: true, value: { text: LOG } }) } } }
}

async function read(github: ReturnType<typeof gitHub>, runs: readonly WorkflowRun[], again = false): Promise<readonly WorkflowRun[]> {
  const answer = await withLogs({ port: github.port, repository: 'o/r', runs, again })
  if (!answer.ok) throw new Error(answer.trouble.says)
  return answer.value
}

describe('the logs of jobs that failed', () => {
  it('are read once, also where the runs are asked for anew', async () => {
    const github = gitHub()
    const first = await read(github, [run(7, [job(71), job(72, { conclusion: 'success' })])])
    expect(first[0]?.jobs?.map(({ log }) => log?.reasons.map(({ kind, about }) => [kind, ...about]))).toEqual([[['missing-module', 'mlflow']], undefined])
    expect(await read(github, keepingLogs([run(7, [job(71), job(72, { conclusion: 'success' })])], first))).toEqual(first)
    expect(github.asked).toEqual([71])
  })
  it('are those of three jobs at most, of the newest runs that failed, and of one job of a file the newest', async () => {
    const github = gitHub()
    const lint = { path: '.github/workflows/lint.yml', name: 'Lint' }
    await read(github, [run(5, [job(51)]), run(6, [job(61, { name: 'job-81' })]), run(7, [job(71), job(72)], lint), run(8, [job(81), job(82)], { event: 'pull_request' })])
    expect(github.asked).toEqual([81, 82, 71])
  })
  it.each([
    ['run of a workflow passed', run(7, [job(71)], { conclusion: 'success' })], ['run has not ended', run(7, [job(71)], { status: 'in_progress', conclusion: null })], ['run was cancelled', run(7, [job(71, { conclusion: 'cancelled' })], { conclusion: 'cancelled' })],
  ])('are not asked for where the %s', async (_, one) => {
    const github = gitHub()
    expect(await read(github, [one])).toEqual([one])
    expect(github.asked).toEqual([])
  })
  it('are noted as not kept any more, and not asked for again', async () => {
    const github = gitHub({ 71: { ok: false, trouble: { kind: 'gone', says: 'gone' } } })
    const first = await read(github, [run(7, [job(71)])])
    expect(first[0]?.jobs?.[0]?.log).toEqual({ reasons: [], requirements: [], unread: 'GitHub no longer keeps it', isOpen: false })
    await read(github, first, true)
    expect(github.asked).toEqual([71])
  })
  it('that could not be had are asked for once more by a person, and by nothing else', async () => {
    const github = gitHub({ 71: { ok: true, value: { says: 'no whole answer came', isPassing: true } } })
    const first = await read(github, [run(7, [job(71)])])
    await read(github, first)
    expect(github.asked).toEqual([71])
    await read(github, first, true)
    expect(github.asked).toEqual([71, 71])
  })
  it('wait where the limit of GitHub is reached', async () => {
    const limited = { ok: false as const, trouble: { kind: 'limited' as const, until: 9, says: 'wait' } }
    expect(await withLogs({ port: gitHub({ 71: limited }).port, repository: 'o/r', runs: [run(7, [job(71)])], again: false })).toEqual(limited)
  })
})
