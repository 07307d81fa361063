import type { FilledFile } from '../../../flow/course-service/fill-operations.ts'
import type { Done } from '../../../flow/course-service/operation.ts'
import type { ClassStanding } from '../../../model/class-standing.ts'
import { isGradeFormat, type GradeFormatName } from '../../../report/gradebook/formats.ts'
import { fillPage, filledPage, type FillWords } from '../../../report/pages/grades/fill-page.ts'
import { gradeFilePage, readFileQuery } from '../../../report/pages/grades/file-page.ts'
import type { FileProblem } from '../../../report/pages/grades/file-problems.ts'
import { gradesCount } from '../../../report/pages/grades/grades-count.ts'
import { FORMAT_NAMES, gradesPage } from '../../../report/pages/grades/grades-page.ts'
import { frameOf, wordIn } from '../form-words.ts'
import type { PageCall, PageRoute } from '../page-route.ts'
import { keptText, sentText } from '../sent-text.ts'

const CSV = 'text/csv; charset=utf-8'

/** How the grades of a course stand. */
const gradesRoute: PageRoute = {
  method: 'get', path: '/grades', needs: 'class.read', tab: 'grades',
  answer: async ({ course, ask }) => {
    const asked = await ask('class.read', {})
    return asked.ok ? { kind: 'page', title: 'Grades', body: gradesPage(gradesCount(asked.value as ClassStanding), course) } : { kind: 'refused', refusal: asked.refusal }
  },
}

type GradeFileText = { readonly text: string; readonly problems: readonly FileProblem[] }

const fileRoute: PageRoute = {
  method: 'get', path: '/grades/files/:format', needs: 'gradebook.file', tab: 'grades',
  answer: async (call) => {
    const { course: { id: courseId, title }, query } = call
    const asked = await fileOf(call)
    if (!asked.ok) return { kind: 'refused', refusal: asked.refusal }
    const format = call.place('format') as GradeFormatName
    return { kind: 'page', title: `Grades as a file: ${FORMAT_NAMES[format]}`, body: gradeFilePage(format, readFileQuery(query), asked.value as GradeFileText, { courseId, title }) }
  },
}

const downloadRoute: PageRoute = {
  method: 'get', path: '/grades/files/:format/download', needs: 'gradebook.file', tab: 'grades',
  answer: async (call) => {
    const asked = await fileOf(call)
    return asked.ok ? { kind: 'file', name: fileName(call, call.place('format')), type: CSV, text: (asked.value as GradeFileText).text } : { kind: 'refused', refusal: asked.refusal }
  },
}

/** The file that an address asks for, with what to know of it. */
async function fileOf({ place, query, ask }: PageCall): Promise<Done> {
  const { title, assignment, identity, bom } = readFileQuery(query)
  const format = place('format')
  const asked = await ask('gradebook.file', { format, ...title === '' ? {} : { title }, ...assignment === '' ? {} : { assignment }, ...identity === '' ? {} : { identity }, ...bom ? { bom } : {} })
  // Such an address was never made by a page.
  return asked.ok || isGradeFormat(format) ? asked : { ok: false, refusal: { ...asked.refusal, kind: 'not-found' } }
}

const fillRoute: PageRoute = {
  method: 'get', path: '/grades/fill', needs: 'gradebook.fill', tab: 'grades',
  answer: (call) => Promise.resolve({ kind: 'page', title: 'Fill in a file', body: fillPage(frameOf(call, 'gradebook.fill'), call.course.title) }),
}

const filledRoute: PageRoute = {
  method: 'post', path: '/grades/fill', needs: 'gradebook.fill', tab: 'grades',
  answer: async (call) => {
    const filled = await fill(call)
    return filled.ok ? { kind: 'page', title: 'The file, filled in', body: filledPage(filled.value, keptText(filled.sent), fillWords(call), frameOf(call, 'gradebook.fill')) } : { kind: 'refused', refusal: filled.refusal }
  },
}

const filledFileRoute: PageRoute = {
  method: 'post', path: '/grades/fill/download', needs: 'gradebook.fill', tab: 'grades',
  answer: async (call) => {
    const filled = await fill(call)
    return filled.ok ? { kind: 'file', name: fileName(call, `${filled.value.platform}-filled`), type: CSV, text: filled.value.text } : { kind: 'refused', refusal: filled.refusal }
  },
}

async function fill(call: PageCall): Promise<Extract<Done, { readonly ok: false }> | { readonly ok: true; readonly sent: string; readonly value: FilledFile }> {
  const sent = sentText(call, 'sheet')
  if (!sent.ok) return sent
  const asked = await call.ask('gradebook.fill', { file: sent.text, ...Object.fromEntries(Object.entries(fillWords(call)).filter(([, value]) => value !== '')) })
  return asked.ok ? { ok: true, sent: sent.text, value: asked.value as FilledFile } : asked
}

function fillWords({ form }: PageCall): FillWords {
  return { title: wordIn(form, 'title'), assignment: wordIn(form, 'assignment'), gradeColumn: wordIn(form, 'gradeColumn'), feedbackColumn: wordIn(form, 'feedbackColumn') }
}

/** Course and what it is, in letters that every file system takes. */
function fileName({ course: { id } }: PageCall, what: string): string {
  return `${id.replaceAll(/[^A-Za-z0-9-]/g, '-')}-${what}.csv`
}

/** The pages of grades, and of files of them. */
export const GRADE_ROUTES: readonly PageRoute[] = [gradesRoute, fileRoute, downloadRoute, fillRoute, filledRoute, filledFileRoute]
