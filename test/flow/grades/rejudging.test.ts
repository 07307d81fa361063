import { describe, expect, it } from 'vitest'
import { gradebookOf } from '../../../src/flow/grades/gradebook.ts'
import { importRoster } from '../../../src/flow/people/import-roster.ts'
import { applyRejudging, beginRejudging, previewRejudging, undoRejudging } from '../../../src/flow/grades/rejudging.ts'
import { repositoriesNamed } from '../../../src/flow/people/repositories-named.ts'
import type { Course } from '../../../src/model/course.ts'
import type { Decision } from '../../../src/model/decision.ts'
import { rejudgingText } from '../../../src/report/gradebook/rejudging-text.ts'
import { CHECKLISTS } from '../../support/checklists.ts'
import { START } from '../../support/class-app.ts'
import { DUE, END, FILES, FIRST, gradeAt, HOUR, pushed, run, SECOND, term, type Term } from '../../support/counted-term.ts'
import { itemSubject, set } from '../../support/decisions.ts'
import { rosterEntry } from '../../support/gradebooks.ts'
import { criterion, item, recordOf } from '../../support/records.ts'

const ITEM = 'linting-passes'
const outcomeOf = (grade: Awaited<ReturnType<typeof gradeAt>>): string | undefined => grade?.items.find(({ id }) => id === ITEM)?.outcome

describe('once the hours for proofs are over', () => {
  it('what counts is judged by what had run by then, though no webhook told of it', async () => {
    const one = await term()
    const before = await gradeAt(one, END)
    one.ana.runs[FIRST] = [run(END - HOUR)]
    const after = await gradeAt(one, END + 1)
    expect([outcomeOf(before), outcomeOf(after)]).toEqual(['present', 'verified'])
    expect([before?.isProvisional, after?.isProvisional]).toEqual([true, false])
  })
  it('nothing that ran later counts, whenever the App comes to it', async () => {
    const one = await term()
    one.ana.runs[FIRST] = [run(END + HOUR)]
    expect(outcomeOf(await gradeAt(one, END + 2 * HOUR))).toBe('present')
    // It does count for what the student is shown of the commit.
    await one.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'branch', name: 'main' }, dueAt: END, reason: 'workflow_run' }], END)
    expect(outcomeOf(await gradeAt(one, END + 9 * HOUR))).toBe('present')
    expect((await one.store.assessments.newest(42, 'default-branch'))?.record.items.find(({ id }) => id === ITEM)?.outcome).toBe('verified')
  })
  it('a commit that was pushed over within seconds is judged, too', async () => {
    const one = await term()
    one.ana.commits[SECOND] = FILES
    await one.store.journal.addEvents([{ id: 'over', kind: 'push', installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at: DUE - 1, facts: { branch: 'main', before: FIRST, after: SECOND, created: false, forced: false, toDefault: true } }])
    expect((await one.book()).rows).toMatchObject([{ grade: null, unjudged: SECOND }])
    await one.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'repository' }, dueAt: END, reason: 'sweep' }], END)
    expect(await gradeAt(one, END + 1)).toMatchObject({ commit: SECOND, isProvisional: false })
  })
  it('a commit that GitHub no longer has is judged by what was read of it', async () => {
    const one = await term()
    one.ana.runs[FIRST] = [run(END - HOUR)]
    one.github.trouble = (what) => what === 'open' ? { kind: 'gone', says: 'no such commit' } : null
    expect(outcomeOf(await gradeAt(one, END + 1))).toBe('verified')
  })
  it('an extension moves the end of the hours, and what ran until then counts', async () => {
    const one = await term()
    one.ana.runs[FIRST] = [run(END + HOUR)]
    expect(outcomeOf(await gradeAt(one, END + 2 * HOUR))).toBe('present')
    const extended: Decision = { id: 'extend', courseId: 'mlops', repositoryId: 42, at: END + 3 * HOUR, by: { id: 9, login: 'kim' }, said: null, kind: 'extend', until: DUE + 48 * HOUR, reason: 'ill' }
    await one.store.decisions.decide(extended, { id: 'extend', at: END, actor: 9, action: 'decision.extend', subject: '', says: '' })
    await one.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'count' }, dueAt: END, reason: 'decision' }], END)
    expect(outcomeOf(await gradeAt(one, END + 49 * HOUR))).toBe('verified')
  })
})

