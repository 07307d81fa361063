import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readLessons, type Lessons } from '../lesson/lessons.ts'
import { CRITERION_IDS } from '../model/criterion.ts'
import { STEP_PARTS } from '../model/step.ts'
import { loadChecklist } from './checklists.ts'
import { PACKAGE_FOLDER } from './package-folder.ts'
import { errorCode } from '../operate/error-code.ts'

const FOLDER = 'lesson-modules'

/** Every id that a lesson's heading may cover: the criteria, the items of the checklists that come with the package, the steps. */
export function coverableIds(): readonly string[] {
  const items = (['production-readiness', 'practices'] as const).flatMap((shipped) => {
    const loaded = loadChecklist(null, shipped)
    return loaded.ok ? loaded.checklist.items.map((item) => item.id) : []
  })
  return [...CRITERION_IDS, ...items, ...STEP_PARTS.flatMap((part) => part.steps.map((step) => step.id))]
}

/** The lesson modules beside the package, in the course's order; a folder that cannot be read is a problem. */
export function loadLessons(): Lessons {
  let paths: readonly string[]
  try {
    paths = readdirSync(fileURLToPath(new URL(FOLDER, PACKAGE_FOLDER)), { recursive: true, encoding: 'utf8' })
      .map((name) => `${FOLDER}/${name.replaceAll('\\', '/')}`).filter((path) => path.endsWith('.md')).toSorted()
  } catch (error) {
    return { lessons: [], problems: [{ path: FOLDER, line: 0, says: `the folder cannot be read (${errorCode(error)})` }] }
  }
  return readLessons(paths.map((path) => ({ path, text: readFileSync(new URL(path, PACKAGE_FOLDER), 'utf8') })), new Set(coverableIds()))
}
