/**
 * One request as the sandbox saw it. `operation` is GitHub's name for it (`POST /repos/{owner}/{repo}/check-runs`; `POST /graphql`; null where it is none),
 * `objects` how many blobs a GraphQL query asks for, `installationId` whose token it came with. What git itself asks for is of the kind `git`.
 */
export type SeenRequest = {
  readonly number: number; readonly method: string; readonly path: string; readonly kind: RequestKind; readonly objects: number
  readonly operation: string | null; readonly installationId: number | null
}

export type RequestKind = 'repository' | 'branches' | 'commit' | 'tree' | 'blob' | 'graphql' | 'git' | 'other'

/** What goes wrong: mostly instead of an answer, sometimes within it. */
export type Trouble =
  | { readonly kind: 'bad-gateway' | 'hang-up' | 'silence' | 'forbidden' | 'half-an-answer' }
  /** All is done as asked, then the connection is cut before the answer. */
  | { readonly kind: 'answer-lost' }
  /** The answer takes so many milliseconds. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** A list of files is cut after its first; GraphQL cuts every text; check runs and workflow runs name no pull requests. */
  | { readonly kind: 'truncated-tree' | 'truncated-text' | 'empty-pull-requests' }
  /** Status 429: too many requests. */
  | { readonly kind: 'too-many'; readonly retryAfter: number }
  /** The hourly limit is used up; it starts anew at a time in seconds since 1970. */
  | { readonly kind: 'primary-limit'; readonly resetAt: number }
  /** Too much at once; null leaves out how long to wait, as GitHub sometimes does. */
  | { readonly kind: 'secondary-limit'; readonly retryAfter: number | null }
  | { readonly kind: 'single-sign-on'; readonly url: string }

/** Says for each request what goes wrong with it; null for nothing. */
export type TroublePlan = (request: SeenRequest) => Trouble | null

/** The kind of a request, by its path below the API's address. */
export function kindOf(path: string): RequestKind {
  if (path.endsWith('/graphql')) return 'graphql'
  const [, what = ''] = /^(?:\/api\/v3)?\/repos\/[^/]+\/[^/]+(?:\/(git\/trees|git\/blobs|branches|commits)\b.*)?$/.exec(path) ?? [null, 'other']
  return what === '' ? 'repository' : what === 'git/trees' ? 'tree' : what === 'git/blobs' ? 'blob' : what === 'branches' ? 'branches' : what === 'commits' ? 'commit' : 'other'
}

/** What is done all the same, and goes wrong in or after the answer. */
export type LateTrouble = Extract<Trouble, { readonly kind: 'answer-lost' | 'slow' | 'truncated-tree' | 'truncated-text' | 'empty-pull-requests' }>

/** Whether a request is carried out although something goes wrong with it. */
export function isLate(trouble: Trouble): trouble is LateTrouble {
  return ['answer-lost', 'slow', 'truncated-tree', 'truncated-text', 'empty-pull-requests'].includes(trouble.kind)
}

/** GitHub's answer to a request that goes wrong at once; null where there is none: the connection is cut, or nothing comes. */
export function troubleAnswer(trouble: Exclude<Trouble, LateTrouble>, isGraphql: boolean): Response | null {
  const limits = { documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api' }
  switch (trouble.kind) {
    case 'bad-gateway':
      return isGraphql
        ? Response.json({ data: null, errors: [{ message: 'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.' }] }, { status: 502 })
        : new Response('<html><body><h1>502 Bad Gateway</h1></body></html>', { status: 502, headers: { 'content-type': 'text/html' } })
    case 'half-an-answer': return new Response('{"data": {"reposi', { headers: { 'content-type': 'application/json; charset=utf-8' } })
    case 'hang-up': case 'silence': return null
    case 'forbidden': return Response.json({ message: 'Resource not accessible by personal access token', documentation_url: 'https://docs.github.com/rest', status: '403' }, { status: 403 })
    case 'primary-limit': {
      const headers = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(trouble.resetAt), 'x-ratelimit-resource': isGraphql ? 'graphql' : 'core' }
      return isGraphql
        ? Response.json({ errors: [{ type: 'RATE_LIMIT', code: 'graphql_rate_limit', message: 'API rate limit already exceeded for user ID 1.' }] }, { headers })
        : Response.json({ message: 'API rate limit exceeded for user ID 1.', ...limits, status: '403' }, { status: 403, headers })
    }
    case 'secondary-limit':
      return Response.json({ message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.', ...limits, status: '403' }, { status: 403, headers: trouble.retryAfter === null ? {} : { 'retry-after': String(trouble.retryAfter) } })
    case 'too-many':
      return Response.json({ message: 'You have exceeded a secondary rate limit.', ...limits, status: '429' }, { status: 429, headers: { 'retry-after': String(trouble.retryAfter) } })
    case 'single-sign-on':
      return Response.json({ message: 'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.', documentation_url: 'https://docs.github.com', status: '403' }, { status: 403, headers: { 'x-github-sso': `required; url=${trouble.url}` } })
  }
}
