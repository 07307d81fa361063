import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { probeHostsOf } from '../../../src/flow/proof/probe-hosts.ts'
import { probeTurn } from '../../../src/flow/proof/probe-budget.ts'
import type { Probe } from '../../../src/model/probe.ts'

const NOON = 1_764_072_000_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const URL_OF = 'https://churn.example.edu/'

const past = (at: number, changes: Partial<Probe> = {}): Probe => ({ what: 'health', url: URL_OF, path: '/health', asked: null, at, result: { kind: 'refused', why: 'redirect', to: null }, ...changes })
const other = (at: number): Probe => past(at, { url: `https://a${at}.example.edu` })
const turn = (probes: readonly Probe[], url = URL_OF): ReturnType<typeof probeTurn> => probeTurn(probes, { url, path: '/health' }, NOON)

describe('the budget of a repository', () => {
  it('has room where nothing was asked', () => { expect(turn([])).toEqual({ may: true }) })

  it.each<readonly [string, readonly Probe[], ReturnType<typeof probeTurn>]>([
    ['nine minutes after the same', [past(NOON - 9 * MINUTE)], { may: false, why: 'pause', until: NOON + MINUTE }],
    ['ten minutes after the same', [past(NOON - 10 * MINUTE)], { may: true }],
    ['after the same, spelled in another way', [past(NOON - MINUTE, { url: 'https://CHURN.example.edu:443/x?y' })], { may: false, why: 'pause', until: NOON + 9 * MINUTE }],
    ['after another path', [past(NOON - MINUTE, { path: '/metrics' })], { may: true }],
    ['after another host', [other(NOON - MINUTE)], { may: true }],
    ['after eleven others', Array.from({ length: 11 }, (_, index) => other(NOON - index * HOUR)), { may: true }],
    ['after twelve others', Array.from({ length: 12 }, (_, index) => other(NOON - index * HOUR)), { may: false, why: 'day', until: NOON + 13 * HOUR }],
    ['after twelve others a day ago', Array.from({ length: 12 }, (_, index) => other(NOON - 24 * HOUR - index)), { may: true }],
    ['after twelve of which one is a day ago', Array.from({ length: 12 }, (_, index) => other(index === 3 ? NOON - 24 * HOUR : NOON - index * HOUR)), { may: true }],
    ['after the same in a future that a clock once showed', [past(NOON + 5 * HOUR)], { may: false, why: 'pause', until: NOON + 10 * MINUTE }],
  ])('%s', (_, probes, expected) => { expect(turn(probes)).toEqual(expected) })

  it('lets never more than twelve through within a day, and never the same twice within ten minutes', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(2 * HOUR), fc.nat(3)), { maxLength: 80 }), (steps) => {
      const made: Probe[] = []
      let now = NOON
      for (const [step, host] of steps) {
        now += step
        const asked = { url: `https://host-${host}.example.edu/`, path: '/health' }
        const found = probeTurn(made, asked, now)
        if (found.may) made.push(past(now, asked))
        else expect(probeTurn(made, asked, found.until).may || found.why === 'pause').toBe(true)
      }
      for (const { at, url } of made) {
        expect(made.filter((one) => one.at >= at && one.at < at + 24 * HOUR).length).toBeLessThanOrEqual(12)
        expect(made.filter((one) => one.url === url && one.at >= at && one.at < at + 10 * MINUTE)).toHaveLength(1)
      }
    }))
  })
})

describe('the hosts that may be asked', () => {
  const named = ['https://churn.example.edu:443/docs', 'http://Other.example.edu', null, 'nonsense', 'mailto:ana@example.edu', 'https://churn.example.edu'].map((url) => ({ url }))

  it('are those of the repository\'s deployments and of the course', () => {
    expect(probeHostsOf({ probesEnabled: true, probeHosts: ['Lab.example.edu'] }, named)).toEqual(['churn.example.edu', 'other.example.edu', 'lab.example.edu'])
    expect(probeHostsOf({ probesEnabled: true, probeHosts: [] }, [])).toEqual([])
  })

  it('are none where the course does not turn probes on', () => {
    expect(probeHostsOf({ probesEnabled: false, probeHosts: ['lab.example.edu'] }, named)).toEqual([])
  })
})
