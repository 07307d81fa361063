import { expect, it } from 'vitest'
import { notedOf } from '../../../src/flow/publishing/kept-comment.ts'
import { eraseStudent } from '../../../src/flow/people/student-data.ts'
import type { Publication } from '../../../src/flow/ports/store-ports.ts'
import { TAKEN_AWAY } from '../../../src/flow/publishing/take-points-away.ts'
import type { KnownStudent } from '../../../src/model/kept-student.ts'
import { erasedText } from '../../../src/report/privacy/student-text.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { repository } from '../../store/samples.ts'

const ANA: KnownStudent = { ids: [5], logins: ['ana'], names: [], emails: [], numbers: [], listed: [] }
const HERS = 42

async function leftOnGitHub(publications: readonly Omit<Publication, 'repositoryId' | 'round' | 'at'>[]): Promise<string> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' }, undefined, () => 0)
  await store.hosting.saveRepositories([repository(HERS, { owner: 'ana', name: 'capstone-ana', ownerId: 5 })], 0)
  await store.courses.addParticipant({ courseId: 'mlops', repositoryId: HERS, person: { id: 5, login: 'ana' }, since: 0 })
  for (const one of publications) await store.publications.record({ repositoryId: HERS, round: 1, at: 0, ...one })
  const done = await eraseStudent(ANA, null, { mode: 'preview', reason: '', by: null }, { ...store, now: () => 0, newId: () => 'erased', pause: () => Promise.resolve() })
  await store.close()
  return erasedText(ANA, done, { preview: true, courseId: null, webUrl: 'https://github.com', sweepMinutes: 60 })
}

it('counts comments with a grade and notices among what is left on GitHub, and links a grade where its issue is known', async () => {
  const text = await leftOnGitHub([
    { kind: 'issue', place: 'capstone', remoteId: 3, digest: 'd' }, { kind: 'grade', place: 'capstone', remoteId: 901, digest: notedOf('8 of 20 points', 3) }, { kind: 'notice', place: 'batch 1', remoteId: 902, digest: 'd' },
  ])
  expect(text.replaceAll(/\s+/g, ' ')).toContain('1 issue and 2 comments')
  expect(text).toContain('/capstone-ana/issues/3#issuecomment-901')
  expect(text).not.toContain('902')
})

it('leaves out a comment that was taken away, and what is not known to have been written', async () => {
  const text = await leftOnGitHub([{ kind: 'grade', place: 'capstone', remoteId: 901, digest: TAKEN_AWAY }, { kind: 'grade', place: 'class mlops', remoteId: null, digest: '#3' }])
  expect(text).toContain('capstone-ana')
  expect(text).not.toContain('GitHub keeps')
})
