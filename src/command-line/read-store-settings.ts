import { resolve } from 'node:path'
import { safeForTerminal } from '../report/text/terminal-text.ts'
import type { StoreSettings } from '../store/backend.ts'

/** A database as a person names it: `postgres://…`, or the path of a SQLite file. Null for an address of another scheme, or one that cannot be read. */
export function readStoreSettings(text: string): StoreSettings | null {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase()
  if (scheme === 'postgres' || scheme === 'postgresql') return URL.canParse(text) ? { kind: 'postgres', url: text } : null
  return text === '' || text.includes('://') ? null : { kind: 'sqlite', file: resolve(text) }
}

/** What a database is called where people read it: without user and password, and safe to print. */
export function nameOf(settings: StoreSettings): string {
  if (settings.kind === 'sqlite') return safeForTerminal(settings.file)
  const { host, pathname } = new URL(settings.url)
  return safeForTerminal(`PostgreSQL at ${host === '' ? 'this machine' : host}${pathname}`)
}
