import type { CloneTrouble, Refusal } from '../flow/ports/repository-port.ts'
import { printable } from '../flow/printable.ts'
import type { Connection } from './connection.ts'
import type { Failure } from './failure.ts'

const UNTRUSTED_CERTIFICATES = ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY']

/** Words a failure for the person who asked for a repository (`where`, as it was given). */
export function refusalOf(failure: Failure, where: string, { host, tokenName, apiUrl }: Pick<Connection, 'host' | 'tokenName' | 'apiUrl'>): Refusal {
  switch (failure.kind) {
    case 'unauthorized': return {
      reason: `${where}: ${host} does not accept the token in ${tokenName} (401)`,
      hint: 'It may have expired, or be of another GitHub. Make a new one, or take the GitHub CLI\'s: gh auth token',
    }
    case 'single-sign-on': return {
      reason: `${where}: the organization asks for single sign-on before the token in ${tokenName} may read it (403)`,
      hint: failure.url === null ? 'Authorize the token for the organization in GitHub\'s settings, under Developer settings.' : `Authorize the token: ${failure.url}`,
    }
    case 'rate-limit': return failure.secondary
      ? { reason: `${where}: ${host} asks to send nothing until ${minute(failure.until)} (secondary rate limit)`, hint: 'Run this again then, or judge a clone.' }
      : { reason: `${where}: the requests of the token in ${tokenName} are used up until ${minute(failure.until)} (rate limit)`, hint: 'Run this again then, set another token, or judge a clone.' }
    case 'paced': return { reason: `${where}: ${host} is asked for more only after ${minute(failure.until)}`, hint: 'Run this again then, or judge a clone.' }
    case 'refused': return {
      reason: `${where}: ${host} refuses to show it to the token in ${tokenName} (${failure.status}${failure.says === '' ? '' : `: ${failure.says}`})`,
      hint: 'The token needs to read the repository\'s contents: Contents and Metadata, read-only, for a fine-grained token.',
    }
    case 'not-found': return {
      reason: `${where}: ${host} has no such repository, or the token in ${tokenName} may not see it (404)`,
      hint: `Check owner and name, and that the token was given this repository (Contents and Metadata, read-only).${apiUrl === 'https://api.github.com' ? '' : ` Asked was ${apiUrl}`}`,
    }
    case 'no-installation': return { reason: `${where}: the App's installation is suspended or was removed (${failure.status})`, hint: 'See the App\'s installations in the settings of the account that owns the repository.' }
    case 'no-commits': return { reason: `${where}: the repository is empty: it has no commits`, hint: 'Commit and push something first, then run this again.' }
    case 'no-issues': return { reason: `${where}: its issues are turned off (410)`, hint: 'Turn them on in the settings of the repository.' }
    case 'no-such-commit': return { reason: `${where}: the commit cannot be read`, hint: 'Give the SHA of a commit, a branch or a tag with --at.' }
    case 'timeout': return { reason: `${where}: ${host} took too long to answer`, hint: 'Run this again later, or judge a clone.' }
    case 'unavailable': return { reason: `${where}: ${host} could not answer (${failure.status})`, hint: 'Run this again later (https://www.githubstatus.com tells of outages), or judge a clone.' }
    case 'unreachable': return {
      reason: `${where}: ${host} cannot be reached${failure.code === '' ? '' : ` (${failure.code})`}`,
      hint: UNTRUSTED_CERTIFICATES.includes(failure.code) ? 'Its certificate is not trusted here. Name the authority\'s file in NODE_EXTRA_CA_CERTS.' : 'Check the network, then run this again, or judge a clone.',
    }
    case 'not-understood': return { reason: `${where}: what ${printable(apiUrl)} answers is not GitHub's API`, hint: 'Check --api-url, GITHUB_API_URL, GHE_HOST and GH_HOST. GitHub Enterprise Server has its API at https://HOST/api/v3' }
    case 'closed': return { reason: `${where}: reading was stopped`, hint: 'Run this again.' }
  }
}

/** Why a failure left one file or folder unread, for its gap. */
export function gapReason(failure: Failure): string {
  switch (failure.kind) {
    case 'rate-limit': return 'GitHub\'s rate limit was reached'
    case 'paced': return 'GitHub was not asked, since its limit was near'
    case 'not-found': return 'GitHub does not have it'
    case 'refused': return `GitHub refused it (${failure.status})`
    case 'unavailable': return `GitHub could not answer (${failure.status})`
    case 'timeout': return 'GitHub took too long to answer'
    case 'unreachable': return 'GitHub could not be reached'
    case 'no-installation': return 'the installation is suspended or was removed'
    case 'unauthorized': case 'single-sign-on': return 'GitHub no longer accepted the token'
    case 'no-issues': return 'its issues are turned off'
    case 'no-commits': case 'no-such-commit': case 'not-understood': return 'GitHub\'s answer could not be understood'
    case 'closed': return 'reading was stopped'
  }
}

/** Why git did not list what GitHub's API left out, as the second half of a gap's reason. */
export function cloneReason(trouble: CloneTrouble): string {
  switch (trouble.kind) {
    case 'no-git': return 'and there is no git here to fetch it with'
    case 'time': return `and fetching it with git took longer than ${trouble.seconds} s`
    case 'size': return `and ${trouble.of === 'list' ? 'git\'s own list' : 'what git fetches of it'} is larger than ${Math.floor(trouble.bytes / 1024 / 1024)} MB`
    case 'entries': return `and it holds more than ${trouble.most} files`
    case 'refused': return `and refused it to git (${trouble.status})`
    case 'failed': return 'and git could not fetch it'
    case 'closed': return 'and reading was stopped'
  }
}

function minute(time: number): string {
  // Rounded up, so that it is not too early then.
  return `${new Date(Math.ceil(time / 60_000) * 60_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
