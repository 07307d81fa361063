import { tellProblems } from '../../operate/configuration.ts'
import { withEnvironmentFile } from '../../operate/environment-file.ts'
import { readConfiguration } from '../../operate/read-configuration.ts'
import { redact } from '../../operate/redact.ts'
import { moveStore, type Moved } from '../../store/move/move-store.ts'
import type { SourceRefusal } from '../../store/move/read-source.ts'
import type { Environment } from '../../github/connection.ts'
import { withoutCourses } from '../courses.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { nameOf, readStoreSettings } from '../read-store-settings.ts'

const REFUSED: Readonly<Record<SourceRefusal, string>> = {
  missing: 'holds no store of the App. Name the file with --from, or see that DATA_DIR is that of the App.',
  'in-use': 'is in use. Stop every process of the App first, and other programs that have it open.',
  older: 'was written by an earlier version. Start this version on it once, stop it, and move then.',
  newer: 'was written by a later version. Move it with that one.',
}

/** Copies the configured store, or the one at `from`, into an empty database, and says what to do then. Exit code 1 where nothing was moved. */
export async function runMove({ from, to }: { readonly from: string | null; readonly to: string }, output: Output, environment: Environment): Promise<number> {
  const read = readConfiguration(withEnvironmentFile(environment, '.env'), withoutCourses)
  if (!read.ok && from === null) {
    output.warn(`${tellProblems(read.problems)}\n`)
    return EXIT_CODES.usage
  }
  const source = from !== null ? readStoreSettings(from) : read.ok ? read.configuration.database : null
  const target = readStoreSettings(to)
  if (source === null || target === null) {
    output.warn(`capstone-coach: ${target === null ? '--to' : '--from'} takes postgres://user:password@host:5432/name or the path of a SQLite file; write characters such as @ or # of a password as %40 and %23\n`)
    return EXIT_CODES.usage
  }
  const [sourceName, targetName] = [nameOf(source), nameOf(target)]
  output.write(`from ${sourceName}\nto   ${targetName}\n`)
  try {
    const moved = await moveStore(source, target)
    if (moved.kind === 'moved') output.write(success(moved.tables, source.kind, target.kind))
    else output.warn(`capstone-coach: nothing was moved: ${refusal(moved, sourceName, targetName)}\n`)
    return moved.kind === 'moved' ? EXIT_CODES.graded : EXIT_CODES.strictUnmet
  } catch (error) {
    output.warn(`capstone-coach: nothing was moved: ${redact(error instanceof Error ? error.message || String(error) : 'an error of no kind')}\n`)
    return EXIT_CODES.strictUnmet
  }
}

function refusal(moved: Exclude<Moved, { readonly kind: 'moved' }>, source: string, target: string): string {
  switch (moved.kind) {
    case 'source': return `${source} ${REFUSED[moved.refusal]}`
    case 'target-in-use': return `an App is connected to ${target}. Stop it first.`
    case 'target-holds': return `${target} holds rows (${moved.tables.slice(0, 5).join(', ')}${moved.tables.length > 5 ? ' …' : ''}). Name an empty database.`
    case 'differs': return `what was written to the table ${moved.table} is not what was read. See what changes rows there: a trigger, or an encoding other than UTF-8.`
  }
}

function success(tables: readonly { readonly name: string; readonly rows: number }[], source: 'sqlite' | 'postgres', target: 'sqlite' | 'postgres'): string {
  const next = target === 'postgres'
    ? 'Next: set DATABASE_URL to this PostgreSQL, in the environment or in .env, and start the App.'
    : 'Next: leave DATABASE_URL out, put the file at capstone-coach.db in DATA_DIR, and start the App.'
  const kept = source === 'sqlite' ? 'The file stays as it was; delete it once the App runs.' : 'The PostgreSQL stays as it was; drop it once the App runs.'
  return `${tables.map(({ name, rows }) => `${String(rows).padStart(9)}  ${name}\n`).join('')}Moved: every row was read back and is the same.\n${next}\n${kept} credentials.json is no part of it and stays where it is.\n`
}
