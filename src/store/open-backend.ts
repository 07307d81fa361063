import type { AppendOnly, Backend, Report, StoreSettings } from './backend.ts'
import { appendOnlyOnPostgres, openPostgres } from './postgres.ts'
import { appendOnlyOnSqlite, openSqlite } from './sqlite.ts'

/** Opens the database that the settings name, as it is: no schema is made. `application` is what PostgreSQL calls its connections. */
export function openBackend(settings: StoreSettings, report: Report, application?: string): readonly [Backend, AppendOnly] {
  return settings.kind === 'sqlite' ? [openSqlite(settings.file), appendOnlyOnSqlite] : [openPostgres(settings.url, report, application), appendOnlyOnPostgres]
}
