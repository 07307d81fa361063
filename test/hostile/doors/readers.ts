import examples from '@octokit/webhooks-examples' with { type: 'json' }
import { loadAnswers } from '../../../src/command-line/answers.ts'
import { gradingOf } from '../../../src/course/read-grading.ts'
import { matchRoster } from '../../../src/course/match-roster.ts'
import { matchSheet } from '../../../src/course/match-sheet.ts'
import { readCourse, placeOfKey } from '../../../src/course/read-course.ts'
import { readGradeSheet } from '../../../src/course/read-grade-sheet.ts'
import { readRoster } from '../../../src/course/read-roster.ts'
import { ARTIFACT_LIMITS } from '../../../src/extract/reports/limits.ts'
import { readArtifactsInProcess } from '../../../src/extract/reports/read-artifacts-in-process.ts'
import { readZip } from '../../../src/extract/reports/read-zip.ts'
import { meaningOf, UNDERSTOOD_WEBHOOKS } from '../../../src/github/meaning.ts'
import { readCapstoneFile } from '../../../src/grade/capstone-file.ts'
import { readChecklist } from '../../../src/grade/checklist.ts'
import { readComment } from '../../../src/lesson/answers/read-comment.ts'
import { readWrittenAnswers } from '../../../src/lesson/answers/written-answers.ts'
import { conversationOf } from '../../../src/lesson/conversation.ts'
import { readLesson } from '../../../src/lesson/read-lesson.ts'
import { makeZip } from '../../support/make-zip.ts'
import { makeDatabase, MLFLOW_TABLES } from '../../support/mlflow-database.ts'
import type { Doors } from './door.ts'
import { fileOf } from './seeds.ts'

const COLUMNS = { assignment: { title: 'MLOps capstone', canvasId: null }, gradeColumn: null, feedbackColumn: null }
const ROSTERS = [fileOf('samples/class/students.csv'), 'Student,ID,SIS User ID,SIS Login ID,Section,email\n    Points Possible,,,,,\n"Kovač, Ana",90017,u-17,akovac,MLOps 1,ana@example.edu\n"Student, Test",90099,,,MLOps 1,\n', 'email;github;name\r\nada@example.org;ada;"Ada ""L"""\r\n', 'username\temail\tid number\nben\tben@example.org\t7\n']
const SHEETS = ['Student,ID,SIS User ID,SIS Login ID,Section,MLOps capstone (4711)\n    Points Possible,,,,,100\n"Kovač, Ana",90017,,akovac,A,\n"Berg, Ben",90018,,bberg,A,EX\n', 'Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,Last modified (grade),Feedback comments\nParticipant 41,Ana,ana@example.edu,No submission,,100.00,Yes,-,\n', 'Identifier;Email address;Grade\nParticipant 1;cleo@uni.example;"12,5"\n']
const json = (path: string): object => JSON.parse(fileOf(path)) as object
const SCHEMAS = { course: json('checklists/course.schema.json'), capstone: json('checklists/capstone.schema.json'), checklist: json('checklists/checklist.schema.json'), answers: json('schemas/answers.schema.json') }
const COURSES = [fileOf('courses/example.yml'), fileOf('samples/class/course.yml')]
const CAPSTONES = ['project: services/model\nservice: model\nown:\n  - id: fairness\n    title: Fair\n    level: partial\n    conditions:\n      - file: docs/fairness.md\n', '{"project": "__proto__", "own": [{"id": "a", "title": "b", "conditions": [{"file": "../x"}]}]}']

const book = loadAnswers()

/** The package is JSON; its types tell of a module around it. */
const EXAMPLES = examples as unknown as readonly { readonly name: string; readonly examples: readonly object[] }[]
const DELIVERIES = EXAMPLES.filter(({ name }) => UNDERSTOOD_WEBHOOKS.includes(name)).flatMap(({ name, examples: payloads }) => payloads.slice(0, 6).map((payload) => JSON.stringify({ name, payload })))

/** The names of the webhooks whose examples are damaged. */
export const DELIVERED: readonly string[] = EXAMPLES.map(({ name }) => name).filter((name) => UNDERSTOOD_WEBHOOKS.includes(name))

