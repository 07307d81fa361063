import { courseName } from '../course/course-name.ts'
import { shownTime, timesWidth, type Calendar } from '../course/shown-time.ts'
import type { Course } from '../model/course.ts'
import type { Decision, Dispute, Statement, Subject } from '../model/decision.ts'
import { setToWords } from './gradebook/graded-by-people.ts'
import { shortName } from './answers/subject-words.ts'
import type { Layout } from './formats/terminal-report.ts'
import { hanging, safeForTerminal } from './text/terminal-text.ts'

/** That the App came to say something else of what the staff set; null for what is not known. */
export type Disagreement = { readonly at: number; readonly subject: string; readonly outcome: string; readonly whenDecided: string | null; readonly automatic: string; readonly commit: string | null }

export type DecidedOfCourse = { readonly course: Pick<Course, 'title' | 'settings'>; readonly decisions: readonly Decision[]; readonly statements: readonly Statement[]; readonly disputes: readonly Dispute[]; readonly disagreements: readonly Disagreement[] }

/** A time with its seconds, and two spaces. */
const TIME = 21

/** What was decided and said of a repository in one course, for who runs the App: with every reason, times in the course's zone, then the disputes as they stand, and where the App says something else since. */
export function decisionsText(repository: string, { course: { title, settings }, decisions, statements, disputes, disagreements }: DecidedOfCourse, { width, paint }: Layout): string {
  const time = timesWidth([...decisions, ...statements, ...disputes, ...disagreements].map(({ at }) => at), settings, TIME)
  const row = (at: number, says: string): readonly string[] => hanging(`  ${shownTime(at, settings).padEnd(time)}`, safeForTerminal(says), width)
  const section = (heading: string, rows: readonly (readonly string[])[]): readonly string[] => ['', paint('heading', heading), ...(rows.length === 0 ? ['  none'] : rows.flat())]
  return [
    `${paint('heading', safeForTerminal(repository))} ${paint('dim', safeForTerminal(`in ${courseName({ title, term: settings.term })}; times of ${settings.timeZone}`))}`,
    ...section('Decided by the staff', decisions.map((one) => row(one.at, `${one.by.login}: ${decidedWords(one, settings)}${one.reason === '' ? '' : `; reason: ${one.reason}`}${saidWords(one)}`))),
    ...section('Said by participants', statements.map((one) => row(one.at, `${one.by.login}: ${statedWords(one)}${one.text === '' ? '' : `: ${one.text}`}${saidWords(one)}`))),
    ...section('Disputes', disputes.map(({ subject, by, at, due, state }) => row(at, `${subjectName(subject)} by ${by.login}: ${state}, to be answered by ${shownTime(due, settings)}`))),
    ...section('Where the App says something else since', disagreements.map(({ at, subject, outcome, whenDecided, automatic, commit }) => row(at, `${subject}, set to ${outcome}: the App said ${whenDecided ?? 'nothing'} then, and ${automatic}${commit === null ? '' : ` at ${commit.slice(0, 7)}`}`))),
    '',
  ].join('\n')
}

function decidedWords(decision: Decision, calendar: Calendar): string {
  switch (decision.kind) {
    case 'set': return `set ${subjectName(decision.subject)} to ${setToWords(decision)}${decision.automatic === null ? '' : ` (the App said ${decision.automatic})`}`
    case 'clear': case 'excuse': return `${decision.kind} ${subjectName(decision.subject)}`
    case 'extend': return `extend to ${shownTime(decision.until, calendar)}`
    case 'close': return `close the dispute ${decision.dispute}`
    case 'pause': case 'resume': return decision.kind
  }
}

function statedWords(statement: Statement): string {
  switch (statement.kind) {
    case 'done': return `done ${shortName({ kind: 'step', id: statement.step })}`
    case 'dispute': return `dispute ${subjectName(statement.subject)}`
    case 'withdraw': return `take back the dispute ${statement.dispute}`
    case 'add': return 'add an own item'
    case 'answer': return 'answer in their own words'
    case 'notify': return `notify ${statement.isOn ? 'on' : 'off'} ${statement.about.join(' ')}`
    case 'feedback': return `feedback, ${statement.rating} of 5`
  }
}

function subjectName(subject: Subject): string {
  return `${subject.kind} ${shortName(subject)}`
}

function saidWords({ said }: Decision | Statement): string {
  return said === null ? '' : ` (#${said.number})`
}
