import { readFileSync } from 'node:fs'
import { createApp } from '../../github/app/create-app.ts'
import { gitVersion } from '../../local/git.ts'
import { tellProblems } from '../../operate/configuration.ts'
import { examine } from '../../operate/doctor.ts'
import { withEnvironmentFile } from '../../operate/environment-file.ts'
import type { Examined } from '../../operate/examined.ts'
import { readManifest } from '../../operate/manifest.ts'
import { readConfiguration } from '../../operate/read-configuration.ts'
import { loadCourses } from '../courses.ts'
import { openConfiguredStore } from '../open-configured-store.ts'
import type { Environment } from '../../github/connection.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { PACKAGE_FOLDER, packageVersion } from '../package-folder.ts'

const PATIENCE = 10_000
const SIGNS = { ok: 'ok', warning: 'note', wrong: 'WRONG' } as const

/** Prints a line for each thing that running the App needs, with what to do; exit code 1 where something is wrong. */
export async function runDoctor(output: Output, environment: Environment): Promise<number> {
  const read = readConfiguration(withEnvironmentFile(environment, '.env'), loadCourses)
  if (!read.ok) {
    output.write(`${SIGNS.wrong}  configuration\n${tellProblems(read.problems).replaceAll(/^/gm, '       ')}\n`)
    return EXIT_CODES.strictUnmet
  }
  const { credentials, github } = read.configuration
  const app = credentials === null ? null : await createApp({ ...credentials, apiUrl: github.apiUrl, userAgent: `capstone-coach/${packageVersion()}` })
  const examined = await examine({
    configuration: read.configuration, app,
    manifest: readManifest(readFileSync(new URL('app.yml', PACKAGE_FOLDER), 'utf8')),
    tryStore: async () => {
      const store = await openConfiguredStore(read.configuration)
      try {
        // Changes nothing, and is refused where nothing can be written.
        await store.deliveries.forgetBodies(0, 1)
        const courses = await store.courses.courses()
        const staff = await Promise.all(courses.map(async ({ id }) => [id, await store.courses.staffOf(id)] as const))
        return { courses, staff: new Map(staff), operators: await store.operators.all() }
      } finally {
        await store.close()
      }
    },
    git: gitVersion,
    ask: async (url) => {
      try {
        return (await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) })).status
      } catch {
        return null
      }
    },
  })
  app?.close()
  output.write(examined.map(lineOf).join(''))
  return examined.some(({ state }) => state === 'wrong') ? EXIT_CODES.strictUnmet : EXIT_CODES.graded
}

function lineOf({ state, about, says, next }: Examined): string {
  return `${SIGNS[state].padEnd(5)}  ${about}: ${says}\n${next === null ? '' : `       ${next}\n`}`
}
