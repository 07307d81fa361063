import type { Kysely, SelectQueryBuilder, Transaction } from 'kysely'
import type { Tables } from './schema.ts'

/** Where everything is kept: one file of SQLite (`:memory:` keeps nothing), which several processes of one machine may share, or PostgreSQL, which any number share. */
export type StoreSettings = { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string }

/** The few things that SQLite and PostgreSQL do each in its own way; everything else is one query layer. */
export type Backend = {
  readonly database: Kysely<Tables>
  /** Takes the rows of `work` that a query finds for this transaction alone, and passes over those that another one has. */
  readonly passOverLocked: <Row>(query: SelectQueryBuilder<Tables, 'work', Row>) => SelectQueryBuilder<Tables, 'work', Row>
  /** Lets one transaction at a time go on for a repository, until it ends. */
  readonly alone: (transaction: Kysely<Tables>, repositoryId: number) => Promise<void>
  /** Lets the append-only tables among some be changed and deleted from within one transaction while `run` runs, for this transaction alone; who writes to them meanwhile waits for its end. */
  readonly openForErasing: <Result>(transaction: Transaction<Tables>, tables: readonly (keyof Tables)[], run: () => Promise<Result>) => Promise<Result>
  /** Whether a transaction failed because of another one at the same time, so that it is worth doing again. */
  readonly isClash: (error: unknown) => boolean
  /** Whether a statement failed for what one of its rows holds, so that the others may be written without it. */
  readonly isOfRow: (error: unknown) => boolean
  /** Tells who waits for work that there may be some; never throws, since who waits looks by himself too. */
  readonly announce: () => Promise<void>
  /** Calls `wake` whenever work is announced, until the function that it gives back is called. */
  readonly onWork: (wake: () => void) => () => void
  /** How large the database is on the disk, in bytes. */
  readonly bytes: () => Promise<number>
  readonly close: () => Promise<void>
}

/** The statements that make a table refuse changing and deleting of rows. */
export type AppendOnly = (table: keyof Tables) => readonly string[]

/** Takes trouble that nobody waits for: a connection that was lost while it rested. */
export type Report = (says: string, cause: unknown) => void
