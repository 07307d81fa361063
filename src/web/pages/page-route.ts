import type { Done, Refusal } from '../../flow/course-service/operation.ts'
import type { Course, Person } from '../../model/course.ts'
import type { May, OperationId } from '../../model/role.ts'
import type { Html } from '../../report/text/html.ts'
import type { LessonLinks } from '../../report/words/lesson-words.ts'
import type { TabName } from '../../report/pages/site-page.ts'
import type { SentFile } from './read-form.ts'

/** One request for a page of a course, by somebody who signed in and may see it. */
export type PageCall = {
  readonly course: Course
  readonly person: Person
  /** Whether the person may do something to everything of the course. */
  readonly may: May
  /** What stands in a place of the route's path, decoded; empty where the route has no such place. */
  readonly place: (name: string) => string
  readonly query: URLSearchParams
  /** What was sent with a form; empty for a page that is read. */
  readonly form: URLSearchParams
  /** The file that was chosen in a field of the form; null where none was. */
  readonly file: (name: string) => SentFile | null
  /** What a form on the page has to send back as `form`. */
  readonly formToken: string
  /** How advice on a page leads to lessons. */
  readonly links: LessonLinks
  /** Asks the service of the course in the person's name. */
  readonly ask: (id: OperationId, input: object) => Promise<Done>
  /** Milliseconds since 1970. */
  readonly now: number
}

/** `title` is what the browser's tab says, `wide` whether the page is a table that needs the width, `status` 422 where a form came back with what is wrong in it. `to` is a path of the course's pages that is shown next, as after a write. */
export type PageAnswer =
  | { readonly kind: 'page'; readonly title: string; readonly body: Html; readonly wide?: boolean; readonly status?: 200 | 422 }
  | { readonly kind: 'to'; readonly path: string }
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly text: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/**
 * A page of a course, or what a form on one does. `path` lies below the course's own (`/repositories/:id`); who may open it is said by `needs` in the table of roles (`MAY`), and each operation that it asks for looks again.
 * `tab` is the entry of the navigation that it belongs to.
 */
export type PageRoute = {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly needs: OperationId
  readonly tab: TabName | null
  readonly answer: (call: PageCall) => Promise<PageAnswer>
}
