import { tellProblems } from '../../operate/configuration.ts'
import { withEnvironmentFile } from '../../operate/environment-file.ts'
import { readConfiguration } from '../../operate/read-configuration.ts'
import { redact } from '../../operate/redact.ts'
import { safeForTerminal } from '../../report/text/terminal-text.ts'
import { backUp, type BackedUp } from '../../store/back-up.ts'
import type { Environment } from '../../github/connection.ts'
import { withoutCourses } from '../courses.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { nameOf } from '../read-store-settings.ts'

/** Copies the configured store into a new file, also while the App runs. Exit code 1 where there is no backup. */
export async function runBackUp(file: string, output: Output, environment: Environment): Promise<number> {
  const read = readConfiguration(withEnvironmentFile(environment, '.env'), withoutCourses)
  if (!read.ok) {
    output.warn(`${tellProblems(read.problems)}\n`)
    return EXIT_CODES.usage
  }
  const { database } = read.configuration
  try {
    const backedUp = await backUp(database, file)
    if (backedUp.kind === 'written') {
      output.write(`${safeForTerminal(file)}: ${Math.ceil(backedUp.bytes / 1024)} KB, checked and sound\ncredentials.json is no part of it: keep that where other secrets are kept.\nTo bring it back, to an embedded store or to PostgreSQL: capstone-coach restore ${safeForTerminal(file)}\n`)
      return EXIT_CODES.graded
    }
    output.warn(`capstone-coach: no backup was written: ${refusal(backedUp, nameOf(database), file)}\n`)
  } catch (error) {
    output.warn(`capstone-coach: no backup was written: ${redact(error instanceof Error ? error.message || String(error) : 'an error of no kind')}\n`)
  }
  return EXIT_CODES.strictUnmet
}

function refusal(backedUp: Exclude<BackedUp, { readonly kind: 'written' }>, source: string, file: string): string {
  switch (backedUp.kind) {
    case 'source-missing': return `there is no store at ${source}; see that DATA_DIR is that of the App`
    case 'target-there': return `${file} is there already; name a new file`
    case 'damaged': return `the copy of ${source} is damaged (${backedUp.says}); go back to an earlier backup, see docs/operate.md`
    case 'differs': return `what was written of the table ${backedUp.table} is not what was read from ${source}; look at the disk of this machine, and try again`
    case 'source': return backedUp.refusal === 'missing' ? `${source} holds no store of the App; see that DATABASE_URL is that of the App` : `${source} was written by ${backedUp.refusal === 'older' ? 'an earlier' : 'a later'} version; back it up with that one`
  }
}
