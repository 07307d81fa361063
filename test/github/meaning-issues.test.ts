import { describe, expect, it } from 'vitest'
import type { Meaning } from '../../src/flow/ports/store-ports.ts'
import { meaningOf } from '../../src/github/meaning.ts'
import type { WorkTarget } from '../../src/model/work.ts'

const APP = 77
const AT = 1_700_000_000_000
const REPOSITORY = { id: 5, name: 'churn', owner: { id: 9, login: 'octo-org' }, default_branch: 'main', private: true, archived: false, topics: [] }
const SENDER = { id: 3, login: 'ada', type: 'User' }

/** The meaning of a webhook on our repository with these fields. */
function heard(name: string, fields: object): Meaning {
  const body = JSON.stringify({ installation: { id: 4 }, repository: REPOSITORY, sender: SENDER, ...fields })
  const meaning = meaningOf({ id: 'd-1', name, action: null, installationId: null, repositoryId: null, receivedAt: AT, body }, APP)
  if ('unreadable' in meaning) throw new Error(meaning.unreadable)
  return meaning
}

describe('an issue of ours', () => {
  const ours = (more: object = {}): object => ({ number: 1, user: { id: 88 }, performed_via_github_app: { id: APP }, ...more })
  const marked = (action: string, fields: object): readonly (readonly [string, string])[] => heard('issues', { action, issue: ours(), ...fields }).marks.map(({ target, reason }) => [target.kind, reason] as const)
  it.each(['deleted', 'transferred'])('that was %s is looked for', (action) => {
    expect(marked(action, {})).toEqual([['capstone', 'issue touched']])
  })
  it('whose text somebody changed is written anew, and one whose title they changed is not', () => {
    expect(marked('edited', { changes: { body: { from: 'STUDENT' } } })).toEqual([['capstone', 'issue touched']])
    expect(marked('edited', { changes: { title: { from: 'STUDENT' } } })).toEqual([['capstone', 'issues']])
  })
  it.each(['closed', 'reopened', 'locked', 'unlocked'])('that was %s is looked after', (action) => {
    expect(marked(action, {})).toEqual([['capstone', 'issues']])
  })
  it('is left alone where we did it ourselves, where it only got a label, and where it is of somebody else', () => {
    expect([marked('edited', { sender: { id: 88, login: 'coach[bot]', type: 'Bot' }, changes: { body: { from: '' } } }), marked('labeled', {})]).toEqual([[], []])
    for (const app of [null, { id: 1 }]) expect(marked('edited', { issue: ours({ performed_via_github_app: app }), changes: { body: { from: '' } } })).toEqual([])
  })
})

describe('a comment on an issue of ours', () => {
  const said = (action: string, body: string, fields: object = {}): readonly WorkTarget[] => heard('issue_comment', { action, issue: { number: 1, performed_via_github_app: { id: APP } }, comment: { id: 31, body, user: SENDER, created_at: '2026-03-01T12:00:00Z' }, ...fields }).marks.map(({ target }) => target)
  const ANSWER = { kind: 'answer', commentId: 31, number: 1, person: { id: 3, login: 'ada' } }
  it('may be an answer, also once its writer has changed it', () => {
    expect([said('created', 'STUDENT'), said('edited', 'STUDENT')]).toEqual([[ANSWER], [ANSWER]])
    expect(JSON.stringify(said('created', 'STUDENT'))).not.toContain('STUDENT')
  })
  it('is none where it holds a command, which is carried out once; changed into one, it is looked at again, to be taken back', () => {
    expect(said('created', 'Fine.\n/status').map(({ kind }) => kind)).toEqual(['command'])
    expect(said('edited', 'Fine.\n/status')).toEqual([ANSWER])
  })
  it('is none where somebody else changed it, where a bot wrote it, and on any other issue or a pull request', () => {
    const other = { issue: { number: 2, performed_via_github_app: { id: 1 } } }
    for (const fields of [{ sender: { id: 9, login: 'kim' } }, other]) expect(said('edited', 'x', fields)).toEqual([])
    const pull = { issue: { number: 2, performed_via_github_app: { id: APP }, pull_request: { url: 'x' } } }
    for (const fields of [other, pull, { comment: { id: 31, body: 'x', user: { id: 8, login: 'ci[bot]', type: 'Bot' } } }]) expect(said('created', 'x', fields)).toEqual([])
  })
})
