import { describe, expect, it } from 'vitest'
import type { CommitTrace } from '../../src/model/commit-trace.ts'
import type { MlflowStatus } from '../../src/model/report-facts.ts'
import { deletion, done, model, pull, push, sha, step, store, stepOf, trace, traced, tracedRun } from '../support/capstone-story.ts'

const MAIN = trace('main', { branch: 'main' })
const START = push(0, 'main', 'older', 'main')
const changed = (events: Parameters<typeof step>[1]['events'], traces: Parameters<typeof step>[1]['traces']) => step('step-1.1', { events: [START, ...events ?? []], traces: [MAIN, ...traces ?? []] })

describe('a change of the model', () => {
  it('is shown by a parameter that differs from the default branch on a new branch', () => {
    expect(changed([push(5, 'tune', null, 'deep')], [trace('deep', { model: model('8') })])).toMatchObject({
      state: 'done', basis: 'observed', commit: sha('deep'), since: '2026-03-02T09:05:00.000Z', next: '', found: 'train.max_depth 5 → 8 (params.yaml:4), at deep000.',
      evidence: [{ kind: 'commit', sha: sha('deep'), branch: 'tune', says: 'train.max_depth 5 → 8 (params.yaml:4)' }],
    })
  })
  it('is shown on a branch from before the App came, against the default branch, and stays so since then', () => {
    const traces = [MAIN, trace('deep', { model: model('8') })]
    const shown = { state: 'done', commit: sha('deep'), since: '2026-03-02T17:20:00.000Z', found: 'train.max_depth 5 → 8 (params.yaml:4), at deep000.' }
    expect(step('step-1.1', { traces })).toMatchObject(shown)
    expect(step('step-1.1', { traces, events: [pull(900, 'closed', { head: 'deep', base: 'main', merged: 'merge' })] })).toMatchObject(shown)
    expect(step('step-1.1', { traces: [MAIN, trace('deep', { branch: 'renovate/depth', model: model('8') })] }).state).toBe('open')
    expect(step('step-1.1', { traces: [MAIN, trace('deep', { branch: null, model: model('8') })] }).state).toBe('open')
  })
  it('is not shown by a branch from before the App came whose merge leaves the default branch as it is', () => {
    const events = [push(5, 'docs', null, 'docs'), pull(6, 'opened', { head: 'docs', base: 'main', branch: 'docs' }), pull(20, 'closed', { head: 'docs', base: 'main', branch: 'docs', merged: 'merge' }), push(20, 'main', 'main', 'merge')]
    const merged = (id: 'step-1.1' | 'step-2.1' | 'step-4.1', depth: string) => step(id, { events, traces: [trace('main', { branch: 'main', model: model('8'), since: Date.UTC(2026, 2, 2, 8) }), trace('docs', { branch: 'docs' }), trace('merge', { branch: 'main', model: model(depth) })] }).state
    for (const id of ['step-1.1', 'step-2.1', 'step-4.1'] as const) expect([merged(id, '8'), merged(id, '5')]).toEqual(['open', 'done'])
  })
  it('is shown by a preprocessing function that does something else', () => {
    expect(changed([push(5, 'main', 'main', 'clean')], [trace('clean', { branch: 'main', model: model('5', { preprocessing: 'clean-2' }) })]).found).toBe('clean_text changed (src/prepare.py:12), at clean00.')
  })
  it('is shown through pushes between that were never judged', () => {
    expect(changed([push(5, 'tune', null, 'draft'), push(6, 'tune', 'draft', 'draft2'), push(7, 'tune', 'draft2', 'deep')], [trace('deep', { model: model('8') })])).toMatchObject({ state: 'done', since: '2026-03-02T09:07:00.000Z' })
  })
  it('is shown by a pull request from a fork, against its base', () => {
    expect(changed([pull(5, 'opened', { head: 'deep', base: 'main', branch: 'main', fork: 99 })], [trace('deep', { branch: 'refs/pull/1/head', model: model('8') })])).toMatchObject({ state: 'done' })
  })
  it('stays done, with its first proof, when it is taken back by a force push or its branch is deleted', () => {
    const events = [push(5, 'tune', null, 'deep'), push(9, 'tune', 'deep', 'back'), deletion(10, 'tune', 'back')]
    expect(changed(events, [trace('deep', { model: model('8') }), trace('back')])).toMatchObject({ state: 'done', commit: sha('deep') })
  })
  it('is not shown by training code alone, by a commit that is the same, or by the first commit that holds a model', () => {
    expect(changed([push(5, 'tune', null, 'fit')], [trace('fit', { model: model('5', { training: 'fit-2' }) })])).toMatchObject({ state: 'open', found: 'No parameter and no preprocessing function differs between the commits that were read.' })
    expect(changed([push(5, 'tune', null, 'same')], [trace('same')])).toMatchObject({ state: 'open', evidence: [] })
    const empty = { parameters: [], preprocessing: [], training: [], locked: [], tracked: [] }
    expect(step('step-1.1', { events: [START, push(5, 'main', 'main', 'first')], traces: [trace('main', { branch: 'main', model: empty }), trace('first', { branch: 'main' })] }).state).toBe('open')
  })
  it('is not shown by what is only gone; a setting that is gone counts beside others that remain', () => {
    const two = { ...model('5'), parameters: [...model('5').parameters, { name: 'train.seed', value: '1', path: 'params.yaml', line: 5, blob: 'b' }] }
    const gone = (now: Partial<CommitTrace['model']>) => step('step-1.1', { events: [START, push(5, 'tune', null, 'gone')], traces: [trace('main', { branch: 'main', model: two }), trace('gone', { model: { ...two, ...now } })] })
    expect(gone({ preprocessing: [] }).state).toBe('open')
    expect(gone({ parameters: [] }).state).toBe('open')
    expect(gone({ parameters: model('5').parameters })).toMatchObject({ state: 'done', found: 'train.seed (1) is gone (params.yaml:5), at gone000.' })
  })
  it('of a bot is none of the student’s: not its push, its pull request, or the merge of that', () => {
    const bots = { number: 4, head: 'deep', base: 'main', branch: 'renovate/depth', login: 'renovate[bot]' } as const
    const events = [push(5, 'renovate/depth', null, 'deep', 'renovate[bot]'), pull(5, 'opened', bots), pull(8, 'closed', { ...bots, by: 'ana', merged: 'joined' }), push(8, 'main', 'main', 'joined')]
    expect(changed(events, [trace('deep', { model: model('8') }), trace('joined', { branch: 'main', model: model('8') })]).state).toBe('open')
    expect(changed([push(5, 'tune', null, 'bots', 'coach[bot]'), push(6, 'tune', 'bots', 'mine')], [trace('mine', { model: model('8') })]).state).toBe('open')
  })
  it('is not shown by a branch that is behind the default branch, or that takes over what is there', () => {
    const events = [push(2, 'main', 'main', 'bots', 'coach[bot]'), push(5, 'notes', null, 'notes'), pull(6, 'opened', { head: 'notes', base: 'bots', branch: 'notes' })]
    const traces = [trace('bots', { branch: 'main', model: model('8') }), trace('notes', { branch: 'notes' })]
    expect(changed(events, traces).state).toBe('open')
    const joined = [...events, push(9, 'notes', 'notes', 'joined')]
    expect(changed(joined, [...traces, trace('joined', { branch: 'notes', model: model('8') })]).state).toBe('open')
    expect(changed(joined, [...traces, trace('joined', { branch: 'notes', model: model('12') })])).toMatchObject({ state: 'done', found: 'train.max_depth 5 → 12 (params.yaml:4), at joined0.' })
  })
  it('is open in words of their own where notebooks alone train', () => {
    const notebook = { parameters: [], preprocessing: [], training: [], locked: [], tracked: [], notebooks: ['notebooks/train.ipynb'] }
    expect(step('step-1.1', { events: [START, push(5, 'tune', null, 'deep')], traces: [trace('main', { branch: 'main', model: notebook }), trace('deep', { model: notebook })] })).toMatchObject({
      state: 'open', found: 'The model is trained in notebooks/train.ipynb (deep000), and no script or parameters file with a setting of it was found: cells of notebooks are not compared between commits.',
      next: expect.stringContaining('`/done 1.1`') as string,
    })
    expect(changed([push(5, 'tune', null, 'same')], [trace('same', { model: { ...model('5'), notebooks: ['notebooks/train.ipynb'] } })]).found).toMatch(/^No parameter/)
  })
  it('is open with what to do where one commit was read, and unknown where the parameters could not be', () => {
    expect(step('step-1.1', { traces: [MAIN] })).toMatchObject({ state: 'open', found: 'main000 was read, and no commit before it to compare it with.', next: expect.stringContaining('Change one parameter') as string })
    expect(step('step-1.1', { traces: [{ ...MAIN, gaps: [{ what: 'blob', path: 'params.yaml', reason: 'too large' }] }] })).toMatchObject({ state: 'unknown', found: 'params.yaml could not be read at main000 (too large). Nothing is held against it.' })
  })
})

