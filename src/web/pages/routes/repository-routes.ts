import type { RepositorySeen } from '../../../model/repository-seen.ts'
import type { DecidablesSeen } from '../../../model/subject-seen.ts'
import type { ContributionsDocument } from '../../../report/courses/contributions-document.ts'
import { confirmPage, decidedAlone, type Previewed } from '../../../report/pages/student/confirm-page.ts'
import { anchorOf, decidePage, decideTitle } from '../../../report/pages/student/decide-page.ts'
import { studentPage, studentTitle } from '../../../report/pages/student/student-page.ts'
import { pathOf } from '../../../report/pages/site-page.ts'
import type { PageCall, PageRoute } from '../page-route.ts'
import { askedBy, type Form } from './repository-forms.ts'

/** One repository of a course, in depth: for the staff, and for who works on it. */
const repositoryRoute: PageRoute = {
  method: 'get', path: '/repositories/:id', needs: 'repository.read', tab: null,
  answer: async ({ course, may, person, place, ask, links, formToken, now }) => {
    const of = `id:${place('id')}`
    const asked = await ask('repository.read', { of })
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    const seen = asked.value as RepositorySeen
    const did = seen.people.length > 1 ? await ask('contributions.read', { of }) : null
    const contributions = did?.ok === true ? (did.value as ContributionsDocument).repositories[0] ?? null : null
    const { settings } = course
    return { kind: 'page', title: studentTitle(seen), wide: true, body: studentPage(seen, { courseId: course.id, calendar: settings, grading: settings.grading, links, now, contributions, may, personId: person.id, formToken }) }
  },
}

/** Something of a repository, with the form by which it is decided; all that can be decided where nothing is named. */
const decideRoute: PageRoute = {
  method: 'get', path: '/repositories/:id/decide', needs: 'decisions.about', tab: null,
  answer: async ({ course, place, query, ask, formToken, now }) => {
    const on = (query.get('on') ?? '').trim()
    const asked = await ask('decisions.about', { of: `id:${place('id')}`, ...on === '' ? {} : { on } })
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    const seen = asked.value as DecidablesSeen
    return { kind: 'page', title: decideTitle(seen), wide: true, body: decidePage(seen, { courseId: course.id, calendar: course.settings, formToken, now }) }
  },
}

/** What is written on the pages of a repository: done at once, or shown first with what it would bring, where the form's second button asks for that. */
function formRoute(form: Form, needs: PageRoute['needs']): PageRoute {
  return { method: 'post', path: `/repositories/:id/${form}`, needs, tab: null, answer: (call) => decided(form, call) }
}

/** What the service answers to a form; of judging anew nothing is decided. */
type Answered = Partial<Previewed> & { readonly follows?: boolean }

async function decided(name: Form, { course, place, form, formToken, ask }: PageCall): ReturnType<PageRoute['answer']> {
  const { operation, input, anchor } = askedBy(name, form)
  const preview = name !== 'judge' && form.get('button') === 'preview'
  const asked = await ask(operation, { of: `id:${place('id')}`, ...input, ...preview ? { preview } : {} })
  if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
  const path = `/repositories/${encodeURIComponent(place('id'))}`
  const { follows = false, decision } = asked.value as Answered
  const shownAt = `${path}${anchor ?? (decision?.subject ? anchorOf(decision.subject) : '')}`
  // Told in the answer itself: by an address anybody could be led to read it.
  if (follows) return { kind: 'page', title: 'It is decided', body: decidedAlone(`${pathOf(course.id)}${shownAt}`) }
  if (!preview) return { kind: 'to', path: shownAt }
  const fields = Object.fromEntries([...form].filter(([field]) => field !== 'button' && field !== 'form'))
  const back = name === 'decide' ? `${path}/decide?${new URLSearchParams({ on: input['subject'] ?? '' }).toString()}` : path
  return { kind: 'page', title: 'Nothing is decided yet', body: confirmPage(asked.value as Previewed, { courseId: course.id, path, back, action: name, fields, formToken, calendar: course.settings }) }
}

/** The page of one repository, that on which something of it is decided, and their forms. */
export const REPOSITORY_ROUTES: readonly PageRoute[] = [repositoryRoute, decideRoute, formRoute('decide', 'decisions.set'), formRoute('extend', 'decisions.extend'), formRoute('close', 'disputes.close'), formRoute('judge', 'work.judge'), formRoute('pause', 'work.pause')]
