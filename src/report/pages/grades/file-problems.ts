import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { prose } from '../prose.ts'

/** What to know of a file (`GradeFileProblem`). */
export type FileProblem = { readonly student: string | null; readonly line: number | null; readonly says: string }

/** How many students who have the same to know are named in the open, and how many at all. */
const MOST = { open: 3, named: 500 } as const

type Group = { readonly says: string; readonly whom: readonly string[] }

/** What to know before a file is used, or that there is nothing: what holds for several students is said once. */
export function fileProblems(problems: readonly FileProblem[]): Html {
  if (problems.length === 0) return html`<p>Nothing is missing from it, and every grade in it is final.</p>`
  return html`<section class="note" aria-labelledby="to-know">
<h2 id="to-know">Before it is used</h2>
<ul>
${groupsOf(problems).map((group) => html`<li>${groupShown(group)}</li>
`)}</ul>
</section>`
}

function groupShown({ says, whom }: Group): Html {
  if (whom.length === 0) return prose(says)
  const named = html`<ul>
${whom.slice(0, MOST.named).map((one) => html`<li>${prose(one)}</li>
`)}${whom.length > MOST.named ? html`<li>and ${whom.length - MOST.named} more</li>
` : null}</ul>`
  if (whom.length <= MOST.open) return html`${prose(whom.join(', '))}: ${prose(says)}`
  return html`<details><summary>${counted(whom.length, 'student')}: ${prose(says)}</summary>
${named}</details>`
}

/** Problems of students by what is said of them; each begins with whom it is about. */
function groupsOf(problems: readonly FileProblem[]): readonly Group[] {
  const groups = new Map<string, string[]>()
  for (const { student, line, says } of problems) {
    const behind = student === null ? -1 : says.indexOf('): ')
    const end = behind >= 0 ? behind + 1 : student === null ? -1 : says.indexOf(': ')
    const key = end < 0 ? says : says.slice(end + 2)
    const whom = groups.get(key) ?? []
    if (end >= 0) whom.push(`${says.slice(0, end)}${line === null ? '' : ` in line ${line}`}`)
    groups.set(end < 0 && line !== null ? `Line ${line}: ${says}` : key, whom)
  }
  return [...groups].map(([says, whom]) => ({ says, whom }))
}
