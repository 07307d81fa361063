import type { Kysely } from 'kysely'
import type { GistStore } from '../flow/ports/gist-port.ts'
import { gistOf } from '../flow/judging/record-gist.ts'
import type { CriterionGist, ItemGist, KeptGist } from '../model/gist.ts'
import type { AssessmentRecord } from '../model/record.ts'
import type { Backend } from './backend.ts'
import type { Tables } from './schema.ts'
import { fromJson } from './text.ts'
import { together } from './together.ts'

/** The port of gists, on SQL. */
export function createGistStore({ database }: Backend): GistStore {
  return {
    of: together(() => '', async (ids: readonly string[]) => {
      const rows = new Map((await database.selectFrom('gists').select(['id', 'gist']).where('id', 'in', ids).execute()).map(({ id, gist }) => [id, gist]))
      // Most pushes leave most verdicts as they were: the same text is read once.
      const read = new Map<string, KeptGist>()
      return (id) => {
        const text = rows.get(id)
        if (text === undefined) return null
        const gist = read.get(text) ?? gistIn(text)
        read.set(text, gist)
        return gist
      }
    }),
  }
}

/** Keeps the gist of what was judged, where it has one, in the transaction that keeps the judgement. */
export async function writeGist(transaction: Kysely<Tables>, { id, repositoryId, record }: { readonly id: string; readonly repositoryId: number; readonly record: AssessmentRecord }): Promise<void> {
  const gist = gistOf(record)
  if (gist !== null) await transaction.insertInto('gists').values({ id, repository_id: repositoryId, gist: gistText(gist) }).execute()
}

type GistText = Pick<KeptGist, 'checklist' | 'practicesBy'> & { readonly criteria: readonly (readonly [...CriterionFields, blockedBy?: CriterionGist['blockedBy'], excused?: string | null])[]; readonly items: readonly ItemFields[] }
type CriterionFields = readonly [id: CriterionGist['id'], outcome: CriterionGist['outcome'], basis: CriterionGist['basis']]
type ItemFields = readonly [id: string, outcome: ItemGist['outcome'], credit: number, of: number]

/** A gist as text, without the names of its fields: up to 2 kB PostgreSQL keeps it in its row, and SQLite two in a page. */
export function gistText({ checklist, practicesBy, criteria, items }: KeptGist): string {
  const text: GistText = {
    checklist, practicesBy,
    criteria: criteria.map(({ id, outcome, basis, blockedBy, excused }) => excused !== null ? [id, outcome, basis, blockedBy, excused] : blockedBy !== null ? [id, outcome, basis, blockedBy] : [id, outcome, basis]),
    items: items.map(({ id, outcome, credit, of }) => [id, outcome, credit, of]),
  }
  return JSON.stringify(text)
}

function gistIn(text: string): KeptGist {
  const { checklist, practicesBy, criteria, items } = fromJson<GistText>(text)
  return {
    checklist, practicesBy,
    criteria: criteria.map(([id, outcome, basis, blockedBy = null, excused = null]) => ({ id, outcome, basis, blockedBy, excused })),
    items: items.map(([id, outcome, credit, of]) => ({ id, outcome, credit, of })),
  }
}
