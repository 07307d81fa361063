import type { StandingStore } from '../flow/ports/standing-port.ts'
import { STANDING_FORM, type Standing } from '../model/standing.ts'
import type { Backend } from './backend.ts'
import { fromJson } from './text.ts'

/** The port of where repositories stand, on SQL. */
export function createStandingStore({ database }: Backend): StandingStore {
  const readable = database.selectFrom('standings').where('form', '=', STANDING_FORM).orderBy('repository_id')
  return {
    save: async ({ countedBy, workers, ...standing }) => {
      const { courseId, repositoryId, at } = standing
      const row = { at, standing: JSON.stringify(standing), form: STANDING_FORM, counted_by: countedBy, workers: JSON.stringify(workers) }
      await database.insertInto('standings').values({ course_id: courseId, repository_id: repositoryId, ...row })
        .onConflict((conflict) => conflict.columns(['course_id', 'repository_id']).doUpdateSet(row).where('standings.at', '<=', at)).execute()
    },
    of: async (courseId) => (await readable.select(['standing', 'counted_by', 'workers']).where('course_id', '=', courseId).execute())
      .map(({ standing, counted_by: countedBy, workers }) => ({ ...fromJson<Omit<Standing, 'countedBy' | 'workers'>>(standing), countedBy, workers: fromJson<Standing['workers']>(workers) })),
    workers: async (courseId) => (await readable.select(['repository_id', 'counted_by', 'workers']).where('course_id', '=', courseId).execute())
      .map(({ repository_id: repositoryId, counted_by: countedBy, workers }) => ({ repositoryId, countedBy, workers: fromJson<Standing['workers']>(workers) })),
    outdated: async (courseId, countedBy) => {
      const rows = await database.selectFrom('enrolments').leftJoin('standings', (join) => join.onRef('standings.course_id', '=', 'enrolments.course_id').onRef('standings.repository_id', '=', 'enrolments.repository_id'))
        .select('enrolments.repository_id').where('enrolments.course_id', '=', courseId).where('enrolments.ended_at', 'is', null)
        // A row of a later form is another replica's, which is on the way to take this one's place.
        .where((build) => build.or([build('standings.form', 'is', null), build('standings.form', '<', STANDING_FORM), build.and([build('standings.form', '=', STANDING_FORM), build('standings.counted_by', '!=', countedBy)])]))
        .orderBy('enrolments.repository_id').execute()
      return rows.map((row) => row.repository_id)
    },
  }
}
