import { describe, expect, it } from 'vitest'
import { keepStandings } from '../../src/flow/class/standing.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { siteStage, type SiteStage } from '../support/site-stage.ts'

const [, , , FOURTH] = CHECKLISTS.checklist.items
const DAY = 86_400_000

/** Everything that pages write. */
async function kept({ store }: SiteStage): Promise<object> {
  return {
    audit: (await store.journal.audit(99)).length, tokens: (await store.tokens.of('mlops')).length, rejudgings: (await store.counts.rejudgings('mlops')).length, releases: (await store.releases.of('mlops')).length,
    notes: (await store.watchNotes.of('mlops')).length, wrong: (await store.wrongVerdicts.of('mlops')).length, decisions: (await store.decisions.decisionsOf('mlops', 42)).length,
  }
}

async function withMatter(): Promise<SiteStage & { readonly fields: Readonly<Record<string, Readonly<Record<string, string>>>> }> {
  const stage = await siteStage()
  const { store, parts } = stage
  await store.journal.addEvents([{ id: 'changed', kind: 'course_workflow.changed', installationId: 7, repositoryId: 42, actor: null, at: stage.clock.now - 2 * DAY, facts: { path: '.github/workflows/course.yml', headSha: 'a'.repeat(40) } }])
  await keepStandings(42, { ...parts, ...store })
  const { text } = await stage.open('/courses/mlops/watch', await stage.browserOf('ines'))
  const hidden = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
  const criterion = FOURTH?.criteria[0]?.id ?? ''
  return {
    ...stage, fields: {
      '/course/tokens': { name: 'sync', role: 'reader', days: '3' }, '/grades/rejudgings': { whose: 'class', reason: 'mended' }, '/grades/release': { whose: 'class', says: 'released', reason: 'now', write: '1' },
      '/watch': { repository: '42', matter: hidden('matter'), since: hidden('since'), says: 'seen', note: 'asked by mail' }, [`/items/${FOURTH?.id ?? ''}/wrong`]: { of: 'id:42', assessment: 'a-42', criterion, right: 'partial', reason: 'see there' },
      '/repositories/42/decide': { subject: FOURTH?.id ?? '', to: 'present', reason: 'shown', page: '1', button: 'do' }, '/repositories/42/extend': { until: '2026-12-24', reason: 'ill', page: '1', button: 'do' }, '/roster': { list: 'student id,name\ns1,Ana\n', write: '1' },
    },
  }
}

const PATHS = ['/course/tokens', '/grades/rejudgings', '/grades/release', '/watch', `/items/${FOURTH?.id ?? ''}/wrong`, '/repositories/42/decide', '/repositories/42/extend', '/roster']

describe('a form that is sent by two clicks', () => {
  it.each(PATHS)('%s does once what it does, and both are answered alike', async (path) => {
    const [stage, other] = [await withMatter(), await withMatter()]
    const { send, browserOf, fields, log } = stage
    const ines = await browserOf('ines')
    await other.send(`/courses/mlops${path}`, fields[path] ?? {}, await other.browserOf('ines'))
    const two = await Promise.all([send(`/courses/mlops${path}`, fields[path] ?? {}, ines), send(`/courses/mlops${path}`, fields[path] ?? {}, ines)])
    const third = await send(`/courses/mlops${path}`, fields[path] ?? {}, ines)
    expect([200, 303]).toContain(third.status)
    for (const one of two) expect([one.status, one.text, one.headers.get('location')]).toEqual([third.status, third.text, third.headers.get('location')])
    expect(await kept(stage)).toEqual(await kept(other))
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('is another one later on, by somebody else, and with anything else in it', async () => {
    const { send, browserOf, clock, store } = await siteStage()
    const [ines, again] = [await browserOf('ines'), { name: 'sync', role: 'reader' }]
    await send('/courses/mlops/course/tokens', again, ines)
    await send('/courses/mlops/course/tokens', { ...again, days: '7' }, ines)
    clock.now += 2000
    await send('/courses/mlops/course/tokens', again, ines)
    await send('/courses/mlops/course/tokens', again, await browserOf('ines'))
    expect(await store.tokens.of('mlops')).toHaveLength(4)
  })

  it('that failed through a fault of ours does what it does when it is sent again', async () => {
    const { send, browserOf, store } = await siteStage()
    const ines = await browserOf('ines')
    const add = store.tokens.add
    let times = 0
    Object.assign(store.tokens, { add: (...args: Parameters<typeof add>) => { times += 1; return times === 1 ? Promise.reject(new Error('away')) : add(...args) } })
    expect((await send('/courses/mlops/course/tokens', { name: 'sync', role: 'reader' }, ines)).status).toBe(500)
    expect((await send('/courses/mlops/course/tokens', { name: 'sync', role: 'reader' }, ines)).status).toBe(200)
  })
})
