import { createHmac } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { createEnrolment } from '../../src/flow/courses/enrolment.ts'
import type { Meters } from '../../src/flow/ports/operation-ports.ts'
import { createInbox } from '../../src/inbox/inbox.ts'
import type { WorkItem } from '../../src/model/work.ts'
import { meaningOf } from '../../src/github/meaning.ts'
import { openStore } from '../../src/store/open-store.ts'
import { classGitHub, classRepository } from '../support/class-github.ts'
import { aCourse, aRepository } from '../support/hosting.ts'
import { keptLog } from '../support/quiet-log.ts'

const SECRET = 'it is a secret'
const PUSH = JSON.stringify({
  ref: 'refs/heads/main', before: '0'.repeat(40), after: 'a'.repeat(40), created: false, deleted: false, forced: false, installation: { id: 7 }, sender: { id: 5, login: 'ana', type: 'User' },
  repository: { id: 42, name: 'capstone-ana', full_name: 'octo-org/capstone-ana', owner: { id: 1, login: 'octo-org' }, default_branch: 'main', private: false, archived: false, topics: [] },
})

function sign(body: string): string {
  return `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`
}

it('takes a signed push to the work it makes, by itself, and stops', async () => {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  await store.courses.saveCourse(aCourse(), 0)
  const worked: WorkItem[] = []
  const counted: string[] = []
  const meters: Meters = { delivery: (event, result) => { counted.push(`${event} ${result}`) }, evaluation: () => {}, request: () => {}, publication: () => {}, forgotten: () => {}, slowed: () => {}, isSlow: () => {} }
  const inbox = createInbox({
    whenIdle: () => Promise.resolve(false),
    ...store, meters, app: classGitHub([classRepository(aRepository(), {}, {})]).app, enrolment: createEnrolment(store.courses), setUpCourses: () => Promise.resolve(), readStaff: () => Promise.resolve(),
    verify: (body, signature) => Promise.resolve(signature === sign(body)), meaningOf: (delivery) => meaningOf(delivery, 1),
    evaluate: (item) => { worked.push(item); return Promise.resolve({ kind: 'done', writes: 0 }) },
    now: Date.now, random: Math.random, log: keptLog(), workers: 2, hears: true, keepDays: 30, keepTextDays: 0, eraseAfterDays: 0, newId: () => 'new', extractors: [], sweepEvery: 3_600_000,
  })
  inbox.start()
  const headers = { 'x-github-delivery': 'd-1', 'x-github-event': 'push', 'x-hub-signature-256': sign(PUSH) }
  expect((await inbox.receive(new Request('http://localhost/webhook', { method: 'POST', body: PUSH, headers }))).status).toBe(202)
  await expect.poll(() => worked.map(({ target }) => target), { timeout: 60_000 }).toContainEqual({ kind: 'branch', name: 'main' })
  // It looks at every repository at once, and again an hour later.
  await expect.poll(() => inbox.sweeps().lastAt, { timeout: 60_000 }).not.toBeNull()
  const { lastAt, nextAt } = inbox.sweeps()
  expect((nextAt ?? 0) - (lastAt ?? 0)).toBeGreaterThan(3_000_000)
  await inbox.stop(5000)
  expect(counted).toEqual(['push stored', 'push used'])
  expect(await store.work.depth(Date.now())).toMatchObject({ due: 0, held: 0, later: 0 })
})