it('where the best push counts, what had come to rest is not asked for again when the hours are over', async () => {
  const one = await term({ counts: 'best' })
  one.ana.commits[SECOND] = FILES
  one.ana.branches['main'] = SECOND
  one.ana.runs[FIRST] = [run(START - HOUR)]
  await one.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'branch', name: 'main' }, dueAt: START, reason: 'workflow_run' }], START)
  await pushed(one, SECOND, START + HOUR)
  const before = one.github.asked.length
  one.ana.runs[SECOND] = [{ ...run(START + 2 * HOUR), id: 2, headSha: SECOND }]
  const grade = await gradeAt(one, END + 1)
  expect(one.github.asked.slice(before).filter((what) => /^(?:runs|deployments) /.test(what))).toEqual([])
  expect([grade?.isProvisional, (await one.store.counts.headsOf('mlops')).map(({ commit }) => commit).toSorted()]).toEqual([true, [FIRST, SECOND]])
})

/** The same term, whose commit was judged by an older program that saw no linter; its hours have been over for a month. */
async function oldTerm(): Promise<Term> {
  const one = await term()
  await gradeAt(one, END + 1)
  // What stands there was judged by this program: an older judgement of the end of the hours is put in its place, in a course of its own.
  const course: Course = { ...one.course, id: 'old', title: 'Last year' }
  await one.store.courses.saveCourse(course, START)
  await one.store.courses.endEnrolment('mlops', 42, START)
  await one.store.courses.enrol({ courseId: 'old', repositoryId: 42, by: 'pattern', since: START })
  await one.store.courses.addParticipant({ courseId: 'old', repositoryId: 42, person: { id: 5, login: 'ana' }, since: START })
  const items = CHECKLISTS.checklist.items.map(({ id, title, criteria }) => ({ ...item(title, criteria.map((part) => part.id), { credit: 0, of: 1 }), id }))
  const record = recordOf(CHECKLISTS.checklist.items.flatMap(({ criteria }) => criteria.map(({ id }) => criterion(id))), items, { engine: { version: '0.0.1', revision: 1 } })
  await one.store.counts.add({ id: 'old', courseId: 'old', repositoryId: 42, commit: FIRST, until: END, rejudging: null, at: END + 1, record, seen: { runs: [run(END - HOUR)], earlier: [], deployments: [], probes: [], waysBack: [], metricsBefore: null } })
  one.clock.now = END + 30 * 24 * HOUR
  return { ...one, course, book: () => gradebookOf(course, one.parts) }
}

const WORD = { by: null, reason: 'the check of linters was mended' }

async function begun(one: Term): Promise<string> {
  const { rejudging } = await beginRejudging(one.course, [42], WORD, one.parts)
  return rejudging ?? ''
}

function practising(course: Course): Course {
  return { ...course, repositories: { ...course.repositories, practice: ['capstone-ana'] } }
}

