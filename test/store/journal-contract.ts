import { expect, it } from 'vitest'
import type { AuditEntry } from '../../src/flow/ports/store-ports.ts'
import type { Store } from '../../src/store/open-store.ts'
import { CHURN, decision, event, NOON, RIVER } from './samples.ts'

/** What every `JournalStore` keeps to. */
export function journalContract(open: () => Promise<Store>): void {
  it('gives back the events of a repository by their time, then by their id', async () => {
    const { journal } = await open()
    const odd = event('Z/0', { actor: null, installationId: null, facts: { says: '\u0000', many: 3_000_000_000, part: 0.5, none: null } })
    await journal.addEvents([event('c/1', { at: NOON + 1 }), event('b/0'), odd, event('a/0'), event('elsewhere', { repositoryId: RIVER }), event('nowhere', { repositoryId: null })])
    expect(await journal.eventsOf(CHURN)).toEqual([odd, event('a/0'), event('b/0'), event('c/1', { at: NOON + 1 })])
  })

  it('keeps the first of each id', async () => {
    const { journal } = await open()
    await journal.addEvents([event('a/0'), event('a/0', { kind: 'twice' })])
    await journal.addEvents([event('a/0', { kind: 'later' }), event('a/1')])
    expect(await journal.eventsOf(CHURN)).toEqual([event('a/0'), event('a/1')])
  })

  it('takes no events, and many at once', async () => {
    const { journal } = await open()
    await journal.addEvents([])
    await journal.addEvents(Array.from({ length: 1100 }, (_, index) => event(`d/${index}`)))
    expect(await journal.eventsOf(CHURN)).toHaveLength(1100)
  })

  it('gives the newest of each kind alone where that is asked for', async () => {
    const { journal } = await open()
    const of = (kind: string, count: number, at: number) => Array.from({ length: count }, (_, index) => event(`${kind}/${index}`, { kind, at: at + index }))
    await journal.addEvents([...of('push', 5, NOON), ...of('run', 9, NOON + 2), ...of('other', 3, NOON), event('elsewhere', { kind: 'push', repositoryId: RIVER })])
    expect((await journal.newestEventsOf(CHURN, 2, ['push', 'run'])).map(({ id }) => id)).toEqual(['push/3', 'push/4', 'run/7', 'run/8'])
    expect(await journal.newestEventsOf(CHURN, 2, [])).toEqual([])
  })

  it('tells who made the newest pushes, each by the login that was seen last', async () => {
    const { journal } = await open()
    const push = (id: string, at: number, person: { readonly id: number; readonly login: string } | null, kind = 'push') => event(id, { kind, at: NOON + at, actor: person })
    const [ana, ben] = [{ id: 42, login: 'ana' }, { id: 43, login: 'ben' }]
    await journal.addEvents([
      push('0', 0, { id: 44, login: 'long-gone' }), push('1', 1, ana), push('2', 2, ben), push('3', 3, { ...ana, login: 'ana-now' }), push('4', 4, null), push('5', 5, ben), push('6', 6, { id: 45, login: 'opens-pulls' }, 'pull_request.opened'),
      event('elsewhere', { kind: 'push', repositoryId: RIVER, actor: { id: 46, login: 'else' } }),
    ])
    expect(await journal.pushersOf(CHURN, 5)).toEqual([{ id: 42, login: 'ana-now' }, ben])
    expect(await journal.pushersOf(CHURN, 1)).toEqual([ben])
    expect(await journal.pushersOf(7, 5)).toEqual([])
  })

  it('tells what was changed of a course and decided in it, newest first, and nothing of another one', async () => {
    const { journal, decisions } = await open()
    const entry = (id: string, at: number, subject: string): AuditEntry => ({ id, at, actor: null, action: 'x', subject, says: '' })
    await journal.addAudit(entry('a', NOON, 'course mlops'))
    await journal.addAudit(entry('b', NOON + 9, 'course other'))
    for (const [id, courseId] of [['c', 'mlops'], ['d', 'other']] as const) await decisions.decide(decision(id, { courseId }), entry(id, NOON + 2, `repository ${CHURN}`))
    expect((await journal.auditOf('mlops', 9)).map(({ id }) => id)).toEqual(['c', 'a'])
    expect(await journal.auditOf('mlops', 1)).toHaveLength(1)
  })

  it('tells who changed what, newest first', async () => {
    const { journal } = await open()
    const entry = (id: string, at: number, actor: number | null): AuditEntry => ({ id, at, actor, action: 'requeue', subject: 'work 7', says: 'after the outage' })
    await journal.addAudit(entry('a', NOON, 42))
    await journal.addAudit(entry('b', NOON + 1, null))
    await journal.addAudit(entry('b', NOON + 9, 1))
    expect(await journal.audit(9)).toEqual([entry('b', NOON + 1, null), entry('a', NOON, 42)])
    expect(await journal.audit(1)).toHaveLength(1)
  })
}
