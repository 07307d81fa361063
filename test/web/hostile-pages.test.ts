import { describe, expect, it } from 'vitest'
import { keepStandings } from '../../src/flow/class/standing.ts'
import type { WorkflowRun } from '../../src/model/run.ts'
import { PAGES } from '../../src/web/pages/list.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { dispute } from '../support/decisions.ts'
import { aRejudging } from '../support/service-stage.ts'
import { siteStage, type SiteStage } from '../support/site-stage.ts'

const ITEM = CHECKLISTS.checklist.items[4]?.id ?? ''
const DAY = 86_400_000
/** Text that would be more than text, whose letters read backwards behind the mark, with some that nobody sees. */
const EVIL = '"\'><script>alert(1)</script><img src=x onerror=alert(1)>\u202egnp\u2066\u200bx\u00ad\u2028'
const ADDRESS = 'javascript:alert(1)//https://github.com'
/** What no page has: a tag or an address of somebody else's, a sign that nobody sees or that turns letters around, a word of thousands of signs. */
const MORE = /<script|<img|href="(?!https:|\/|#)[^"]*"|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2028\u2029\u00ad\ufeff]+|W{2500}/gi

async function hostileSite(evil: string): Promise<SiteStage> {
  const stage = await siteStage({ list: `student id,name,email,github,section\ns1,"Ana <script>alert(1)</script>",ana@uni.example,ana,"<img src=x>"\ns2,Ben,ben@uni.example,ben,B\n` })
  const { store, clock, parts, send, browserOf } = stage
  const at = clock.now - 3 * DAY
  const event = (id: string, kind: string, facts: object) => ({ id, kind, installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at, facts: { ...facts } })
  await store.journal.addEvents([
    event('e1', 'push', { branch: evil, before: '0'.repeat(40), after: 'c'.repeat(40), created: true, forced: false, toDefault: false }), event('e2', 'branch.deleted', { branch: evil }), event('e3', 'workflow_run.completed', { headBranch: evil, headSha: 'a'.repeat(40), conclusion: evil }),
    event('e4', 'pull_request_review.submitted', { number: 3, state: evil }), event('e5', 'course_workflow.changed', { path: evil, headSha: 'a'.repeat(40) }), event('e6', 'deployment_status', { state: 'success', sha: evil }),
  ])
  const job = { id: 1, name: evil, status: 'completed', conclusion: 'failure', url: ADDRESS, startedAt: at, completedAt: at, steps: [{ number: 1, name: evil, status: 'completed', conclusion: 'failure' }] } as const
  const run: WorkflowRun = { id: 1, attempt: 1, name: evil, path: `.github/workflows/${evil}`, event: 'push', branch: evil, headSha: 'a'.repeat(40), status: 'completed', conclusion: 'failure', url: ADDRESS, createdAt: at, updatedAt: at, jobs: [job] }
  await store.activities.save({ repositoryId: 42, commit: 'a'.repeat(40), starts: [], heads: [], runsAt: at, deploymentsAt: at, runs: [run], deployments: [{ id: 1, sha: 'a'.repeat(40), ref: evil, environment: evil, createdAt: at, state: 'success', statedAt: at, url: ADDRESS, logUrl: ADDRESS }] })
  const said = { courseId: 'mlops', repositoryId: 42, at, by: { id: 5, login: 'ana' }, said: { commentId: 1, number: 2 }, text: evil }
  await store.decisions.state({ ...dispute('d', { kind: 'item', id: ITEM }, at), repositoryId: 42, text: evil })
  await store.decisions.state({ ...said, id: 'f', kind: 'feedback', rating: 1 })
  await store.decisions.state({ ...said, id: 'n', kind: 'done', step: 'step-1.1' })
  const ines = await browserOf('ines')
  for (const [path, fields] of [
    ['/repositories/42/decide', { subject: CHECKLISTS.checklist.items[5]?.id ?? '', to: 'present', page: '1' }], ['/repositories/42/extend', { until: '2026-12-28', page: '1' }], ['/grades/release', { whose: 'class', says: 'held', write: '1' }], ['/grades/rejudgings', { whose: 'class' }],
  ] as const) expect((await send(`/courses/mlops${path}`, { ...fields, reason: evil.slice(0, 1999) }, ines)).status).toBe(303)
  await store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'branch', name: evil }, dueAt: at, reason: 'push' }], at)
  await keepStandings(42, { ...parts, ...store })
  return stage
}

describe('text of students, of the list and of reasons', () => {
  it.each([['tags, quotes and marks', EVIL], ['ten thousand signs', 'W'.repeat(10_000)]])('is text on every page, each sign of it seen: %s', async (_, evil) => {
    const stage = await hostileSite(evil)
    const { open, browserOf } = stage
    const rejudging = await aRejudging(stage)
    const found: string[] = []
    for (const login of ['ines', 'ana'] as const) {
      const browser = await browserOf(login)
      for (const { method, path } of PAGES) {
        const place = `/courses/mlops${path.replace(':id', '42').replace(':item', ITEM).replace(':format', 'wide').replace(':rejudging', rejudging)}`
        if (method !== 'get' || /\/(?:download|file)$/.test(place)) continue
        const { text } = await open(place, browser)
        for (const { 0: what, index } of text.matchAll(MORE)) if (what !== 'href="data:,"') found.push(`${login} ${place}: ${text.slice(Math.max(0, index - 80), index)}${what.slice(0, 60)}`)
      }
    }
    expect(found).toEqual([])
  })
})
