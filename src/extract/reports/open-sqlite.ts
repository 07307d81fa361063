import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import initSqlJs, { type Database, type SqlValue } from 'sql.js'
import type { Cell, ReportDatabase } from '../../parse/reports/mlflow-database.ts'
import type { OpenDatabase, ReportFile } from '../../parse/reports/read-reports.ts'

/** A foreign schema runs nothing, nothing is written, and SQLite ends a query that wants more memory than this. */
const PRAGMAS = 'pragma trusted_schema = off; pragma query_only = on; pragma cell_size_check = on; pragma temp_store = memory; pragma hard_heap_limit = 67108864'
/** Where the header says that changes lie in a log beside the file (2) or not (1). */
const LOG_FLAGS = [18, 19] as const

/**
 * Loads SQLite as WebAssembly and gives what opens databases with it. A database lies in the memory of the WebAssembly and reaches neither files nor network;
 * it cannot be ended from here, so a hostile one is for a worker that can be.
 */
export async function loadSqlite(): Promise<OpenDatabase> {
  // The build puts the WebAssembly beside what it bundles.
  const place = import.meta.url.endsWith('.ts') ? createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm') : new URL('./sql-wasm.wasm', import.meta.url)
  const bytes = await readFile(place)
  const sqlite = await initSqlJs({ wasmBinary: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) })
  return (file) => {
    let database: Database | null = null
    try {
      database = new sqlite.Database(withoutLog(file))
      database.exec(PRAGMAS)
      // The first question reads the schema: a damaged one says so here.
      database.exec('select count(*) from sqlite_master')
      const opened = database
      return { ok: true, database: reading(opened), close: () => { opened.close() } }
    } catch (thrown) {
      database?.close()
      return { ok: false, says: `the database cannot be opened (${thrown instanceof Error ? thrown.message.slice(0, 120) : 'unknown error'})` }
    }
  }
}

/**
 * What opens the databases among these files; SQLite is loaded only where one is there by its ending. Where it cannot be loaded every database is refused
 * with why. Never rejects.
 */
export async function openerFor(files: readonly ReportFile[], load: () => Promise<OpenDatabase> = loadSqlite): Promise<OpenDatabase> {
  if (!files.some(({ path, bytes }) => /\.(?:db|sqlite3?)$/i.test(path) && bytes.length > 0)) return () => ({ ok: false, says: 'a database is read under the endings .db, .sqlite and .sqlite3 only' })
  try {
    return await load()
  } catch (thrown) {
    const says = `databases cannot be read here (${thrown instanceof Error ? thrown.message.slice(0, 120) : 'unknown error'})`
    return () => ({ ok: false, says })
  }
}

function withoutLog(file: Uint8Array): Uint8Array {
  const copy = file.slice()
  for (const at of LOG_FLAGS) if (copy[at] === 2) copy[at] = 1
  return copy
}

function reading(database: Database): ReportDatabase {
  const rows = (sql: string): readonly (readonly Cell[])[] => (database.exec(sql)[0]?.values ?? []).map((row) => row.map(cellOf))
  return {
    rows,
    columns(table) {
      const [made] = rows(`select substr(sql, 1, 30) from main.sqlite_master where type = 'table' and lower(name) = lower('${table}')`)
      // A view and a virtual table run what their maker wrote; so does a generated column, which is hidden here.
      if (!/^create table\b/i.test(String(made?.[0] ?? ''))) return new Set()
      return new Set(rows(`pragma main.table_xinfo('${table}')`).filter((row) => row[6] === 0).slice(0, 200).map(([, column]) => String(column)))
    },
  }
}

function cellOf(value: SqlValue): Cell {
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
