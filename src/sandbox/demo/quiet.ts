import type { Sandbox } from '../sandbox.ts'

/** So long after the last request nothing more is to come: the App waits a few seconds for further signs of the same change. */
const QUIET = 4000
const LONGEST = 30_000
const LOOK = 200

/** Ends when every webhook was tried and the App has asked nothing for some seconds; at the latest after half a minute. */
export async function untilQuiet(sandbox: Pick<Sandbox, 'settled' | 'requests'>): Promise<void> {
  await sandbox.settled()
  const started = performance.now()
  let since = started
  let seen = sandbox.requests().length
  for (let now = started; now - since < QUIET && now - started < LONGEST; now = performance.now()) {
    await new Promise((resolve) => { setTimeout(resolve, LOOK) })
    const count = sandbox.requests().length
    if (count !== seen) since = performance.now()
    seen = count
  }
}
