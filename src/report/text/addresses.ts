import type { Evidence } from '../../model/evidence.ts'
import type { AssessmentRecord } from '../../model/record.ts'

type Repository = Pick<AssessmentRecord['repository'], 'url' | 'commit'>

/** Formats that GitHub shows drawn, where a line has no place unless the plain text is asked for. */
const DRAWN = /\.(?:md|markdown|rst|ipynb)$/i

/** The page on which a piece of evidence can be opened: a file's line at the judged commit, or what a run, deployment or probe named. Null where none is known. */
export function addressOf(evidence: Evidence, repository: Repository): string | null {
  if (evidence.kind === 'file') return fileAddress(evidence.path, evidence.line, repository)
  if (evidence.kind === 'deployment') return isSafe(evidence.url, repository) ? evidence.url : deploymentsAddress(repository)
  if (evidence.kind === 'commit') return commitAddress({ ...repository, commit: evidence.sha })
  if (evidence.kind === 'pull') return repository.url === null ? null : `${repository.url}/pull/${evidence.number}`
  // A probe's address is one that the App was ready to ask: a public one, or one of this machine by the operator's own setting.
  // An artifact itself is a zip; the page of its run lists it.
  return evidence.kind === 'artifact' ? evidence.run : 'url' in evidence ? evidence.url : null
}

/** What a deployment names is the student's to write: a page of the same GitHub, or one over HTTPS; never one of the reader's own machine. */
function isSafe(address: string, { url }: Repository): boolean {
  const origin = /^https?:\/\/[^/]+/.exec(url ?? '')?.[0]
  return address.startsWith('https://') || (origin !== undefined && address.startsWith(`${origin}/`))
}

/** GitHub's page of all deployments of a repository; a single one has none of its own. */
function deploymentsAddress({ url }: Repository): string | null {
  return url === null ? null : `${url}/deployments`
}

/** The page of the judged commit; null where the repository's page or the commit is not known. */
export function commitAddress({ url, commit }: Repository): string | null {
  return url === null || commit === null ? null : `${url}/commit/${commit}`
}

function fileAddress(path: string, line: number, { url, commit }: Repository): string | null {
  const steps = path.split('/')
  // A lone half of a surrogate pair has no form in an address; a dot would lead out of the repository.
  if (url === null || commit === null || /\p{Cs}/u.test(path) || steps.some((step) => /^\.{0,2}$/.test(step))) return null
  const encoded = steps.map((step) => encodeURIComponent(step).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)).join('/')
  return `${url}/blob/${commit}/${encoded}${line > 0 ? `${DRAWN.test(path) ? '?plain=1' : ''}#L${line}` : ''}`
}
