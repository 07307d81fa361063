import { readFileSync, statSync } from 'node:fs'
import type { SettingProblem } from './configuration.ts'
import { errorCode } from './error-code.ts'
import { quoted, type Environment } from './setting-values.ts'
import { SETTINGS } from './settings.ts'

/** A secret is a line; what is larger is another file, named by mistake. */
const LARGEST = 10_000

const FILES = SETTINGS.map(({ name }) => name).filter((name) => name.endsWith('_FILE')).map((fileName) => ({ fileName, name: fileName.slice(0, -'_FILE'.length) }))

/**
 * The environment joined to the secrets whose files it names, as containers are given them (`WEBHOOK_SECRET_FILE=/run/secrets/webhook-secret`), without
 * blanks and line breaks around them. A file that cannot be read or is empty, and a secret that is set beside its file, come back as problems.
 */
export function withSecretsOfFiles(environment: Environment): { readonly environment: Environment; readonly problems: readonly SettingProblem[] } {
  const set = (name: string): string => environment[name]?.trim() ?? ''
  const read = FILES.filter(({ fileName }) => set(fileName) !== '').map(({ name, fileName }) => {
    if (set(name) !== '') return { problem: { name: fileName, found: `${name} beside it`, expected: 'one of the two', next: 'Remove one.' } }
    const secret = secretIn(set(fileName))
    return typeof secret === 'string' ? { name, secret } : { problem: { name: fileName, found: `${quoted(set(fileName))}, which ${secret.what}`, expected: `a file that holds ${name}`, next: 'Correct the path, or let the user that runs the App read the file.' } }
  })
  return {
    environment: { ...environment, ...Object.fromEntries(read.flatMap(({ name, secret }) => (name === undefined ? [] : [[name, secret]]))) },
    problems: read.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
  }
}

function secretIn(file: string): string | { readonly what: string } {
  try {
    if (statSync(file).size > LARGEST) return { what: `is larger than ${LARGEST} bytes` }
    const secret = readFileSync(file, 'utf8').trim()
    return secret === '' ? { what: 'is empty' } : secret
  } catch (error) {
    return { what: `cannot be read (${errorCode(error)})` }
  }
}
