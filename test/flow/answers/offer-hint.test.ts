import { describe, expect, it } from 'vitest'
import type { CommitTrace } from '../../../src/model/commit-trace.ts'
import type { RunReason } from '../../../src/model/run-reason.ts'
import type { DomainEvent, WorkTarget } from '../../../src/model/work.ts'
import { ended, minute, pull, push, trace, tracedRun } from '../../support/capstone-story.ts'
import { setting } from '../../support/evaluating.ts'

const STUCK: WorkTarget = { kind: 'stuck' }
const CAPSTONE: WorkTarget = { kind: 'capstone' }
const DAY = 24 * 60 * 60_000
const PANDAS: RunReason = { kind: 'missing-module', line: 'ModuleNotFoundError: No module named \'pandas\'', about: ['pandas'], at: null }
const MLFLOW: RunReason = { kind: 'missing-module', line: 'ModuleNotFoundError: No module named \'mlflow\'', about: ['mlflow'], at: null }

/** Pushes to the branch tune, one after the other, at each of which the same job fails; `from` is how many came before. */
function failing(names: readonly string[], reason: RunReason | null = null, from = 0): { readonly events: readonly DomainEvent[]; readonly traces: readonly CommitTrace[] } {
  const events = names.flatMap((name, place) => { const index = from + place; return [push(10 * index, 'tune', names[place - 1] ?? null, name), ended(10 * index + 2, { id: 100 + index, head: name, conclusion: 'failure' })] })
  const failure = { job: 'test', step: 'pytest', reason, found: reason === null ? '' : 'The log says it.', next: reason === null ? '' : 'Add `mlflow`.' }
  return { events, traces: names.map((name, place) => trace(name, { since: minute(10 * (from + place)), runs: [{ ...tracedRun(10 * (from + place) + 2, { id: 100 + from + place, head: name, conclusion: 'failure' }, ['test']), failures: [failure] }] })) }
}

/** The App over one repository at a minute of the story, with what happened there; its capstone issue is open. */
async function stage(minutes: number, { events, traces }: ReturnType<typeof failing>, more: readonly DomainEvent[] = []) {
  const set = await setting()
  set.clock.now = minute(minutes)
  await set.store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'pattern', since: minute(0) })
  await set.store.journal.addEvents([...events, ...more])
  for (const one of traces) await set.store.traces.save(one)
  const look = async (): Promise<void> => { await set.mark(STUCK); await set.app.settle() }
  await set.mark(CAPSTONE)
  await set.app.settle()
  const hints = (): readonly string[] => set.ana.shown.comments.map(({ number, body }) => `#${number} ${body.split('\n')[1] ?? ''}`)
  return { ...set, look, hints }
}