const TWO = store({ 'calm-owl': ['5', 0.91], 'brave-fox': ['8', 0.93] })

/** Two runs that ended so. */
const ended = (...statuses: readonly (MlflowStatus | null)[]) => ({ ...TWO, runs: TWO.runs.map((run, place) => ({ ...run, status: statuses[place] ?? null })) })

describe('experiments', () => {
  it.each([
    ['none', [], 'open', 'No run of MLflow was seen.'],
    ['one run', [store({ 'calm-owl': ['5', 0.9] })], 'open', 'One run of MLflow was seen (mlruns); a comparison needs two.'],
    ['two runs', [TWO], 'done', '2 runs of MLflow were seen (mlruns at deep000).'],
    ['two stores of one run each', [store({ a: ['5', 0.9] }), store({ b: ['8', 0.9] }, { path: 'mlflow.db' })], 'done', '2 runs of MLflow were seen (mlruns at deep000).'],
    ['the same run in two stores', [store({ a: ['5', 0.9] }), store({ a: ['5', 0.9] }, { path: 'mlflow.db' })], 'open', 'One run of MLflow was seen (mlruns); a comparison needs two.'],
    ['two runs of which one failed', [ended('failed', 'finished')], 'open', 'One of 2 runs of MLflow finished (mlruns); a comparison needs two.'],
    ['two runs of which none has finished', [ended('killed', 'running')], 'open', 'None of 2 runs of MLflow finished (mlruns); a comparison needs two.'],
    ['one run that is still running', [store({ a: ['5', 0.9] })].map((one) => ({ ...one, runs: one.runs.map((run) => ({ ...run, status: 'running' as const })) })), 'open', 'One run of MLflow was seen, which did not finish (mlruns); a comparison needs two.'],
    ['two runs of which nothing tells how they ended', [ended(null, null)], 'done', '2 runs of MLflow were seen (mlruns at deep000).'],
  ] as const)('of %s', (_, experiments, state, found) => {
    expect(step('step-1.2', { events: [START, push(5, 'tune', null, 'deep')], traces: [MAIN, trace('deep', { experiments })] })).toMatchObject({ state, found })
  })
  it('stay seen when a run is deleted', () => {
    const events = [START, push(5, 'tune', null, 'one'), push(9, 'tune', 'one', 'two')]
    expect(step('step-1.2', { events, traces: [MAIN, trace('one', { experiments: [store({ a: ['5', 0.9] })] }), trace('two', { experiments: [store({ b: ['8', 0.9] })] })] })).toMatchObject({ state: 'done', found: '2 runs of MLflow were seen (mlruns at two0000).' })
  })
  it('are trainings that CI ran and that passed, with different parameters', () => {
    const training = (commit: string, run: number, depth: string) => trace(commit, { model: model(depth), runs: [tracedRun(run, { id: run, head: commit, conclusion: 'success' })], criteria: [traced('tracking', { evidence: [stepOf(run, commit, 'success', 'python train.py')] })] })
    const events = [START, push(5, 'tune', null, 'one'), push(9, 'tune', 'one', 'two')]
    expect(step('step-1.2', { events, traces: [MAIN, training('one', 6, '5'), training('two', 10, '8')] })).toMatchObject({ state: 'done', basis: 'claimed', found: 'CI trained at one0000 and, with other parameters, at two0000.' })
    expect(step('step-1.2', { events, traces: [MAIN, training('one', 6, '5'), training('two', 10, '5')] }).state).toBe('open')
  })
  it('are unknown where a file that would hold them could not be read', () => {
    expect(step('step-1.2', { events: [START], traces: [{ ...MAIN, gaps: [{ what: 'report', path: 'mlflow.db', reason: 'too large' }] }] }).state).toBe('unknown')
  })
})

