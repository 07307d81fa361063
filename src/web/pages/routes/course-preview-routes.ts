import { previewFormPage, previewPage, previewProblemsPage, type PreviewedChange, type PreviewFrame } from '../../../report/pages/course/preview-page.ts'
import type { PageCall, PageRoute } from '../page-route.ts'
import { sentText } from '../sent-text.ts'

const TITLE = 'Preview a change'

const formRoute: PageRoute = {
  method: 'get', path: '/course/preview', needs: 'course.preview', tab: 'course',
  answer: async (call) => ({ kind: 'page', title: TITLE, body: previewFormPage(await frameOf(call, { file: '', checklist: '' })) }),
}

const previewRoute: PageRoute = {
  method: 'post', path: '/course/preview', needs: 'course.preview', tab: 'course',
  answer: async (call) => {
    const [file, checklist] = [sentText(call, 'course'), sentText(call, 'checklist')]
    if (!file.ok) return { kind: 'refused', refusal: file.refusal }
    if (!checklist.ok) return { kind: 'refused', refusal: checklist.refusal }
    // Without a file it would tell the keys alone, and what was asked is what would change.
    const asked = await call.ask('course.preview', { file: file.text === '' ? ' ' : file.text, ...checklist.text.trim() === '' ? {} : { checklist: checklist.text } })
    const frame = await frameOf(call, { file: file.text, checklist: checklist.text })
    if (asked.ok) return { kind: 'page', title: TITLE, body: previewPage(asked.value as PreviewedChange, frame) }
    const { lines } = asked.refusal
    return lines === undefined ? { kind: 'refused', refusal: asked.refusal } : { kind: 'page', title: TITLE, status: 422, body: previewProblemsPage(lines, frame) }
  },
}

/** What tells of a change of the course's file before it is made. */
export const COURSE_PREVIEW_ROUTES: readonly PageRoute[] = [formRoute, previewRoute]

async function frameOf({ course: { id: courseId }, formToken, may, ask }: PageCall, written: PreviewFrame['written']): Promise<PreviewFrame> {
  const asked = await ask('course.preview', {})
  return { courseId, formToken, may, written, keys: asked.ok ? (asked.value as Pick<PreviewFrame, 'keys'>).keys : [] }
}
