import type { CriterionId } from '../model/criterion.ts'
import type { StepId } from '../model/progress.ts'
import type { ReasonKind, RunReason } from '../model/run-reason.ts'

/** The criterion or step whose hints help where a job failed for a reason of a kind: the lessons have a heading for each. */
export const REASON_SUBJECTS: Readonly<Record<ReasonKind, CriterionId | StepId>> = {
  'missing-module': 'tests-ci', 'missing-package': 'tests-ci', 'package-conflict': 'tests-ci', 'missing-command': 'tests-ci', 'import-error': 'step-3.3', 'syntax-error': 'step-3.3', 'no-such-file': 'step-3.3', 'no-such-target': 'step-3.3',
  lint: 'lint', 'failing-test': 'step-2.2', 'no-tests': 'tests-unit', 'missing-secret': 'cicd', authentication: 'cicd', quota: 'step-3.3', 'disk-full': 'step-3.3', 'data-not-pushed': 'data-versioning', timeout: 'step-3.3', memory: 'step-3.3',
}

/** The criterion or step whose hints help with one reason: what DVC keeps has the lesson on data, whatever refused it. */
export function subjectOfReason({ kind, about, line }: Pick<RunReason, 'kind' | 'about' | 'line'>): CriterionId | StepId {
  const isOfDvc = /\bdvc\b/i.test(line) || about.some((name) => /\bDVC\b/.test(name) || /(?:^|\/)data\//.test(name))
  return isOfDvc && (kind === 'authentication' || kind === 'missing-secret' || kind === 'no-such-file') ? 'data-versioning' : REASON_SUBJECTS[kind]
}
