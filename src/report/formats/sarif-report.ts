import type { JudgedId, Levels, Outcome } from '../../model/criterion.ts'
import type { Evidence, FileEvidence } from '../../model/evidence.ts'
import type { AssessmentRecord, CriterionRecord } from '../../model/record.ts'
import { cleanLine } from '../text/clean-text.ts'
import { fingerprint } from './fingerprint.ts'
import { code, sentence } from '../text/markdown-text.ts'

export type SarifOptions = {
  /** What each standing of each criterion asks, for the help of its rule. */
  readonly levels: ReadonlyMap<JudgedId, Levels>
}

const OPEN: readonly Outcome[] = ['failing', 'missing', 'partial']
/** Code scanning shows a result by its place; one without any says so in the place's stead. */
const NO_PLACE = 'no-file-for-this-result'
const LONGEST_MESSAGE = 1000

/**
 * The record as SARIF 2.1.0 for code scanning: a rule a criterion; a result for each criterion that is partial, missing or failing, and for each place that
 * speaks against one. `warning` is for what the checklist requires and is missing or fails, `note` for the rest. Fingerprints rest on what was found, not on lines.
 */
export function sarifReport(record: AssessmentRecord, options: SarifOptions): string {
  const { repository, engine } = record
  return `${JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'Capstone Coach', version: engine.version, rules: record.criteria.map((criterion) => ruleOf(criterion, options)) } },
      automationDetails: { id: `capstone-coach/${cleanLine(record.checklist.id, 100)}/` },
      columnKind: 'utf16CodeUnits',
      ...(repository.url === null || repository.commit === null ? {} : { versionControlProvenance: [{ repositoryUri: repository.url, revisionId: repository.commit }] }),
      invocations: [{ executionSuccessful: true, endTimeUtc: repository.takenAt, toolExecutionNotifications: notificationsOf(record) }],
      results: record.criteria.flatMap((criterion, index) => resultsOf(criterion, index, record)),
    }],
  }, null, 2)}\n`
}

function ruleOf(criterion: CriterionRecord, { levels }: SarifOptions): object {
  const asked = levels.get(criterion.id)
  // An own item's words are its author's.
  const lesson = criterion.lesson === '' ? [] : [criterion.lesson]
  const lines = asked === undefined ? [] : [`Present: ${asked.present}`, `Partial: ${asked.partial}`, `Missing: ${asked.missing}`]
  return {
    id: criterion.id,
    name: criterion.id.split(/[-:]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''),
    shortDescription: { text: messageText(criterion.title) },
    fullDescription: { text: messageText(criterion.lookedFor) },
    help: {
      text: [`Looked for: ${messageText(criterion.lookedFor)}`, ...lines, ...lesson.map((link) => `Lesson: ${messageText(link)}`)].join('\n'),
      markdown: [`**Looked for:** ${sentence(criterion.lookedFor)}`, lines.map((line) => `- ${line}`).join('\n'), ...lesson.map((link) => `Lesson ${code(link)}`)].filter((part) => part !== '').join('\n\n'),
    },
    defaultConfiguration: { level: 'note' },
    properties: { tags: ['mlops', 'capstone'], 'problem.severity': 'recommendation', precision: 'high' },
  }
}

function resultsOf(criterion: CriterionRecord, ruleIndex: number, record: AssessmentRecord): readonly object[] {
  const rule = { ruleId: criterion.id, ruleIndex }
  const files = criterion.evidence.filter(isFile)
  const against = criterion.against.filter(isFile)
  const isOpen = OPEN.includes(criterion.outcome) && criterion.excused === null
  const [first = against[0], ...others] = files
  const main = !isOpen ? [] : [{
    ...rule,
    level: levelOf(criterion, record),
    message: { text: messageText(`${criterion.found}${criterion.next === '' ? '' : ` Next: ${criterion.next}`}`) },
    locations: [locationOf(first)],
    ...(others.length === 0 ? {} : { relatedLocations: others.map((one, id) => ({ id, ...locationOf(one), message: { text: messageText(one.says) } })) }),
    partialFingerprints: { primaryLocationLineHash: `${fingerprint(criterion.id)}:1` },
    properties: { outcome: criterion.outcome, basis: criterion.basis },
  }]
  const told = isOpen && files.length === 0 ? against.slice(1) : against
  return [...main, ...told.map((one, index) => ({
    ...rule,
    level: 'note',
    message: { text: messageText(`This speaks against “${criterion.title}”: ${one.says}.`) },
    locations: [locationOf(one)],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint(criterion.id, one.path, one.says)}:${1 + told.slice(0, index).filter((other) => other.path === one.path && other.says === one.says).length}` },
    properties: { outcome: criterion.outcome, basis: criterion.basis },
  }))]
}

function levelOf(criterion: CriterionRecord, record: AssessmentRecord): 'warning' | 'note' {
  const required = record.items.some((item) => item.required && item.criteria.includes(criterion.id))
  return required && criterion.outcome !== 'partial' ? 'warning' : 'note'
}

function locationOf(evidence: FileEvidence | undefined): object {
  if (evidence === undefined) return { physicalLocation: { artifactLocation: { uri: NO_PLACE }, region: { startLine: 1 } } }
  return { physicalLocation: { artifactLocation: { uri: relativeAddress(evidence.path), uriBaseId: '%SRCROOT%' }, region: { startLine: Math.max(1, evidence.line) } } }
}

/** A path as a relative reference of a URI. */
function relativeAddress(path: string): string {
  return path.replace(/\p{Cs}/gu, '\ufffd').split('/').map(encodeURIComponent).join('/')
}

function notificationsOf(record: AssessmentRecord): readonly object[] {
  return [
    ...record.criteria.filter(({ outcome }) => outcome === 'unknown').map((criterion) => ({ level: 'note', associatedRule: { id: criterion.id }, message: { text: messageText(`${criterion.title}: ${criterion.found}`) } })),
    ...record.gaps.map((gap) => ({ level: 'note', message: { text: messageText(`${gap.path} could not be read: ${gap.reason}.`) } })),
    ...record.problems.map((problem) => ({ level: 'note', message: { text: messageText(`${problem.path}${problem.line > 0 ? `:${problem.line}` : ''}: ${problem.says}`) } })),
  ]
}

/** Text of a repository as a message: one line, cut, and without what the format would read as a link (`[words](address)`). */
function messageText(text: string): string {
  const line = cleanLine(text, LONGEST_MESSAGE)
  return line.includes('](') ? line.replace(/[\\[\]]/g, '\\$&') : line
}

function isFile(evidence: Evidence): evidence is FileEvidence {
  return evidence.kind === 'file'
}
