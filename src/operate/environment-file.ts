import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { Environment } from './setting-values.ts'

/** The environment joined to what a `.env` file sets, where there is one: what is set already goes first. */
export function withEnvironmentFile(environment: Environment, file: string): Environment {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) return environment
    throw new Error(`${file} cannot be read`, { cause: error })
  }
  return { ...parseEnv(text), ...environment }
}
