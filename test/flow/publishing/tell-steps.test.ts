import { describe, expect, it } from 'vitest'
import type { Publication } from '../../../src/flow/ports/store-ports.ts'
import { tellSteps } from '../../../src/flow/publishing/tell-steps.ts'
import type { DomainEvent, Mark } from '../../../src/model/work.ts'
import { pull, push, sha } from '../../support/capstone-story.ts'
import { aRepository } from '../../support/hosting.ts'
import { assessmentOf, memoryPublications, pullRequest } from '../../support/publishing.ts'
import { recordOf } from '../../support/records.ts'

type Told = Parameters<typeof tellSteps>[1]

const ITEM: Parameters<typeof tellSteps>[2] = { id: 'w', installationId: 7, repositoryId: 42, target: { kind: 'repository' }, seq: 1, attempts: 0, reasons: ['push'], again: [], token: 't', since: 1 }

/** What is marked where the steps stand otherwise, as `main`, `#3`, `capstone`, …; `comments` are the pull requests with a comment of the App. */
async function marked(head: Pick<Told, 'branch' | 'pull'>, events: readonly DomainEvent[], comments: readonly number[] = [], isMainJudged = true): Promise<readonly string[]> {
  const publications = memoryPublications()
  for (const number of comments) await publications.record({ repositoryId: 42, kind: 'comment', place: String(number), round: 1, remoteId: number, digest: 'd', at: number } satisfies Publication)
  const marks: Mark[] = []
  await tellSteps({ steps: [], moves: new Map() }, { repository: aRepository(), ...head }, ITEM, {
    now: () => 1, publications, assessments: { newest: () => Promise.resolve(isMainJudged ? assessmentOf(recordOf([], [])) : null) },
    work: { mark: (all) => { marks.push(...all); return Promise.resolve() } },
    journal: { addEvents: () => Promise.resolve(), eventsOf: (_, ...kinds) => Promise.resolve(events.filter(({ kind }) => kinds.includes(kind))), newestEventsOf: () => Promise.resolve([]) },
  })
  // Whether somebody is stuck is looked at whichever heads are told.
  expect(marks.filter(({ target }) => target.kind === 'stuck')).toHaveLength(1)
  return marks.filter(({ target }) => target.kind !== 'stuck').map(({ target }) => target.kind === 'branch' ? target.name : target.kind === 'pull-request' ? `#${target.number}` : target.kind).toSorted()
}

const ofBranch = (branch: string): Pick<Told, 'branch' | 'pull'> => ({ branch, pull: null })
const ofPull = (number: number, branch: string, repositoryId = 42): Pick<Told, 'branch' | 'pull'> => ({ branch, pull: pullRequest({ number, head: { sha: sha('head'), branch, repositoryId } }) })
const opened = pull(6, 'opened', { number: 5, branch: 'tune', head: 'deep', base: 'main' })

describe('where the steps stand otherwise, the capstone issue is told, and of the heads', () => {
  it.each<[string, readonly string[], Promise<readonly string[]>]>([
    ['the default branch is told, also where no push of it was', ['main', 'capstone'], marked(ofBranch('dev'), [push(1, 'dev', null, 'deep')])],
    ['the default branch is not told before it is judged for the first time', ['capstone'], marked(ofBranch('dev'), [], [], false)],
    ['the default branch is told of what it shows itself no second time', ['capstone'], marked(ofBranch('main'), [push(1, 'main', 'older', 'main')])],
    ['a pull request is told that was opened before the App came', ['#3', 'main', 'capstone'], marked(ofBranch('dev'), [], [3])],
    ['one that is judged now is told by itself', ['main', 'capstone'], marked(ofPull(3, 'tune'), [], [3])],
    ['one that was closed is not', ['main', 'capstone'], marked(ofBranch('dev'), [opened, pull(8, 'closed', { number: 5, branch: 'tune', head: 'deep', base: 'main' })], [5])],
    ['a branch with a pull request is told with that', ['#5', 'main', 'capstone'], marked(ofBranch('dev'), [push(1, 'tune', null, 'deep'), opened])],
    ['a branch that has the name of a fork\'s is told', ['dev', 'main', 'capstone'], marked(ofPull(5, 'dev', 99), [push(1, 'dev', null, 'deep'), pull(6, 'opened', { number: 5, branch: 'dev', head: 'forked', base: 'main', fork: 99 })])],
    ['the default branch is told where a fork\'s has its name', ['main', 'capstone'], marked(ofPull(5, 'main', 99), [])],
  ])('%s', async (_, expected, found) => {
    expect(await found).toEqual(expected.toSorted())
  })

  it('a pull request alone is told where nothing but what it moves is otherwise: not the one that is judged now, and nobody where all was told already', async () => {
    const notes: DomainEvent[] = []
    const told = async (moves: Readonly<Record<number, string>>, head: Pick<Told, 'branch' | 'pull'>): Promise<readonly string[]> => {
      const marks: Mark[] = []
      await tellSteps({ steps: [], moves: new Map(Object.entries(moves).map(([number, text]) => [Number(number), text])) }, { repository: aRepository(), ...head }, ITEM, {
        now: () => 1, publications: memoryPublications(), assessments: { newest: () => Promise.resolve(null) },
        work: { mark: (all) => { marks.push(...all); return Promise.resolve() } },
        journal: { addEvents: (events) => { notes.push(...events); return Promise.resolve() }, eventsOf: (_, ...kinds) => Promise.resolve(notes.filter(({ kind }) => kinds.includes(kind))), newestEventsOf: () => Promise.resolve([]) },
      })
      return marks.map(({ target }) => target.kind === 'pull-request' ? `#${target.number}` : target.kind).toSorted()
    }
    expect(await told({ 3: '3.1 done', 4: '' }, ofBranch('tune'))).toEqual(['capstone', 'stuck'])
    expect(await told({ 3: '3.1 done', 4: '' }, ofBranch('notes'))).toEqual([])
    expect(await told({ 3: '', 4: '' }, ofBranch('notes'))).toEqual(['#3'])
    expect(await told({ 3: '', 4: '' }, ofPull(3, 'tune'))).toEqual([])
    expect(await told({ 3: '3.1 done', 4: '2.1 done' }, ofPull(3, 'tune'))).toEqual(['#4'])
    expect(notes).toHaveLength(3)
  })

  it('with very many heads the default branch and the pull requests go first', async () => {
    const found = await marked(ofBranch('dev'), [...Array.from({ length: 30 }, (_, place) => push(place, `branch-${place}`, null, `b${place}x`)), opened])
    expect(found).toHaveLength(21)
    expect(found).toEqual(expect.arrayContaining(['main', '#5', 'branch-29', 'capstone']))
  })
})