describe('the choice of the best model', () => {
  const chosen = (depth: string, experiments = TWO) => step('step-1.3', { events: [START, push(5, 'tune', null, 'deep')], traces: [MAIN, trace('deep', { model: model(depth), experiments: [experiments] })] })
  it('is made where the committed parameters are those of the best run', () => {
    expect(chosen('8.0')).toMatchObject({ state: 'done', basis: 'claimed', found: 'max_depth at deep000 is as in run brave-fox, the best by test_f1 0.93.' })
  })
  it('names the better run that was left behind, with its numbers', () => {
    expect(chosen('5')).toMatchObject({ state: 'open', found: 'Run brave-fox has test_f1 0.93; what is committed at deep000 on tune is of calm-owl with 0.91.' })
    expect(chosen('6')).toMatchObject({ state: 'open', found: 'Run brave-fox has the best test_f1 0.93, with max_depth other than at deep000 on tune.' })
  })
  it('is held once a later experiment is better, and done again when that is committed', () => {
    const more = store({ 'calm-owl': ['5', 0.91], 'brave-fox': ['8', 0.93], 'wise-elk': ['12', 0.95] })
    const events = [START, push(5, 'tune', null, 'deep'), push(9, 'tune', 'deep', 'tried')]
    const traces = [MAIN, trace('deep', { model: model('8'), experiments: [TWO] }), trace('tried', { model: model('8'), experiments: [more] })]
    expect(step('step-1.3', { events, traces })).toMatchObject({ state: 'held', commit: sha('deep'), found: expect.stringContaining('Run wise-elk has test_f1 0.95; what is committed at tried00 on tune is of brave-fox with 0.93. Before that: ') as string })
    const mended = [...traces, trace('deeper', { model: model('12'), experiments: [more] })]
    expect(step('step-1.3', { events: [...events, push(12, 'tune', 'tried', 'deeper')], traces: mended })).toMatchObject({ state: 'done', commit: sha('deep') })
  })
  it('of another run is answered by a student’s word of why, until the runs or the settings change again', () => {
    const more = store({ 'calm-owl': ['5', 0.91], 'brave-fox': ['8', 0.93], 'wise-elk': ['12', 0.95] })
    const events = [START, push(5, 'tune', null, 'deep'), push(9, 'tune', 'deep', 'noted')]
    const traces = [MAIN, trace('deep', { experiments: [TWO] }), trace('noted')]
    const why = (minutes: number) => [done(minutes, 'step-1.3', 'brave-fox reads the answer from a leaky column')]
    expect(step('step-1.3', { events, traces, statements: why(3) })).toMatchObject({ state: 'held', basis: 'attested', next: expect.stringContaining('`/done 1.3`') as string })
    for (const minutes of [6, 12]) {
      expect(step('step-1.3', { events, traces, statements: why(minutes) })).toMatchObject({
        state: 'done', basis: 'attested', next: '', against: [], found: 'Run brave-fox has test_f1 0.93; what is committed at noted00 on tune is of calm-owl with 0.91. ana says: brave-fox reads the answer from a leaky column',
      })
    }
    const again = { events: [...events, push(20, 'tune', 'noted', 'tried')], traces: [...traces, trace('tried', { experiments: [more] })] }
    expect(step('step-1.3', { ...again, statements: why(12) })).toMatchObject({ state: 'held', found: expect.stringContaining('Run wise-elk has test_f1 0.95') as string })
    expect(step('step-1.3', { ...again, statements: [...why(12), done(25, 'step-1.3', 'it leaks too')] })).toMatchObject({ state: 'done', found: expect.stringContaining('ana says: it leaks too') as string })
  })
  it('that was made before stays with its proof where a word answers what was better since', () => {
    const more = store({ 'calm-owl': ['5', 0.91], 'brave-fox': ['8', 0.93], 'wise-elk': ['12', 0.95] })
    const events = [START, push(5, 'tune', null, 'deep'), push(9, 'tune', 'deep', 'tried')]
    const traces = [MAIN, trace('deep', { model: model('8'), experiments: [TWO] }), trace('tried', { model: model('8'), experiments: [more] })]
    expect(step('step-1.3', { events, traces, statements: [done(12, 'step-1.3', 'wise-elk takes a second for an answer')] })).toMatchObject({
      state: 'done', basis: 'claimed', commit: sha('deep'), evidence: [{ kind: 'commit' }, {}, { kind: 'student', text: 'wise-elk takes a second for an answer' }],
      found: 'max_depth at deep000 is as in run brave-fox, the best by test_f1 0.93. Since then: Run wise-elk has test_f1 0.95; what is committed at tried00 on tune is of brave-fox with 0.93. ana says: wise-elk takes a second for an answer',
    })
  })
  it('is made where a version of the best run is registered, whatever is committed', () => {
    const versions = [{ model: 'churn', version: '3', run: 'run-brave-fox', stage: null, aliases: ['champion'] }]
    expect(chosen('5', { ...TWO, versions }).found).toBe('version 3 of churn (champion) is of run brave-fox, the best by test_f1 0.93.')
  })
  it('is made by an alias alone where each run is registered', () => {
    const version = (number: string, run: string, aliases: readonly string[]) => ({ model: 'churn', version: number, run, stage: null, aliases })
    const all = (...aliases: readonly (readonly string[])[]) => ({ ...TWO, versions: [version('1', 'run-calm-owl', aliases[0] ?? []), version('2', 'run-brave-fox', aliases[1] ?? [])] })
    expect(chosen('5', all(['champion']))).toMatchObject({ state: 'open', found: 'Run brave-fox has test_f1 0.93; what is committed at deep000 on tune is of calm-owl with 0.91.' })
    expect(chosen('5', all())).toMatchObject({ state: 'open' })
    expect(chosen('5', all([], ['champion']))).toMatchObject({ state: 'done', found: 'version 2 of churn (champion) is of run brave-fox, the best by test_f1 0.93.' })
  })
  it('is not made by an older experiment where the one that ran last has a better run by the same metric', () => {
    const later = (f1: number) => store({ elk: ['8', f1 - 0.1], boar: ['12', f1] }).runs.map((run) => ({ ...run, experiment: 'tuning', startedAt: (run.startedAt ?? 0) + 60_000 }))
    const owl = store({ 'calm-owl': ['5', 0.91], 'old-fox': ['3', 0.85] })
    const both = (f1: number) => ({ ...owl, count: 4, runs: [...owl.runs, ...later(f1)] })
    expect(chosen('5', both(0.95))).toMatchObject({ state: 'open', found: 'Run boar has the best test_f1 0.95, with max_depth other than at deep000 on tune.' })
    expect(chosen('5', both(0.9))).toMatchObject({ state: 'done', found: expect.stringContaining('as in run calm-owl') as string })
    expect(chosen('12', both(0.95))).toMatchObject({ state: 'done', found: expect.stringContaining('as in run boar') as string })
  })
  it('is made by an alias where no metric tells which run is best', () => {
    const bare = { ...TWO, runs: TWO.runs.map((run) => ({ ...run, metrics: [] })) }
    expect(chosen('5', bare)).toMatchObject({ state: 'open', found: '2 runs were seen, and no metric that all of them share tells which is best.' })
    expect(chosen('5', { ...bare, versions: [{ model: 'churn', version: '3', run: null, stage: 'Production', aliases: [] }] })).toMatchObject({ state: 'done', basis: 'claimed' })
  })
  it('is told by the newest commit of the line of work that changed the model, whatever came to another branch since', () => {
    const events = [START, push(5, 'tune', null, 'deep'), push(12, 'docs', null, 'docs')]
    const docs = trace('docs', { branch: 'docs' })
    expect(step('step-1.3', { events, traces: [MAIN, trace('deep', { model: model('8'), experiments: [TWO] }), docs] })).toMatchObject({ state: 'done', commit: sha('deep') })
    expect(step('step-1.3', { events, traces: [MAIN, trace('deep', { model: model('6'), experiments: [TWO] }), docs] })).toMatchObject({ state: 'open', found: 'Run brave-fox has the best test_f1 0.93, with max_depth other than at deep000 on tune.' })
  })
  it('is not told by a side branch that is behind the default branch', () => {
    const events = [START, push(5, 'tune', null, 'deep'), pull(12, 'opened', { head: 'deep', base: 'main' }), pull(20, 'closed', { head: 'deep', base: 'main', merged: 'merge' }), push(20, 'main', 'main', 'merge'), push(40, 'bens', null, 'bens')]
    const traces = [MAIN, trace('deep', { model: model('8'), experiments: [TWO] }), trace('merge', { branch: 'main', model: model('8'), experiments: [TWO] })]
    const bens = (depth: string) => step('step-1.3', { events, traces: [...traces, trace('bens', { branch: 'bens', model: model(depth, { preprocessing: 'clean-2' }) })] })
    expect(bens('5')).toMatchObject({ state: 'done', commit: sha('deep') })
    expect(bens('12')).toMatchObject({ state: 'held', found: expect.stringContaining('other than at bens000 on bens.') as string })
  })
  it('is a doubt where a part of the runs was read, and says so where it is made', () => {
    const part = store({ 'calm-owl': ['5', 0.91], 'brave-fox': ['8', 0.93] }, { count: 40 })
    expect(chosen('5', part)).toMatchObject({ state: 'unknown', against: [], found: 'Run brave-fox has test_f1 0.93; what is committed at deep000 on tune is of calm-owl with 0.91. 2 of 40 runs were read, so one of the others may be the best. Nothing is held against it.', next: expect.stringContaining('capstone-coach evidence') as string })
    expect(chosen('8', part)).toMatchObject({ state: 'done', found: 'max_depth at deep000 is as in run brave-fox, the best by test_f1 0.93 of the 2 runs that were read.' })
    expect(chosen('5', { ...part, best: { metric: 'test_f1', run: 'run-brave-fox', value: 0.93 } })).toMatchObject({ state: 'open', found: 'Run brave-fox has test_f1 0.93; what is committed at deep000 on tune is of calm-owl with 0.91.' })
  })
  it('says no more of a run that was deleted', () => {
    const events = [START, push(5, 'tune', null, 'deep'), push(9, 'tune', 'deep', 'clean')]
    const traces = [MAIN, trace('deep', { model: model('8'), experiments: [store({ 'calm-owl': ['5', 0.91], 'brave-fox': ['8', 0.93], leaky: ['30', 1] })] }), trace('clean', { model: model('8'), experiments: [TWO] })]
    expect(step('step-1.3', { events: events.slice(0, 2), traces: traces.slice(0, 2) })).toMatchObject({ state: 'open', found: expect.stringContaining('Run leaky has test_f1 1') as string })
    expect(step('step-1.3', { events, traces })).toMatchObject({ state: 'done', commit: sha('clean') })
  })
  it('says no more of a run that was deleted from a store of which the newest 50 runs are listed', () => {
    const runs = store({ ...Object.fromEntries(Array.from({ length: 58 }, (_, place) => [`r${place}`, [String(place), 0.5 + place / 1000]] as const)), leaky: ['400', 1], last: ['401', 0.6] }).runs
    const listed = (all: typeof runs) => store({}, { count: all.length, runs: all.slice(-50) })
    const events = [START, push(5, 'tune', null, 'early'), push(9, 'tune', 'early', 'full'), push(12, 'tune', 'full', 'clean')]
    const traces = [MAIN, trace('early', { experiments: [listed(runs.slice(0, 40))] }), trace('full', { model: model('401'), experiments: [listed(runs)] })]
    expect(step('step-1.3', { events: events.slice(0, 3), traces })).toMatchObject({ state: 'open', found: expect.stringContaining('Run leaky has test_f1 1') as string })
    expect(step('step-1.3', { events, traces: [...traces, trace('clean', { model: model('401'), experiments: [listed(runs.filter(({ name }) => name !== 'leaky'))] })] })).toMatchObject({ state: 'done', commit: sha('clean') })
  })
  it('tells no runs apart that have an experiment each', () => {
    const runs = TWO.runs.map((run) => ({ ...run, experiment: run.id }))
    expect(chosen('8', { ...TWO, runs })).toMatchObject({ state: 'open', found: '2 runs were seen, each in an experiment of its own; runs are compared within one.' })
    expect(chosen('8', { ...TWO, runs: TWO.runs.map((run, place) => ({ ...run, status: place === 0 ? 'failed' : 'finished' })) })).toMatchObject({ state: 'open', found: 'Only run brave-fox finished and is still there; a choice needs two.' })
  })
  it('is open without MLflow', () => {
    expect(step('step-1.3', { events: [START], traces: [MAIN] })).toMatchObject({ state: 'open', found: 'No run of MLflow was seen to choose from.' })
  })
})

