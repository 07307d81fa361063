import { tellProblems } from '../../operate/configuration.ts'
import { withEnvironmentFile } from '../../operate/environment-file.ts'
import { readConfiguration } from '../../operate/read-configuration.ts'
import { backUpSqlite, type BackedUp } from '../../store/back-up.ts'
import type { Environment } from '../../github/connection.ts'
import { withoutCourses } from '../courses.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'

/** Copies the configured SQLite store into a new file, also while the App runs. Exit code 1 where there is no backup, 2 where the store is on PostgreSQL. */
export function runBackUp(file: string, output: Output, environment: Environment): number {
  const read = readConfiguration(withEnvironmentFile(environment, '.env'), withoutCourses)
  if (!read.ok) {
    output.warn(`${tellProblems(read.problems)}\n`)
    return EXIT_CODES.usage
  }
  const { database } = read.configuration
  if (database.kind === 'postgres') {
    output.warn('capstone-coach: the store is on PostgreSQL; back it up with pg_dump, or with what its provider offers\n')
    return EXIT_CODES.usage
  }
  try {
    const backedUp = backUpSqlite(database.file, file)
    if (backedUp.kind === 'written') {
      output.write(`${file}: ${Math.ceil(backedUp.bytes / 1024)} KB, checked and sound\ncredentials.json is no part of it: keep that where other secrets are kept.\n`)
      return EXIT_CODES.graded
    }
    output.warn(`capstone-coach: no backup was written: ${refusal(backedUp, database.file, file)}\n`)
  } catch (error) {
    output.warn(`capstone-coach: no backup was written: ${error instanceof Error ? error.message : 'an error of no kind'}\n`)
  }
  return EXIT_CODES.strictUnmet
}

function refusal(backedUp: Exclude<BackedUp, { readonly kind: 'written' }>, source: string, file: string): string {
  switch (backedUp.kind) {
    case 'source-missing': return `there is no store at ${source}; see that DATA_DIR is that of the App`
    case 'target-there': return `${file} is there already; name a new file`
    case 'damaged': return `the copy of ${source} is damaged (${backedUp.says}); go back to an earlier backup, see docs/operate.md`
  }
}
