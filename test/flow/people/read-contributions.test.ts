import { describe, expect, it } from 'vitest'
import type { DomainEvent, WorkTarget } from '../../../src/model/work.ts'
import { contributionReading } from '../../store/contributions-contract.ts'
import { START } from '../../support/class-app.ts'
import { setting } from '../../support/evaluating.ts'
import { aCourse, aRepository } from '../../support/hosting.ts'

const WHO: WorkTarget = { kind: 'contributions' }
const ANA = { id: 5, login: 'ana' }
const did = (kind: string, actor: DomainEvent['actor'], facts: DomainEvent['facts'] = {}): DomainEvent => ({ id: `${kind} ${actor?.login ?? ''}`, kind, installationId: 7, repositoryId: 42, actor, at: START, facts })

/** The repository of ana, who pushed to it, with a reading to be had. */
async function anasRepository(changes: Parameters<typeof setting>[0] = {}) {
  const stage = await setting({ contributions: contributionReading({ readAt: START }), ...changes })
  await stage.store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: ANA, since: START })
  const read = async (): Promise<readonly string[]> => {
    await stage.mark(WHO)
    await stage.app.settle()
    return stage.github.asked
  }
  return { ...stage, read }
}

describe('who did what', () => {
  it('is asked of GitHub, once, where two people work on a repository, and kept', async () => {
    const { store, read } = await anasRepository()
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 6, login: 'ben' }, since: START })
    expect(await read()).toEqual(['contributions 42'])
    expect(await store.contributions.of(42)).toEqual(contributionReading({ readAt: START }))
  })
  it('is not asked where one works alone, with her staff and bots', async () => {
    const { store, read } = await anasRepository()
    await store.courses.saveStaff('mlops', [{ person: { id: 9, login: 'kim' }, by: 'login', word: 'kim' }], ({ word }) => ({ id: word, at: START, actor: null, action: 'staff.added', subject: 'course mlops', says: word }), START)
    await store.journal.addEvents([did('push', { id: 9, login: 'kim' }), did('push', { id: 50, login: 'dependabot[bot]' }), did('pull_request.opened', { id: 50, login: 'dependabot[bot]' }), did('pull_request_review.submitted', { id: 9, login: 'kim' }), did('pull_request_review.submitted', ANA), did('issue_comment.created', { id: 6, login: 'ben' })])
    expect(await read()).toEqual([])
    expect(await store.contributions.repositories()).toEqual([])
  })
  it.each(['pull_request.opened', 'pull_request_review.submitted', 'push'])('is asked where somebody else is at work there by %s', async (kind) => {
    const { store, read } = await anasRepository()
    await store.journal.addEvents([did(kind, { id: 6, login: 'ben' })])
    expect(await read()).toEqual(['contributions 42'])
  })
  it('is not asked of a repository for practice, however many work on it', async () => {
    const { store, read } = await anasRepository()
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 6, login: 'ben' }, since: START })
    const course = aCourse()
    await store.courses.saveCourse({ ...course, repositories: { ...course.repositories, practice: [aRepository().name] } }, START)
    expect(await read()).toEqual([])
  })
  it('stays as it was read before where GitHub gives nothing, and is asked again', async () => {
    const { store, github, read } = await anasRepository()
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 6, login: 'ben' }, since: START })
    const earlier = contributionReading({ readAt: START - 1 })
    await store.contributions.keep(42, earlier)
    let tries = 0
    github.trouble = (what) => what === 'contributions' && (tries += 1) < 3 ? { kind: 'passing', says: 'GitHub did not answer' } : null
    expect(await read()).toEqual(['contributions 42', 'contributions 42', 'contributions 42'])
    expect(await store.contributions.of(42)).toEqual(contributionReading({ readAt: START }))
  })
  it('is looked at with everything else when the whole repository is, once while its CI runs', async () => {
    const { store, github, mark, app } = await anasRepository()
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 6, login: 'ben' }, since: START })
    await mark({ kind: 'repository' }, { reason: 'sweep' })
    await app.settle()
    expect(github.asked.filter((one) => one === 'contributions 42')).toHaveLength(1)
  })
})
