import { cleanLine } from '../text/clean-text.ts'
import { html, type Html } from '../text/html.ts'

const LONGEST = 900

/** A sentence that may hold text of a repository, on a page: one clean line, cut, words in backticks as code. */
export function prose(text: string, most = LONGEST): Html {
  // Between two backticks is every second part; where one is left over the last part is no code.
  const parts = cleanLine(text, most).split('`')
  return html`${parts.map((part, at) => (at % 2 === 1 && at < parts.length - 1 ? html`<code>${part}</code>` : html`${at % 2 === 1 ? `\`${part}` : part}`))}`
}

/** Addresses that a link of a page may lead to: over HTTPS, and those of this machine, where the demo has its pages. */
const MAY_LEAD = /^(?:https:\/\/|http:\/\/(?:127\.0\.0\.1|localhost)[:/])/

/** Words that lead to an address; the words alone where there is none, or none that a page may lead to. */
export function linked(words: Html | string, address: string | null): Html {
  return address !== null && MAY_LEAD.test(address) ? html`<a href="${address}" rel="noreferrer">${words}</a>` : html`${words}`
}

/** A commit by the first seven signs of its SHA, with its page where the repository's is known. */
export function commitLink(commit: string, url: string | null): Html {
  return linked(html`<code>${commit.slice(0, 7)}</code>`, url === null ? null : `${url}/commit/${commit}`)
}
