import { unknown, withGaps } from '../checks/frame/judge.ts'
import type { RepositoryFacts } from '../facts/repository-facts.ts'
import type { CriterionId, JudgedId, Outcome } from '../model/criterion.ts'
import type { Evidence, FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { BeyondRecord, ComponentId, ComponentRecord, ConnectionRecord } from '../model/picture.ts'
import type { CriterionRecord } from '../model/record.ts'
import type { Problem } from '../model/repository.ts'
import type { Connection, Source, View } from './component.ts'
import { BEYOND, COMPONENTS, CONNECTIONS } from './list.ts'

type Criteria = ReadonlyMap<JudgedId, CriterionRecord>
type Judged = Pick<ComponentRecord, 'criterion' | 'outcome' | 'basis' | 'evidence' | 'against' | 'found' | 'next'>

export type Picture = { readonly components: readonly ComponentRecord[]; readonly beyond: readonly BeyondRecord[]; readonly problems: readonly Problem[] }

/**
 * The whole picture of a repository: its components with their connections, and what lies beyond. A component that is a criterion has that
 * criterion's outcome, so that runs seen there are seen here. What throws is `unknown` and comes back as a problem, with path `''`. Pure.
 */
export function pictureOf(facts: RepositoryFacts, criteria: Criteria): Picture {
  const problems: Problem[] = []
  const safely = <Value>(id: string, judge: () => Value, instead: Value): Value => {
    try {
      return judge()
    } catch (error) {
      problems.push({ path: '', line: 0, says: `picture ${id} failed: ${error instanceof Error ? error.message : 'unknown error'}` })
      return instead
    }
  }
  const looked = (id: string, view: View): Finding => safely(id, () => withGaps(view.needs, view.judge(facts), facts), FAULT)
  const components = COMPONENTS.map((component) => {
    const judged = judgedBy(component.source, criteria, (view) => looked(component.id, view))
    return { component, judged, tools: judged.evidence.length === 0 ? [] : safely(component.id, () => shown(component.tools(facts, inFiles(judged.evidence))), []) }
  })
  const byId = new Map(components.map(({ component, judged }) => [component.id, { title: component.title, judged }]))
  const joined = CONNECTIONS.map((connection) => ({ from: connection.from, record: connectionRecord(connection, byId, criteria, (view) => looked(connection.id, view)) }))
  return {
    components: components.map(({ component, judged, tools }) => ({
      id: component.id, title: component.title, band: component.band, ...judged, tools,
      connections: joined.filter(({ from }) => from === component.id).map(({ record }) => record),
    })),
    beyond: BEYOND.map(({ id, title, brings, tools, ...view }): BeyondRecord => {
      const { standing, evidence, found } = looked(id, view)
      return { id, title, outcome: standing, basis: 'observed', tools: evidence.length === 0 ? [] : safely(id, () => shown(tools(facts, inFiles(evidence))), []), evidence, found, brings }
    }),
    problems,
  }
}

const FAULT = unknown('This part of the picture met a fault of its own. Nothing is held against the repository.')
const UNSEEN: Judged = { criterion: null, outcome: 'unknown', basis: 'observed', evidence: [], against: [], found: 'The criterion was not judged.', next: '' }

function judgedBy(source: Source, criteria: Criteria, look: (view: View) => Finding): Judged {
  return source.kind === 'view' ? { criterion: null, ...settled(look(source.view), source, criteria) } : judgedByCriteria(source, criteria)
}

/** What a component that is one criterion, or the best of several, shows. */
export function judgedByCriteria(source: Exclude<Source, { readonly kind: 'view' }>, criteria: Criteria): Judged {
  if (source.kind === 'criterion') {
    const record = criteria.get(source.id)
    return record === undefined ? UNSEEN : { ...ofCriterion(record), criterion: source.id }
  }
  const records = source.ids.flatMap((id) => criteria.get(id) ?? [])
  const [best] = records.toSorted((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome))
  return best === undefined ? UNSEEN : { ...ofCriterion(best), criterion: null }
}

/** What fails stops; else the best decides, and what could not be seen is worth more than what is not there. */
const ORDER: readonly Outcome[] = ['failing', 'verified', 'present', 'partial', 'unknown', 'missing']

function ofCriterion({ outcome, basis, evidence, against, found, next }: CriterionRecord): Omit<Judged, 'criterion'> {
  return { outcome, basis, evidence, against, found, next }
}

function settled(finding: Finding, { reading, provenBy: by }: Pick<Connection, 'reading' | 'provenBy'>, criteria: Criteria): Omit<Judged, 'criterion'> {
  const { standing, evidence, against, found, next } = finding
  const outcome = standing !== 'present' ? standing : reading ? 'verified' : 'present'
  return { evidence, against, found, next, ...provenBy({ outcome, basis: 'observed' }, by, criteria) }
}

/** What is whole takes the outcome of the criterion whose proof is its own, where that was proven or failed. */
export function provenBy(one: Pick<Judged, 'outcome' | 'basis'>, id: CriterionId | null, criteria: Criteria): Pick<Judged, 'outcome' | 'basis'> {
  const proof = id === null ? undefined : criteria.get(id)
  const isWhole = one.outcome === 'verified' || one.outcome === 'present'
  return isWhole && proof !== undefined && (proof.outcome === 'verified' || proof.outcome === 'failing') ? { outcome: proof.outcome, basis: proof.basis } : { outcome: one.outcome, basis: one.basis }
}

type Ends = ReadonlyMap<ComponentId, { readonly title: string; readonly judged: Judged }>

function connectionRecord(connection: Connection, ends: Ends, criteria: Criteria, look: (view: View) => Finding): ConnectionRecord {
  const { id, to, title, joins } = connection
  const [from, other] = [ends.get(connection.from), ends.get(to)]
  const gone = [from, other].filter((end) => end?.judged.outcome === 'missing')
  const unjoined: Finding = { standing: 'missing', evidence: [], against: [], found: whichEndStands(from, other), next: joins }
  const hidden = gone.length === 0 && [from, other].some((end) => end?.judged.outcome === 'unknown')
  const finding = gone.length > 0 ? unjoined : look({ needs: connection.needs, judge: (facts) => connection.judge(facts) ?? unjoined })
  const seen = finding.standing === 'missing' && hidden ? unknown('One of its ends could not be seen. Nothing is held against the repository.') : finding
  return { id, to, title, ...settled(seen, connection, criteria) }
}

/** Which end of a connection is there, and that nothing joins them: both there does not mean connected. */
function whichEndStands(from: EndOf, to: EndOf): string {
  const isThere = (end: EndOf): boolean => end !== undefined && end.judged.outcome !== 'missing'
  const [one, other] = [from?.title ?? '', to?.title ?? '']
  if (isThere(from) && isThere(to)) return `${one} and ${other} are both there; nothing was found that joins them.`
  if (isThere(from)) return `${one} is there, ${other} is not.`
  return isThere(to) ? `${other} is there, ${one} is not.` : `Neither ${one} nor ${other} is there.`
}

type EndOf = { readonly title: string; readonly judged: Judged } | undefined

function inFiles(evidence: readonly Evidence[]): readonly FileEvidence[] {
  return evidence.filter((one) => one.kind === 'file')
}

/** Each name once, at most three, each cut to what a label can hold. */
function shown(tools: readonly string[]): readonly string[] {
  return [...new Set(tools)].slice(0, 3).map((name) => (name.length > 40 ? `${name.slice(0, 39)}…` : name))
}
