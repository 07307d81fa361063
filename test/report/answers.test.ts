import { expect, it } from 'vitest'
import { nameables, readSubject, type Nameable } from '../../src/grade/name-subject.ts'
import { linkedPassage, passageOf } from '../../src/lesson/lessons.ts'
import { loadLessons } from '../../src/command-line/lessons.ts'
import { COMMAND_NAMES } from '../../src/model/command.ts'
import type { Dispute } from '../../src/model/decision.ts'
import type { StepRecord } from '../../src/model/progress.ts'
import { STEP_PARTS } from '../../src/model/step.ts'
import { addAnswer, addedAlready, noRoom } from '../../src/report/answers/add.ts'
import { checkAnswer } from '../../src/report/answers/check.ts'
import { clearAnswer, nothingToClear } from '../../src/report/answers/clear.ts'
import { closeAnswer } from '../../src/report/answers/close.ts'
import { disputeStands, disputeAnswer } from '../../src/report/answers/dispute.ts'
import { doneAnswer, doneOnGitHub, doneQuestion } from '../../src/report/answers/done.ts'
import { excuseAnswer } from '../../src/report/answers/excuse.ts'
import { extendAnswer } from '../../src/report/answers/extend.ts'
import { helpAnswer } from '../../src/report/answers/help.ts'
import { hintOf } from '../../src/report/answers/hint.ts'
import { feedbackAnswer } from '../../src/report/answers/feedback.ts'
import { howToWrite, nearSubjects, notAllowed, nothingJudged, pausedAnswer, unknownCommand, unknownSubject } from '../../src/report/answers/not-answered.ts'
import { pauseAnswer, resumeAnswer } from '../../src/report/answers/pause.ts'
import { regradeAnswer } from '../../src/report/answers/regrade.ts'
import { replyBody, type AnsweredCommand } from '../../src/report/answers/reply.ts'
import { setAnswer } from '../../src/report/answers/set.ts'
import { notSetWords } from '../../src/report/answers/set-words.ts'
import { statusAnswer } from '../../src/report/answers/status.ts'
import { notifyAnswer } from '../../src/report/answers/notify.ts'
import { noPartOfGrade, whatIfAnswer, whatIfNothing, whatIfShare } from '../../src/report/answers/what-if.ts'
import { whyCriterion, whyItem, whyStep } from '../../src/report/answers/why.ts'
import { gradedItem, gradeOf } from '../support/gradebooks.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { sentence } from '../../src/report/text/markdown-text.ts'
import { criterion, file, item, recordOf } from '../support/records.ts'

const { lessons } = loadLessons()
const LINKS = { passageOf: (link: string) => linkedPassage(link, lessons), lessonsUrl: 'https://course.example.edu/lessons' }
const NOON = Date.UTC(2026, 10, 26, 12)
const COMMIT = '3f2c1ab'.padEnd(40, '0')

const step = (id: StepRecord['id'], title: string, part: number): StepRecord => {
  const state = id === 'step-3.3' ? 'held' : id < 'step-3.3' ? 'done' : 'open'
  return {
    id, title, part, state, basis: id === 'step-1.2' ? 'attested' : 'observed', since: state === 'open' ? null : '2026-11-24T09:00:00Z', commit: state === 'open' ? null : COMMIT,
    evidence: state === 'done' ? [file('params.yaml', 4, 'max_depth 5 → 8')] : [], against: state === 'held' ? [file('.github/workflows/ci.yml', 12, 'the job test failed at 9a8b7c6')] : [],
    lookedFor: 'Each workflow that failed on the branch passes later on the same branch.', found: state === 'held' ? 'CI failed at 9a8b7c6: the job `test`.' : 'Nothing of it was seen yet.',
    next: state === 'done' ? '' : 'Open the job `test` of the run at 9a8b7c6, mend what it names, and push again.', lesson: '4-4-capstone#watch-the-pipeline',
  }
}