describe('the first hint that nobody asked for', () => {
  it('is given on the pull request that is open for the work, once, however often it is looked at', async () => {
    const { look, hints, ana } = await stage(40, failing(['a', 'b', 'c']), [pull(12, 'opened', { number: 3, head: 'a', base: 'main' })])
    await look()
    await look()
    expect(hints()).toEqual(['#3 **A first hint, unasked**, since the same failure came up at 3 pushes, one after the other.'])
    expect(ana.shown.comments[0]?.body).toContain('**Hint:** Read the first error, not the last one.')
  })
  it('is given on the capstone issue where no pull request is open', async () => {
    const { look, hints } = await stage(40, failing(['a', 'b'], MLFLOW))
    await look()
    expect(hints()).toEqual(['#500 **A first hint, unasked**, since a run failed for a reason that its log names, and the next push met it again.'])
  })
  it('waits by itself for the time at which somebody may be stuck, which counts as no work', async () => {
    const { look, hints, clock, app, store } = await stage(4, failing(['a'], MLFLOW))
    await look()
    expect([hints(), (await store.work.depth(clock.now)).later]).toEqual([[], 0])
    clock.now = minute(2) + DAY
    await app.settle()
    expect(hints()).toEqual(['#500 **A first hint, unasked**, since a run failed for a reason that its log names, and no run has mended it for a day.'])
  })
  it('is given at most once in 24 hours a repository, and once for one failure, however often it comes again', async () => {
    const { look, hints, clock, app, store } = await stage(60, failing(['a', 'b'], MLFLOW))
    const more = async ({ events, traces }: ReturnType<typeof failing>): Promise<void> => {
      await store.journal.addEvents(events)
      for (const one of traces) await store.traces.save(one)
      await look()
    }
    await look()
    await more(failing(['c'], MLFLOW, 2))
    clock.now += DAY
    await app.settle()
    expect(hints()).toEqual([expect.stringContaining('the next push met it again')])
    await more(failing(['d', 'e'], PANDAS, 3))
    expect(hints()).toHaveLength(2)
    await more(failing(['f', 'g'], { ...MLFLOW, about: ['dvc'] }, 5))
    expect(hints()).toHaveLength(2)
    clock.now += DAY
    await app.settle()
    expect(hints()).toHaveLength(3)
  })
  it('goes on where it was begun when its answer is lost, though a pull request is opened meanwhile', async () => {
    const { look, hints, ana, app, clock, store } = await stage(40, failing(['a', 'b', 'c']))
    ana.shown.mishaps.push({ kind: 'lost' })
    await look()
    await store.journal.addEvents([pull(41, 'opened', { number: 3, head: 'c', base: 'main' })])
    clock.now += 60_000
    await app.settle()
    expect(hints()).toEqual([expect.stringContaining('#500 ')])
  })
  it('is looked for without a mark that stays', async () => {
    const { look, store, clock } = await stage(4, failing(['a'], MLFLOW))
    for (let round = 0; round < 5; round += 1) await look()
    const item = await store.work.claim(clock.now + 2 * DAY, 60_000)
    expect([item?.target, item?.reasons, item?.attempts]).toEqual([STUCK, ['somebody may be stuck then'], 0])
  })
  it.each([['somebody else', 'stranger', []], ['who works on the repository', 'ana', [expect.stringContaining('#9 ')]]] as const)('counts runs of a fork where its pull request is of %s', async (_who, login, given) => {
    const events = ['a', 'b', 'c'].flatMap((head, index) => [pull(10 * index, index === 0 ? 'opened' : 'synchronize', { number: 9, head, base: 'main', fork: 99, login }), ended(10 * index + 2, { id: 100 + index, head, conclusion: 'failure', fork: 99, event: 'pull_request' })])
    const { look, hints, store } = await stage(40, { events, traces: [] })
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 'ana'.length, login: 'ana' }, since: 0 })
    await look()
    expect(hints()).toEqual(given)
  })
  it('is given once through a lost answer', async () => {
    const { look, hints, ana, app, clock } = await stage(40, failing(['a', 'b', 'c']))
    ana.shown.mishaps.push({ kind: 'lost' })
    await look()
    clock.now += 60_000
    await app.settle()
    expect(hints()).toHaveLength(1)
  })
  it('is given where no step was seen for the days of the course, of the first step that is open', async () => {
    const { look, hints, clock, app, ana } = await stage(1, { events: [], traces: [] })
    await look()
    clock.now = minute(0) + 7 * DAY
    await app.settle()
    expect(hints()).toEqual(['#500 **A first hint, unasked**, since no step forward was seen for some days.'])
    expect(ana.shown.comments[0]?.body).toContain('step 1.1, “Modify preprocessing or hyperparameters”')
  })
  it('is given to nobody where the course has paused', async () => {
    const { look, hints, store } = await stage(40, failing(['a', 'b', 'c']))
    await store.decisions.decide({ id: 'p1', courseId: 'mlops', repositoryId: 42, at: minute(30), by: { id: 9, login: 'kim' }, said: null, reason: 'holidays', kind: 'pause' }, { id: 'x', at: 0, actor: 9, action: 'pause', subject: 's', says: '' })
    await look()
    expect(hints()).toEqual([])
  })
})
