import { expect, it } from 'vitest'
import type { Extracted } from '../../src/facts/file-facts.ts'
import type { Store } from '../../src/store/open-store.ts'

const FACTS: Extracted = { facts: { kind: 'shell', text: 'echo "\u0000 ü 🙂 \ud800"' }, problems: [{ path: 'run.sh', line: 1, says: 'odd' }] }
const NONE: Extracted = { facts: null, problems: [] }

/** What every `FactStore` keeps to. */
export function factsContract(open: () => Promise<Store>): void {
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
}