const RECORD = recordOf(
  [
    criterion('lint', { title: 'Code is linted in CI', outcome: 'verified', found: 'CI runs `ruff check .` and fails on findings.', next: '', evidence: [file('.github/workflows/ci.yml', 14, 'ruff check .')], lesson: '4-1-cicd-ml#the-pipeline', proofFrom: COMMIT }),
    criterion('health', { title: 'A health route answers', outcome: 'partial', lookedFor: 'A route that says whether the service and its model are ready.', found: '`app/main.py` has the routes `/predict` and `/`; `/ping` answers without looking at the model.', next: 'Let `/health` answer 503 until the model is loaded.', evidence: [file('app/main.py', 31, '@app.get("/ping")')], against: [file('app/main.py', 33, 'return "pong"')], proof: 'probe', lesson: '4-2-monitoring#health-checks' }),
  ],
  [item('Linting passes', ['lint'], { id: 'linting-passes', outcome: 'verified' }), item('Health check endpoint works', ['health'], { id: 'health-check-works', outcome: 'present', basis: 'decided', decided: { by: 'kim', at: '2026-11-25T10:00:00Z', reason: 'Shown in the lab', automatic: 'partial', disagrees: false } })],
  { repository: { name: 'octo-org/churn', url: 'https://github.com/octo-org/churn', commit: COMMIT, project: '.', projectFrom: 'found', takenAt: '2026-11-26T12:00:00Z' }, steps: STEP_PARTS.flatMap(({ part, steps }) => steps.map(({ id, title }) => step(id, title, part))) },
)

const ALL = nameables([CHECKLISTS.checklist, CHECKLISTS.practices], RECORD)
const named = (name: string): Nameable => {
  const read = readSubject(name, ALL)
  if (read.kind !== 'found') throw new Error(`nothing is called ${name}`)
  return read.one
}
const [healthItem, health, step33, step43] = ['health-check-works', 'health', '3.3', '4.3'].map(named)
if (healthItem === undefined || health === undefined || step33 === undefined || step43 === undefined) throw new Error('the names are not known')

const DISPUTE: Dispute = { id: 'd', subject: health.subject, by: { id: 5, login: 'ana' }, at: NOON, due: NOON + 7 * 86_400_000, text: 'x', state: 'open', answer: null }
const TALK = { subject: { kind: 'item', id: 'design-talk' }, title: 'The design was presented' } as const
const NOT_SET = [
  notSetWords({ kind: 'unknown', possible: ['verified', 'present'], of: 'outcome' }, healthItem, []), notSetWords({ kind: 'beyond' }, healthItem, []), notSetWords({ kind: 'no-share' }, step33, []), notSetWords({ kind: 'no-share' }, health, ['health-check-works']),
  notSetWords({ kind: 'near', near: 'With gaps', of: 'level' }, TALK, []), notSetWords({ kind: 'unknown', possible: ['Not yet', 'With gaps', 'Clear'], of: 'level' }, TALK, []),
]
const decided = { about: healthItem, to: { outcome: 'verified' }, automatic: 'partial', repository: 'octo-org/churn' } as const
const [itemRecord, , stepRecord] = [RECORD.items[1], null, RECORD.steps.find(({ id }) => id === 'step-3.3')]
const healthRecord = RECORD.criteria[1]
if (itemRecord === undefined || healthRecord === undefined || stepRecord === undefined) throw new Error('the record lacks what is shown')

const attested: StepRecord = { ...stepRecord, id: 'step-4.3', state: 'done', basis: 'attested', next: '', against: [], evidence: [{ kind: 'student', login: 'ana', comment: '77', text: 'p95 stayed at 40 ms' }] }

const PARTLY = gradeOf([gradedItem('lint', 60, 60), gradedItem('health', 20, 40, { outcome: 'partial' })], { isProvisional: true })
const WHOLE = gradeOf([gradedItem('lint', 60, 60), gradedItem('health', 40, 40)], { isProvisional: true })