function meaningIn(text: string): unknown {
  let written: { readonly name?: unknown; readonly payload?: unknown } | null = null
  try {
    written = JSON.parse(text) as { readonly name?: unknown; readonly payload?: unknown } | null
  } catch {
    // A body that is no JSON comes in as it is.
  }
  const name = typeof written?.name === 'string' ? written.name : 'push'
  return meaningOf({ id: 'd', name, action: null, installationId: null, repositoryId: null, receivedAt: 1_772_359_200_000, body: written === null ? text : JSON.stringify(written.payload) ?? '' }, 77)
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'latin1'))
const asBytes = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const ZIPS = [
  makeZip([{ name: 'junit.xml', content: '<testsuite><testcase name="a"/></testsuite>' }, { name: 'metrics.json', content: '{"accuracy": 0.9}', method: 0 }]),
  makeZip([{ name: '../../etc/passwd', content: 'x' }, { name: 'a/link', content: '/etc/passwd', mode: 0o120777 }, { name: 'metrics.json', content: '0'.repeat(100_000), declared: 10 }, { name: 'metrics.json', dataOf: 0 }]),
].map(asBytes)
const DATABASE = asBytes(makeDatabase(`${MLFLOW_TABLES[1]}${MLFLOW_TABLES[2]} insert into experiments values (1, 'digits', 'a', 'active'); insert into runs (run_uuid, name, status, lifecycle_stage, experiment_id, start_time) values ('r1', 'run', 'FINISHED', 'active', 1, 1772359200000); insert into params values ('depth', '4', 'r1'); insert into metrics values ('f1', 0.9, 1772359200000, 'r1', 0, 0); insert into latest_metrics values ('f1', 0.9, 1772359200000, 0, 0, 'r1');`))
const artifacts = readArtifactsInProcess()

/** What the readers of courses, checklists, lessons, comments, webhooks and artifacts make of a damaged text. */
export const READERS: Doors = {
  'src/course/match-roster.ts': { seeds: ROSTERS, enter: (text) => { const read = readRoster(text); return read.ok ? matchRoster(read.entries, [{ repositoryId: 42, person: { id: 5, login: 'ada' } }]) : null } },
  'src/course/match-sheet.ts': { seeds: SHEETS, enter: (text) => { const [read, roster] = [readGradeSheet(text, COLUMNS, 100), readRoster(text)]; return read.ok && roster.ok ? JSON.stringify(matchSheet(roster.entries, read.sheet)) : null } },
  'src/course/read-canvas-sheet.ts': { through: 'src/course/read-grade-sheet.ts' },
  'src/course/read-course.ts': { seeds: COURSES, enter: (text) => [readCourse(text, SCHEMAS.course, 'mlops'), placeOfKey(text, 'due')] },
  'src/course/read-grade-sheet.ts': { seeds: SHEETS, enter: (text) => { const read = readGradeSheet(text, COLUMNS, 100); return read.ok ? [read.sheet.platform, read.sheet.rows, read.sheet.remarks] : read } },
  'src/course/read-grading.ts': { seeds: COURSES, enter: (text) => { const read = readCourse(text, SCHEMAS.course, 'mlops'); return [read.ok, gradingOf()] } },
  'src/course/read-moodle-sheet.ts': { through: 'src/course/read-grade-sheet.ts' },
  'src/course/read-roster.ts': { seeds: ROSTERS, enter: readRoster },
  'src/extract/reports/read-artifacts-in-process.ts': { seeds: [DATABASE], enter: (text) => artifacts.readFiles([{ path: 'mlflow.db', bytes: bytesOf(text) }]) },
  'src/extract/reports/read-zip.ts': { seeds: ZIPS, enter: (text) => readZip(bytesOf(text), { ...ARTIFACT_LIMITS, inflated: 1_000_000, entry: 500_000 }) },
  'src/github/meaning.ts': { seeds: DELIVERIES, enter: meaningIn },
  'src/grade/capstone-file.ts': { seeds: CAPSTONES, enter: (text) => readCapstoneFile(text, SCHEMAS.capstone) },
  'src/grade/checklist.ts': { seeds: [fileOf('checklists/production-readiness.yml'), fileOf('checklists/practices.yml')], enter: (text) => readChecklist(text, SCHEMAS.checklist) },
  'src/lesson/answers/read-comment.ts': { seeds: ['The model is served by FastAPI in a container, and Prometheus scrapes /metrics.', 'Drift means that the data change.\n\n> quoted\n\n- because we test `model.predict`\n- not with a test set', 'Le modèle n\'est pas surveillé. 模型没有监控'], enter: (text) => { if (!book.ok) throw new Error(book.problems.join('\n')); return readComment(text, { conversation: conversationOf([]), answers: [] }, book.book) } },
  'src/lesson/answers/written-answers.ts': { seeds: [fileOf('lesson-modules/4-production/answers/components.yml'), fileOf('lesson-modules/4-production/answers/sentence.yml')], enter: (text) => readWrittenAnswers(text, SCHEMAS.answers) },
  'src/lesson/read-lesson.ts': { seeds: [fileOf('lesson-modules/4-production/4-2-monitoring.md'), fileOf('lesson-modules/3-deployment/3-2-fastapi-model.md')], enter: (text) => readLesson({ path: 'lesson-modules/4-production/4-2-monitoring.md', text }, new Set(['health'])) },
}
