import type { Kysely } from 'kysely'
import type { Assessment, AssessmentStore } from '../flow/ports/store-ports.ts'
import type { Backend } from './backend.ts'
import { writeGist } from './gists.ts'
import type { AssessmentRow, Tables } from './schema.ts'
import { fromJson } from './text.ts'
import { rowsBy, together } from './together.ts'
import { inTransaction } from './transaction.ts'

/** The port of what was judged, on SQL. */
export function createAssessmentStore(backend: Backend): AssessmentStore {
  const { database } = backend
  const byId = together(() => '', async (ids: readonly string[]) => rowsBy(await database.selectFrom('assessments').selectAll().where('id', 'in', ids).execute(), ({ id }) => id))
  const headsOf = headsReader(database)
  const seenOf = seenReader(database)
  return {
    add: (assessment) => inTransaction(backend, async (transaction) => {
      await backend.alone(transaction, assessment.repositoryId)
      const last = await newestOf(transaction, assessment.repositoryId).where('commit_sha', '=', assessment.commit).executeTakeFirst()
      if (last?.digest === assessment.digest && (last.is_default_branch === 1 || !assessment.isDefaultBranch)) return assessmentOf(last)
      const { position } = await newestOf(transaction, assessment.repositoryId).executeTakeFirst() ?? { position: 0 }
      await transaction.insertInto('assessments').values(rowOf(assessment, position + 1)).execute()
      await writeGist(transaction, assessment)
      return assessment
    }),
    byId: async (id) => {
      const [row] = await byId(id)
      return row === undefined ? null : assessmentOf(row)
    },
    newest: async (repositoryId, where) => {
      const all = newestOf(database, repositoryId)
      const row = await (where === 'default-branch' ? all.where('is_default_branch', '=', 1) : all.where('commit_sha', '=', where.commit)).executeTakeFirst()
      return row === undefined ? null : assessmentOf(row)
    },
    asOf: async (repositoryId, commit, until) => {
      const heads = await headsOf({ repositoryId, commit })
      const head = heads.findLast(({ at }) => until === null || at <= until) ?? heads[0]
      return head === undefined ? null : { id: head.id, at: head.at }
    },
    ofDefaultBranch: async (repositoryId, most) => {
      const newest = database.selectFrom('assessments').select((build) => build.fn.max('position').as('position')).where('repository_id', '=', repositoryId).where('is_default_branch', '=', 1)
        .groupBy('commit_sha').orderBy('position', 'desc').limit(most)
      const positions = (await newest.execute()).map(({ position }) => position)
      if (positions.length === 0) return []
      return (await database.selectFrom('assessments').selectAll().where('repository_id', '=', repositoryId).where('position', 'in', positions).orderBy('position', 'desc').execute()).map(assessmentOf)
    },
    seenOnDefaultBranch: async (repositoryId, most) => {
      const rows = await seenOf({ repositoryId, most })
      // Sorted to be stable, so commits that were first seen at once stay as they were judged.
      return rows.toReversed().map(({ commit_sha: commit, at }) => ({ commit, at: Number(at) })).toSorted((one, other) => one.at - other.at)
    },
    before: async ({ id, repositoryId, commit, branch, isDefaultBranch }) => {
      const elsewhere = newestOf(database, repositoryId).where('commit_sha', '!=', commit)
      const own = await database.selectFrom('assessments').select('position').where('id', '=', id).executeTakeFirst()
      // The default branch by what it is, since it may be renamed. Where no branch is known (a fork whose repository is gone), none is the same.
      const ofBranch = isDefaultBranch ? elsewhere.where('is_default_branch', '=', 1) : elsewhere.where('branch', '=', branch)
      const row = await (own === undefined ? ofBranch : ofBranch.where('position', '<', own.position)).executeTakeFirst()
        ?? (isDefaultBranch ? undefined : await elsewhere.where('is_default_branch', '=', 1).executeTakeFirst())
      return row === undefined ? null : assessmentOf(row)
    },
  }
}

/** The assessments of commits without what they say, in the order in which they were added. */
function headsReader(database: Kysely<Tables>) {
  return together(() => '', async (asked: readonly Pick<Assessment, 'repositoryId' | 'commit'>[]) => {
    const rows = rowsBy(await database.selectFrom('assessments').select(['id', 'at', 'repository_id', 'commit_sha']).where('repository_id', 'in', [...new Set(asked.map(({ repositoryId }) => repositoryId))])
      .where('commit_sha', 'in', asked.map(({ commit }) => commit)).orderBy('position').execute(), (row) => `${row.repository_id} ${row.commit_sha}`)
    return ({ repositoryId, commit }) => rows(`${repositoryId} ${commit}`)
  })
}

type SeenOf = { readonly repositoryId: number; readonly most: number }

/** When commits of the default branch were first judged, `most` a repository of those that came last, the last of them in front. */
function seenReader(database: Kysely<Tables>) {
  return together(({ most }: SeenOf) => String(most), async (asked, { most }) => {
    const [first, ...others] = asked.map(({ repositoryId }) => database.selectFrom(database.selectFrom('assessments')
      .select(['repository_id', 'commit_sha', (build) => build.fn.min('at').as('at'), (build) => build.fn.min('position').as('first')]).where('repository_id', '=', repositoryId).where('is_default_branch', '=', 1)
      .groupBy(['repository_id', 'commit_sha']).orderBy((build) => build.fn.min('position'), 'desc').limit(most).as('seen')).selectAll())
    const rows = first === undefined ? [] : await others.reduce((all, one) => all.unionAll(one), first).execute()
    const seen = rowsBy(rows.toSorted((one, other) => Number(other.first) - Number(one.first)), (row) => row.repository_id)
    return ({ repositoryId }) => seen(repositoryId)
  })
}

/** By the order in which they were added: clocks of several machines may differ. */
function newestOf(database: Kysely<Tables>, repositoryId: number) {
  return database.selectFrom('assessments').selectAll().where('repository_id', '=', repositoryId).orderBy('position', 'desc').limit(1)
}

function rowOf({ id, repositoryId, commit, branch, isDefaultBranch, at, digest, record }: Assessment, position: number): AssessmentRow {
  return {
    id, repository_id: repositoryId, position, commit_sha: commit, branch, is_default_branch: isDefaultBranch ? 1 : 0, at, digest, record: JSON.stringify(record),
  }
}

function assessmentOf(row: AssessmentRow): Assessment {
  return {
    id: row.id, repositoryId: row.repository_id, commit: row.commit_sha, branch: row.branch, isDefaultBranch: row.is_default_branch === 1, at: row.at, digest: row.digest,
    record: fromJson(row.record),
  }
}
