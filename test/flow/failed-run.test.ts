import { describe, expect, it } from 'vitest'
import type { WorkflowRun } from '../../src/model/run.ts'
import { aPull, aRun, setting, TUNED } from '../support/evaluating.ts'

const LOG = [
  '##[group]Run pip install -r requirements.txt', 'pip install -r requirements.txt', 'shell: /usr/bin/bash -e {0}', '##[endgroup]', '##[group]Run pytest', 'pytest', 'shell: /usr/bin/bash -e {0}', '##[endgroup]',
  'tests/test_app.py:1: in <module>', 'E   ModuleNotFoundError: No module named \'fastapi\'', 'ERROR tests/test_app.py', '1 error in 0.1s', '##[error]Process completed with exit code 2.',
].join('\n')
const RED: WorkflowRun = aRun(TUNED, {
  id: 9, branch: 'tune', conclusion: 'failure', jobs: [{ id: 91, name: 'test', status: 'completed', conclusion: 'failure', url: 'https://github.com/octo-org/capstone-ana/actions/runs/9/job/91', startedAt: 0, completedAt: 1, steps: [{ number: 1, name: 'Run actions/checkout@v4', status: 'completed', conclusion: 'success' }, { number: 2, name: 'Run pytest', status: 'completed', conclusion: 'failure' }] }],
})

describe('a run that failed for a reason that its log gives', () => {
  it('is told at once in comment and check run: the line, the place, and what to do; its log is asked for once', async () => {
    const { ana, app, mark, github } = await setting({ runs: { [TUNED]: [RED] }, logs: { 91: LOG }, pulls: [aPull()], branches: { main: 'a'.repeat(40), tune: TUNED } })
    await mark({ kind: 'pull-request', number: 3 }, { reason: 'workflow_run' })
    await app.settle()
    await mark({ kind: 'pull-request', number: 3 }, { reason: 'workflow_run' })
    await app.settle()
    const [comment] = ana.shown.comments
    const check = ana.shown.runs.find(({ commit }) => commit === TUNED)
    for (const text of [comment?.body, check?.content.text]) {
      expect(text).toContain('`ci.yml`, job “test”, step “Run pytest” failed: `ModuleNotFoundError: No module named \'fastapi\'`, at `tests/test_app.py:1`.')
      expect(text).toContain('- **Next:** Add `fastapi` to `requirements.txt`, then push')
    }
    expect(comment?.body).toContain('**Next:** Add `fastapi` to `requirements.txt`, then push')
    expect(check?.content.title).toContain('next: add fastapi to requirements.txt')
    expect(github.asked.filter((one) => one.startsWith('jobLog'))).toEqual(['jobLog 42'])
  })
  it('whose log GitHub keeps no more is told as one without a reason', async () => {
    const { ana, app, mark } = await setting({ runs: { [TUNED]: [RED] }, pulls: [aPull()], branches: { main: 'a'.repeat(40), tune: TUNED } })
    await mark({ kind: 'pull-request', number: 3 }, { reason: 'workflow_run' })
    await app.settle()
    expect(ana.shown.comments[0]?.body).toContain('The step “Run pytest” of job “test” failed.')
  })
})
