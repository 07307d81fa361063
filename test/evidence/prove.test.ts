import { describe, expect, it } from 'vitest'
import { prove, type SeenOfCriterion } from '../../src/evidence/prove.ts'
import { seenSteps } from '../../src/evidence/seen-steps.ts'
import type { Proof, Standing } from '../../src/model/criterion.ts'
import type { ProvingStep, Shows, WorkflowShape } from '../../src/model/proof-plan.ts'
import type { Conclusion, RunJob, RunStatus, WorkflowRun } from '../../src/model/run.ts'

const COMMIT = 'c'.repeat(40)
const NOTHING_DEPLOYED = { done: [], failed: [], going: [] }

const WORKFLOW: WorkflowShape = {
  path: '.github/workflows/ci.yml', name: 'CI', blob: 'b', files: ['.github/workflows/ci.yml'], blobs: {},
  jobs: [{ id: 'check', names: [['check']], needs: [], cancelledBy: null, calls: null, steps: [{ name: ['Install'], path: '.github/workflows/ci.yml', line: 5 }, { name: ['Run it'], path: '.github/workflows/ci.yml', line: 6 }] }],
}

function step(changes: Partial<ProvingStep> = {}): ProvingStep {
  return { criterion: 'lint', shows: 'does', workflow: WORKFLOW.path, job: 'check', step: 1, path: WORKFLOW.path, line: 6, says: 'it', doubt: null, shared: false, when: null, ...changes }
}

type Word = Exclude<Conclusion, null> | Exclude<RunStatus, 'completed'>
const STATUSES: readonly string[] = ['queued', 'in_progress', 'waiting', 'requested', 'pending']

function ended(word: Word): { readonly status: RunStatus; readonly conclusion: Conclusion } {
  return STATUSES.includes(word) ? { status: word as RunStatus, conclusion: null } : { status: 'completed', conclusion: word as Conclusion }
}

function run(ofRun: Word, ofJob: Word | null, ofSteps: readonly [Word, Word] | null): WorkflowRun {
  const steps = (ofSteps ?? []).map((word, index) => ({ number: index + 1, name: index === 0 ? 'Install' : 'Run it', ...ended(word) }))
  const job: RunJob | null = ofJob === null ? null : { id: 7, name: 'check', ...ended(ofJob), url: 'https://github.com/o/r/actions/runs/1/job/7', startedAt: 0, completedAt: 1, steps }
  return { id: 1, attempt: 1, name: 'CI', path: WORKFLOW.path, event: 'push', branch: 'main', headSha: COMMIT, ...ended(ofRun), url: 'https://github.com/o/r/actions/runs/1', createdAt: 0, updatedAt: 0, jobs: job === null ? null : [job] }
}

function seen(one: WorkflowRun, changes: Partial<ProvingStep> = {}): SeenOfCriterion {
  return { own: seenSteps(WORKFLOW, one, [step(changes)]), earlier: [], deployed: NOTHING_DEPLOYED, probed: null }
}

/** Run, job, the steps (installing, and the one that shows it), what follows for a standing of present, and which kind of reason is told. */
const TABLE: readonly (readonly [Word, Word | null, readonly [Word, Word] | null, string, string])[] = [
  ['success', 'success', ['success', 'success'], 'verified', 'passed'],
  ['failure', 'failure', ['success', 'failure'], 'failing', 'failed'],
  ['failure', 'failure', ['failure', 'skipped'], 'failing', 'stopped'],
  // The step passed; another job of the run failed.
  ['failure', 'success', ['success', 'success'], 'verified', 'passed'],
  // Its own condition left it out.
  ['success', 'success', ['success', 'skipped'], 'present', 'left'],
  ['failure', 'skipped', null, 'present', 'left'],
  ['cancelled', 'cancelled', ['success', 'cancelled'], 'present', 'left'],
  ['cancelled', 'cancelled', ['cancelled', 'skipped'], 'present', 'left'],
  ['failure', 'timed_out', ['success', 'cancelled'], 'present', 'left'],
  ['startup_failure', null, null, 'present', 'left'],
  ['stale', null, null, 'present', 'left'],
  ['skipped', null, null, 'present', 'left'],
  ['in_progress', 'in_progress', ['success', 'in_progress'], 'present', 'awaited'],
  ['in_progress', 'in_progress', ['in_progress', 'pending'], 'present', 'awaited'],
  ['in_progress', 'success', ['success', 'success'], 'verified', 'passed'],
  ['queued', null, null, 'present', 'awaited'],
  ['waiting', 'waiting', null, 'present', 'awaited'],
  ['action_required', null, null, 'present', 'awaited'],
  // The jobs could not be read, or none of them is the file's.
  ['success', null, null, 'present', 'unclear'],
  ['failure', null, null, 'present', 'unclear'],
]

