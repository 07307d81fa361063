import type { Check } from './frame/check.ts'
import { alerts } from './alerts.ts'
import { baseline } from './baseline.ts'
import { cicd } from './cicd.ts'
import { container } from './container.ts'
import { dataValidation } from './data-validation.ts'
import { dataVersioning } from './data-versioning.ts'
import { drift } from './drift.ts'
import { errors } from './errors.ts'
import { health } from './health.ts'
import { lint } from './lint.ts'
import { logging } from './logging.ts'
import { metrics } from './metrics.ts'
import { modelCard } from './model-card.ts'
import { preCommit } from './pre-commit.ts'
import { readme } from './readme.ts'
import { registry } from './registry.ts'
import { retrain } from './retrain.ts'
import { rollback } from './rollback.ts'
import { testsBehavioral } from './tests-behavioral.ts'
import { testsCi } from './tests-ci.ts'
import { testsIntegration } from './tests-integration.ts'
import { testsUnit } from './tests-unit.ts'
import { tracking } from './tracking.ts'
import { types } from './types.ts'

/** What is judged, in the rubric's order. A test compares this list with the folder and with the criteria. */
export const CHECKS: readonly Check[] = [
  lint,
  testsUnit,
  testsIntegration,
  testsBehavioral,
  testsCi,
  types,
  errors,
  baseline,
  registry,
  container,
  health,
  logging,
  metrics,
  alerts,
  cicd,
  rollback,
  drift,
  dataVersioning,
  tracking,
  dataValidation,
  preCommit,
  retrain,
  readme,
  modelCard,
]