describe('judging again', () => {
  it('changes nothing before it is applied, tells whose grade it would change and by which items, and can be taken back', async () => {
    const one = await oldTerm()
    const before = await one.book()
    const id = await begun(one)
    expect(await previewRejudging(one.course, id, one.parts)).toMatchObject({ waiting: ['octo-org/capstone-ana'], changed: [] })
    expect(await applyRejudging(one.course, id, { ...WORD, disputes: null }, one.parts)).toMatchObject({ kind: 'not-judged' })
    await one.app.settle()
    const preview = await previewRejudging(one.course, id, one.parts)
    expect(preview).toMatchObject({ waiting: [], of: 1, rejudging: { state: 'prepared' }, changed: [{ repository: 'octo-org/capstone-ana', before: { points: 0 }, after: { rejudging: id } }] })
    expect(preview?.changed[0]?.items.find((change) => change.id === ITEM)).toMatchObject({ before: { outcome: 'missing' }, after: { outcome: 'verified' } })
    expect(await one.book()).toEqual(before)
    expect(await applyRejudging(one.course, id, { ...WORD, disputes: null }, one.parts)).toMatchObject({ kind: 'done' })
    const after = await one.book()
    expect(after.rows[0]?.grade).toEqual(preview?.changed[0]?.after)
    expect(await applyRejudging(one.course, id, { ...WORD, disputes: null }, one.parts)).toMatchObject({ kind: 'no-turn' })
    expect(await undoRejudging(one.course, id, WORD, one.parts)).toMatchObject({ kind: 'done' })
    expect(await one.book()).toEqual(before)
    expect(await undoRejudging(one.course, id, WORD, one.parts)).toMatchObject({ kind: 'no-turn' })
    expect(await applyRejudging(one.course, id, { ...WORD, disputes: null }, one.parts)).toMatchObject({ kind: 'done' })
    expect(await one.book()).toEqual(after)
    expect((await one.store.journal.audit(9)).map(({ action }) => action).sort()).toEqual(['rejudging.applied', 'rejudging.applied', 'rejudging.begun', 'rejudging.undone'])
  })
  it('goes by what had been seen at the end of the hours, and not by what ran since', async () => {
    const one = await oldTerm()
    one.ana.runs[FIRST] = [run(END + 99 * HOUR, { conclusion: 'failure' })]
    const id = await begun(one)
    await one.app.settle()
    expect((await previewRejudging(one.course, id, one.parts))?.changed[0]?.items.find((change) => change.id === ITEM)?.after.outcome).toBe('verified')
    expect(one.github.asked.filter((what) => what.startsWith('runs')).length).toBe(2)
  })
  it('leaves lateness as it was, and what the staff decided', async () => {
    const one = await oldTerm()
    const decided: Decision = { ...set('one', itemSubject(ITEM), 'partial'), courseId: 'old', repositoryId: 42 }
    await one.store.decisions.decide(decided, { id: 'one', at: END, actor: 9, action: 'decision.set', subject: '', says: '' })
    const id = await begun(one)
    await one.app.settle()
    await applyRejudging(one.course, id, { ...WORD, disputes: null }, one.parts)
    expect((await one.book()).rows[0]?.grade).toMatchObject({ daysLate: 0, pushedAt: START, items: expect.arrayContaining([expect.objectContaining({ id: ITEM, outcome: 'partial', source: 'decided' })]) as unknown })
  })
  it('asks what becomes of disputes that nobody answered, where a grade changes', async () => {
    const one = await oldTerm()
    await one.store.decisions.state({ id: 'dispute-1', courseId: 'old', repositoryId: 42, at: END, by: { id: 5, login: 'ana' }, said: null, text: 'ruff is there', kind: 'dispute', subject: itemSubject(ITEM) })
    const id = await begun(one)
    await one.app.settle()
    expect(await applyRejudging(one.course, id, { ...WORD, disputes: null }, one.parts)).toMatchObject({ kind: 'disputes-open', preview: { disputes: [{ repository: 'octo-org/capstone-ana', dispute: { id: 'dispute-1' } }] } })
    expect((await one.store.counts.rejudgings('old'))[0]?.state).toBe('prepared')
    expect(await applyRejudging(one.course, id, { ...WORD, disputes: 'close' }, one.parts)).toMatchObject({ kind: 'done' })
    expect(await one.store.decisions.decisionsOf('old', 42)).toMatchObject([{ kind: 'close', dispute: 'dispute-1', reason: WORD.reason }])
    expect((await previewRejudging(one.course, id, one.parts))?.disputes).toEqual([])
  })
  it('covers a commit that counts only since an extension', async () => {
    const one = await oldTerm()
    const id = await begun(one)
    await one.app.settle()
    await applyRejudging(one.course, id, { ...WORD, disputes: null }, one.parts)
    await one.store.decisions.decide({ id: 'extend', courseId: 'old', repositoryId: 42, at: one.clock.now, by: { id: 9, login: 'kim' }, said: null, kind: 'extend', until: DUE + HOUR, reason: 'ill' }, { id: 'extend', at: END, actor: 9, action: 'decision.extend', subject: '', says: '' })
    await one.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'count' }, dueAt: 0, reason: 'decision' }], one.clock.now)
    await one.app.settle()
    expect((await one.book()).rows[0]?.grade?.rejudging).toBe(id)
  })
  it('holds by what was applied last, though the clock went back meanwhile', async () => {
    const one = await oldTerm()
    const [first, second] = [await begun(one), await begun(one)]
    await one.app.settle()
    await applyRejudging(one.course, first, { ...WORD, disputes: null }, one.parts)
    one.clock.now -= 60_000
    await applyRejudging(one.course, second, { ...WORD, disputes: null }, one.parts)
    expect((await one.book()).rows[0]?.grade?.rejudging).toBe(second)
    await undoRejudging(one.course, second, WORD, one.parts)
    expect((await one.book()).rows[0]?.grade?.rejudging).toBe(first)
  })
  it('leaves out repositories that the App does not reach, and begins nothing without any', async () => {
    const one = await oldTerm()
    await one.store.hosting.removeRepositories(7, [42], one.clock.now)
    expect(await beginRejudging(one.course, [42], WORD, one.parts)).toEqual({ rejudging: null, reached: 0, unreached: [42] })
    expect(await previewRejudging(one.course, 'nothing', one.parts)).toBeNull()
  })
  it('waits for no repository that left the course or its account, that the App reaches no more, or that is for practice by now, and leaves its grade', async () => {
    const leaving: readonly ((one: Term) => Promise<void>)[] = [
      (one) => one.store.courses.endEnrolment('old', 42, one.clock.now), (one) => one.store.hosting.removeRepositories(7, [42], one.clock.now),
      (one) => one.store.hosting.saveRepositories([{ ...one.ana.hosted, ownerId: 4711, owner: 'ana' }], one.clock.now), (one) => one.store.courses.saveCourse(practising(one.course), one.clock.now),
    ]
    for (const leave of leaving) {
      const one = await oldTerm()
      const id = await begun(one)
      await leave(one)
      await one.app.settle()
      const course = (await one.store.courses.courses()).find((found) => found.id === 'old') ?? one.course
      expect(await previewRejudging(course, id, one.parts)).toMatchObject({ waiting: [], changed: [] })
      expect(await applyRejudging(course, id, { ...WORD, disputes: null }, one.parts)).toMatchObject({ kind: 'done' })
    }
  })
  it('does not wait for a commit that GitHub no longer has and nobody read', async () => {
    const one = await oldTerm()
    one.ana.commits[SECOND] = FILES
    await one.store.journal.addEvents([{ id: 'over', kind: 'push', installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at: DUE - 1, facts: { branch: 'main', before: FIRST, after: SECOND, created: false, forced: false, toDefault: true } }])
    one.github.trouble = (what) => what === 'open' ? { kind: 'gone', says: 'no such commit' } : null
    const id = await begun(one)
    await one.app.settle()
    expect(await previewRejudging(one.course, id, one.parts)).toMatchObject({ waiting: [] })
  })
  it('is told in plain words', async () => {
    const one = await oldTerm()
    const id = await begun(one)
    await one.app.settle()
    const preview = await previewRejudging(one.course, id, one.parts)
    const text = preview === null ? '' : rejudgingText(preview, { timeZone: 'UTC' })
    expect(text).toContain('1 of 1 grade would change: 1 higher, by up to ')
    expect(text).toContain('missing → verified, 0.00 → ')
    expect(text).toContain(`To apply it: capstone-coach rejudge ${id} --apply --reason TEXT\n`)
  })
})

