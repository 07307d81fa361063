import { describe, expect, it } from 'vitest'
import { START } from '../support/class-app.ts'
import { aRun, BRANCH, FILES, MAIN, setting, TUNED, WITHOUT_CI } from '../support/evaluating.ts'

const MINUTE = 60_000

describe('the check run of a commit that was left behind while its CI ran', () => {
  it('ends with what CI showed there, though a newer commit heads the branch', async () => {
    const { app, mark, ana, clock, titles, store } = await setting()
    await mark(BRANCH)
    await app.settle(() => {
      if (clock.now !== START + 20_000) return Promise.resolve()
      ana.branches['main'] = TUNED
      ana.runs[MAIN] = [aRun(MAIN, { conclusion: 'failure' })]
      ana.runs[TUNED] = [aRun(TUNED, { id: 2 })]
      return mark(BRANCH)
    })
    expect(titles()).toEqual([expect.stringMatching(/^a completed \d+ of \d+ /), expect.stringMatching(/^b completed \d+ of \d+ /)])
    expect(titles()[0]).not.toMatch(/waiting|did not end/)
    // What stands on the default branch is said of its newest commit, whatever was looked at last.
    expect(await store.assessments.newest(42, 'default-branch')).toMatchObject({ commit: TUNED })
  })

  it('is looked at once, after the time in which CI mostly ends', async () => {
    const { app, mark, ana, clock } = await setting()
    await mark(BRANCH)
    await app.settle(() => {
      if (clock.now !== START + 20_000) return Promise.resolve()
      ana.branches['main'] = TUNED
      ana.runs[MAIN] = [aRun(MAIN)]
      ana.runs[TUNED] = [aRun(TUNED, { id: 2 })]
      return mark(BRANCH)
    })
    expect(clock.now - START).toBeGreaterThanOrEqual(10 * MINUTE)
    expect(clock.now - START).toBeLessThan(20 * MINUTE)
  })

  it('ends where the branch was deleted meanwhile, an hour later, when anything of the repository is judged', async () => {
    const { app, mark, ana, clock, titles } = await setting({ branches: { main: MAIN, tune: TUNED }, commits: { [MAIN]: WITHOUT_CI, [TUNED]: FILES } })
    await mark(BRANCH)
    await mark({ kind: 'branch', name: 'tune' })
    await app.settle(() => {
      if (clock.now === START + 20_000) delete ana.branches['tune']
      return Promise.resolve()
    })
    expect(titles().find((one) => one.startsWith('b'))).toMatch(/^b in_progress .*waiting for/)
    clock.now = START + 70 * MINUTE
    await mark(BRANCH, { reason: 'sweep' })
    await app.settle()
    expect(titles().find((one) => one.startsWith('b'))).toMatch(/^b completed .*CI did not end/)
  })

  it('is left alone where another branch is pushed to', async () => {
    const { app, mark, ana, clock, titles } = await setting({ branches: { main: MAIN, tune: TUNED } })
    await mark({ kind: 'branch', name: 'tune' })
    await mark(BRANCH)
    await app.settle(() => {
      if (clock.now >= START + 20_000) ana.runs[MAIN] = [aRun(MAIN)]
      if (clock.now >= START + 20_000) ana.runs[TUNED] = [aRun(TUNED, { id: 2, branch: 'tune' })]
      return Promise.resolve()
    })
    expect(titles().map((one) => one.slice(0, 11)).sort()).toEqual(['a completed', 'b completed'])
    // Nothing was put off to be looked at later.
    expect(clock.now - START).toBeLessThan(10 * MINUTE)
  })
})
