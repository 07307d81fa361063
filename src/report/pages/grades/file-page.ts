import { GRADE_FORMATS, type GradeFormatName } from '../../gradebook/formats.ts'
import { html, type Html } from '../../text/html.ts'
import { pathOf } from '../site-page.ts'
import { fileProblems, type FileProblem } from './file-problems.ts'
import { gradesNav } from './grades-frame.ts'

/** What a file is asked with, as its address has it; empty where it is not said. */
export type FileQuery = { readonly title: string; readonly assignment: string; readonly identity: string; readonly bom: boolean }

/** Reads how a file is asked for; what is not understood is refused by the operation that writes it. */
export function readFileQuery(query: URLSearchParams): FileQuery {
  const word = (name: string): string => (query.get(name) ?? '').trim()
  return { title: word('title'), assignment: word('assignment'), identity: word('identity'), bom: query.get('bom') === '1' }
}

const IDENTITIES = { '': 'the one that most have', username: 'username', email: 'e-mail', idnumber: 'ID number' } as const

/** One format of grade files: how it is asked for, what to know before it is used, and the file. */
export function gradeFilePage(format: GradeFormatName, query: FileQuery, file: { readonly text: string; readonly problems: readonly FileProblem[] }, { courseId, title }: { readonly courseId: string; readonly title: string }): Html {
  const here = `${pathOf(courseId)}/grades/files/${format}`
  const rows = file.text.split('\n').length - 1
  return html`${gradesNav(courseId, null)}<p>${GRADE_FORMATS[format].says}</p>
${asking(format, query, here, title)}${fileProblems(file.problems)}
<p><a class="button main" href="${here}/download${fileQueryText(query)}" download>Download the file</a> <span class="soft">${rows} lines</span></p>`
}

/** The query of a file as its address has it, without what goes without saying. */
function fileQueryText({ title, assignment, identity, bom }: FileQuery): string {
  const words = new URLSearchParams(Object.entries({ title, assignment, identity, bom: bom ? '1' : '' }).filter(([, value]) => value !== ''))
  return words.size === 0 ? '' : `?${words.toString()}`
}

function asking(format: GradeFormatName, query: FileQuery, here: string, title: string): Html {
  return html`<form class="asking" method="get" action="${here}">
${format === 'canvas' || format === 'nbgrader' ? html`<label>What it is called there <input type="text" name="title" value="${query.title}" placeholder="${title}"></label>
` : null}${format === 'canvas' ? html`<label>Number of the assignment <input type="text" name="assignment" inputmode="numeric" pattern="[0-9]{1,15}" value="${query.assignment}" aria-describedby="assignment-says"></label>
<p id="assignment-says" class="soft says">The last number in its address. Without it Canvas takes an assignment of that name, or makes a new one.</p>
` : null}${format === 'moodle' ? html`<label>Moodle finds people by <select name="identity">${Object.entries(IDENTITIES).map(([value, name]) => html`<option value="${value}"${value === query.identity ? html` selected` : null}>${name}</option>`)}</select></label>
` : null}<label class="tick"><input type="checkbox" name="bom" value="1"${query.bom ? html` checked` : null}> Begin with the mark of UTF-8, which some spreadsheets need to show names right</label>
<button>Look again</button>
</form>
`
}
