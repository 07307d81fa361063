import type { PageRoute } from './page-route.ts'
import { CLASS_ROUTE } from './routes/class-route.ts'
import { COURSE_PREVIEW_ROUTES } from './routes/course-preview-routes.ts'
import { COURSE_ROUTES } from './routes/course-routes.ts'
import { GRADE_ROUTES } from './routes/grade-routes.ts'
import { ITEM_ROUTES } from './routes/item-routes.ts'
import { RELEASE_ROUTES } from './routes/release-routes.ts'
import { ROSTER_ROUTES } from './routes/roster-routes.ts'
import { REPOSITORY_ROUTES } from './routes/repository-routes.ts'
import { OPERATIONS_ROUTES } from './routes/operations-routes.ts'
import { WATCH_ROUTES } from './routes/watch-routes.ts'

/** Every page of a course and every form on them: the one list that the site answers, and that is tested for who may open what. */
export const PAGES: readonly PageRoute[] = [
  CLASS_ROUTE,
  ...WATCH_ROUTES,
  ...OPERATIONS_ROUTES,
  ...ITEM_ROUTES,
  ...GRADE_ROUTES,
  ...RELEASE_ROUTES,
  ...ROSTER_ROUTES,
  ...COURSE_ROUTES,
  ...COURSE_PREVIEW_ROUTES,
  ...REPOSITORY_ROUTES,
]
