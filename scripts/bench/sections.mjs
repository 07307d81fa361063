import { join } from 'node:path'
import { appTable, measureApp } from './app-section.mjs'
import { changedTable, measureChanged } from './changed-section.mjs'
import { gradebookTable, measureGradebook } from './gradebook-section.mjs'
import { gradeTable, measureGrade } from './grade-section.mjs'
import { growthTable, measureGrowth } from './growth-section.mjs'
import { ingestTable, measureIngest } from './ingest-section.mjs'
import { makeProject } from './make-project.mjs'
import { measurePeer, peerTable } from './peer-section.mjs'
import { measureReplicas, measureRush, replicasTable, rushTable } from './rush-section.mjs'

const LARGE = 1500

/**
 * What is measured: `says` is its line of the usage, `isUsual` whether it is where no section is named, `isRepeated` whether it takes the middle of several runs, `numbers` the numbers that can be set for it, with what they are otherwise. `measure` gets `{ runs, folder, numbers, projects, withPostgres }`
 * (`projects()` gives the repositories to grade, `withPostgres(does)` calls with the address of an empty PostgreSQL, or null) and gives what is written as JSON; `table` makes lines of it, beside all that was measured before.
 */
export const SECTIONS = [
  { name: 'grade', says: 'a grade over the floor of reading and parsing', isUsual: true, isRepeated: true, numbers: {}, measure: ({ projects, runs }) => projects().map((project) => measureGrade(project, runs)), table: gradeTable },
  { name: 'changed', says: 'one changed file over a cold grade', isUsual: true, numbers: {}, measure: ({ projects }) => projects().map(measureChanged), table: changedTable },
  { name: 'peer', says: 'repolinter on the same clones', isUsual: true, isRepeated: true, numbers: {}, measure: ({ projects, runs }) => measurePeer(projects(), Math.min(runs, 3)), table: (peer, { grade }) => peerTable(peer, grade?.measured ?? []) },
  {
    name: 'app', says: 'requests by kind of event, blobs of a class, the longest block of the event loop', isUsual: true, numbers: { class: 200 }, table: appTable,
    measure: ({ folder, numbers }) => {
      const clone = join(folder, 'judged-by-the-app')
      makeProject(clone, LARGE)
      return measureApp(numbers.class, clone)
    },
  },
  { name: 'growth', says: 'what a grade costs by files, and a class by repositories: the slope', isUsual: true, isRepeated: true, numbers: {}, measure: ({ folder, runs }) => measureGrowth(folder, runs), table: growthTable },
  { name: 'gradebook', says: 'exports and pages of a class on each store', isUsual: false, isRepeated: true, numbers: { students: 2000 }, measure: ({ folder, numbers, runs, withPostgres }) => withPostgres((url) => measureGradebook(numbers.students, folder, url, runs)), table: gradebookTable },
  { name: 'ingest', says: 'signed webhooks a second on each store', isUsual: false, isRepeated: true, numbers: { seconds: 10 }, measure: ({ folder, numbers, runs, withPostgres }) => withPostgres((url) => measureIngest(folder, url, numbers.seconds, runs), true), table: ingestTable },
  { name: 'rush', says: 'a deadline rush, with and without GitHub\'s limits: from the last event to the verdict', isUsual: false, numbers: { rush: 120, rate: 10, lasts: 60, fast: 100, many: 1000 }, measure: ({ numbers }) => measureRush(numbers), table: rushTable },
  { name: 'replicas', says: 'one burst of pushes shared by one, two and four processes on PostgreSQL, and by four of which one is killed', isUsual: false, numbers: { rush: 120 }, measure: ({ numbers, withPostgres }) => measureReplicas(numbers, withPostgres), table: replicasTable },
]
