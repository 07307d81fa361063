import { describe, expect, it } from 'vitest'
import type { CommitTrace } from '../../src/model/commit-trace.ts'
import { deletion, deployment, done, model, PAGE, pull, push, sha, stated, step as stepOfStory, stepOf, trace, traced, tracedRun } from '../support/capstone-story.ts'

const START = push(0, 'main', 'older', 'main')
const OPENED = pull(10, 'opened', { head: 'deep', base: 'main' })
const MERGED = pull(20, 'closed', { head: 'deep', base: 'main', merged: 'merge' })
const PUSHED = push(20, 'main', 'main', 'merge')
/** A commit of main: the first one has the old depth, those after the merge the new one. */
const on = (commit: string, changes: Partial<CommitTrace> = {}) => trace(commit, { branch: 'main', model: model(commit === 'main' ? '5' : '8'), ...changes })
const MERGE = on('merge', { deployments: [deployment(25, 1, 'merge', 'success')] })
const DEEP = trace('deep', { model: model('8') })

/** A step of a story in which the commit before the change and the one with it were judged too. */
const step: typeof stepOfStory = (id, { traces = [], ...seen }) => stepOfStory(id, { ...seen, traces: [...[on('main'), DEEP].filter(({ commit }) => traces.every((one) => one.commit !== commit)), ...traces] })

