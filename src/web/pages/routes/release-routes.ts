import type { ClassStanding } from '../../../model/class-standing.ts'
import { gradingWords } from '../../../report/gradebook/grading-words.ts'
import { nameIn } from '../../../report/pages/class/class-query.ts'
import { rejudgingBegunPage, rejudgingPage, rejudgingsPage, type RejudgingBegun, type RejudgingChange, type RejudgingShown } from '../../../report/pages/grades/rejudging-pages.ts'
import { releasePage, releasePreviewPage, type SeenShown, type WordShown } from '../../../report/pages/grades/release-page.ts'
import { frameOf, wordIn } from '../form-words.ts'
import type { PageAnswer, PageCall, PageRoute } from '../page-route.ts'

const releaseRoute: PageRoute = {
  method: 'get', path: '/grades/release', needs: 'releases.read', tab: 'grades',
  answer: async (call) => {
    const [asked, people] = await Promise.all([call.ask('releases.read', {}), peopleIn(call)])
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    const { settings } = call.course
    const rule = gradingWords(settings.grading, settings.dueAt !== null).at(-1) ?? ''
    return { kind: 'page', title: 'Release or hold', body: releasePage((asked.value as { readonly releases: readonly WordShown[] }).releases, people.sections, rule, settings, frameOf(call, 'grades.release')) }
  },
}

const releasingRoute: PageRoute = {
  method: 'post', path: '/grades/release', needs: 'grades.release', tab: 'grades',
  answer: async (call) => {
    const { form, ask } = call
    const [student, reason] = [wordIn(form, 'student'), wordIn(form, 'reason')]
    const whose = student === '' ? form.get('whose') ?? '' : `student:${student}`
    const [hold, preview] = [form.get('says') === 'held', form.get('write') !== '1']
    const asked = await ask('grades.release', { ...releaseScope(whose), hold, preview, ...reason === '' ? {} : { reason } })
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    if (!preview) return { kind: 'to', path: '/grades/release' }
    const { names } = await peopleIn(call)
    return { kind: 'page', title: hold ? 'Hold these grades?' : 'Release these grades?', body: releasePreviewPage((asked.value as { readonly students: readonly SeenShown[] }).students, names, { whose, hold, reason }, frameOf(call, 'grades.release')) }
  },
}

const rejudgingsRoute: PageRoute = {
  method: 'get', path: '/grades/rejudgings', needs: 'rejudgings.read', tab: 'grades',
  answer: async (call) => {
    const [asked, { sections }] = await Promise.all([call.ask('rejudgings.read', {}), peopleIn(call)])
    return asked.ok ? { kind: 'page', title: 'Judge again', body: rejudgingsPage((asked.value as { readonly rejudgings: readonly RejudgingShown[] }).rejudgings, sections, call.course.settings, frameOf(call, 'rejudgings.begin')) } : { kind: 'refused', refusal: asked.refusal }
  },
}

const beginRoute: PageRoute = {
  method: 'post', path: '/grades/rejudgings', needs: 'rejudgings.begin', tab: 'grades',
  answer: async (call) => {
    const { form, ask } = call
    const students = wordIn(form, 'students').split(',').map((one) => one.trim()).filter((one) => one !== '')
    const section = sectionIn(form.get('whose') ?? '')
    const whose = students.length > 0 ? { students } : section !== null ? { section } : form.get('whose') === 'class' ? { all: true } : {}
    const asked = await ask('rejudgings.begin', { ...whose, reason: wordIn(form, 'reason') })
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    const begun = asked.value as RejudgingBegun
    // What was left out is kept nowhere: told in the answer itself, since by an address anybody could be led to read it.
    if (begun.unreached + begun.without.length > 0) return { kind: 'page', title: 'A re-judging has begun', body: rejudgingBegunPage(begun, frameOf(call)) }
    return { kind: 'to', path: `/grades/rejudgings/${encodeURIComponent(begun.id)}` }
  },
}

const rejudgingRoute: PageRoute = {
  method: 'get', path: '/grades/rejudgings/:rejudging', needs: 'rejudgings.preview', tab: 'grades',
  answer: async (call) => {
    const [asked, { names }] = await Promise.all([call.ask('rejudgings.preview', { id: call.place('rejudging') }), peopleIn(call)])
    return asked.ok ? { kind: 'page', title: 'What a re-judging changes', wide: true, body: rejudgingPage(asked.value as RejudgingChange, names, call.course.settings, frameOf(call, 'rejudgings.apply', 'rejudgings.undo')) } : { kind: 'refused', refusal: asked.refusal }
  },
}

const applyRoute: PageRoute = {
  method: 'post', path: '/grades/rejudgings/:rejudging/apply', needs: 'rejudgings.apply', tab: 'grades',
  answer: (call) => {
    const disputes = wordIn(call.form, 'disputes')
    return turn(call, 'rejudgings.apply', disputes === '' ? {} : { disputes })
  },
}

const undoRoute: PageRoute = { method: 'post', path: '/grades/rejudgings/:rejudging/undo', needs: 'rejudgings.undo', tab: 'grades', answer: (call) => turn(call, 'rejudgings.undo', {}) }

async function turn({ place, form, ask }: PageCall, operation: 'rejudgings.apply' | 'rejudgings.undo', more: object): Promise<PageAnswer> {
  const id = place('rejudging')
  const asked = await ask(operation, { id, reason: wordIn(form, 'reason'), ...more })
  return asked.ok ? { kind: 'to', path: `/grades/rejudgings/${encodeURIComponent(id)}` } : { kind: 'refused', refusal: asked.refusal }
}

/** Pages and forms by which grades are released, held and judged again. */
export const RELEASE_ROUTES: readonly PageRoute[] = [releaseRoute, releasingRoute, rejudgingsRoute, beginRoute, rejudgingRoute, applyRoute, undoRoute]

/** The sections of the class, and its students by their keys. */
async function peopleIn({ ask }: PageCall): Promise<{ readonly sections: readonly string[]; readonly names: ReadonlyMap<string, string> }> {
  const asked = await ask('class.read', {})
  const rows = asked.ok ? (asked.value as ClassStanding).rows : []
  return { sections: [...new Set(rows.map(({ student: { section } }) => section.trim()))].filter((section) => section !== '').toSorted(), names: new Map(rows.map((row) => [row.student.key, nameIn(row)])) }
}

function releaseScope(whose: string): object {
  const section = sectionIn(whose)
  return whose === 'class' ? { class: true } : section !== null ? { section } : whose.startsWith('student:') ? { student: whose.slice('student:'.length) } : {}
}

function sectionIn(whose: string): string | null {
  return whose.startsWith('section:') ? whose.slice('section:'.length) : null
}