describe('what a repository came with', () => {
  const events = [START, push(5, 'tune', null, 'deep')]
  const BORN = { ...MAIN, experiments: [TWO] }
  const GROWN = store({ 'calm-owl': ['5', 0.91], 'brave-fox': ['8', 0.93], 'wise-elk': ['12', 0.92] })
  const BEST = { ...MAIN, model: model('8'), experiments: [TWO] }
  const after = (id: 'step-1.2' | 'step-1.3', first: typeof MAIN, deep: Parameters<typeof trace>[1]) => step(id, { events, traces: [first, trace('deep', deep)] })

  it.each([
    ['the same store', [TWO]],
    ['a copy of it in another place', [TWO, { ...TWO, path: 'capstone-evidence/mlflow.json' }]],
    ['a part of it', [store({ 'calm-owl': ['5', 0.91] })]],
    ['a run more that failed', [{ ...GROWN, runs: GROWN.runs.map((run) => ({ ...run, status: run.name === 'wise-elk' ? 'failed' as const : run.status })), count: 2 }]],
  ])('shows no experiments by %s', (_, experiments) => {
    expect(after('step-1.2', BORN, { experiments })).toMatchObject({ state: 'open', evidence: [], found: '2 runs of MLflow lay in the repository from the beginning (mlruns at main000); no run since then was seen.' })
  })
  it('shows them with one run more, also one that is not listed', () => {
    expect(after('step-1.2', BORN, { experiments: [GROWN] })).toMatchObject({ state: 'done', commit: sha('deep'), found: '3 runs of MLflow were seen (mlruns at deep000).' })
    expect(after('step-1.2', BORN, { experiments: [{ ...TWO, count: 3 }] })).toMatchObject({ state: 'done', commit: sha('deep') })
  })
  it('shows them by what the runs of its first commit uploaded', () => {
    const uploaded = { ...TWO, place: { kind: 'artifact', run: 'https://github.com/octo-org/churn/actions/runs/8', name: 'models', path: 'mlruns', says: '2 runs' } } as const
    expect(step('step-1.2', { events: [START], traces: [{ ...MAIN, experiments: [uploaded] }] })).toMatchObject({ state: 'done', commit: sha('main') })
  })
  it('has not grown where an older run takes the place of one that was deleted from the newest 50', () => {
    const runs = store(Object.fromEntries(Array.from({ length: 61 }, (_, place) => [`r${place}`, [String(place), 0.5]] as const))).runs
    const listed = (all: typeof runs) => store({}, { count: all.length, runs: all.slice(-50) })
    const first = { ...MAIN, experiments: [listed(runs.slice(0, 60))] }
    expect(after('step-1.2', first, { experiments: [listed(runs.slice(0, 59))] }).state).toBe('open')
    expect(after('step-1.2', first, { experiments: [listed([...runs.slice(0, 59), ...runs.slice(60)])] }).state).toBe('done')
  })
  it('has not grown by runs that its CI trains and uploads with the same parameters', () => {
    const uploaded = (name: string, depth: string) => [store({ [name]: [depth, 0.9] }, { place: { kind: 'artifact', run: `https://github.com/octo-org/churn/actions/runs/${name}`, name: 'models', path: 'mlruns', says: '1 run' } })]
    const one = { ...MAIN, experiments: uploaded('one', '5') }
    expect(after('step-1.2', one, { experiments: uploaded('two', '5') })).toMatchObject({ state: 'open', found: '2 runs of MLflow were seen (mlruns), with the same parameters; a comparison needs two that differ.' })
    expect(after('step-1.2', one, { experiments: uploaded('two', '8') })).toMatchObject({ state: 'done', found: '2 runs of MLflow were seen (mlruns at deep000).' })
    expect(after('step-1.2', BORN, { experiments: [...BORN.experiments, ...uploaded('two', '5')] })).toMatchObject({ state: 'open', found: expect.stringContaining('no run since then with other parameters was seen.') as string })
  })
  it('is no choice until there is another run or another parameter', () => {
    expect(step('step-1.3', { events: [START], traces: [BEST] })).toMatchObject({ state: 'open', against: [], found: 'max_depth at main000 is as in run brave-fox, the best by test_f1 0.93; so it was from the beginning.', next: expect.stringContaining('/done 1.3') as string })
    expect(step('step-1.3', { events: [START], traces: [BEST], statements: [done(9, 'step-1.3', 'as good as deeper ones, and half as large')] })).toMatchObject({ state: 'done', basis: 'attested' })
    expect(step('step-1.2', { events: [START], traces: [BORN], statements: [done(9, 'step-1.2', 'both are mine, of yesterday')] })).toMatchObject({ state: 'done', basis: 'attested' })
    expect(after('step-1.3', BEST, { model: model('8'), experiments: [TWO] }).state).toBe('open')
    expect(after('step-1.3', BEST, { model: model('8'), experiments: [GROWN] })).toMatchObject({ state: 'done', commit: sha('deep') })
    expect(after('step-1.3', BORN, { model: model('8'), experiments: [TWO] })).toMatchObject({ state: 'done', commit: sha('deep') })
  })
  it('is no choice by an alias, and one by an alias that was set since', () => {
    const version = { model: 'churn', version: '3', run: 'run-brave-fox', stage: null, aliases: ['champion'] }
    const named = (aliases: readonly string[]) => ({ ...TWO, versions: [{ ...version, aliases }] })
    const first = { ...MAIN, experiments: [named(['champion'])] }
    expect(after('step-1.3', first, { experiments: [named(['champion'])] }).state).toBe('open')
    expect(after('step-1.3', first, { experiments: [named(['champion', 'reviewed'])] }).state).toBe('done')
  })
})
