import type { ConditionKind } from '../model/condition.ts'
import { call } from './call.ts'
import { decorator } from './decorator.ts'
import { dependency } from './dependency.ts'
import { dockerfile } from './dockerfile.ts'
import { file } from './file.ts'
import type { ConditionCheck } from './frame/condition-check.ts'
import { heading } from './heading.ts'
import { importOf } from './import.ts'
import { route } from './route.ts'
import { setting } from './setting.ts'
import { words } from './words.ts'
import { workflowRuns } from './workflow-runs.ts'

/** Every kind of condition. A test compares this list with the folder, with the schemas and with the page that explains them. */
export const CONDITIONS: { readonly [Kind in ConditionKind]: ConditionCheck<Kind> } = {
  file,
  import: importOf,
  call,
  decorator,
  route,
  'workflow-runs': workflowRuns,
  dockerfile,
  setting,
  dependency,
  heading,
  words,
}
