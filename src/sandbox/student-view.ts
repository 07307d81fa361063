import type { CheckRunContent } from '../model/check-run.ts'
import { renderMarkdown } from '../parse/document/render-markdown.ts'
import { escaped } from './escaped.ts'
import { STUDENT_VIEW_STYLE } from './student-view-style.ts'

/** Where the script is served that draws diagrams, as GitHub draws them. */
export const DIAGRAM_SCRIPT = '/diagrams.js'

export type ShownCheckRun = Omit<CheckRunContent, 'actions'> & { readonly name: string; readonly actions: readonly { readonly label: string; readonly description: string }[] }

/** What a student finds on GitHub: a pull request with the checks of its head, an issue, or a commit with its checks, where both are null. */
export type StudentView = {
  readonly repository: { readonly owner: string; readonly name: string }
  /** The commit whose checks are shown; empty for an issue. */
  readonly commit: string
  readonly issue?: { readonly number: number; readonly title: string; readonly state: 'open' | 'closed'; readonly author: string } | null
  readonly pull: { readonly number: number; readonly title: string; readonly state: 'open' | 'closed' | 'merged'; readonly author: string; readonly head: string; readonly base: string } | null
  /** Oldest first; the newest of a name counts. */
  readonly checkRuns: readonly ShownCheckRun[]
  /** Oldest first, that of an issue itself in front; `isEdited` where its text was changed since. `reactions` are GitHub's words for them, such as `+1`, with how many there are. */
  readonly comments: readonly ShownComment[]
}

export type ShownComment = { readonly id: number; readonly author: string; readonly isApp: boolean; readonly body: string; readonly at: string; readonly isEdited: boolean; readonly reactions: readonly (readonly [content: string, count: number])[] }

const REACTIONS: Readonly<Record<string, readonly [sign: string, says: string]>> = { '+1': ['👍', 'thumbs up'], '-1': ['👎', 'thumbs down'], eyes: ['👀', 'eyes'], laugh: ['😄', 'laugh'], hooray: ['🎉', 'hooray'], confused: ['😕', 'confused'], heart: ['❤️', 'heart'], rocket: ['🚀', 'rocket'] }
const ANNOTATION_WORDS = { notice: 'Notice', warning: 'Warning', failure: 'Failure' } as const
const MARKS: Readonly<Record<string, string>> = { success: '✔', neutral: '■', failure: '✖', in_progress: '●' }

