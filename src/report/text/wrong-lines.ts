import type { JudgedSince, WrongVerdictSeen } from '../../model/wrong-verdict.ts'
import { jsonLine } from '../formats/json-report.ts'

/** Verdicts that were said to be wrong as JSON Lines: one object a line, whole in itself, with all that the App said. */
export function wrongLines(all: readonly WrongVerdictSeen[]): string {
  return all.map((one) => jsonLine(lineOf(one))).join('')
}

function lineOf({ id, courseId, repositoryId, repository, item, criterion, commit, judgedAt, engine, checklist, said, right, reason, by, at, since }: WrongVerdictSeen): object {
  return {
    schema: 1, id, course: courseId, repository: { id: repositoryId, ...repository }, commit, judgedAt: iso(judgedAt), item, criterion, engine, checklist, said, right, reason, by: by.login, at: iso(at),
    state: since === null ? 'open' : 'settled', since: since === null ? null : sinceOf(since, commit),
  }
}

function sinceOf({ commit, at, outcome, engine }: JudgedSince, before: string): object {
  return { commit, isSameCommit: commit === before, at: iso(at), outcome, engine }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
