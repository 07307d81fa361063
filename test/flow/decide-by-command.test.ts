import { describe, expect, it } from 'vitest'
import { DECISION_DISAGREES } from '../../src/flow/decisions/flag-disagreements.ts'
import { DEFAULT_COURSE_SETTINGS } from '../../src/model/course.ts'
import { ANA, BEN, commentStage, HEAD, judged, KIM, MAIN, type CommentStage } from '../support/commenting.ts'

const LOST = 'd'.repeat(40)
const LINTING = 'on: [push, pull_request]\njobs:\n  lint:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: ruff check .\n'

const answers = (stage: CommentStage): number => stage.repository.shown.comments.filter(({ body }) => body.includes('capstone-coach:answer')).length

describe('what the staff decides in a comment', () => {
  it('is kept with value, reason, by whom, where, and what the App says itself; the audit tells who, and not why', async () => {
    const stage = await commentStage()
    await judged(stage)
    const id = await stage.write(KIM, '/set Linting passes VERIFIED Shown in the lab on Monday')
    await stage.app.settle()
    expect(stage.answerTo(id)).toMatch(/^Decided: “Linting passes” \(`linting-passes`\) counts as ✔&nbsp;verified\. The App's own verdict is missing/)
    expect([...stage.repository.shown.thumbs]).toEqual([id])
    expect(await stage.decisions()).toMatchObject([{ id: `comment-${id}:0`, kind: 'set', subject: { kind: 'item', id: 'linting-passes' }, outcome: 'verified', automatic: 'missing', reason: 'Shown in the lab on Monday', by: KIM, said: { commentId: id, number: 3 } }])
    const audit = (await stage.store.journal.audit(9)).filter(({ action }) => action === 'decision.set')
    expect(audit).toMatchObject([{ actor: KIM.id, subject: 'repository 42', says: 'item linting-passes: verified' }])
    expect(JSON.stringify(stage.app.lines)).not.toContain('lab on Monday')
  })

  it.each<[string, string]>([
    ['/set', 'Write what it is about'], ['/set lint', 'The outcome is one of verified, present, partial, failing, missing, unknown.'], ['/set lint verifed it is', 'Did you mean the outcome verified?'], ['/set lint verified', 'Write the reason, too.'],
    ['/set 3.2 verified by me', 'The outcome is one of done, open.'], ['/excuse health', 'Write the reason, too.'], ['/excuse 3.2 ill', 'Nothing is called'], ['/extend soon please', 'Write the day, as year, month and day.'], ['/extend 2026-02-30 late', 'Expected a day and time that the calendar has, from 2000 on; found 2026-02-30.'], ['/extend 2026-12-20', 'Write the reason, too.'],
    ['/close health found', 'No dispute of'], ['/pause', 'Write the reason, too.'], ['/resume', 'was not paused'],
  ])('%s changes nothing: %s', async (body, says) => {
    const stage = await commentStage()
    await judged(stage)
    expect(await stage.ask(KIM, body)).toContain(says)
    expect(await stage.decisions()).toEqual([])
  })

  it('/extend to a time that the clocks show twice asks for its offset', async () => {
    const stage = await commentStage({ course: { settings: { ...DEFAULT_COURSE_SETTINGS, timeZone: 'Europe/Berlin' } } })
    await judged(stage)
    expect(await stage.ask(KIM, '/extend 2026-10-25 02:30 Ill')).toContain('Expected an offset after the time, such as 2026-10-25 `02:30+02:00`; the clocks of Europe/Berlin show 2026-10-25 02:30 twice.')
    expect(await stage.decisions()).toEqual([])
  })

  it('/extend to a day before the course\'s changes nothing, and names that day', async () => {
    const stage = await commentStage({ course: { settings: { ...DEFAULT_COURSE_SETTINGS, dueAt: Date.UTC(2026, 11, 18, 17) } } })
    await judged(stage)
    expect(await stage.ask(KIM, '/extend 2026-11-20 Agreed by mail')).toContain('The work of this course is due on 2026-12-18 17:00; an extension ends then or later.')
    expect(await stage.decisions()).toEqual([])
  })

  it('is an assistant\'s to decide, too, but for what is the instructors\'', async () => {
    const stage = await commentStage()
    await stage.store.courses.saveStaff('mlops', [{ person: KIM, by: 'login', word: 'kim', role: 'assistant' }], () => ({ id: 'now-assists', at: 0, actor: null, action: 'staff.changed', subject: 'course mlops', says: '' }), 0)
    await judged(stage)
    expect(await stage.ask(KIM, '/excuse health No service in this group')).toContain('health')
    for (const body of ['/extend 2026-12-20 Agreed by mail', '/regrade', '/pause Exam week']) expect(await stage.ask(KIM, body)).toContain('is for the instructors of this course.')
    expect(await stage.ask(KIM, '/help')).toContain('The instructors of the course have more of them.')
    expect((await stage.decisions()).map(({ kind }) => kind)).toEqual(['excuse'])
  })

  it('holds for steps, for a day in the course\'s zone, and is taken back', async () => {
    const stage = await commentStage({ course: { settings: { ...DEFAULT_COURSE_SETTINGS, timeZone: 'Europe/Berlin' } } })
    await judged(stage)
    await stage.ask(KIM, '/set 3.2 done Seen on her screen')
    expect(await stage.ask(ANA, '/status')).toContain('| 3.2 Watch the CI pipeline run | ✔&nbsp;done, decided |')
    expect(await stage.ask(ANA, '/why 3.2')).toMatch(/^\*\*Step 3\.2, [^]*Basis:\*\* decided by the staff/)
    expect(await stage.ask(KIM, '/extend 2026-12-20 Agreed by mail')).toMatch(/^The work in this repository is due by 2026-12-20 23:59/)
    expect(await stage.ask(KIM, '/excuse drift No data')).toContain('leaves the count')
    expect(await stage.ask(KIM, '/clear drift')).toContain('Taken back')
    expect(await stage.decisions()).toMatchObject([
      { kind: 'set', subject: { kind: 'step', id: 'step-3.2' }, outcome: 'done', automatic: 'open' }, { kind: 'extend', until: Date.UTC(2026, 11, 20, 22, 59, 59), reason: 'Agreed by mail' },
      { kind: 'excuse', subject: { kind: 'criterion', id: 'drift' } }, { kind: 'clear', subject: { kind: 'criterion', id: 'drift' } },
    ])
  })

  it('on a pull request keeps what the App says of the default branch beside it, and is not told there as changed since', async () => {
    const stage = await commentStage()
    stage.repository.commits[HEAD] = { 'app.py': 'A = 1\n', '.github/workflows/ci.yml': LINTING }
    await judged(stage)
    await stage.ask(KIM, '/set lint verified Shown in the lab')
    const [decision] = await stage.decisions()
    expect(decision).toMatchObject({ kind: 'set', automatic: 'present', onDefault: 'missing' })
    await judged(stage)
    expect(await stage.store.journal.eventsOf(42, DECISION_DISAGREES)).toEqual([])
    for (const number of [3, 8]) expect(await stage.ask(ANA, '/why lint', { number })).not.toContain('That is no longer what it said')
    stage.repository.branches['main'] = HEAD
    await judged(stage)
    expect(await stage.store.journal.eventsOf(42, DECISION_DISAGREES)).toEqual([])

    // The default branch had what was decided on, and loses it again.
    stage.repository.branches['main'] = LOST
    stage.repository.commits[LOST] = { 'app.py': 'A = 2\n' }
    await judged(stage)
    expect((await stage.store.journal.eventsOf(42, DECISION_DISAGREES)).map(({ facts }) => facts['automatic'])).toEqual(['missing'])
    expect(await stage.ask(ANA, '/why lint', { number: 8 })).toContain('That is no longer what it said')
  })

  it('holds from when it was written, however late its webhook comes, and of one second by the number of the comment', async () => {
    const stage = await commentStage()
    await judged(stage)
    const written = stage.clock.now
    stage.clock.now += 3_600_000
    await stage.ask(KIM, '/set lint partial Written later', { id: 21, at: written + 60_000 })
    await stage.ask(KIM, '/set lint verified Written first', { id: 20, at: written })
    expect((await stage.decisions()).map(({ at, id }) => [at - written, id])).toEqual([[0, 'comment-20:0'], [60_000, 'comment-21:0']])
    expect(await stage.ask(ANA, '/why lint')).toContain('◔&nbsp;partial')
    await stage.ask(KIM, '/set health partial Written later', { id: 10, at: written })
    await stage.ask(KIM, '/set health verified Written first', { id: 9, at: written })
    expect(await stage.ask(ANA, '/why health')).toContain('◔&nbsp;partial')
  })

  it('closes a dispute, once', async () => {
    const stage = await commentStage()
    await judged(stage)
    const id = await stage.write(ANA, '/dispute lint It is in tox.ini')
    await stage.app.settle()
    expect(await stage.ask(KIM, '/close lint')).toContain('Write the reason, too.')
    expect(await stage.ask(KIM, '/close lint It is read now')).toContain('Closed: the dispute of')
    expect(await stage.ask(KIM, '/close lint Again')).toContain('No dispute of')
    expect(await stage.decisions()).toMatchObject([{ kind: 'close', dispute: `comment-${id}:0`, reason: 'It is read now' }])
  })

  it('with /regrade has all heads judged anew', async () => {
    const stage = await commentStage()
    await judged(stage)
    expect(await stage.ask(KIM, '/regrade')).toContain('Judging `main` and 1 open pull request anew.')
    expect([HEAD, MAIN].map((commit) => stage.repository.shown.runs.filter((run) => run.commit === commit).length)).toEqual([2, 2])
  })
})

describe('a public repository', () => {
  it.each<[string, string]>([
    ['/set lint verified Her mother is ill', 'counts as ✔&nbsp;verified'], ['/excuse health Her mother is ill', 'nothing of it is shown in this repository'], ['/extend 2026-12-20 Her mother is ill', 'nothing of it is shown in this repository'],
  ])('has %s carried out, and its words are not said again', async (body, says) => {
    const stage = await commentStage({ hosted: { private: false } })
    await judged(stage)
    const answer = await stage.ask(KIM, body)
    expect(answer).toContain(says)
    expect(answer).toContain('`capstone-coach decisions octo-org/capstone-ana`')
    expect(answer).not.toMatch(/mother|2026-12-20/)
    expect((await stage.decisions()).map(({ reason }) => reason)).toEqual(['Her mother is ill'])
    expect(stage.repository.shown.comments.map((comment) => comment.body).join('\n')).not.toContain('mother')
  })

  it.each(['/excuse Depression since May', '/set Depression since May', '/clear Depression since May', '/help\n/excuse Depression since May'])('that does not know the name in %j does not say it again, nor which command it was', async (body) => {
    const stage = await commentStage({ hosted: { private: false } })
    await judged(stage)
    const answer = await stage.ask(KIM, body)
    expect(answer).toContain('Nothing is called what stands there.')
    expect(answer).not.toMatch(/Depression|^#+ `\/excuse/m)
  })

  it('answers /clear alike, whether it takes an excuse back or nothing, and as before where an outcome was set', async () => {
    const stage = await commentStage({ hosted: { private: false } })
    await judged(stage)
    await stage.ask(KIM, '/excuse health Ill')
    const [excused, nothing] = [await stage.ask(KIM, '/clear health'), await stage.ask(KIM, '/clear lint')]
    expect(excused).toBe(nothing)
    expect(excused).not.toMatch(/Taken back|health/)
    expect((await stage.decisions()).map(({ kind }) => kind)).toEqual(['excuse', 'clear', 'clear'])
    await stage.ask(KIM, '/set health verified Seen')
    expect(await stage.ask(KIM, '/clear health')).toContain('Taken back: what was decided on')
  })

  it('takes back what was written before it, whichever of the two comes in first', async () => {
    const stage = await commentStage()
    await judged(stage)
    const noon = stage.clock.now
    expect(await stage.ask(KIM, '/clear health', { at: noon + 60_000 })).toContain('Nothing is decided on')
    await stage.ask(KIM, '/set health verified Seen', { at: noon })
    expect(await stage.ask(ANA, '/why health')).not.toContain('Seen')
  })

  it('has a dispute stay as it was through an excuse and its end, in the comment and in /status', async () => {
    const stage = await commentStage({ hosted: { private: false } })
    await judged(stage)
    await stage.ask(ANA, '/dispute health It is in app.py')
    const comment = (): string => stage.repository.shown.comments.find(({ body }) => body.includes('capstone-coach:comment'))?.body ?? ''
    expect(comment()).toContain('by ana: open')
    for (const body of ['/excuse health Ill', '/clear health']) {
      stage.clock.now += 1000
      await stage.ask(KIM, body)
      expect(comment()).toContain('by ana: open')
      expect(await stage.ask(ANA, '/status')).toContain('Waiting for the staff: ')
    }
    expect((await stage.decisions()).map(({ kind }) => kind)).toEqual(['excuse', 'clear'])
  })
})

describe('a paused repository', () => {
  it('answers the staff, and each other person once in one line, until it resumes', async () => {
    const stage = await commentStage()
    await judged(stage)
    expect(await stage.ask(KIM, '/pause New groups')).toContain('Paused')
    expect(await stage.ask(KIM, '/pause Again')).toContain('paused already')
    expect(await stage.ask(BEN, '/help')).toContain('has paused this repository')
    expect(await stage.ask(ANA, '/done 4.4 PSI of all features is below 0.1')).toContain('What is asked or answered meanwhile is not kept; write it again then.')
    for (const person of [ANA, BEN]) expect(await stage.ask(person, '/status')).toBeNull()
    expect(await stage.statements()).toEqual([])
    expect(await stage.ask(KIM, '/status')).toContain('items are in place')
    expect(await stage.ask(KIM, '/resume')).toContain('Resumed')
    expect(await stage.ask(ANA, '/status')).toContain('items are in place')
  })
  it('answers the next comment of a person whose first stood where no answer can', async () => {
    const stage = await commentStage()
    await judged(stage)
    await stage.ask(KIM, '/pause New groups')
    stage.repository.shown.mishaps.push({ kind: 'refused', trouble: { kind: 'locked', says: 'issue is locked' } })
    expect(await stage.ask(BEN, '/help')).toBeNull()
    expect(await stage.ask(BEN, '/help')).toContain('has paused this repository')
    expect(await stage.ask(BEN, '/help')).toBeNull()
  })
})

describe('a crash or a limit on the way', () => {
  it.each<[string, number, 'before' | 'after']>([['before the reaction', 0, 'before'], ['after it', 0, 'after'], ['before the answer', 1, 'before'], ['after it', 1, 'after']])('%s (request %i): everything is done once', async (_, skipped, when) => {
    const stage = await commentStage()
    await judged(stage)
    stage.repository.shown.mishaps.push(...Array.from({ length: skipped }, () => null), { kind: 'crash', when })
    const id = await stage.write(KIM, '/set lint verified Seen\n\n/regrade')
    await stage.app.settle()
    expect(stage.answerTo(id)).toMatch(/Decided:[^]*Judging/)
    expect(answers(stage)).toBe(1)
    expect(await stage.decisions()).toHaveLength(1)
    expect([...stage.repository.shown.thumbs]).toEqual([id])
    expect(stage.repository.shown.runs.filter((run) => run.commit === HEAD)).toHaveLength(2)
  })

  it('whose answer was lost finds the comment again', async () => {
    const stage = await commentStage()
    await judged(stage)
    stage.repository.shown.mishaps.push(null, { kind: 'lost' })
    expect(await stage.ask(KIM, '/status')).toContain('items are in place')
    expect(answers(stage)).toBe(1)
    expect(stage.repository.shown.asked).toContain('list comments')
  })

  it('is waited for, and loses nothing', async () => {
    const stage = await commentStage()
    await judged(stage)
    const until = stage.clock.now + 60_000
    stage.repository.shown.mishaps.push({ kind: 'refused', trouble: { kind: 'limited', until, says: 'a limit' } })
    expect(await stage.ask(KIM, '/set lint verified Seen')).toContain('Decided')
    expect(stage.clock.now).toBeGreaterThanOrEqual(until)
    expect(await stage.decisions()).toHaveLength(1)
  })

  it('gives no answer in a locked conversation, and keeps what was said there', async () => {
    const stage = await commentStage()
    await judged(stage)
    const locked = { kind: 'refused', trouble: { kind: 'locked', says: 'issue is locked' } } as const
    stage.repository.shown.mishaps.push(locked, locked)
    expect(await stage.ask(KIM, '/set lint verified Seen')).toBeNull()
    expect(await stage.decisions()).toHaveLength(1)
  })

  it('gives no answer to a comment that was taken back, and keeps what it said', async () => {
    const stage = await commentStage()
    await judged(stage)
    stage.repository.shown.mishaps.push({ kind: 'refused', trouble: { kind: 'gone', says: 'the comment is not there' } })
    expect(await stage.ask(KIM, '/excuse lint Ill')).toBeNull()
    expect(await stage.decisions()).toHaveLength(1)
  })
})