/** The page that a student would see on GitHub, as one HTML document without anything loaded from elsewhere: pull request or issue, comments, checks. Diagrams are drawn by the script at `DIAGRAM_SCRIPT`, where there is one. */
export function studentViewPage(view: StudentView): string {
  const { repository, pull, issue = null, commit } = view
  const talk = pull ?? issue
  const title = talk === null ? `Commit ${commit.slice(0, 7)}` : `${talk.title} #${talk.number}`
  const newest = view.checkRuns.filter((run, index) => view.checkRuns.findLastIndex(({ name }) => name === run.name) === index)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; img-src http://127.0.0.1:*">
<title>${escaped(title)} · ${escaped(repository.owner)}/${escaped(repository.name)}</title>
<style>${STUDENT_VIEW_STYLE}</style>
</head>
<body>
<header><p>${escaped(repository.owner)} / <strong>${escaped(repository.name)}</strong></p></header>
<main>
<h1>${escaped(talk === null ? title : talk.title)}${talk === null ? '' : ` <span class="number">#${talk.number}</span>`}</h1>
${issue === null ? '' : `<p class="where"><span class="state ${issue.state}">${issue.state}</span> <strong>${escaped(issue.author)}</strong> opened this issue</p>`}
${pull === null ? '' : `<p class="where"><span class="state ${pull.state}">${pull.state}</span> <strong>${escaped(pull.author)}</strong> ${pull.state === 'merged' ? 'merged' : 'wants to merge'} <code>${escaped(pull.head)}</code> into <code>${escaped(pull.base)}</code></p>`}
${view.comments.length === 0 ? '' : `<section aria-label="Conversation">${view.comments.map(commentBox).join('')}</section>`}
${issue === null ? checksSection(commit, newest) : ''}
${newest.map(checkPage).join('')}
</main>
<script src="${DIAGRAM_SCRIPT}" defer></script>
</body>
</html>
`
}

function checksSection(commit: string, newest: StudentView['checkRuns']): string {
  return `<section class="box" aria-label="Checks of ${commit.slice(0, 7)}">
<h2>Checks <code>${escaped(commit.slice(0, 7))}</code></h2>
<ul class="checks">${newest.map((run) => `<li><span class="mark ${stateOf(run)}" aria-hidden="true">${MARKS[stateOf(run)] ?? '■'}</span> <strong>${escaped(run.name)}</strong> <span class="quiet">${stateWords(run)}</span> <span class="title">${escaped(run.title)}</span></li>`).join('')}${newest.length === 0 ? '<li>No check has reported yet.</li>' : ''}</ul>
</section>`
}

function commentBox({ id, author, isApp, body, at, isEdited, reactions }: ShownComment): string {
  const given = reactions.map(([content, count]) => `<li><span aria-hidden="true">${REACTIONS[content]?.[0] ?? ''}</span> <span class="quiet">${count} ${escaped(REACTIONS[content]?.[1] ?? content)}</span></li>`).join('')
  return `<article class="box comment${isApp ? ' app' : ''}" id="issuecomment-${id}" aria-label="Comment by ${escaped(author)}"><p class="by"><strong>${escaped(author)}</strong>${isApp ? ' <span class="badge">bot</span>' : ''} <span class="quiet">commented ${escaped(at)}${isEdited ? ' · edited' : ''}</span></p><div class="markdown">${renderMarkdown(body, 'comment')}</div>${given === '' ? '' : `<ul class="reactions" aria-label="Reactions">${given}</ul>`}</article>\n`
}

function checkPage(run: ShownCheckRun): string {
  const details = run.detailsUrl !== null && /^https?:\/\//.test(run.detailsUrl) ? `<p><a href="${escaped(run.detailsUrl)}" rel="nofollow">View more details on ${escaped(run.name)}</a></p>` : ''
  return `<section class="box page" aria-label="Check ${escaped(run.name)}">
<p class="by"><span class="mark ${stateOf(run)}" aria-hidden="true">${MARKS[stateOf(run)] ?? '■'}</span> <strong>${escaped(run.name)}</strong> <span class="quiet">${stateWords(run)}</span></p>
<div class="markdown"><h2>${escaped(run.title)}</h2>
${run.actions.length === 0 ? '' : `<ul class="actions" aria-label="Buttons">${run.actions.map(({ label, description }) => `<li><span class="button">${escaped(label)}</span> <span class="quiet">${escaped(description)}</span></li>`).join('')}</ul>`}
${renderMarkdown(run.summary)}${run.text === '' ? '' : `<h2>Details</h2>${renderMarkdown(run.text)}`}${details}</div>
${run.annotations.length === 0 ? '' : `<section aria-label="Annotations"><h2>Annotations</h2><ul class="annotations">${run.annotations.map((one) => `<li class="${one.level}"><p class="quiet">${ANNOTATION_WORDS[one.level]} at <code>${escaped(one.path)}</code>, line ${one.startLine}</p><p><strong>${escaped(one.title)}</strong></p><pre>${escaped(one.message)}</pre></li>`).join('')}</ul></section>`}
</section>
`
}

function stateOf({ status, conclusion }: ShownCheckRun): string {
  return status === 'completed' ? conclusion ?? 'neutral' : 'in_progress'
}

function stateWords(run: ShownCheckRun): string {
  return run.status === 'completed' ? `completed: ${stateOf(run)}` : 'in progress'
}