/** Every answer, by what was asked. */
const ANSWERS: readonly (readonly [string, readonly AnsweredCommand[]])[] = [
  ['/help by anybody', [{ name: 'help', text: helpAnswer(new Set(['help', 'status'])) }]],
  ['/help by the staff', [{ name: 'help', text: helpAnswer(new Set(COMMAND_NAMES)) }]],
  ['/status', [{ name: 'status', text: statusAnswer({ record: RECORD, disputes: [{ ...DISPUTE, about: health }], awaited: ['CI', 'Deploy'], calendar: { timeZone: 'Europe/Berlin' } }) }]],
  ['/check health', [{ name: 'check', text: checkAnswer({ pull: 3, branch: 'main', about: { ...health, outcome: 'partial' }, record: RECORD }) }]],
  ['/check part 3 on an issue, before anything was judged', [{ name: 'check', text: checkAnswer({ pull: null, branch: 'main', about: { part: 3, title: 'CI/CD validation' }, record: null }) }]],
  ['/why of a criterion, an item and a step, in one comment', [
    { name: 'why', text: whyCriterion(healthRecord, RECORD, LINKS, { timeZone: 'Europe/Berlin' }) }, { name: 'why', text: whyItem(itemRecord, RECORD, LINKS, { timeZone: 'Europe/Berlin' }) }, { name: 'why', text: whyStep(stepRecord, RECORD, LINKS) },
  ]],
  ['/hint health 2', [{ name: 'hint', text: hintOf(health, passageOf('health', lessons), { level: 2, ceiling: 3, found: healthRecord.found }, LINKS) }]],
  ['/hint 3.3 3 where the course stops at 2', [{ name: 'hint', text: hintOf(step33, passageOf('step-3.3', lessons), { level: 3, ceiling: 2, found: stepRecord.found }, LINKS) }]],
  ['/what-if health, where it brings more, where the staff decided, where it could not count any more', [
    { name: 'what-if', text: whatIfAnswer({ about: healthItem, now: PARTLY, after: WHOLE, items: PARTLY.items.slice(1), first: ['A container is built'], isDisputed: true }) },
    { name: 'what-if', text: whatIfAnswer({ about: healthItem, now: WHOLE, after: WHOLE, items: [gradedItem('health', 40, 40, { source: 'decided', by: 'kim' })], first: [], isDisputed: false }) },
    { name: 'what-if', text: whatIfAnswer({ about: health, now: { ...PARTLY, isProvisional: false }, after: WHOLE, items: [], first: [], isDisputed: false }) },
  ]],
  ['/what-if of what people grade, and nobody has yet', [{ name: 'what-if', text: whatIfAnswer({ about: TALK, now: PARTLY, after: WHOLE, items: [gradedItem('design-talk', 0, 0, { outcome: 'unknown', source: 'not-graded' })], first: [], isDisputed: false }) }]],
  ['/what-if health, where no grade is shown, where there is none, and where it counts for none', [whatIfShare(healthItem, 1 / 15), whatIfNothing(health, 1 / 15), noPartOfGrade(step33)].map((text) => ({ name: 'what-if', text }))],
  ['/notify', [notifyAnswer([], true), notifyAnswer(['steps'], true), notifyAnswer(['release', 'disputes', 'steps'], true), notifyAnswer(['release', 'disputes', 'steps'], false), notifyAnswer(['release'], false)].map((text) => ({ name: 'notify', text }))],
  ['/done 4.3', [{ name: 'done', text: doneQuestion(step43, 'step-4.3') }]],
  ['/done 4.3 with what was seen', [{ name: 'done', text: doneAnswer(step43, attested, 77) }]],
  ['/done 4.3 where more is known of it', [{ ...attested, state: 'held', found: stepRecord.found, next: stepRecord.next } as const, { ...attested, basis: 'decided', state: 'open' } as const, { ...attested, basis: 'observed', evidence: [] } as const, { ...attested, basis: 'claimed', evidence: [] } as const, { ...attested, evidence: [] } as const, { ...attested, basis: 'claimed', state: 'held', evidence: [], found: stepRecord.found, next: stepRecord.next } as const, { ...attested, evidence: [{ kind: 'student', login: 'ben', comment: '78', text: 'x' }] } as const, { ...attested, basis: 'claimed' } as const].map((one) => ({ name: 'done', text: doneAnswer(step43, one, 77) }))],
  ['/done 3.3, which is seen on GitHub', [{ name: 'done', text: doneOnGitHub(step33, stepRecord) }]],
  ['/add', [{ name: 'add', text: addAnswer({ id: 'added-the-service-was-load-tested', title: 'The service was load-tested by @kim | <b>200</b> requests a second' }) }]],
  ['/feedback, in a private repository and once more in a public one', [{ name: 'feedback', text: feedbackAnswer(true, null) }, { name: 'feedback', text: feedbackAnswer(false, 'octo-org/churn') }]],
  ['/add of what is there, and where there is no room', [{ name: 'add', text: addedAlready({ id: 'added-load-test', title: 'Load test' }) }, { name: 'add', text: noRoom(20) }]],
  ['/dispute', [{ name: 'dispute', text: disputeAnswer(health, DISPUTE.due, { timeZone: 'Europe/Berlin' }) }]],
  ['/dispute of what is disputed', (['open', 'escalated', 'answered', 'closed'] as const).map((state) => ({ name: 'dispute', text: disputeStands(step33, { ...DISPUTE, state }, { timeZone: 'Europe/Berlin' }) }))],
  ['/set in a private repository', [{ name: 'set', text: setAnswer({ ...decided, isShown: true }) }]],
  ['/set in a public one', [{ name: 'set', text: setAnswer({ ...decided, isShown: false }) }]],
  ['/set to a share, in a private repository and in a public one', [true, false].map((isShown) => ({ name: 'set', text: setAnswer({ ...decided, about: healthItem, to: { outcome: 'partial', share: 0.8 }, isShown }) }))],
  ['/set to a level, in a private repository and in a public one', [true, false].map((isShown) => ({ name: 'set', text: setAnswer({ ...decided, about: TALK, to: { outcome: 'partial', share: 0.5, level: 'With gaps' }, automatic: null, isShown }) }))],
  ['/clear', [{ name: 'clear', text: clearAnswer(healthItem, 'partial', false) }]],
  ['/clear of what people grade', [{ name: 'clear', text: clearAnswer(TALK, 'unknown', true) }, { name: 'clear', text: nothingToClear(TALK, true) }]],
  ['/excuse in a private repository and in a public one', [{ name: 'excuse', text: excuseAnswer(health, 'octo-org/churn', true) }, { name: 'excuse', text: excuseAnswer(health, 'octo-org/churn', false) }]],
  ['/extend', [{ name: 'extend', text: extendAnswer(NOON, { timeZone: 'Europe/Berlin' }, 'octo-org/churn', true) }]],
  ['/close by the staff, and by who opened it', [{ name: 'close', text: closeAnswer(health, false) }, { name: 'close', text: closeAnswer(health, true) }]],
  ['/regrade, /pause, /resume', [{ name: 'regrade', text: regradeAnswer('main', 2) }, { name: 'pause', text: pauseAnswer() }, { name: 'resume', text: resumeAnswer(true) }]],
  ['in a paused repository', [{ name: 'paused', text: pausedAnswer() }]],
  ['a word that is no command', [{ name: 'sttaus', text: unknownCommand('sttaus', ['status']) }, { name: 'merge', text: unknownCommand('merge', []) }]],
  ['a name that nothing has', [{ name: 'why', text: nearSubjects('helth', [health, healthItem]) }, { name: 'why', text: unknownSubject('@zebra', ALL) }]],
  ['what is for others', [{ name: 'set', text: notAllowed('set', 'participant') }, { name: 'set', text: notAllowed('set', 'stranger') }, { name: 'why', text: notAllowed('why', 'stranger') }, { name: 'close', text: notAllowed('close', 'participant') }]],
  ['/set to what there is not', NOT_SET.map((text) => ({ name: 'set', text: howToWrite('set', sentence(text)) }))],
  ['what lacks something', [{ name: 'set', text: howToWrite('set', 'Write the reason, too.') }, { name: 'why', text: nothingJudged() }]],
]

it('every answer reads as in test/report/answers.md (npx vitest run test/report/answers.test.ts -u writes it anew)', async () => {
  const texts = ANSWERS.map(([asked, answers]) => `# ${asked}\n\n${replyBody(answers, 0, { login: 'ana', commentId: 77, number: 3, repositoryUrl: 'https://github.com/octo-org/churn' })}`)
  await expect(texts.join('\n')).toMatchFileSnapshot('answers.md')
})

it('no answer speaks of itself, scolds, or shouts', () => {
  for (const [, answers] of ANSWERS) for (const { text } of answers) expect(text.replace(/`[^`]*`/g, '')).not.toMatch(/\bI\b|!|\b(?:just|simply|easy|obviously|of course,)\b|should have|error\b|invalid/i)
})
