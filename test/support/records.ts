import type { FileEvidence } from '../../src/model/evidence.ts'
import type { StepRecord } from '../../src/model/progress.ts'
import type { AssessmentRecord, CriterionRecord, ItemRecord } from '../../src/model/record.ts'

/** A criterion of which nothing was found, with changes. */
export function criterion(id: CriterionRecord['id'], changes: Partial<CriterionRecord> = {}): CriterionRecord {
  return {
    id, title: `Title of ${id}`, standing: 'missing', outcome: 'missing', basis: 'observed', proof: 'run', proofFrom: null, blockedBy: null, excused: null,
    evidence: [], against: [], lookedFor: 'something', found: 'nothing was found', next: `Do ${id}.`, lesson: '1-1', ...changes,
  }
}

/** An item of which nothing was found, with changes. */
export function item(title: string, criteria: ItemRecord['criteria'], changes: Partial<ItemRecord> = {}): ItemRecord {
  return { id: title.toLowerCase(), title, group: 'Group', required: true, criteria, outcome: 'missing', basis: 'observed', blockedBy: null, credit: 0, of: 1, ...changes }
}

/** A record of these criteria and items, with changes. */
export function recordOf(criteria: readonly CriterionRecord[], items: readonly ItemRecord[], changes: Partial<AssessmentRecord> = {}): AssessmentRecord {
  return {
    schema: 1, repository: { name: 'student/capstone', url: null, commit: 'a'.repeat(40), project: '.', projectFrom: 'found', takenAt: '2026-01-01T00:00:00Z' },
    checklist: { id: 'course', revision: 1 }, engine: { version: '1.0.0', revision: 1 }, criteria, items, practices: [], own: [], components: [], beyond: [], pipeline: [], steps: [],
    gaps: [], problems: [], grade: { credit: 1, of: 2, percent: 50, provisional: false }, ...changes,
  }
}

/** A line of a file as evidence. */
export function file(path: string, line: number, says = 'says'): FileEvidence {
  return { kind: 'file', path, line, blob: 'b', says }
}

/** A step of the capstone that is open, with changes. */
export function stepRecord(id: StepRecord['id'], changes: Partial<StepRecord> = {}): StepRecord {
  return { id, title: `Title of ${id}`, part: Number(id.slice(5, 6)), state: 'open', basis: 'observed', since: null, commit: null, evidence: [], against: [], lookedFor: 'something', found: 'Nothing was seen.', next: `Do ${id}.`, lesson: '', ...changes }
}

/** A step that is done, shown by a line of a file. */
export function doneStep(id: StepRecord['id'], found = 'It was shown.'): StepRecord {
  return stepRecord(id, { state: 'done', since: '2026-01-01T00:00:00.000Z', commit: 'a'.repeat(40), evidence: [file('params.yaml', 4, found)], found, next: '' })
}
