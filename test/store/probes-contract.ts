import { expect, it } from 'vitest'
import type { StoredProbe } from '../../src/flow/ports/probe-ports.ts'
import type { Probe } from '../../src/model/probe.ts'
import type { Store } from '../../src/store/open-store.ts'
import { CHURN, NOON, RIVER } from './samples.ts'

const COMMIT = 'a'.repeat(40)

function stored(id: string, changes: Partial<Probe> = {}, where: Partial<StoredProbe> = {}): StoredProbe {
  const probe: Probe = { what: 'health', url: 'https://churn.example.edu/', path: '/health', asked: 'https://churn.example.edu/health', at: NOON, result: { kind: 'no-answer', why: 'time', status: null, detail: null }, ...changes }
  return { id, repositoryId: CHURN, commit: COMMIT, probe, ...where }
}

/** What every `ProbeStore` keeps to. */
export function probesContract(open: () => Promise<Store>): void {
  it('gives a repository\'s probes since a time, newest first, as they were added', async () => {
    const { probes } = await open()
    const [first, second, third] = [stored('b'), stored('a', { at: NOON + 2, what: 'metrics' }), stored('c', { at: NOON + 1 }, { commit: 'f'.repeat(40) })]
    for (const one of [first, second, third, stored('d', {}, { repositoryId: RIVER })]) await probes.add(one)
    await probes.add(stored('a', { path: '/other' }))
    expect(await probes.since(CHURN, NOON)).toEqual([second, third, first])
    expect(await probes.since(CHURN, NOON + 1)).toEqual([second, third])
    expect(await probes.since(7, NOON)).toEqual([])
  })

  it('gives those of a commit, newest first', async () => {
    const { probes } = await open()
    const [first, newest, older, metrics] = [stored('a'), stored('c', { at: NOON + 1 }), stored('b', { at: NOON - 1 }), stored('d', { what: 'metrics', at: NOON - 5 })]
    for (const one of [first, newest, older, metrics, stored('e', { at: NOON + 9 }, { commit: 'f'.repeat(40) }), stored('f', { at: NOON + 9 }, { repositoryId: RIVER })]) await probes.add(one)
    expect(await probes.of(CHURN, COMMIT)).toEqual([newest, first, older, metrics])
    expect(await probes.of(CHURN, 'b'.repeat(40))).toEqual([])
  })

  it('forgets old ones in parts, oldest first, and keeps the newest of each commit and kind', async () => {
    const { probes } = await open()
    const [last, metrics, other] = [stored('d', { at: NOON + 3 }), stored('e', { what: 'metrics' }), stored('f', {}, { commit: 'f'.repeat(40) })]
    for (const one of [stored('a'), stored('b', { at: NOON + 1 }), stored('c', { at: NOON + 3 }), last, metrics, other]) await probes.add(one)
    expect(await probes.forget(NOON + 1, 9)).toBe(1)
    expect(await probes.forget(NOON + 9, 1)).toBe(1)
    expect(await probes.since(CHURN, 0)).toEqual([last, stored('c', { at: NOON + 3 }), other, metrics])
    expect([await probes.forget(NOON + 9, 9), await probes.forget(NOON + 9, 9)]).toEqual([1, 0])
    expect(await probes.since(CHURN, 0)).toEqual([last, other, metrics])
  })
}
