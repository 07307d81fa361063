import { writeFileSync } from 'node:fs'
import { readArtifactsInProcess } from '../../extract/reports/read-artifacts-in-process.ts'
import { readArtifactsOnWorkers } from '../../extract/reports/read-artifacts-on-workers.ts'
import type { Environment } from '../../github/connection.ts'
import { jsonReport } from '../../report/formats/json-report.ts'
import { courseAt } from '../courses.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { openTarget } from '../open-target.ts'
import type { Output } from '../output.ts'
import { askedOf } from '../seen-of.ts'

export type RunsOptions = { readonly path: string; readonly at: string | null; readonly apiUrl: string | null; readonly course: string | null; readonly out: string | null }

/** Writes what ran on one commit of a repository, what the runs reported, where it was deployed and what the course says of its workflows, as `grade --runs` reads it; gives the exit code. */
export async function runRuns({ path, at, apiUrl, course, out }: RunsOptions, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  const trusted = courseAt(course)
  if (!trusted.ok) {
    output.warn(`${trusted.problems.join('\n')}\n`)
    return EXIT_CODES.usage
  }
  const access = { environment, apiUrl, userAgent: `capstone-coach/${engineVersion}` }
  const onWait = (seconds: number): void => { output.progress(`GitHub asks to wait ${seconds} s`) }
  const opened = await openTarget(path, at ?? 'HEAD', onWait, access)
  if (!opened.ok) return refused(`${opened.reason}\n${opened.hint}`)
  const { name, url, commit } = opened.reader.snapshot
  await opened.reader.close()
  if (commit === null) return refused(`${path}: this is no git repository, so nothing ran on it\nName a clone, or owner/name on GitHub.`)
  const artifacts = output.inProcess ? readArtifactsInProcess() : readArtifactsOnWorkers()
  const asked = await askedOf(opened.isRemote ? path : url ?? name, commit, onWait, access, artifacts.read)
  await artifacts.close()
  output.progress('')
  if (!asked.ok) return refused(`${asked.reason}\n${asked.hint}`)
  const text = jsonReport(trusted.trust === null ? asked.seen : { ...asked.seen, trust: trusted.trust })
  if (out === null) output.write(text)
  else {
    try {
      writeFileSync(out, text)
    } catch (error) {
      return refused(`${out}: cannot be written (${error instanceof Error ? error.message : 'unknown error'})`)
    }
  }
  return 0

  function refused(says: string): number {
    output.warn(`capstone-coach: ${says}\n`)
    return EXIT_CODES.cannotRead
  }
}