describe('a merge', () => {
  it('into the default branch is told with its number and commit', () => {
    expect(step('step-4.1', { events: [START, OPENED, MERGED] })).toMatchObject({ state: 'done', commit: sha('merge'), found: 'Pull request #1 was merged into main (merge00).', evidence: [{ kind: 'pull', number: 1 }] })
  })
  it.each([
    ['is open', [OPENED], 'Pull request #1 into main is open.'],
    ['was closed', [OPENED, pull(20, 'closed', { head: 'deep', base: 'main' })], 'Pull request #1 was closed without being merged into main.'],
    ['was closed and opened again', [OPENED, pull(20, 'closed', { head: 'deep', base: 'main' }), pull(21, 'reopened', { head: 'deep', base: 'main' })], 'Pull request #1 into main is open.'],
    ['was closed, and edited since', [OPENED, pull(20, 'closed', { head: 'deep', base: 'main' }), pull(21, 'edited', { head: 'deep', base: 'main' })], 'Pull request #1 was closed without being merged into main.'],
    ['was merged into another branch', [pull(20, 'closed', { head: 'deep', base: 'dev', into: 'dev', merged: 'merge' })], 'No pull request into main was seen.'],
    ['is a bot’s', [pull(20, 'closed', { head: 'deep', base: 'main', merged: 'merge', login: 'dependabot[bot]', by: 'ana' })], 'No pull request into main was seen.'],
  ])('is not shown by a pull request that %s', (_, events, found) => {
    expect(step('step-4.1', { events: [START, ...events] })).toMatchObject({ state: 'open', evidence: [], found })
  })
  it('that does not bring the change of the model shows nothing, nor does its deployment', () => {
    const readme = { number: 2, head: 'readme', base: 'main', branch: 'docs' } as const
    const events = [START, push(5, 'tune', null, 'deep'), push(12, 'docs', null, 'readme'), pull(13, 'opened', readme), pull(20, 'closed', { ...readme, merged: 'merge' }), PUSHED]
    const merged = on('merge', { model: model('5'), deployments: [deployment(25, 1, 'merge', 'success')] })
    const traces = [trace('readme', { branch: 'docs' }), merged]
    expect(step('step-4.1', { events, traces })).toMatchObject({ state: 'open', found: 'Pull request #2 was merged into main (merge00); no change of the model (step 1.1) was seen in it.', next: expect.stringContaining('from tune, which has the change,') as string })
    expect(step('step-4.2', { events, traces }).state).toBe('open')
    const tune = { number: 3, head: 'deep', base: 'merge' } as const
    const both = [...events, pull(30, 'closed', { ...tune, merged: 'joined' }), push(30, 'main', 'merge', 'joined')]
    expect(step('step-4.1', { events: both, traces })).toMatchObject({ state: 'done', commit: sha('joined'), since: '2026-03-02T09:30:00.000Z' })
    expect(step('step-4.2', { events: both, traces }).state).toBe('open')
    expect(step('step-4.2', { events: both, traces: [...traces, on('joined', { deployments: [deployment(33, 2, 'joined', 'success')] })] })).toMatchObject({ state: 'done', commit: sha('joined') })
  })
  it('of a branch from where the change went to main by itself shows nothing; a further change does', () => {
    const readme = { number: 2, head: 'readme', base: 'deep', branch: 'docs' } as const
    const direct = [START, push(5, 'main', 'main', 'deep')]
    const straight = [on('deep', { model: model('8') })]
    const further = expect.stringContaining('came to main without a pull request of its own') as string
    expect(step('step-4.1', { events: direct, traces: straight })).toMatchObject({ state: 'open', found: 'No pull request into main was seen.', next: further })
    const events = [...direct, push(12, 'docs', null, 'readme'), pull(13, 'opened', readme), pull(20, 'closed', { ...readme, merged: 'merge' }), push(20, 'main', 'deep', 'merge')]
    const traces = [...straight, trace('readme', { branch: 'docs', model: model('8') }), MERGE]
    expect(step('step-4.1', { events, traces })).toMatchObject({ state: 'open', next: further })
    expect(step('step-4.2', { events, traces }).state).toBe('open')
    const more = { number: 3, head: 'deeper', base: 'merge', branch: 'more' } as const
    const again = [...events, push(22, 'more', null, 'deeper'), pull(23, 'opened', more)]
    const deeper = [...traces, trace('deeper', { branch: 'more', model: model('12') })]
    expect(step('step-4.1', { events: again, traces: deeper })).toMatchObject({ state: 'open', found: 'Pull request #3 into main is open.' })
    expect(step('step-4.1', { events: [...again, pull(30, 'closed', { ...more, merged: 'joined' }), push(30, 'main', 'merge', 'joined')], traces: deeper })).toMatchObject({ state: 'done', commit: sha('joined') })
  })
  it('shows the change of another student, also where main got one by itself meanwhile', () => {
    const bens = { number: 3, head: 'bens', base: 'main', branch: 'bens' } as const
    const events = [START, push(4, 'bens', null, 'bens'), push(5, 'main', 'main', 'deep'), pull(20, 'closed', { ...bens, merged: 'merge' }), push(20, 'main', 'deep', 'merge')]
    expect(step('step-4.1', { events, traces: [on('deep', { model: model('8') }), trace('bens', { branch: 'bens', model: model('12') })] })).toMatchObject({ state: 'done', commit: sha('merge') })
  })
  it('is advised of the pull request or the branch that has the change', () => {
    const readme = { number: 2, head: 'readme', base: 'main', branch: 'docs' } as const
    const docs = [push(12, 'docs', null, 'readme'), pull(13, 'opened', readme)]
    const advised = (events: typeof docs) => step('step-4.1', { events: [START, push(5, 'tune', null, 'deep'), ...events], traces: [trace('readme', { branch: 'docs' })] })
    expect(advised([OPENED, ...docs]).next).toMatch(/^Merge pull request #1 /)
    expect(advised(docs)).toMatchObject({ found: 'Pull request #2 into main is open; no change of the model (step 1.1) was seen in it.', next: 'Open a pull request from tune, which has the change, into main, and merge it once its checks are green.' })
    const gone = [deletion(8, 'tune', 'deep'), ...docs, pull(20, 'closed', { ...readme, merged: 'merge' }), PUSHED]
    expect(advised(gone).next).toBe('Restore tune, which had the change and was deleted, or change the model on a new branch; then open a pull request from it into main, and merge it once its checks are green.')
    expect(advised([...gone, push(25, 'tune', null, 'deep')]).next).toMatch(/^Open a pull request from tune/)
  })
  it('of a change that only a student tells of is on their word', () => {
    const events = [START, pull(20, 'closed', { head: 'same', base: 'main', merged: 'merge' })]
    expect(stepOfStory('step-4.1', { events })).toMatchObject({ state: 'open', found: 'Pull request #1 was merged into main (merge00); no change of the model (step 1.1) was seen in it.' })
    expect(stepOfStory('step-4.1', { events, statements: [done(10, 'step-1.1', 'another tokenizer in the notebook')] })).toMatchObject({ state: 'done', basis: 'attested' })
  })
  it('stays shown once its own commit is judged, also where a bot pushed to the pull request last', () => {
    const events = [START, push(5, 'tune', null, 'fit'), pull(6, 'opened', { head: 'fit', base: 'main' }), push(10, 'tune', 'fit', 'deep', 'coach[bot]'), pull(10, 'synchronize', { head: 'deep', base: 'main', by: 'coach[bot]' }), MERGED, PUSHED]
    const before = [trace('fit', { model: model('5', { training: 'fit-2' }) })]
    const shown = { state: 'done', commit: sha('merge'), since: '2026-03-02T09:20:00.000Z' }
    expect(step('step-4.1', { events, traces: before })).toMatchObject(shown)
    for (const traces of [[...before, MERGE], [MERGE]]) expect(step('step-4.1', { events, traces })).toMatchObject(shown)
  })
  it('is not shown by a push to main', () => { expect(step('step-4.1', { events: [START, PUSHED] }).state).toBe('open') })
})

describe('a deployment', () => {
  const EVENTS = [START, OPENED, MERGED, PUSHED]
  it('of the merge’s commit that succeeded shows it, by GitHub or by a deploy job', () => {
    expect(step('step-4.2', { events: EVENTS, traces: [MERGE] })).toMatchObject({ state: 'done', since: '2026-03-02T09:25:00.000Z', found: 'The deployment to production succeeded at merge00.', evidence: [{ kind: 'deployment', id: 1 }] })
    const job = { workflow: '.github/workflows/ci.yml', job: 'deploy', step: 'gcloud run deploy', result: 'success', seconds: 40, url: `${PAGE}/actions/runs/8/job/80` }
    const byJob = on('merge', { runs: [tracedRun(24, { id: 8, head: 'merge', conclusion: 'success', branch: 'main' })], stages: [{ id: 'deploy', at: null, order: null, jobs: [job] }] })
    expect(step('step-4.2', { events: EVENTS, traces: [byJob] })).toMatchObject({ state: 'done', found: 'The deploy job deploy succeeded at merge00.' })
  })
  it('of a later commit of main counts, of an earlier one or without a merge does not', () => {
    expect(step('step-4.2', { events: [...EVENTS, push(30, 'main', 'merge', 'later')], traces: [on('later', { deployments: [deployment(33, 2, 'later', 'success')] })] }).state).toBe('done')
    expect(step('step-4.2', { events: EVENTS, traces: [on('main', { deployments: [deployment(3, 2, 'main', 'success')] })] })).toMatchObject({ state: 'open', found: 'No deployment of merge00 or of a later commit of main has succeeded yet.' })
    expect(step('step-4.2', { events: [START, PUSHED], traces: [MERGE] })).toMatchObject({ state: 'open', found: 'The deployment to production succeeded at merge00; no merge of the change into main was seen before it.' })
  })
  it('counts from a merge that is seen on GitHub, not from what a student says of it', () => {
    expect(step('step-4.2', { events: [START, PUSHED], traces: [MERGE], statements: [done(22, 'step-4.1', 'merged by hand')] }).state).toBe('open')
    const early = on('main', { deployments: [deployment(3, 2, 'main', 'success')] })
    for (const minutes of [10, 30]) expect(step('step-4.2', { events: EVENTS, traces: [early], statements: [done(minutes, 'step-4.1', 'merged')] }).state).toBe('open')
  })
  it('that failed is open; that failed after one that succeeded holds it; one that still runs does neither', () => {
    const failed = on('merge', { deployments: [deployment(25, 1, 'merge', 'failure')] })
    expect(step('step-4.2', { events: EVENTS, traces: [failed] })).toMatchObject({ state: 'open', found: 'The deployment to production failed at merge00.' })
    const events = [...EVENTS, push(30, 'main', 'merge', 'later')]
    const later = (state: 'error' | 'in_progress') => on('later', { deployments: [deployment(33, 2, 'later', state)] })
    expect(step('step-4.2', { events, traces: [MERGE, later('error')] })).toMatchObject({ state: 'held', commit: sha('merge'), found: 'The deployment to production failed at later00. Before that: The deployment to production succeeded at merge00.' })
    expect(step('step-4.2', { events, traces: [MERGE, later('in_progress')] }).state).toBe('done')
  })
  it('that was replaced had succeeded, as its event tells', () => {
    const replaced = on('merge', { deployments: [deployment(40, 1, 'merge', 'inactive')] })
    expect(step('step-4.2', { events: [...EVENTS, stated(25, 1, 'merge', 'success')], traces: [replaced] })).toMatchObject({ state: 'done', since: '2026-03-02T09:25:00.000Z' })
    expect(step('step-4.2', { events: EVENTS, traces: [replaced] }).state).toBe('open')
  })
})

describe('logs and metrics', () => {
  const RUNS = [tracedRun(26, { id: 8, head: 'merge', conclusion: 'success', branch: 'main' })]
  const EVENTS = [START, OPENED, MERGED, PUSHED]
  const probe = (status: number) => ({ kind: 'probe', url: 'https://churn.example.edu/metrics', path: '/metrics', status, time: '2026-03-02T09:27:00.000Z' }) as const
  it('were looked at by a probe', () => {
    const probed = { ...MERGE, criteria: [traced('metrics', { outcome: 'verified', evidence: [probe(200)] })] }
    expect(step('step-4.3', { events: EVENTS, traces: [probed] })).toMatchObject({ state: 'done', basis: 'observed', since: '2026-03-02T09:27:00.000Z', found: 'The deployed service answered 200 at /metrics (merge00).' })
  })
  it('were looked at by a smoke test of what is deployed, not by one of a pull request', () => {
    const criteria = [traced('health', { outcome: 'verified', evidence: [stepOf(8, 'merge', 'success', 'curl /health')] })]
    expect(step('step-4.3', { events: EVENTS, traces: [{ ...MERGE, criteria, runs: RUNS }] })).toMatchObject({ state: 'done', found: 'curl /health asked the service for its health at merge00 and passed.' })
    const tests = [{ id: 'test', at: null, order: null, jobs: [{ workflow: '.github/workflows/ci.yml', job: 'test', step: 'pytest', result: 'success', seconds: 9, url: '' }] }] as const
    expect(step('step-4.3', { events: EVENTS, traces: [{ ...MERGE, criteria, runs: RUNS, stages: tests }] }).state).toBe('open')
    expect(step('step-4.3', { events: [START, push(5, 'tune', null, 'deep')], traces: [trace('deep', { criteria: [traced('health', { outcome: 'verified', evidence: [stepOf(8, 'deep', 'success')] })] })] }).state).toBe('open')
  })
  it('are claimed by metrics that a run saved', () => {
    const place = { kind: 'artifact', run: `${PAGE}/actions/runs/8`, name: 'smoke', path: 'metrics.prom', says: '12 families of metrics' } as const
    const claims = [{ claim: { criterion: 'metrics', kind: 'metric-families', path: 'metrics.prom', families: ['predictions_total'], count: 12 }, place, from: sha('merge'), basis: 'claimed' }] as const
    expect(step('step-4.3', { events: EVENTS, traces: [{ ...MERGE, claims, runs: RUNS }] })).toMatchObject({ state: 'done', basis: 'claimed', found: 'metrics.prom says: 12 families of metrics (merge00).' })
  })
  it('are not shown by metrics that the repository came with', () => {
    const saved = (blob: string) => [{ claim: { criterion: 'metrics', kind: 'metric-families', path: 'metrics.prom', families: ['predictions_total'], count: 12 }, place: { kind: 'file', path: 'capstone-evidence/metrics.prom', line: 1, blob, says: '12 families of metrics' }, from: null, basis: 'claimed' }] as const
    const after = (blob: string) => step('step-4.3', { events: [...EVENTS, push(30, 'main', 'merge', 'later')], traces: [on('main', { claims: saved('old') }), MERGE, on('later', { claims: saved(blob) })] })
    expect([after('old').state, after('new').state]).toEqual(['open', 'done'])
  })
  it('are attested by what a student says they saw; a service that does not answer holds it', () => {
    const statements = [done(30, 'step-4.3', '40 requests, 1 failed, 95 % below 80 ms')]
    expect(step('step-4.3', { events: EVENTS, traces: [MERGE], statements })).toMatchObject({
      state: 'done', basis: 'attested', commit: null, since: '2026-03-02T09:30:00.000Z', found: 'ana says: 40 requests, 1 failed, 95 % below 80 ms', evidence: [{ kind: 'student', login: 'ana', comment: '930' }],
    })
    const silent = { ...MERGE, criteria: [traced('metrics', { outcome: 'failing', against: [probe(500)] })] }
    expect(step('step-4.3', { events: EVENTS, traces: [silent], statements })).toMatchObject({ state: 'held', basis: 'attested', found: 'The deployed service answered 500 at /metrics (merge00). ana says: 40 requests, 1 failed, 95 % below 80 ms' })
  })
  it('of before the merge are none of the change’s', () => {
    const early = on('main', { deployments: [deployment(3, 9, 'main', 'success')], criteria: [traced('metrics', { outcome: 'verified', evidence: [{ ...probe(200), time: '2026-03-02T09:04:00.000Z' }] })] })
    expect(step('step-4.3', { events: [START, OPENED], traces: [early] }).state).toBe('open')
    expect(step('step-4.3', { events: EVENTS, traces: [early, MERGE] }).state).toBe('open')
  })
  it('are not asked for before anything is deployed', () => {
    expect(step('step-4.3', { events: EVENTS, traces: [on('merge')] })).toMatchObject({ state: 'open', next: expect.stringContaining('Deploy first') as string })
  })
})

describe('a drift check', () => {
  const report = { claim: { criterion: 'drift', kind: 'drift-report', path: 'drift.json', drift: false, share: 0.1, at: '2026-03-02' }, place: { kind: 'file', path: 'capstone-evidence/drift.json', line: 1, blob: 'b', says: 'no drift found, 10 % of the columns' }, from: null, basis: 'claimed' } as const
  const ran = (commit: string, event: string, changes: Partial<CommitTrace> = {}, id = commit === 'main' ? 7 : 8) => on(commit, {
    criteria: [traced('drift', { outcome: 'partial', evidence: [stepOf(id, commit, 'success', 'python drift.py')] })], runs: [tracedRun(22, { id, head: commit, conclusion: 'success', branch: 'main', event })], ...changes,
  })
  it('is claimed by a report, and observed by a run that a person or a schedule started', () => {
    const found = 'capstone-evidence/drift.json says: no drift found, 10 % of the columns (merge00).'
    expect(step('step-4.4', { events: [START, PUSHED], traces: [on('main'), on('merge', { claims: [report] })] })).toMatchObject({ state: 'done', basis: 'claimed', found })
    for (const event of ['workflow_dispatch', 'schedule']) expect(step('step-4.4', { events: [START], traces: [ran('main', event)] })).toMatchObject({ state: 'done', basis: 'observed', found: 'python drift.py looked for drift at main000 and passed.' })
  })
  it('is not shown by the run that the repository came with, nor by one of the same model, data and check', () => {
    const first = ran('main', 'push')
    const open = { state: 'open', evidence: [], found: expect.stringContaining('python drift.py passed at main000 as the repository came') as string }
    expect(step('step-4.4', { events: [START], traces: [first] })).toMatchObject(open)
    const readme = [START, push(20, 'main', 'main', 'readme')]
    expect(step('step-4.4', { events: readme, traces: [first, ran('readme', 'push', { model: model('5') })] })).toMatchObject(open)
    expect(step('step-4.4', { events: readme, traces: [first, ran('readme', 'workflow_dispatch', { model: model('5') })] })).toMatchObject({ state: 'done', commit: sha('readme') })
    expect(step('step-4.4', { events: [START, PUSHED], traces: [first, ran('merge', 'push')] })).toMatchObject({ state: 'done', commit: sha('merge') })
    expect(step('step-4.4', { events: readme, traces: [on('main', { workflows: [] }), ran('readme', 'push', { model: model('5') })] })).toMatchObject({ state: 'done', commit: sha('readme') })
    // The check itself is another file's text now; one that stayed shows nothing.
    const withScript = (id: number, commit: string, blob: string): Partial<CommitTrace> => ({ model: model('5'), criteria: [traced('drift', { outcome: 'partial', evidence: [stepOf(id, commit, 'success', 'python drift.py'), { kind: 'file', path: 'drift.py', line: 3, blob, says: 'looks for drift' }] })] })
    const came = ran('main', 'push', withScript(7, 'main', 'one'))
    expect(step('step-4.4', { events: readme, traces: [came, ran('readme', 'push', withScript(8, 'readme', 'one'))] })).toMatchObject(open)
    expect(step('step-4.4', { events: readme, traces: [came, ran('readme', 'push', withScript(8, 'readme', 'two'))] })).toMatchObject({ state: 'done', commit: sha('readme') })
  })
  it('that ran and failed is told with its place: it may have found drift, as a report or a student says', () => {
    const failed = on('merge', { criteria: [traced('drift', { outcome: 'partial', against: [stepOf(9, 'merge', 'failure', 'python drift.py')] })] })
    const story = { events: [START, PUSHED], traces: [on('main'), failed] }
    const found = 'python drift.py ran at merge00 and failed: it found drift, or it broke; its log tells which.'
    expect(step('step-4.4', story)).toMatchObject({ state: 'open', found, next: expect.stringContaining('commit its report in capstone-evidence/ or say what it showed with `/done 4.4`') as string, against: [{ kind: 'run', url: `${PAGE}/actions/runs/9/job/90` }] })
    for (const minutes of [3, 40]) expect(step('step-4.4', { ...story, statements: [done(minutes, 'step-4.4', 'two columns drifted')] })).toMatchObject({ state: 'done', basis: 'attested', found: `${found} ana says: two columns drifted` })
    expect(step('step-4.4', { ...story, traces: [on('main'), { ...failed, claims: [report] }] })).toMatchObject({ state: 'done', basis: 'claimed' })
  })
  it('is not shown by a report that the repository came with, until it is another one', () => {
    const first = on('main', { claims: [report] })
    const found = 'capstone-evidence/drift.json lay in the repository from the beginning; no drift report since then and no run of a drift check was seen.'
    expect(step('step-4.4', { events: [START], traces: [first] })).toMatchObject({ state: 'open', evidence: [], found })
    expect(step('step-4.4', { events: [START, PUSHED], traces: [first, on('merge', { claims: [report] })] })).toMatchObject({ state: 'open', evidence: [], found })
    expect(step('step-4.4', { events: [START, PUSHED], traces: [first, on('merge', { claims: [{ ...report, place: { ...report.place, blob: 'c' } }] })] })).toMatchObject({ state: 'done', commit: sha('merge') })
  })
  it('is not shown by a failure; unknown where the files could not be judged; attested by a student', () => {
    expect(step('step-4.4', { events: [START], traces: [on('main', { criteria: [traced('drift', { outcome: 'failing', against: [stepOf(8, 'main', 'failure')] })] })] }).state).toBe('open')
    expect(stepOfStory('step-4.4', { events: [START], traces: [on('main', { criteria: [traced('drift', { outcome: 'unknown' })] })] }).state).toBe('unknown')
    expect(step('step-4.4', { statements: [done(5, 'step-4.4', 'PSI 0.04')] }).basis).toBe('attested')
  })
})
