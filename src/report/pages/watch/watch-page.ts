import { minuteOf } from '../../../course/shown-time.ts'
import type { BeingCounted } from '../../../model/class-standing.ts'
import type { MatterKind, WatchMatter } from '../../../model/watch-matter.ts'
import { inWords } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { beingCountedNote } from '../class/being-counted.ts'
import { pathOf } from '../site-page.ts'
import { matterBody, matterTitle, type WordsOf } from './matter-words.ts'
import { isOf, KINDS, MATTERS_A_PAGE, mattersFound, STATES, watchQueryText, type WatchQuery, type WatchState } from './watch-query.ts'

export type WatchPageOf = WordsOf & { readonly courseId: string; readonly formToken: string; readonly beingCounted: BeingCounted }

/** The watch list of a course: the matters that a query asks for, each with what the staff noted and a form to note more. */
export function watchPage(all: readonly WatchMatter[], query: WatchQuery, of: WatchPageOf): Html {
  const here = `${pathOf(of.courseId)}/watch`
  const found = mattersFound(all, query)
  const ofState = found.filter((one) => isOf(one, query.state))
  const asked = ofState.filter(({ what }) => query.kind === '' || what.kind === query.kind)
  const pages = Math.max(1, Math.ceil(asked.length / MATTERS_A_PAGE))
  const page = Math.min(query.page, pages)
  const entry = (to: Partial<WatchQuery>, isHere: boolean, name: string, count: number): Html => html`<li><a href="${here}${watchQueryText({ ...query, page: 1, ...to })}"${isHere ? html` aria-current="true"` : null}>${name} <span class="count">${count}</span></a></li>
`
  return html`<p class="soft">What may need somebody, the most urgent first. It is counted anew after each look at a repository; what is over leaves by itself. Notes are for the staff; a student gets those on their repository in an export of all that is kept of them, and nowhere else.</p>
${beingCountedNote(of.beingCounted)}<nav class="filters" aria-label="Seen or not"><ul>
${(Object.keys(STATES) as WatchState[]).map((state) => entry({ state }, state === query.state, STATES[state], found.filter((one) => isOf(one, state)).length))}</ul></nav>
<nav class="filters" aria-label="Kinds"><ul>
${entry({ kind: '' }, query.kind === '', 'All kinds', ofState.length)}${(Object.keys(KINDS) as MatterKind[]).map((kind) => [kind, ofState.filter(({ what }) => what.kind === kind).length] as const).filter(([kind, count]) => count > 0 || kind === query.kind).map(([kind, count]) => entry({ kind }, kind === query.kind, KINDS[kind], count))}</ul></nav>
${asking(all, query, here)}<p class="soft" role="status">${asked.length === 1 ? '1 entry' : `${asked.length} entries`}${pages === 1 ? '' : `, page ${page} of ${pages}`}.</p>
${asked.length === 0 ? html`<p>${query.state === 'seen' ? 'Nothing here was marked as seen.' : 'Nothing waits here.'}</p>
` : html`<ul class="matters">
${asked.slice((page - 1) * MATTERS_A_PAGE, page * MATTERS_A_PAGE).map((one) => matter(one, query, of))}</ul>
`}${pages === 1 ? null : html`<nav class="pages" aria-label="Pages">${page > 1 ? html`<a class="button" rel="prev" href="${here}${watchQueryText({ ...query, page: page - 1 })}">Before</a> ` : null}<span>Page ${page} of ${pages}</span>${page < pages ? html` <a class="button" rel="next" href="${here}${watchQueryText({ ...query, page: page + 1 })}">Next</a>` : null}</nav>
`}<p class="soft">Who works on no repository is not here: <a href="${pathOf(of.courseId)}?show=no-repository">see them in the class</a>.</p>`
}

function matter(one: WatchMatter, query: WatchQuery, of: WatchPageOf): Html {
  const { key, since, repository, people, what, notes, isSeen } = one
  const who = people.length === 0 ? repository.name : inWords(people)
  return html`<li class="matter ${what.kind}${isSeen ? ' seen' : ''}">
<h2>${matterTitle(one, of)} <span class="small"><a href="${pathOf(of.courseId)}/repositories/${repository.id}">${who}</a>${people.length === 0 ? null : html` <span class="soft">${repository.name}</span>`}</span></h2>
${matterBody(one, of)}
${notes.length === 0 ? null : html`<ul class="notes">
${notes.map(({ says, by, at, note }) => html`<li><b>${says === 'seen' ? 'Seen' : 'Opened again'}</b> by ${by.login}, ${minuteOf(at, of.calendar)}${note === '' ? '' : `: ${note}`}</li>
`)}</ul>
`}<form class="noting" method="post" action="${pathOf(of.courseId)}/watch">
<input type="hidden" name="form" value="${of.formToken}"><input type="hidden" name="repository" value="${repository.id}"><input type="hidden" name="matter" value="${key}"><input type="hidden" name="since" value="${since}"><input type="hidden" name="back" value="${watchQueryText(query)}">
<label>Note for the staff <span class="unseen">on ${who}, ${KINDS[what.kind]}</span><input type="text" name="note" maxlength="2000" autocomplete="off"></label>
<button name="says" value="${isSeen ? 'open' : 'seen'}">${isSeen ? 'Open again' : 'Mark as seen'}<span class="unseen"> for ${who}, ${KINDS[what.kind]}</span></button>${isSeen ? html`<button name="says" value="seen">Add the note<span class="unseen"> for ${who}, ${KINDS[what.kind]}</span></button>` : null}
</form>
</li>
`
}

function asking(all: readonly WatchMatter[], query: WatchQuery, here: string): Html {
  const sections = [...new Set(all.flatMap((one) => one.sections))].toSorted()
  const hidden = ([['state', query.state === 'open' ? '' : query.state], ['kind', query.kind]] as const).filter(([, value]) => value !== '')
  return html`<form class="asking" method="get" action="${here}">
<label>Name, login or repository <input type="search" name="search" value="${query.search}"></label>
${sections.length === 0 ? null : html`<label>Section <select name="section"><option value="">all</option>${sections.map((section) => html`<option value="${section}"${section === query.section ? html` selected` : null}>${section}</option>`)}</select></label>
`}${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button>Show</button>
</form>
`
}
