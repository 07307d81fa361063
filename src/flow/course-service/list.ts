import { CLASS_OPERATIONS } from './class-operations.ts'
import { CONTRIBUTION_OPERATIONS } from './contribution-operations.ts'
import { COURSE_OPERATIONS } from './course-operations.ts'
import { DECIDE_OPERATIONS } from './decide-operations.ts'
import { FILL_OPERATIONS } from './fill-operations.ts'
import { ITEM_OPERATIONS } from './item-operations.ts'
import type { Operation } from './operation.ts'
import { PREVIEW_OPERATIONS } from './preview-operations.ts'
import { PROGRESS_OPERATIONS } from './progress-operations.ts'
import { READ_OPERATIONS } from './read-operations.ts'
import { REJUDGE_OPERATIONS } from './rejudge-operations.ts'
import { RELEASE_OPERATIONS } from './release-operations.ts'
import { REPOSITORY_OPERATIONS } from './repository-operations.ts'
import { ROSTER_OPERATIONS } from './roster-operations.ts'
import { STUDENT_OPERATIONS } from './student-operations.ts'
import { TOKEN_OPERATIONS } from './token-operations.ts'

/** Everything that the service of a course does: the one list that the command line, the API, its description and pages go by. */
export const OPERATIONS: readonly Operation[] = [...COURSE_OPERATIONS, ...PREVIEW_OPERATIONS, ...READ_OPERATIONS, ...FILL_OPERATIONS, ...PROGRESS_OPERATIONS, ...CLASS_OPERATIONS, ...ITEM_OPERATIONS, ...REPOSITORY_OPERATIONS, ...ROSTER_OPERATIONS, ...STUDENT_OPERATIONS, ...CONTRIBUTION_OPERATIONS, ...DECIDE_OPERATIONS, ...REJUDGE_OPERATIONS, ...RELEASE_OPERATIONS, ...TOKEN_OPERATIONS]
