import { tellProblems } from '../../operate/configuration.ts'
import { withEnvironmentFile } from '../../operate/environment-file.ts'
import { readConfiguration } from '../../operate/read-configuration.ts'
import { redact } from '../../operate/redact.ts'
import { safeForTerminal } from '../../report/text/terminal-text.ts'
import type { StoreSettings } from '../../store/backend.ts'
import { restore, type Restored } from '../../store/restore.ts'
import type { Environment } from '../../github/connection.ts'
import { withoutCourses } from '../courses.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { nameOf } from '../read-store-settings.ts'

/** Brings a backup into the configured store, and says what to do then. Exit code 1 where nothing was restored. */
export async function runRestore({ file, replace }: { readonly file: string; readonly replace: boolean }, output: Output, environment: Environment): Promise<number> {
  const read = readConfiguration(withEnvironmentFile(environment, '.env'), withoutCourses)
  if (!read.ok) {
    output.warn(`${tellProblems(read.problems)}\n`)
    return EXIT_CODES.usage
  }
  const { database } = read.configuration
  output.write(`from ${safeForTerminal(file)}\nto   ${nameOf(database)}\n`)
  try {
    const restored = await restore(file, database, replace)
    if (restored.kind === 'restored') output.write(success(restored))
    else output.warn(`capstone-coach: nothing was restored: ${refusal(restored, file, database)}\n`)
    return restored.kind === 'restored' ? EXIT_CODES.graded : EXIT_CODES.strictUnmet
  } catch (error) {
    output.warn(`capstone-coach: nothing was restored: ${redact(error instanceof Error ? error.message || String(error) : 'an error of no kind')}\n`)
    return EXIT_CODES.strictUnmet
  }
}

function success({ tables, kept }: Extract<Restored, { readonly kind: 'restored' }>): string {
  return [
    ...tables.map(({ name, rows }) => `${String(rows).padStart(9)}  ${name}`),
    'Restored: every row was read back and is the same. The backup stays as it is.',
    ...kept === null ? [] : [`What was there before is kept at ${safeForTerminal(kept)}; delete it once the App runs.`],
    'Next: start the App. It looks at every repository, and judges what moved since the backup.', '',
  ].join('\n')
}

function refusal(restored: Exclude<Restored, { readonly kind: 'restored' }>, file: string, store: StoreSettings): string {
  const target = nameOf(store)
  switch (restored.kind) {
    case 'backup-missing': return `there is no file at ${file}`
    case 'backup-damaged': return `${file} is damaged (${restored.says}). Take an earlier backup.`
    case 'backup-no-store': return `${file} holds no store of the App. Name a file that “capstone-coach backup” wrote.`
    case 'backup-newer': return `${file} was written by a later version. Restore it with that one.`
    case 'target-in-use': return `${target} is in use. Stop every process of the App first, and other programs that have it open.`
    case 'target-unreadable': return `${target} is there and cannot be read (${restored.says}). Add --replace to keep it under another name and restore in its place.`
    case 'target-holds': return `${target} holds rows (${restored.tables.slice(0, 5).join(', ')}${restored.tables.length > 5 ? ' …' : ''}). ${store.kind === 'sqlite' ? 'Add --replace to keep it under another name and restore in its place.' : 'Make an empty database, and set DATABASE_URL to that: nothing is deleted in a database that holds rows.'}`
    case 'differs': return `what was written to the table ${restored.table} is not what was read. See what changes rows there: a trigger, or an encoding other than UTF-8.`
  }
}
