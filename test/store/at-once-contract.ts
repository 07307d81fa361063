import { expect, it } from 'vitest'
import type { Store } from '../../src/store/open-store.ts'
import { recordOf } from '../support/records.ts'
import { decision, event, NOON, repository, statement } from './samples.ts'

/** More than go into one statement. */
const COUNT = 210
const IDS = Array.from({ length: COUNT }, (_, index) => 6_000_000_000 + index)
/** With digests a judgement has a gist. */
const LISTS = { checklist: { id: 'course', revision: 1, digest: 'd1' }, practicesBy: { id: 'practices', revision: 1, digest: 'd2' } }
const COMMIT = 'c'.repeat(40)

/** All that a course asks of one repository, by turns in two courses. */
function asksOf(store: Store): (repositoryId: number) => readonly (() => Promise<unknown>)[] {
  const { hosting, courses, decisions, counts, assessments, gists, journal } = store
  return (id) => {
    const courseId = id % 2 === 0 ? 'mlops' : 'other'
    return [
      () => hosting.repository(id), () => hosting.lastSeen(id), () => courses.participantsOf(courseId, id), () => decisions.decisionsOf(courseId, id), () => decisions.statementsOf(courseId, id),
      () => counts.headsOf(courseId, id), () => counts.byId(`counted ${id}`), () => assessments.byId(`b ${id}`), () => gists.of(`b ${id}`), () => assessments.asOf(id, COMMIT, id % 3 === 0 ? null : NOON), () => assessments.seenOnDefaultBranch(id, 1 + id % 2),
      () => journal.eventsOf(id), () => journal.eventsOf(id, 'push'), () => journal.newestEventsOf(id, 1 + id % 2, ['push', 'run']), () => journal.newestEventsOf(id, 9, ['push']), () => journal.pushersOf(id, 1 + id % 2),
    ]
  }
}

/** What a store keeps to that is asked many things at once. */
export function atOnceContract(open: () => Promise<Store>): void {
  it('answers alike, whether it is asked for many repositories at once or for one after the other', async () => {
    const store = await open()
    await store.hosting.saveRepositories(IDS.filter((id) => id % 5 > 0).map((id) => repository(id)), NOON)
    await store.hosting.removeRepositories(7, IDS.filter((id) => id % 5 === 1), NOON)
    await store.journal.addEvents(IDS.flatMap((id) => Array.from({ length: 1 + id % 3 }, (_, at) => event(`${id}/${at}`, { repositoryId: id, kind: at === 1 ? 'run' : 'push', at: NOON + at }))))
    for (const id of IDS.filter((one) => one % 7 === 0)) {
      const audit = { id: `audit ${id}`, at: NOON, actor: null, action: 'x', subject: '', says: '' }
      await store.courses.addParticipant({ courseId: 'mlops', repositoryId: id, person: { id, login: `ana-${id}` }, since: NOON })
      await store.decisions.decide(decision(`d ${id}`, { repositoryId: id }), audit)
      await store.decisions.state(statement(`s ${id}`, { repositoryId: id }))
      await store.counts.add({ id: `counted ${id}`, courseId: 'mlops', repositoryId: id, commit: COMMIT, until: NOON, rejudging: null, at: NOON, record: recordOf([], []), seen: null })
      for (const [name, at, commit] of [['a', NOON - 1, COMMIT], ['b', NOON + 1, COMMIT], ['c', NOON + 2, 'd'.repeat(40)]] as const) await store.assessments.add({ id: `${name} ${id}`, repositoryId: id, commit, branch: 'main', isDefaultBranch: true, at, digest: name, record: recordOf([], [], LISTS) })
    }
    const asks = IDS.flatMap(asksOf(store))
    const inTurn: unknown[] = []
    for (const ask of asks) inTurn.push(await ask())
    // Twice, as two readers of one repository ask.
    expect(await Promise.all([...asks, ...asks].map((ask) => ask()))).toEqual([...inTurn, ...inTurn])
    expect(inTurn.filter((answer) => answer !== null && (!Array.isArray(answer) || answer.length > 0)).length).toBeGreaterThan(5 * COUNT)
  })

  it('lets everybody who asked at once know of trouble', async () => {
    const store = await open()
    await store.close()
    const asked = await Promise.allSettled(IDS.slice(0, 3).map((id) => store.decisions.decisionsOf('mlops', id)))
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })
}
