import type { ReasonKind } from '../../model/run-reason.ts'
import { toldReason, type ToldReason } from './told-reason.ts'

/** A line that only warns, or tells what goes on. */
const ONLY_SAYS = /^(?:WARN(?:ING)?|INFO|DEBUG|\S{1,200}Warning|warning|note|hint)\b/

type Rule = readonly [kind: ReasonKind, pattern: RegExp, about?: string]

/** What a service, a registry or the runner refuses; the first that fits a line. The last word names the service where the message does. */
const RULES: readonly Rule[] = [
  ['quota', /toomanyrequests|pull rate limit/i, 'Docker Hub'],
  ['quota', /\b429\b[^\d]{0,4}(?:Client Error|Too Many Requests)|status(?: code)?:? 429\b|HTTP(?:Error)?:? (?:Error )?429\b|Too Many Requests/i],
  ['quota', /\bRESOURCE_EXHAUSTED\b|\bquota exceeded\b|exceeded (?:your|the|its) .{0,40}quota|API rate limit exceeded/i],
  ['disk-full', /No space left on device/i],
  ['data-not-pushed', /^ERROR: failed to pull data from the cloud - Checkout failed|^Missing cache files:|Some of the cache files do not exist neither locally nor on remote/],
  ['missing-secret', /^(?:##\[error\])?(?:Error: )?Input required and not supplied: ([\w-]{1,80})/],
  ['missing-secret', /^(?:##\[error\])?(?:Error: )?Username and password required/, 'username and password'],
  ['authentication', /Could not (?:find|automatically determine) (?:default )?credentials|DefaultCredentialsError|default credentials were not found|must specify exactly one of "workload_identity_provider" or "credentials_json"/i, 'Google Cloud'],
  ['authentication', /Unable to locate credentials|NoCredentialsError|Could not load credentials from any providers|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken\b/, 'AWS'],
  ['authentication', /Please run 'az login'|AADSTS\d{4,8}|ClientAuthenticationError/, 'Azure'],
  ['authentication', /GDrive(?:Auth|Remote)\w{0,20}Error|dvc_gdrive|failed to authenticate (?:GDrive|Google Drive)/i, 'the DVC remote'],
  ['authentication', /^ERROR: (?:failed to (?:pull|push|fetch) data (?:from|to) the cloud|unexpected error) - .{0,120}(?:403|401|Forbidden|Unauthorized|Access ?Denied|credentials|permission)/i, 'the DVC remote'],
  ['authentication', /denied: (?:requested access|permission|installation|unauthenticated)|unauthorized: (?:authentication required|incorrect username|unauthenticated)|insufficient_scope|no basic auth credentials/i, 'the container registry'],
  ['authentication', /Permission to \S{1,200} denied to|fatal: Authentication failed for|fatal: could not read Username|Permission denied \(publickey\)|Resource not accessible by integration/i, 'GitHub'],
  ['authentication', /\b(?:401|403)\b[^\d]{0,4}(?:Client Error|Unauthorized|Forbidden)|status(?: code)?:? (?:401|403)\b|HTTP(?:Error)?:? (?:Error )?(?:401|403)\b|\((?:401|403)\)/i],
  ['authentication', /\bAccess ?Denied(?:Exception)?\b|\bPermissionDenied\b|PERMISSION_DENIED|Invalid (?:API key|credentials|token)\b/i],
  ['timeout', /has exceeded the maximum execution time of (\d{1,6}) ?minutes|has timed out after (\d{1,6}) minutes/],
  ['timeout', /^(?:E {1,8})?(?:\w{1,60}\.){0,6}(?:ReadTimeout\w{0,10}|ConnectTimeout\w{0,10}|TimeoutError|DeadlineExceeded)\b/],
  ['memory', /^(?:##\[error\])?Process completed with exit code 137|\bOut of memory: Killed process\b|^(?:\S{1,300}: line \d{1,6}: +\d{1,8} )?Killed\b/],
]

/** What was refused, by lines that no test printed and that do more than warn. `given` are the settings and the environment of the step by name. */
export function accessReasons(output: readonly string[], given: ReadonlyMap<string, string>): readonly ToldReason[] {
  return output.flatMap((line, end): readonly ToldReason[] => {
    if (ONLY_SAYS.test(line)) return []
    for (const [kind, pattern, about] of RULES) {
      const match = pattern.exec(line)
      if (match === null) continue
      const secret = kind === 'authentication' || kind === 'missing-secret' ? emptySecret(given) : null
      return [toldReason(secret === null ? { kind, line, about: [match[1] ?? match[2] ?? about], end } : { kind: 'missing-secret', line, about: [secret], end })]
    }
    return []
  })
}

/** What by its name is a secret and holds nothing: a `${{ secrets.NAME }}` that the repository does not have is given as an empty text. */
export function emptySecret(given: ReadonlyMap<string, string>): string | null {
  for (const [name, value] of given) {
    if (value.trim() === '' && /(?:^|[_-])(?:key|token|secret|secrets|password|passwd|credentials?|dsn|pat|json)(?:$|[_-])/i.test(name)) return name
  }
  return null
}