describe('a criterion that a run proves', () => {
  it.each(TABLE)('run %s, job %s, steps %s: %s (%s)', (ofRun, ofJob, ofSteps, outcome, why) => {
    const proven = prove('present', 'run', COMMIT, seen(run(ofRun, ofJob, ofSteps)))
    expect([proven?.outcome, proven?.why?.kind]).toEqual([outcome, why])
    expect(proven?.proofFrom).toBe(outcome === 'verified' || outcome === 'failing' ? COMMIT : null)
  })

  it.each(TABLE)('where only part of it is there: run %s, job %s, steps %s never verify', (ofRun, ofJob, ofSteps, outcome) => {
    expect(prove('partial', 'run', COMMIT, seen(run(ofRun, ofJob, ofSteps)))?.outcome).toBe(outcome === 'failing' ? 'failing' : 'partial')
  })

  it.each(['missing', 'unknown'] as const)('a standing of %s is left as the files say, whatever ran', (standing: Standing) => {
    for (const [ofRun, ofJob, ofSteps] of TABLE) expect(prove(standing, 'run', COMMIT, seen(run(ofRun, ofJob, ofSteps)))).toBeNull()
  })

  it.each(['reading', 'decision'] as const)('what is proven by %s is left, whatever ran', (proof: Proof) => {
    for (const [ofRun, ofJob, ofSteps] of TABLE) expect(prove('present', proof, COMMIT, seen(run(ofRun, ofJob, ofSteps)))).toBeNull()
  })

  it('is not verified by a step whose failure would be hidden', () => {
    expect(prove('present', 'run', COMMIT, seen(run('success', 'success', ['success', 'success']), { doubt: 'its failure is masked' }))).toMatchObject({ outcome: 'present', why: { kind: 'doubted' } })
  })

  it('is not failed by a step that may fail for something else', () => {
    expect(prove('present', 'run', COMMIT, seen(run('failure', 'failure', ['success', 'failure']), { shared: true }))).toMatchObject({ outcome: 'present', why: { kind: 'shared-failure' } })
  })

  it('is there in part where all that would show it failed and holds nothing back, and stays as it is where one is left', () => {
    const allowed = seen(run('success', 'failure', ['success', 'failure']))
    expect(prove('present', 'run', COMMIT, allowed)).toMatchObject({ outcome: 'partial', why: { kind: 'allowed-failure', everywhere: true } })
    expect(prove('present', 'run', COMMIT, { ...allowed, own: [...allowed.own, ...seen(run('success', 'success', ['success', 'skipped'])).own] })).toMatchObject({ outcome: 'present', why: { kind: 'allowed-failure', everywhere: false } })
  })

  it('is verified by the cells of a matrix that passed, where another one may fail', () => {
    const [job] = WORKFLOW.jobs
    const matrix: WorkflowShape = { ...WORKFLOW, jobs: job === undefined ? [] : [{ ...job, names: [['check (', ')']] }] }
    const both = (...cells: readonly Word[]): SeenOfCriterion => {
      const one = run('success', 'success', ['success', 'success'])
      return { ...seen(one), own: seenSteps(matrix, { ...one, jobs: cells.flatMap((word, at) => (run('success', word, ['success', word]).jobs ?? []).map((of) => ({ ...of, name: `check (${at})`, url: `${of.url}${at}` }))) }, [step()]) }
    }
    expect(prove('present', 'run', COMMIT, both('success', 'failure'))).toMatchObject({ outcome: 'verified', why: { kind: 'passed' } })
    expect(prove('present', 'run', COMMIT, both('success', 'skipped'))).toMatchObject({ outcome: 'present' })
    expect(prove('present', 'run', COMMIT, both('failure', 'failure'))).toMatchObject({ outcome: 'partial' })
  })

  it('leads to the step that decides, by its link', () => {
    const proven = prove('present', 'run', COMMIT, seen(run('failure', 'failure', ['success', 'failure'])))
    expect(proven?.against).toEqual([expect.objectContaining({ kind: 'run', job: 'check', step: 'Run it', conclusion: 'failure', url: 'https://github.com/o/r/actions/runs/1/job/7#step:2:1' })])
  })
})

describe('a criterion of the deployed service', () => {
  it('is verified by the deployment, with what its answer says against it', () => {
    const probe = { kind: 'probe', url: 'https://service.example.org/health', path: '/health', status: 401, time: '2026-01-01T00:00:00.000Z' } as const
    const deployment = { kind: 'deployment', id: 1, environment: 'production', sha: COMMIT, state: 'success', url: '' } as const
    const proven = prove('present', 'probe', COMMIT, { own: [], earlier: [], deployed: { ...NOTHING_DEPLOYED, done: [deployment] }, probed: { verdict: 'open', why: { kind: 'answered-otherwise', path: '/health', status: 401 }, evidence: [], against: [probe] } })
    expect(proven).toMatchObject({ outcome: 'verified', evidence: [deployment], against: [probe] })
  })
})

describe('a pipeline', () => {
  const half = (shows: Shows, one: WorkflowRun): SeenOfCriterion['own'] => seenSteps(WORKFLOW, one, [step({ criterion: 'cicd', shows })])
  const passed = run('success', 'success', ['success', 'success'])
  const failed = run('failure', 'failure', ['success', 'failure'])
  const skipped = run('success', 'skipped', null)
  const allowed = run('success', 'failure', ['success', 'failure'])
  it.each([
    [allowed, passed, 'partial'],
    [passed, passed, 'verified'], [passed, skipped, 'present'], [passed, failed, 'failing'], [skipped, passed, 'present'], [skipped, skipped, 'present'],
    [skipped, failed, 'failing'], [failed, passed, 'failing'], [failed, skipped, 'failing'], [failed, failed, 'failing'],
  ])('needs both halves, and either fails it (%#)', (checks, delivers, outcome) => {
    expect(prove('present', 'deployment', COMMIT, { own: [...half('checks', checks), ...half('delivers', delivers)], earlier: [], deployed: NOTHING_DEPLOYED, probed: null })?.outcome).toBe(outcome)
  })
})
