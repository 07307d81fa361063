import type { CriterionId } from '../model/criterion.ts'
import type { StepId } from '../model/progress.ts'
import type { ReasonKind, RunReason } from '../model/run-reason.ts'

/** The criterion or step whose hints help where a job failed for a reason of a kind: most often that of step 3.3, which asks what CI does not have that your machine has. */
export const REASON_SUBJECTS: Readonly<Record<ReasonKind, CriterionId | StepId>> = {
  'missing-module': 'step-3.3', 'missing-package': 'step-3.3', 'missing-library': 'step-3.3', 'package-conflict': 'step-3.3', 'package-version': 'step-3.3', 'package-build': 'step-3.3', 'bad-requirement': 'step-3.3',
  'stale-lock': 'step-3.3', 'python-version': 'step-3.3', 'no-environment': 'step-3.3', 'action-version': 'step-3.3', 'missing-command': 'step-3.3', 'import-error': 'step-3.3', 'syntax-error': 'step-3.3', 'no-such-file': 'step-3.3', 'missing-folder': 'step-3.3', 'missing-resource': 'step-3.3', 'no-such-target': 'step-3.3',
  'not-executable': 'step-3.3', 'missing-image': 'container', 'image-name': 'container', lint: 'pre-commit', 'failing-test': 'step-3.3', 'no-tests': 'tests-unit', coverage: 'tests-unit', 'missing-secret': 'step-3.3', 'missing-variable': 'step-3.3',
  authentication: 'step-3.3', 'no-answer': 'step-3.3', quota: 'step-3.3', 'disk-full': 'step-3.3', 'data-not-pushed': 'data-versioning', 'no-remote': 'data-versioning', 'lfs-pointer': 'step-3.3', timeout: 'step-3.3', memory: 'step-3.3', exception: 'step-3.3',
}

/** What an image lacks is mended in its recipe, whose lesson says what belongs there. */
const OF_IMAGE: ReadonlySet<ReasonKind> = new Set(['missing-module', 'missing-command', 'missing-library', 'no-such-file'])

/** The criterion or step whose hints help with one reason: what DVC keeps has the lesson on data, whatever refused it; what an image lacks has that on containers. */
export function subjectOfReason({ kind, about, line, inImage = false }: Pick<RunReason, 'kind' | 'about' | 'line' | 'inImage'>): CriterionId | StepId {
  const isOfDvc = /\bdvc\b/i.test(line) || about.some((name) => /\bDVC\b/.test(name) || /(?:^|\/)data\//.test(name))
  if (isOfDvc && (kind === 'authentication' || kind === 'missing-secret' || kind === 'no-such-file')) return 'data-versioning'
  if (kind === 'authentication' && about.some((name) => /\bregistry$/.test(name))) return 'cicd'
  const isOfBuild = inImage || /failed to (?:solve|compute cache key|calculate checksum)|^COPY failed:/.test(line)
  return isOfBuild && OF_IMAGE.has(kind) ? 'container' : REASON_SUBJECTS[kind]
}
