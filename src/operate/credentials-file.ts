import { randomUUID } from 'node:crypto'
import { chmodSync, closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Credentials } from '../flow/ports/operation-ports.ts'
import type { SettingProblem } from './configuration.ts'
import { isRsaKey } from './rsa-key.ts'
import { errorCode } from './error-code.ts'

type Read = { readonly ok: true; readonly credentials: Credentials | null } | ({ readonly ok: false } & Omit<SettingProblem, 'name'>)

const EXPECTED = 'the credentials as the set-up page writes them'
const LARGEST = 64 * 1024

/** The credentials that were stored in a file, null where there is none. A file that others than its owner may read is refused: its secrets may be known. */
export function readCredentialsFile(file: string): Read {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { ok: true, credentials: null }
    return { ok: false, found: `a file that cannot be opened (${errorCode(error)})`, expected: EXPECTED, next: 'Let the user that runs the App own it: chown, then chmod 600.' }
  }
  try {
    const { mode, size } = fstatSync(descriptor)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      return {
        ok: false, found: `a file that others may read (mode ${(mode & 0o777).toString(8).padStart(4, '0')})`, expected: 'mode 0600',
        next: 'Run `chmod 600` on it. If somebody else may have read it, make a new private key, webhook secret and client secret on GitHub.',
      }
    }
    const credentials = size > LARGEST ? null : credentialsIn(readFileSync(descriptor, 'utf8'))
    if (credentials !== null) return { ok: true, credentials }
    return { ok: false, found: 'a file that is damaged', expected: EXPECTED, next: 'Restore it from a backup; or remove it, start the App and set it up anew, or set APP_ID, PRIVATE_KEY and WEBHOOK_SECRET.' }
  } finally {
    closeSync(descriptor)
  }
}

/** Stores credentials so that a crash leaves either the old file or the new one, readable by its owner alone; the folder is made where it is missing. */
export function writeCredentialsFile(file: string, credentials: Credentials): void {
  const folder = dirname(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const beside = `${file}.${randomUUID()}`
  const descriptor = openSync(beside, 'wx', 0o600)
  try {
    // The mask of the process can only take rights away; this gives the owner back what it took.
    chmodSync(beside, 0o600)
    writeFileSync(descriptor, `${JSON.stringify(credentials, null, 2)}\n`)
    fsyncSync(descriptor)
    renameSync(beside, file)
  } catch (error) {
    rmSync(beside, { force: true })
    throw new Error(`${file} could not be written`, { cause: error })
  } finally {
    closeSync(descriptor)
  }
}

function credentialsIn(text: string): Credentials | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const { appId, privateKey, webhookSecret, client } = mapOf(value)
  if (typeof appId !== 'number' || !Number.isSafeInteger(appId) || appId <= 0) return null
  if (typeof privateKey !== 'string' || !isRsaKey(privateKey)) return null
  if (typeof webhookSecret !== 'string' || webhookSecret.length < 16) return null
  if (client === null || client === undefined) return { appId, privateKey, webhookSecret, client: null }
  const { id, secret } = mapOf(client)
  return typeof id === 'string' && typeof secret === 'string' ? { appId, privateKey, webhookSecret, client: { id, secret } } : null
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? value as Readonly<Record<string, unknown>> : {}
}
