import { readFileSync, statSync } from 'node:fs'
import type { CommitSeen } from '../model/proof-seen.ts'
import { checkAgainstSchema } from '../parse/schema.ts'
import { PACKAGE_FOLDER } from './package-folder.ts'

type Loaded = { readonly ok: true; readonly seen: CommitSeen } | { readonly ok: false; readonly says: string }

/** A hundred runs with their jobs and steps take less than a megabyte, what ten of them uploaded a few more. */
const LARGEST = 60 * 1024 * 1024
const SHOWN = 5

/** What `capstone-coach runs` wrote of one commit, from its file; what is wrong with it comes back in a few lines. */
export function loadSeen(file: string): Loaded {
  let value: unknown
  try {
    if (statSync(file).size > LARGEST) return { ok: false, says: `${file}: this is larger than what runs of one commit take` }
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return { ok: false, says: `${file}: ${error instanceof SyntaxError ? 'this is no JSON' : 'the runs cannot be read'}; --runs takes a file that capstone-coach runs wrote, or api` }
  }
  const schema: unknown = JSON.parse(readFileSync(new URL('schemas/runs.schema.json', PACKAGE_FOLDER), 'utf8'))
  if (typeof schema !== 'object' || schema === null) throw new Error('schemas/runs.schema.json holds no schema')
  const problems = checkAgainstSchema(schema, value)
  if (problems.length > 0) return { ok: false, says: problems.slice(0, SHOWN).map(({ pointer, says }) => `${file}: ${pointer === '' ? '' : `${pointer}: `}${says}`).join('\n') }
  return { ok: true, seen: value as CommitSeen }
}
