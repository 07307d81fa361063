import type { MessagePort } from 'node:worker_threads'
import { readReports, type OpenDatabase } from '../../parse/reports/read-reports.ts'
import type { Told, Task } from './messages.ts'
import { loadSqlite } from './open-sqlite.ts'
import { readZip } from './read-zip.ts'

/** Reads one artifact or one list of files on a worker's port, and tells every step of it as it comes. */
export async function serveTask(port: MessagePort, task: Task): Promise<void> {
  const tell = (told: Told): void => { port.postMessage(told) }
  tell('started')
  const { files, names, gaps } = 'zip' in task ? await readZip(task.zip, task.limits) : { files: task.files, names: task.files.map(({ path }) => path), gaps: [] }
  tell({ reports: [], gaps, problems: [] })
  const hasDatabase = files.some(({ path, bytes }) => /\.(?:db|sqlite3?)$/i.test(path) && bytes.length > 0)
  const openDatabase: OpenDatabase = hasDatabase ? await loadSqlite().catch((error: unknown): OpenDatabase => () => ({ ok: false, says: `databases cannot be read here (${error instanceof Error ? error.message.slice(0, 120) : 'unknown error'})` })) : () => ({ ok: false, says: 'a database is read under the endings .db, .sqlite and .sqlite3 only' })
  for (const step of readReports(files, names, openDatabase)) tell(step)
  tell('done')
}
