import type { GradesFrame } from '../../report/pages/grades/grades-frame.ts'
import type { OperationId } from '../../model/role.ts'
import type { PageCall } from './page-route.ts'

/** What was written into a field of a form, without blanks around it; empty where there is no such field. */
export function wordIn(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? '').trim()
}

/** What a page of grades has besides its own; `changes` is what its forms do, which not everybody may who reads it. */
export function frameOf({ course, formToken, may }: PageCall, ...changes: readonly OperationId[]): GradesFrame {
  return { courseId: course.id, formToken, mayChange: changes.every(may) }
}
