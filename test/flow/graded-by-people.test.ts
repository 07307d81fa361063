import { expect, it } from 'vitest'
import { courseSchemas, loadSchema } from '../../src/command-line/checklists.ts'
import { callOperation } from '../../src/flow/course-service/call-operation.ts'
import type { Done } from '../../src/flow/course-service/operation.ts'
import { gradebookOf } from '../../src/flow/grades/gradebook.ts'
import { keepChecklists, OPERATOR, withDigest } from '../../src/flow/courses/kept-checklists.ts'
import { readChecklist } from '../../src/grade/checklist.ts'
import { DEFAULT_COURSE_SETTINGS } from '../../src/model/course.ts'
import type { GradebookRow } from '../../src/model/gradebook.ts'
import type { OperationId } from '../../src/model/role.ts'
import { gradebookText } from '../../src/report/gradebook/gradebook-text.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { START } from '../support/class-app.ts'
import { ANA, commentStage, judged, KIM, type CommentStage } from '../support/commenting.ts'
import { aCourse } from '../support/hosting.ts'
import { keptLog } from '../support/quiet-log.ts'

const CHECKLIST = `
id: ours
title: What this course asks
revision: 1
credit:
  outcome: { verified: 1, present: 0.9, partial: 0.5, failing: 0.25, missing: 0 }
  basis: { observed: 1, claimed: 0.9, attested: 0.75, decided: 1 }
groups:
  - title: Code
    items:
      - { id: linting-passes, title: Linting passes, criteria: [lint], lesson: 4-1-cicd-ml }
  - title: In class
    items:
      - id: presentation
        title: The service was presented
        weight: 3
        manual: { levels: [{ title: Not yet, credit: 0 }, { title: partly, credit: 0.5 }, { title: convincing, credit: 1 }] }
`

type Stage = CommentStage & { readonly row: () => Promise<GradebookRow | undefined>; readonly text: () => Promise<string>; readonly comment: () => string; readonly summary: () => string; readonly call: (id: OperationId, input: object) => Promise<Done> }

/** A course whose checklist has an item that people grade; its repository is judged. */
async function stage(isPrivate = true): Promise<Stage> {
  const reading = readChecklist(CHECKLIST, loadSchema('checklist'))
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  const checklist = withDigest(reading)
  const { id, revision, digest = '' } = checklist
  const settings = { ...DEFAULT_COURSE_SETTINGS, checklist: { id, revision, digest } }
  const made = await commentStage({ course: { settings }, hosted: { private: isPrivate } })
  await keepChecklists([checklist, CHECKLISTS.practices], OPERATOR, made.store.checklists, START)
  await made.store.journal.addEvents([{ id: 'push-main', kind: 'push', installationId: 7, repositoryId: 42, actor: ANA, at: START, facts: { branch: 'main', before: '0'.repeat(40), after: 'a'.repeat(40), created: true, forced: false, toDefault: true } }])
  await judged(made)
  const gradebook = () => gradebookOf(aCourse({ settings }), { ...made.store, assessor: CHECKLISTS, now: () => made.clock.now })
  return {
    ...made, row: async () => (await gradebook()).rows[0], text: async () => gradebookText(await gradebook(), { timeZone: 'UTC' }),
    comment: () => made.repository.shown.comments.find(({ body }) => body.startsWith('<!-- capstone-coach:comment'))?.body ?? made.repository.shown.comments[0]?.body ?? '',
    call: (id, input) => callOperation(id, { kind: 'operator' }, aCourse({ settings }), input, { ...made.store, schemas: courseSchemas(), assessor: CHECKLISTS, now: () => made.clock.now, newId: () => 'new', log: keptLog() }),
    summary: () => made.repository.shown.runs.at(-1)?.content.summary ?? '',
  }
}

const talk = (row: GradebookRow | undefined) => row?.grade?.items.find(({ id }) => id === 'presentation')

it('waits for the staff and weighs nothing, and says so without a word against the student', async () => {
  const { comment, row, text } = await stage()
  expect(comment()).toContain('**0 of 2 items are in place** at `bbbbbbb`: ○&nbsp;1&nbsp;missing, 1&nbsp;not&nbsp;graded&nbsp;yet.')
  expect(comment()).toContain('| The service was presented | ?&nbsp;unknown | not graded yet |')
  expect(comment()).toContain('Not graded yet, and nothing is held against the repository.')
  expect([talk(await row()), (await row())?.grade?.isProvisional]).toMatchObject([{ source: 'not-graded', points: 0, of: 0 }, true])
  expect(await text()).toContain('0.00 of 100.00, aaaaaaa of 2023-11-14 22:13:20, 1 not graded yet, may still change')
})

