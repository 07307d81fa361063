import type { RepositorySeen } from '../../../model/repository-seen.ts'
import type { ContributionsDocument } from '../../../report/contributions-document.ts'
import { confirmPage, type Previewed } from '../../../report/pages/student/confirm-page.ts'
import { studentPage, studentTitle } from '../../../report/pages/student/student-page.ts'
import type { PageCall, PageRoute } from '../page-route.ts'
import { askedBy, type Form } from './repository-forms.ts'

/** One repository of a course, in depth: for the staff, and for who works on it. */
const repositoryRoute: PageRoute = {
  method: 'get', path: '/repositories/:id', needs: 'repository.read', tab: null,
  answer: async ({ course, may, person, place, query, ask, links, formToken, now }) => {
    const of = `id:${place('id')}`
    const asked = await ask('repository.read', { of })
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    const seen = asked.value as RepositorySeen
    const did = seen.people.length > 1 ? await ask('contributions.read', { of }) : null
    const contributions = did?.ok === true ? (did.value as ContributionsDocument).repositories[0] ?? null : null
    const { settings } = course
    return { kind: 'page', title: studentTitle(seen), wide: true, body: studentPage(seen, { courseId: course.id, calendar: settings, grading: settings.grading, links, now, contributions, may, pointsFollow: query.has('follows'), personId: person.id, formToken }) }
  },
}

/** What is written on the page of a repository: decided at once, or shown first with what it would bring, where the form's second button asks for that. */
function formRoute(form: Form, needs: PageRoute['needs']): PageRoute {
  return { method: 'post', path: `/repositories/:id/${form}`, needs, tab: null, answer: (call) => decided(form, call) }
}

async function decided(name: Form, { course, place, form, formToken, ask }: PageCall): ReturnType<PageRoute['answer']> {
  const { operation, input, anchor } = askedBy(name, form)
  const preview = form.get('button') === 'preview'
  const asked = await ask(operation, { of: `id:${place('id')}`, ...input, preview })
  if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
  const path = `/repositories/${encodeURIComponent(place('id'))}`
  if (!preview) return { kind: 'to', path: `${path}${(asked.value as { readonly follows: boolean }).follows ? '?follows' : ''}${anchor}` }
  const fields = Object.fromEntries([...form].filter(([field]) => field !== 'button' && field !== 'form'))
  return { kind: 'page', title: 'Nothing is decided yet', body: confirmPage(asked.value as Previewed, { courseId: course.id, path, action: name, fields, formToken, calendar: course.settings }) }
}

/** The page of one repository, and its forms. */
export const REPOSITORY_ROUTES: readonly PageRoute[] = [repositoryRoute, formRoute('decide', 'decisions.set'), formRoute('extend', 'decisions.extend'), formRoute('close', 'disputes.close')]
