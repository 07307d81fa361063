import type { StandingStore } from '../flow/standing-port.ts'
import type { Backend } from './backend.ts'
import { fromJson } from './text.ts'

/** The port of where repositories stand, on SQL. */
export function createStandingStore({ database }: Backend): StandingStore {
  return {
    save: async (standing) => {
      const { courseId, repositoryId, at } = standing
      const row = { at, standing: JSON.stringify(standing) }
      await database.insertInto('standings').values({ course_id: courseId, repository_id: repositoryId, ...row })
        .onConflict((conflict) => conflict.columns(['course_id', 'repository_id']).doUpdateSet(row).where('standings.at', '<=', at)).execute()
    },
    of: async (courseId) => (await database.selectFrom('standings').select('standing').where('course_id', '=', courseId).orderBy('repository_id').execute()).map((row) => fromJson(row.standing)),
  }
}
