import { FROM_IN_FORCE, previewFormPage, previewPage, previewProblemsPage, type PreviewedChange, type PreviewFrame } from '../../../report/pages/course/preview-page.ts'
import type { PageCall, PageRoute } from '../page-route.ts'
import { sentText } from '../sent-text.ts'

const TITLE = 'Preview a change'

const formRoute: PageRoute = {
  method: 'get', path: '/course/preview', needs: 'course.preview', tab: 'course',
  answer: async (call) => {
    const asked = await call.ask('course.preview', {})
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    const { keys, checklist } = asked.value as Pick<PreviewFrame, 'keys'> & { readonly checklist: string }
    return { kind: 'page', title: TITLE, body: previewFormPage({ ...frameOf(call, { file: '', checklist: call.query.get(FROM_IN_FORCE) === null ? '' : checklist }), keys }) }
  },
}

const previewRoute: PageRoute = {
  method: 'post', path: '/course/preview', needs: 'course.preview', tab: 'course',
  answer: async (call) => {
    const [file, checklist] = [sentText(call, 'course'), sentText(call, 'checklist')]
    if (!file.ok) return { kind: 'refused', refusal: file.refusal }
    if (!checklist.ok) return { kind: 'refused', refusal: checklist.refusal }
    const [hasFile, hasChecklist] = [file.text.trim() !== '', checklist.text.trim() !== '']
    // Without either it would tell the keys alone, and what was asked is what would change.
    const asked = await call.ask('course.preview', { ...hasFile ? { file: file.text } : hasChecklist ? {} : { file: ' ' }, ...hasChecklist ? { checklist: checklist.text } : {} })
    const frame = { ...frameOf(call, { file: file.text, checklist: checklist.text }), keys: await keysOf(call) }
    if (asked.ok) return { kind: 'page', title: TITLE, body: previewPage(asked.value as PreviewedChange, frame) }
    const { lines } = asked.refusal
    return lines === undefined ? { kind: 'refused', refusal: asked.refusal } : { kind: 'page', title: TITLE, status: 422, body: previewProblemsPage(lines, frame) }
  },
}

/** What tells of a change of the course's file before it is made. */
export const COURSE_PREVIEW_ROUTES: readonly PageRoute[] = [formRoute, previewRoute]

async function keysOf({ ask }: PageCall): Promise<PreviewFrame['keys']> {
  const asked = await ask('course.preview', {})
  return asked.ok ? (asked.value as Pick<PreviewFrame, 'keys'>).keys : []
}

function frameOf({ course: { id: courseId, origin }, formToken, may }: PageCall, written: PreviewFrame['written']): Omit<PreviewFrame, 'keys'> {
  return { courseId, origin: origin.kind, formToken, may, written }
}