it('is graded by a level with a comment, told with both and by whom, and left as it is when the repository is judged again', async () => {
  const { ask, comment, decisions, row, text, clock, repository, store, app } = await stage()
  expect(await ask(KIM, '/set presentation Partly The second half had no numbers')).toMatch(/^Decided: “The service was presented” \(`presentation`\) is graded “partly” and counts as ◔&nbsp;partial\. `\/clear presentation` takes it back\.\n/)
  expect(await decisions()).toMatchObject([{ kind: 'set', subject: { kind: 'item', id: 'presentation' }, outcome: 'partial', share: 0.5, level: 'partly', reason: 'The second half had no numbers', automatic: 'unknown' }])
  const told = /- \*\*The service was presented\*\*: graded “partly” by kim on 2023-11-14: ◔&nbsp;partial\. Comment: The second half had no numbers\.\n/
  expect(comment()).toMatch(told)
  expect(comment()).toContain('| The service was presented | ◔&nbsp;partial, decided | “partly”, by kim |')
  expect(talk(await row())).toMatchObject({ outcome: 'partial', points: 37.5, of: 75, source: 'decided', by: 'kim', level: 'partly', reason: 'The second half had no numbers' })
  expect(await text()).toContain('37.50 of 100.00')
  expect(await ask(ANA, '/why presentation')).toMatch(/Graded “partly” by `kim` on 2023-11-14\. Comment: The second half had no numbers\n\n[^]*\*\*Found:\*\* The staff of the course graded it: partly\./)
  repository.branches['main'] = 'c'.repeat(40)
  repository.branches['feature'] = 'c'.repeat(40)
  await store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'repository' }, dueAt: clock.now, reason: 'push' }], clock.now)
  await app.settle()
  expect(comment()).toMatch(told)
})

it('is graded without a comment, too, with the same words for what is no level, and stands in the file of every item', async () => {
  const { call } = await stage()
  const input = { of: 'octo-org/capstone-ana', subject: 'The service was presented', reason: 'The second half had no numbers' }
  expect(await call('decisions.set', { ...input, outcome: 'partyl' })).toMatchObject({ refusal: { kind: 'invalid', where: '/outcome', next: 'Did you mean the level “partly”?' } })
  expect(await call('decisions.set', { ...input, outcome: '70%' })).toMatchObject({ refusal: { next: 'The levels of presentation are “Not yet”, “partly” and “convincing”.' } })
  expect(await call('decisions.set', { ...input, outcome: 'Partly' })).toMatchObject({ value: { decision: { outcome: 'partial', level: 'partly', share: 0.5 }, before: { points: 0 }, after: { points: 37.5, of: 100 } } })
  const file = await call('gradebook.file', { format: 'long' })
  expect(file).toMatchObject({ value: { text: expect.stringMatching(/presentation,The service was presented,partial,decided,37\.5,75,decided,the operator,The second half had no numbers,.*,partly\r?\n/) as string } })
})

it('waits again once that is taken back, and both are in the audit', async () => {
  const { ask, comment, row, store } = await stage()
  await ask(KIM, '/set item:presentation convincing To the point')
  expect(talk(await row())).toMatchObject({ outcome: 'verified', points: 75 })
  expect(await ask(KIM, '/clear presentation')).toContain('Taken back: what was decided on “The service was presented” (`presentation`). It is not graded yet.')
  expect(comment()).toContain('| The service was presented | ?&nbsp;unknown | not graded yet |')
  expect(await ask(KIM, '/clear presentation')).toContain('Nothing is decided on “The service was presented” (`presentation`): it is not graded yet.')
  expect((await store.journal.audit(9)).filter(({ action }) => action === 'decision.set').map(({ says }) => says)).toEqual(['item presentation: “convincing”: verified, 100 % of its credit'])
})

it.each([
  ['/set presentation partyl The second half', 'Did you mean the level “partly”?'], ['/set presentation present The second half', 'The levels of presentation are “Not yet”, “partly” and “convincing”.'], ['/set presentation 70% The second half', 'The levels of presentation are'],
  ['/set presentation partly', 'Write the reason, too.'], ['/set lint partly The second half', 'The outcome is one of verified'], ['/set lint 80% Nearly all of it', 'A share is of an item\'s credit, and lint is a criterion: linting-passes is the item that asks for it.'],
])('%s changes nothing: %s', async (body, says) => {
  const { ask, decisions } = await stage()
  expect(await ask(KIM, body)).toContain(says)
  expect(await decisions()).toEqual([])
})

it('in a public repository tells level and outcome, and neither comment nor share, also of an item that is set to one', async () => {
  const { ask, comment, summary, row, repository } = await stage(false)
  const answer = await ask(KIM, '/set presentation partly The second half had no numbers')
  expect(answer).toContain('is graded “partly” and counts as ◔&nbsp;partial.')
  expect(await ask(KIM, '/set linting-passes 80% Nearly all of it')).toContain('(`linting-passes`) counts as ◔&nbsp;partial, and earns the share that you wrote. The App\'s own verdict is missing, and stays underneath; where it changes on the default branch, that is noted for the staff. `/clear linting-passes` takes it back. Share and reason are kept and not said again.')
  expect(comment()).toContain('graded “partly” by kim on 2023-11-14: ◔&nbsp;partial.\n')
  expect(comment()).toContain('decided by kim on 2023-11-14: ◔&nbsp;partial. The App\'s own verdict: ○&nbsp;missing.\n')
  for (const text of [comment(), summary(), ...repository.shown.comments.map(({ body }) => body)]) expect(text).not.toMatch(/second half|Nearly all|\d ?%|of its credit|credit/)
  expect((await row())?.grade).toMatchObject({ points: 57.5, items: [{ id: 'linting-passes', points: 20, of: 25, reason: 'Nearly all of it' }, { id: 'presentation', points: 37.5 }] })
})
