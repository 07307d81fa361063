import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../house/source-files.ts'
import { readLiterateCases } from '../../support/literate-cases.ts'
import { readPairs } from '../read-pairs.ts'

export type Files = Readonly<Record<string, string>>

const sample = join(ROOT, 'samples', 'sentiment-service')

/** The sample repository. */
export const SAMPLE: Files = Object.fromEntries((readdirSync(sample, { recursive: true }) as string[]).filter((path) => statSync(join(sample, path)).isFile())
  .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(sample, path), 'utf8')]))

const checks = join(ROOT, 'test', 'checks')
const deceits = join(ROOT, 'test', 'hostile', 'repositories')
const documentsIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.md'))

/** The repositories of the checks' cases, and those that deceive. */
export const CASES: readonly Files[] = [
  ...documentsIn(checks).flatMap((name) => readLiterateCases(readFileSync(join(checks, name), 'utf8'), name).map((one) => one.files)),
  ...documentsIn(deceits).flatMap((name) => readPairs(readFileSync(join(deceits, name), 'utf8'), name).flatMap(({ adversary, twin }) => [adversary.files, twin.files])),
]

const ALL = [SAMPLE, ...CASES].flatMap((files) => Object.entries(files))

/** The texts of real files whose path fits, the longest first; at most 60, so that each of them comes often. */
export function seedsOf(path: RegExp): readonly string[] {
  return [...new Set(ALL.filter(([name]) => path.test(name)).map(([, text]) => text))].sort((one, other) => other.length - one.length).slice(0, 60)
}

/** A file of the project itself. */
export function fileOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}
