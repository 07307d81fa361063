import type { Gradebook, GradedItem, RepositoryGrade } from '../../model/gradebook.ts'
import { csvLine } from '../text/csv-text.ts'
import { fileText, ofStudent, type GradeFile, type GradeFileOptions } from './grade-file.ts'
import { whyNone } from './grade-state.ts'

const COLUMNS = ['student', 'name', 'repository', 'item', 'title', 'outcome', 'basis', 'points', 'of', 'source', 'by', 'reason', 'evidence_url', 'commit', 'judged_at', 'checklist', 'checklist_revision', 'engine_revision', 'level'] as const

/**
 * A row a student, repository and item: how it came out, what it earned before lateness took anything off, whose word that is and why, and by which commit, checklist and engine; `level` of an item that people grade. What does not count is of 0 points and has none. Where there is no grade there are no
 * rows, and that is told.
 */
export function longFile({ rows }: Gradebook, options: GradeFileOptions): GradeFile {
  return {
    text: fileText([csvLine(COLUMNS), ...rows.flatMap(({ student, repository, grade }) => grade === null ? [] : grade.items.map((item) => csvLine([student.key, student.name, repository?.name ?? '', ...cellsOf(item, grade)])))], options),
    problems: rows.flatMap((row) => row.grade === null || row.grade.items.length === 0 ? [ofStudent(row.student, `no rows${row.repository === null ? '' : ` of ${row.repository.name}`}, since ${row.grade === null ? whyNone(row) : 'its grade has no items'}`)] : []),
  }
}

function cellsOf(item: GradedItem, { commit, judgedAt, checklist, engine }: RepositoryGrade): readonly (string | number)[] {
  return [
    item.id, item.title, item.outcome, item.basis, item.of > 0 ? item.points : '', item.of, item.source, item.by ?? '', item.reason ?? '', item.evidenceUrl ?? '',
    commit, new Date(judgedAt).toISOString(), checklist.id, checklist.revision, engine.revision, item.level ?? '',
  ]
}