it('finds the repositories that are meant by key, login, e-mail, section or name', async () => {
  const one = await term()
  await importRoster('mlops', 'student id,github,name,email,section\ns1,ana,Ana,ana@example.edu,A\ns2,ben,Ben,ben@example.edu,B\n', { mode: 'write', by: null }, { roster: one.store.roster, now: () => 1, newId: () => 'import' })
  const named = (...words: readonly string[]) => repositoriesNamed(one.course, { kind: 'named', words }, one.parts)
  for (const word of ['s1', 'ANA', 'Ana@example.edu', 'octo-org/Capstone-ana']) expect(await named(word)).toEqual({ ok: true, repositories: [42], without: [] })
  expect(await named('ana', 's2')).toEqual({ ok: true, repositories: [42], without: ['Ben'] })
  expect(await repositoriesNamed(one.course, { kind: 'section', section: ' A ' }, one.parts)).toEqual({ ok: true, repositories: [42], without: [] })
  expect(await repositoriesNamed(one.course, { kind: 'all' }, one.parts)).toMatchObject({ repositories: [42] })
})

it('says which words name nobody or several, and which sections there are', async () => {
  const one = await term()
  const [ana, ben, kim] = [rosterEntry('s1', { login: 'ana', email: 'kim@example.edu', section: 'A' }), rosterEntry('s2', { email: 'KIM@example.edu', section: 'B' }), rosterEntry('kim', { name: 'Kim' })]
  await one.store.roster.replace('mlops', [ana, ben, kim], { id: 'import', at: 1, actor: null, action: 'roster.imported', subject: 'course mlops', says: '' }, 1)
  const named = (...words: readonly string[]) => repositoriesNamed(one.course, { kind: 'named', words }, one.parts)
  expect(await named('ana', 'nobody', 'kim@example.edu')).toEqual({ ok: false, kind: 'words', unknown: ['nobody'], several: ['kim@example.edu'] })
  expect(await named('kim')).toEqual({ ok: true, repositories: [], without: ['Kim'] })
  for (const section of [' ', 'C']) expect(await repositoriesNamed(one.course, { kind: 'section', section }, one.parts)).toEqual({ ok: false, kind: 'section', section, known: ['A', 'B'] })
})
