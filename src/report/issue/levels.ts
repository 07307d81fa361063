import type { CriterionId, Outcome } from '../../model/criterion.ts'
import type { ComponentId } from '../../model/picture.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { OUTCOME_MARKS } from '../words/outcome-words.ts'

/** A piece that a level taught, by the criterion or the component that shows it. */
type Piece = { readonly name: string } & ({ readonly criterion: CriterionId } | { readonly component: ComponentId })

/** What the four levels of the course were about. */
const LEVELS: readonly { readonly title: string; readonly pieces: readonly Piece[] }[] = [
  { title: 'Model and container', pieces: [{ name: 'a model against its baseline', criterion: 'baseline' }, { name: 'a container', criterion: 'container' }] },
  { title: 'Versions, tracking, tests', pieces: [{ name: 'data versions', criterion: 'data-versioning' }, { name: 'tracked runs', criterion: 'tracking' }, { name: 'a model registry', criterion: 'registry' }, { name: 'tests', component: 'pytest' }] },
  { title: 'API and deployment', pieces: [{ name: 'an API that users call', component: 'users' }, { name: 'a health check', criterion: 'health' }, { name: 'a platform to run on', component: 'cloud' }] },
  { title: 'CI/CD and monitoring', pieces: [{ name: 'a pipeline', criterion: 'cicd' }, { name: 'metrics', criterion: 'metrics' }, { name: 'alerts', criterion: 'alerts' }, { name: 'drift detection', criterion: 'drift' }] },
]

const ORDER: readonly Outcome[] = ['verified', 'present', 'partial', 'failing', 'missing', 'unknown']

/** The four levels of the course as a table, each with what a repository shows of it. */
export function levelTable(record: AssessmentRecord): string {
  const rows = LEVELS.map(({ title, pieces }, at) => `| ${at + 1}. ${title} | ${shown(pieces, record)} |\n`)
  return `| Level | What is here of it |\n| --- | --- |\n${rows.join('')}\n`
}

function shown(pieces: readonly Piece[], record: AssessmentRecord): string {
  const outcomes = pieces.map((piece) => ({ name: piece.name, outcome: outcomeOf(piece, record) }))
  return ORDER.flatMap((outcome) => {
    const names = outcomes.flatMap((one) => one.outcome === outcome ? [one.name] : [])
    return names.length === 0 ? [] : [`${OUTCOME_MARKS[outcome]}&nbsp;${outcome}: ${names.join(', ')}`]
  }).join('<br>')
}

function outcomeOf(piece: Piece, { criteria, components }: AssessmentRecord): Outcome {
  const found = 'criterion' in piece ? criteria.find(({ id }) => id === piece.criterion) : components.find(({ id }) => id === piece.component)
  return found?.outcome ?? 'unknown'
}
