import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PAGES } from '../../../src/web/pages/list.ts'
import { aRejudging } from '../../support/service-stage.ts'
import { siteStage, type Login } from '../../support/site-stage.ts'
import { ODD } from './change.ts'

/** A form and an address carry no half of a pair. */
const whole = (text: string): string => text.replace(/[\ud800-\udfff]/g, '\uFFFD')

/** `FUZZ_RUNS=50` looks as many times longer. */
const TIMES = Math.max(1, Number(process.env['FUZZ_RUNS'] ?? 1))

const word = fc.oneof(fc.constantFrom(...ODD), fc.constantFrom('present', 'verified', '80%', 'health', 'lint', 'ana', '42', '0', '-1', '1e999', '2026-12-24', '2026-02-30T99:00', 'on', 'all', 'A', 'name,email\n=cmd(),@x\n', 'true'), fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 20 })).map(whole)

it('whatever is sent to a page, it is answered, and nothing fails on the way', async () => {
  const stage = await siteStage()
  const rejudging = await aRejudging(stage)
  const browsers = new Map(await Promise.all((['ines', 'aki', 'ana', 'zoe'] as const).map(async (login): Promise<readonly [Login, Map<string, string>]> => [login, await stage.browserOf(login)])))
  const placeOf = (path: string, inside: string): string => `/courses/mlops${path.replaceAll(/:(\w+)/g, (_whole, name: string) => inside !== '' ? encodeURIComponent(inside) : ({ id: '42', item: 'health-check-works', format: 'wide', rejudging }[name] ?? 'x'))}`
  const ines = browsers.get('ines') ?? new Map<string, string>()
  const names = new Set(['reason', 'of', 'page', 'sort', 'section', 'q', '__proto__', 'constructor'])
  for (const { method, path } of PAGES) {
    if (method !== 'get') continue
    for (const [, name = ''] of (await stage.open(placeOf(path, ''), ines)).text.matchAll(/ name="([^"]+)"/g)) names.add(name)
  }
  names.delete('form')
  const fields = fc.array(fc.tuple(fc.constantFrom(...names), word), { maxLength: 5 })
  await fc.assert(fc.asyncProperty(fc.constantFrom(...PAGES), fc.constantFrom(...browsers), fields, fc.oneof({ arbitrary: fc.constant(''), weight: 5 }, word), async ({ method, path }, [, browser], given, inside) => {
    const place = placeOf(path, inside)
    const { status, text } = method === 'get' ? await stage.open(`${place}?${new URLSearchParams(given).toString()}`, browser) : await stage.send(place, Object.fromEntries(given), browser)
    expect([status < 500, text.includes('Something went wrong on our side'), stage.log.lines.filter(({ level }) => level === 'error')]).toEqual([true, false, []])
  }), { numRuns: 120 * TIMES, endOnFailure: true })
}, 200_000 * TIMES)
