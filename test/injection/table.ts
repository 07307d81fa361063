import type { Place } from './places.ts'
import type { Sink } from './sinks.ts'

/** Of a place: the sinks that show what is written there, those that do where it came in time to be in them, and why none of the others does. */
export type Row = { readonly shown: readonly Sink[]; readonly may?: readonly Sink[]; readonly none: string }

const STORED: readonly Sink[] = ['database']
const NOT_READ = 'The App does not read it: it lies in the stored webhook alone, until that is forgotten.'
const GITHUB: readonly Sink[] = ['check run', 'comment', 'issue', 'page']
const CLI: readonly Sink[] = ['terminal', 'report']
/** What is of one place shows neither in the grades nor to programs of the course, which are told outcomes. */
const OUTCOMES = 'Grade files and the API tell outcomes; remarks stand at lines of files; answers were not asked about it; the log holds no text of students.'

/** What becomes of text by its place. Each cell is tried, those that show it and those that do not. */
export const TABLE: Readonly<Record<Place, Row>> = {
  'file name': { shown: [...GITHUB, ...CLI, 'database'], none: OUTCOMES },
  branch: { shown: [...GITHUB, 'terminal', 'database'], none: `${OUTCOMES} Of the terminal, "runs" alone names it.` },
  'commit message': { shown: STORED, none: NOT_READ },
  'commit author': { shown: STORED, none: NOT_READ },
  'pull request title': { shown: STORED, none: NOT_READ },
  comment: { shown: [...GITHUB, 'answer', 'terminal', 'service', 'database'], none: 'What was said counts for no grade, is about no line of a file, and is nothing that a record of the files holds.' },
  answer: { shown: ['issue', 'page', 'terminal', 'database'], none: 'It is quoted on the capstone issue and to the staff alone; its reply quotes the part that was understood.' },
  'issue title': { shown: STORED, none: NOT_READ },
  login: { shown: [...GITHUB, 'answer', 'terminal', 'service', 'database'], none: 'Grade files name who is in the list; a record of the files names nobody.' },
  'workflow name': { shown: ['check run', 'comment', 'page', 'terminal', 'database'], none: OUTCOMES },
  'job name': { shown: ['check run', 'comment', 'page', ...CLI, 'database'], may: ['issue'], none: OUTCOMES },
  'step name': { shown: ['check run', 'comment', 'page', ...CLI, 'database'], may: ['issue'], none: OUTCOMES },
  'compose service': { shown: ['check run', 'comment', 'page', 'report', 'database'], none: OUTCOMES },
  'test name': { shown: ['check run', 'comment', ...CLI, 'database'], may: ['remark', 'answer', 'page'], none: OUTCOMES },
  'artifact name': { shown: ['check run', 'comment', ...CLI, 'database'], may: ['page', 'answer', 'remark'], none: OUTCOMES },
  'zip entry': { shown: ['check run', 'comment', ...CLI, 'database'], may: ['page', 'answer', 'remark'], none: OUTCOMES },
  topic: { shown: STORED, none: 'It is compared with the topics of courses, and shown nowhere.' },
  label: { shown: STORED, none: NOT_READ },
  'log line': { shown: ['check run', 'comment', ...CLI, 'database'], may: ['page', 'issue'], none: OUTCOMES },
  environment: { shown: ['check run', 'issue', 'page', 'terminal', 'database'], may: ['comment'], none: OUTCOMES },
  'deployment address': { shown: ['page', 'database'], none: 'It is where a link leads, never its words; Markdown links to plain addresses alone, and shows the name of the environment without one.' },
  'own item': { shown: [...GITHUB, ...CLI, 'database'], none: OUTCOMES },
  'run name': { shown: ['page', 'database'], may: ['check run', 'comment', 'issue'], none: OUTCOMES },
  'parameter name': { shown: STORED, none: 'Parameters are compared; the one that the repository names is told by that name.' },
  'course title': { shown: ['page', 'terminal', 'table', 'service', 'database'], none: 'What a student gets is of their repository, and does not name the course.' },
  'listed name': { shown: ['page', 'terminal', 'table', 'service', 'database'], none: 'Names of the list are for the staff alone.' },
  'listed section': { shown: ['page', 'table', 'service', 'database'], none: 'Sections of the list are for the staff alone.' },
  'reason of staff': { shown: ['check run', 'comment', 'page', 'terminal', 'service', 'database'], none: 'Reasons are told in private repositories, and not in files of grades but for what changed the grade.' },
}
