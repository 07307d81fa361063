import type { MessagePort } from 'node:worker_threads'
import { readReports } from '../../parse/reports/read-reports.ts'
import type { Told, Task } from './messages.ts'
import { openerFor } from './open-sqlite.ts'
import { readZip } from './read-zip.ts'

/** Reads one artifact or one list of files on a worker's port, and tells every step of it as it comes. */
export async function serveTask(port: MessagePort, task: Task): Promise<void> {
  const tell = (told: Told): void => { port.postMessage(told) }
  tell('started')
  const { files, names, gaps } = 'zip' in task ? await readZip(task.zip, task.limits) : { files: task.files, names: task.files.map(({ path }) => path), gaps: [] }
  tell({ reports: [], gaps, problems: [] })
  for (const step of readReports(files, names, await openerFor(files))) tell(step)
  tell('done')
}
