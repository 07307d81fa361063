// A class in a store: `fill SETTINGS PROJECT STUDENTS COMMITS` makes it, `rule SETTINGS RULE` says what counts, `raw SETTINGS` reads and parses one record of each repository, `standings SETTINGS` counts where each stands, `pages SETTINGS RUNS` opens every page of the course. Prints JSON.
import { countStandings, openPages } from './course-pages.mjs'
import { openBackend } from '../../src/store/open-backend.ts'
import { openStore } from '../../src/store/open-store.ts'
import { courseOf, makeClass } from './make-class.mjs'
import { cpuTime } from './measure.mjs'

const [task, settingsText, ...words] = process.argv.slice(2)
const settings = JSON.parse(settingsText)
const since = performance.now()
const found = await { fill, rule, raw, standings: () => countStandings(settings), pages: (runs, only) => openPages(settings, Number(runs), only) }[task](...words)
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - since, cpu: cpuTime(), ...found === undefined ? {} : { found } }))

async function fill(project, students, commits) {
  await makeClass(settings, project, Number(students), Number(commits))
}

async function rule(counts) {
  const store = await openStore(settings)
  await store.courses.saveCourse(courseOf(counts), 0)
  await store.close()
}

/** What no gradebook does without: a record of each repository, from the database into objects. */
async function raw() {
  const [backend] = openBackend(settings, () => {})
  const repositories = (await backend.database.selectFrom('enrolments').select('repository_id').execute()).map((row) => row.repository_id)
  for (let at = 0; at < repositories.length; at += 50) {
    for (const { record } of await backend.database.selectFrom('assessments').select('record').where('repository_id', 'in', repositories.slice(at, at + 50)).where('position', '=', 1).execute()) JSON.parse(record)
  }
  await backend.close()
}
