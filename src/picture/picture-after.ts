import type { JudgedId } from '../model/criterion.ts'
import type { ComponentRecord } from '../model/picture.ts'
import type { AssessmentRecord, CriterionRecord } from '../model/record.ts'
import { judgedByCriteria, provenBy } from './judge-picture.ts'
import { COMPONENTS, CONNECTIONS } from './list.ts'

/** The picture of a reading once runs and deployments have settled its criteria: what is a criterion has its outcome, and what is proven by one is proven. */
export function pictureAfter({ components, beyond }: Pick<AssessmentRecord, 'components' | 'beyond'>, criteria: ReadonlyMap<JudgedId, CriterionRecord>): Pick<AssessmentRecord, 'components' | 'beyond'> {
  const sources = new Map(COMPONENTS.map(({ id, source }) => [id, source]))
  const joins = new Map(CONNECTIONS.map((connection) => [connection.id, connection]))
  return {
    beyond,
    components: components.map((component): ComponentRecord => {
      const source = sources.get(component.id)
      const connections = component.connections.map((one) => ({ ...one, ...provenBy(one, joins.get(one.id)?.provenBy ?? null, criteria) }))
      if (source === undefined) return { ...component, connections }
      const judged = source.kind === 'view' ? provenBy(component, source.provenBy, criteria) : judgedByCriteria(source, criteria)
      return { ...component, ...judged, connections }
    }),
  }
}
