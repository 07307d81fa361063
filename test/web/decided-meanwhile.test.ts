import { describe, expect, it } from 'vitest'
import { dispute } from '../support/decisions.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { siteStage, type Browser, type SiteStage } from '../support/site-stage.ts'

const ANA = '/courses/mlops/repositories/42'
const SUBJECT = CHECKLISTS.checklist.items[4]?.id ?? ''
const MINUTE = 60_000

type Stage = SiteStage & { readonly decide: (page: string, fields: Readonly<Record<string, string>>, by: Browser, how?: 'decide' | 'extend' | 'close') => ReturnType<SiteStage['send']>; readonly opened: (by: Browser) => Promise<string> }

/** Each thing that is done is done a minute later. */
async function stage(): Promise<Stage> {
  const site = await siteStage()
  return {
    ...site,
    opened: async (by) => {
      site.clock.now += MINUTE
      return /name="page" value="(\d+)"/.exec((await site.open(`${ANA}/decide?on=${SUBJECT}`, by)).text)?.[1] ?? ''
    },
    decide: (page, fields, by, how = 'decide') => {
      site.clock.now += MINUTE
      return site.send(`${ANA}/${how}`, { page, subject: SUBJECT, reason: 'Shown in the lab', button: 'do', ...fields }, by)
    },
  }
}

describe('a form that was open while somebody else decided', () => {
  it('overrules nothing that its reader did not see, and does so once they opened it anew', async () => {
    const { decide, opened, browserOf, store } = await stage()
    const [ines, aki] = [await browserOf('ines'), await browserOf('aki')]
    const [first, second] = [await opened(ines), await opened(aki)]
    expect((await decide(second, { to: 'present' }, aki)).status).toBe(303)
    for (const button of ['preview', 'do']) {
      const refused = await decide(first, { to: 'missing', button }, ines)
      expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('Something was decided about the same by aki on')])
    }
    expect(await store.decisions.decisionsOf('mlops', 42)).toHaveLength(1)
    expect((await decide(await opened(ines), { to: 'missing' }, ines)).status).toBe(303)
    expect((await store.decisions.decisionsOf('mlops', 42)).at(-1)).toMatchObject({ outcome: 'missing', by: { login: 'ines' } })
  })

  it('goes on to decide about something else', async () => {
    const { decide, opened, browserOf } = await stage()
    const [ines, aki] = [await browserOf('ines'), await browserOf('aki')]
    const page = await opened(ines)
    await decide(await opened(aki), { to: 'present' }, aki)
    expect((await decide(page, { subject: CHECKLISTS.checklist.items[5]?.id ?? '', to: 'present' }, ines)).status).toBe(303)
    expect((await decide(page, { until: '2026-12-24' }, ines, 'extend')).status).toBe(303)
    expect((await decide(page, { until: '2026-12-28' }, ines, 'extend')).status).toBe(409)
  })

  it('gone back to in a browser, is not told as done where something else was decided since', async () => {
    const { decide, opened, browserOf, store } = await stage()
    const ines = await browserOf('ines')
    const page = await opened(ines)
    expect((await decide(page, { to: 'present' }, ines)).status).toBe(303)
    expect((await decide(page, { to: 'present' }, ines)).status).toBe(303)
    expect(await store.decisions.decisionsOf('mlops', 42)).toHaveLength(1)
    expect((await decide(await opened(ines), { to: 'clear' }, ines)).status).toBe(303)
    expect((await decide(page, { to: 'present' }, ines)).status).toBe(409)
  })

  it('closes no dispute that was opened since', async () => {
    const { decide, opened, browserOf, store, clock } = await stage()
    const ines = await browserOf('ines')
    const subject = { kind: 'item', id: SUBJECT } as const
    await store.decisions.state({ ...dispute('one', subject, clock.now), repositoryId: 42 })
    const page = await opened(ines)
    await decide(page, { to: 'present' }, ines)
    clock.now += MINUTE
    await store.decisions.state({ ...dispute('two', subject, clock.now), repositoryId: 42 })
    expect((await decide(page, {}, ines, 'close')).status).toBe(409)
    expect((await decide(await opened(ines), {}, ines, 'close')).status).toBe(303)
  })
})
