import { expect, it } from 'vitest'
import { createEnrolment } from '../../src/flow/courses/enrolment.ts'
import type { Delivery, Meaning } from '../../src/flow/ports/store-ports.ts'
import { inCourses } from '../../src/inbox/in-courses.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { keptLog } from '../support/quiet-log.ts'

const PUSH: Delivery = { id: 'a', name: 'push', action: null, installationId: 7, repositoryId: 42, receivedAt: 1, body: '{}' }
const PUSHED: Meaning = {
  result: 'used', marks: [], installations: [], repositories: [aRepository()], removed: [],
  events: [{ id: 'a:0', kind: 'push', installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at: 1, facts: {} }],
}

it.each([1, 2])('holds back what happens while another process finds out about its installation, whatever of that comes between: %i of its steps at a time', async (atOnce) => {
  for (let between = 0; between < 8; between += 1) {
    const store = await openStore({ kind: 'sqlite', file: ':memory:' })
    const [others, log] = [[() => store.courses.saveCourse(aCourse(), 1), () => store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 1)], keptLog()]
    let reads = 0
    // The other process takes its next steps before each read from one on.
    const beforeRead = async (): Promise<void> => {
      reads += 1
      if (reads > between) for (const step of others.splice(0, atOnce)) await step()
    }
    const parts = {
      hosting: { ...store.hosting, hasInstallation: async (id: number) => { await beforeRead(); return store.hosting.hasInstallation(id) }, repository: async (id: number) => { await beforeRead(); return store.hosting.repository(id) } },
      enrolment: createEnrolment({ ...store.courses, courses: async () => { await beforeRead(); return store.courses.courses() }, enrolmentsOf: async (id) => { await beforeRead(); return store.courses.enrolmentsOf(id) } }),
      now: () => 2, log,
    }
    const meant = await inCourses(PUSH, PUSHED, parts)
    expect('held' in meant ? meant.held : meant.meaning.events.length, `before read ${between + 1}`).toEqual('held' in meant ? { for: 'installation' } : 1)
    await store.close()
  }
})
