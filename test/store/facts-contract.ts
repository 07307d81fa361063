import { expect, it } from 'vitest'
import { EXTRACTORS } from '../../src/facts/extractors.ts'
import { extractorName, factKey } from '../../src/facts/fact-key.ts'
import type { Extracted } from '../../src/facts/file-facts.ts'
import type { Store } from '../../src/store/open-store.ts'
import { NOON } from './samples.ts'

const FACTS: Extracted = { facts: { kind: 'shell', text: 'echo "\u0000 ü 🙂 \ud800"' }, problems: [{ path: 'run.sh', line: 1, says: 'odd' }] }
const DAY = 86_400_000
const NONE: Extracted = { facts: null, problems: [] }

/** What every `FactStore` keeps to. */
export function factsContract(open: (now?: () => number) => Promise<Store>): void {
  it('gives back the facts of the keys that are there, however long and many', async () => {
    const { facts } = await open()
    const long = `sha python 3 ${'folder/'.repeat(1000)}`
    await facts.put('sha shell 1', FACTS)
    await facts.put(`${long}a.py`, NONE)
    const others = Array.from({ length: 1300 }, (_, index) => `unknown ${index}`)
    const found = await facts.get(['sha shell 1', ...others, `${long}a.py`, `${long}b.py`])
    expect(found).toEqual(new Map([['sha shell 1', FACTS], [`${long}a.py`, NONE]]))
    expect(await facts.get([])).toEqual(new Map())
  })

  it('takes the same facts many times at once', async () => {
    const { facts } = await open()
    await Promise.all(Array.from({ length: 6 }, () => facts.put('sha shell 1', FACTS)))
    expect(await facts.get(['sha shell 1', 'sha shell 1'])).toEqual(new Map([['sha shell 1', FACTS]]))
  })

  it('forgets what nobody asked for since a time, so many at a time, longest unused first', async () => {
    let now = NOON
    const { facts } = await open(() => now)
    for (const key of ['a', 'b', 'c', 'd']) {
      await facts.put(`${key} shell 1`, FACTS)
      now += 1
    }
    now = NOON + DAY + 1
    // Stored a day ago, or longer.
    await facts.get(['a shell 1', 'b shell 1'])
    expect([await facts.forgetUnused(NOON + DAY, 1), await facts.forgetUnused(NOON + DAY, 9), await facts.forgetUnused(NOON + DAY, 9)]).toEqual([1, 1, 0])
    expect([...(await facts.get(['a shell 1', 'b shell 1', 'c shell 1', 'd shell 1'])).keys()].sort()).toEqual(['a shell 1', 'b shell 1'])
  })

  it('counts a use within a day of the last one as that one', async () => {
    let now = NOON
    const { facts } = await open(() => now)
    await facts.put('a shell 1', FACTS)
    now += DAY - 1
    await facts.get(['a shell 1'])
    expect(await facts.forgetUnused(NOON + 1, 9)).toBe(1)
  })

  it('forgets what other revisions wrote, unless it was used since a time', async () => {
    let now = NOON
    const { facts } = await open(() => now)
    const keys = EXTRACTORS.map((extractor) => factKey(extractor, 'sha', `${'folder/'.repeat(1000)}a.py`))
    const current = EXTRACTORS.map(extractorName)
    for (const key of [...keys, 'sha python 0', 'sha gone 1']) await facts.put(key, NONE)
    now += 5
    await facts.put('sha shell 0', NONE)
    expect([await facts.forgetOutdated(current, NOON, 9), await facts.forgetOutdated(current, NOON + 5, 1), await facts.forgetOutdated(current, NOON + 5, 9)]).toEqual([0, 1, 1])
    const kept = await facts.get([...keys, 'sha python 0', 'sha gone 1', 'sha shell 0'])
    expect([...kept.keys()].sort()).toEqual([...keys, 'sha shell 0'].sort())
  })
}
