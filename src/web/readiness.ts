/** One thing that the App needs in order to work: null where it is in place, else what is wrong, in one sentence. */
export type Need = { readonly name: string; readonly check: () => Promise<string | null> }

export type Readiness = { readonly ready: boolean; readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly says: string }>> }

/** Asks every need at once; one that does not answer within `limit` milliseconds, or throws, is not in place. */
export async function readinessOf(needs: readonly Need[], limit = 3000): Promise<Readiness> {
  const checks = await Promise.all(needs.map(async ({ name, check }) => {
    const wrong = await within(limit, check)
    return [name, { ok: wrong === null, says: wrong ?? 'in place' }] as const
  }))
  return { ready: checks.every(([, { ok }]) => ok), checks: Object.fromEntries(checks) }
}

async function within(limit: number, check: () => Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => { timer = setTimeout(() => { resolve(`no answer within ${limit / 1000} s`) }, limit) })
  try {
    return await Promise.race([check(), late])
  } catch {
    return 'it could not be asked; the log says why'
  } finally {
    clearTimeout(timer)
  }
}
