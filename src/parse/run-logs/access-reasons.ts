import type { ReasonKind } from '../../model/run-reason.ts'
import { addressIn } from './no-answer.ts'
import { toldReason, type ToldReason } from './told-reason.ts'

/** A line that only warns, tells what goes on, or says that it is tried once more; with the time and the name of a logger before it, or as JSON. */
const ONLY_SAYS = /^(?:\[?\d{4}-\d\d-\d\d[T ][\d:.,]{5,20}\S{0,6}\]? {0,3}(?:[-|] {0,3})?)?(?:[\w.[\]:-]{1,60} {1,3}(?:[-|] {0,3})?){0,2}\[?(?:WARN(?:ING)?|INFO|DEBUG)\b|^(?:\S{1,200}Warning|warning|note|hint)\b|^\{"|\bRetrying\b|\b(?:will retry|try(?:ing)? again|retry(?:ing)? (?:in|after))\b/

type Rule = readonly [kind: ReasonKind, pattern: RegExp, about?: string]

/** What a service, a registry or the runner refuses; the first that fits a line. The last word names the service where the message does. */
const RULES: readonly Rule[] = [
  ['quota', /toomanyrequests|pull rate limit/i, 'Docker Hub'],
  ['quota', /\bover its data quota\b|\bexceeded its LFS budget\b/, 'Git LFS'],
  ['quota', /\b429\b[^\d]{0,4}(?:Client Error|Too Many Requests)|(?:fail|error|return|respon|reject)\w{0,5}\b.{0,60}status(?: code)?:? 429\b|HTTP(?:Error)?:? (?:Error )?429\b|Too Many Requests/i],
  ['quota', /\bRESOURCE_EXHAUSTED\b(?!: OOM)|(?:error|exceptions?|fail|40[39]|429)\b.{0,160}\bquota exceeded\b|exceeded (?:your|the|its) .{0,40}quota|API rate limit exceeded/i],
  ['disk-full', /No space left on device/i],
  ['no-remote', /^ERROR: .{0,120}\bno remote specified\b/],
  ['data-not-pushed', /^ERROR: failed to pull data from the cloud - Checkout failed|^Missing cache files:|Some of the cache files do not exist neither locally nor on remote/],
  ['missing-secret', /^(?:##\[error\])?(?:Error: )?Input required and not supplied: ([\w-]{1,80})/],
  ['missing-secret', /^(?:##\[error\])?(?:Error: )?Username and password required/, 'username and password'],
  ['missing-secret', /must specify exactly one of "workload_identity_provider" or "credentials_json"/, 'credentials_json'],
  ['missing-secret', /Not all values are present\. Ensure '([\w-]{1,60})'/],
  ['missing-secret', /Token required (?:- not valid tokenless upload|because branch is protected)/, 'CODECOV_TOKEN'],
  ['missing-image', /name unknown: .{0,40}repository (?:with name )?["']?([\w./-]{1,200})["']? (?:does not exist|not found)/i],
  ['missing-image', /pull access denied for ([\w./:@-]{1,200}), repository does not exist/],
  ['missing-image', /failed to resolve source metadata for ([\w./:@-]{1,200}?): .{0,200}not found|^(?:docker: )?Error response from daemon: manifest for ([\w./:@-]{1,200}) not found|No such image: ([\w./:@-]{1,200})|An image does not exist locally with the tag: ([\w./:@-]{1,200})/],
  ['authentication', /did not inject \$?ACTIONS_ID_TOKEN_REQUEST|Unable to get ACTIONS_ID_TOKEN_REQUEST_URL/, 'the run’s own identity'],
  ['authentication', /failed to generate Google Cloud federated token|Not authorized to perform sts:AssumeRoleWithWebIdentity|No OpenIDConnect provider found|AADSTS70021\d?\b|AADSTS700213\b/, 'the trust in this repository'],
  ['authentication', /ERROR: \(gcloud\.[\w.-]{1,80}\) .{0,40}(?:PERMISSION_DENIED|does not have permission|Permission .{1,80} denied)|denied: Permission "artifactregistry|\bis not authorized to perform: |AuthorizationFailed\b.{0,80}does not have authorization|\b403 .{0,120}does not have [\w.]{1,80} (?:access|permission)/, 'a role of the account'],
  ['authentication', /GDrive(?:Auth|Remote)\w{0,20}Error|failed to authenticate (?:GDrive|Google Drive)/i, 'the DVC remote'],
  ['authentication', /^ERROR: (?:failed to (?:pull|push|fetch) data (?:from|to) the cloud|unexpected error|failed to (?:transfer|connect to)) ?.{0,200}(?:403|401|Forbidden|Unauthorized|Access ?Denied|credentials|permission)/i, 'the DVC remote'],
  ['authentication', /denied: Unauthenticated request\.|You do not currently have an active account selected|Could not (?:find|automatically determine) (?:default )?credentials|DefaultCredentialsError|default credentials were not found/i, 'Google Cloud'],
  ['authentication', /Unable to locate credentials|NoCredentialsError|Could not load credentials from any providers|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken\b/, 'AWS'],
  ['authentication', /Please run 'az login'|AADSTS\d{4,8}|ClientAuthenticationError/, 'Azure'],
  ['authentication', /api_key not configured \(no-tty\)|wandb\.errors\S{0,40}: .{0,80}(?:API key|permission denied)/i, 'Weights & Biases'],
  ['authentication', /failed to parse service account key JSON credentials/, 'the key as it is stored'],
  ['authentication', /\bLocalTokenNotFoundError\b/, 'Hugging Face'],
  ['authentication', /Could not find kaggle\.json|^(?:\d{3} - )?Unauthorized.{0,40}kaggle/, 'Kaggle'],
  ['authentication', /AUTHORIZATION REQUIRED/, 'DagsHub'],
  ['authentication', /(?:API request|endpoint) .{0,200}failed with error code (?:401|403)\b/, 'the MLflow server'],
  ['authentication', /unauthorized: incorrect username or password/, 'the sign-in to the registry'],
  ['authentication', /denied: (?:requested access|permission|installation|unauthenticated)|unauthorized: (?:authentication required|incorrect username|unauthenticated)|insufficient_scope|no basic auth credentials/i, 'the container registry'],
  ['authentication', /password authentication failed for user|Access denied for user '/, 'the database'],
  ['authentication', /The connection to the server localhost:8080 was refused|error loading config file ".{0,200}kube\/config"|You must be logged in to the server/, 'the cluster'],
  ['authentication', /Permission denied \((?:publickey|password)[^)]{0,60}\)/, 'the machine that SSH reaches'],
  ['authentication', /fatal: Authentication failed for .{0,200}github\.com|fatal: could not read (?:Username|Password)|remote: Repository not found/, 'a repository'],
  ['authentication', /Permission to \S{1,200} denied to|remote: Write access to repository not granted|Resource not accessible by integration|refusing to allow a GitHub App/i, 'GitHub'],
  ['authentication', /\b(?:401|403)\b[^\d]{0,4}(?:Client Error|Unauthorized|Forbidden)|(?:fail|error|return|respon|reject)\w{0,5}\b.{0,60}status(?: code)?:? (?:401|403)\b|HTTP(?:Error)?:? (?:Error )?(?:401|403)\b|error occurred \((?:401|403)\)/i],
  ['authentication', /\bAccess ?Denied(?:Exception)?\b|\bPermissionDenied\b|PERMISSION_DENIED|Invalid (?:API key|(?:access|auth|authentication) token)\b|fatal: Authentication failed for/i],
  ['no-answer', /container failed to start and listen on the port .{0,80}PORT=\d{1,5}/, 'Cloud Run'],
  ['no-answer', /^dependency failed to start: (container [\w.-]{1,80}) is unhealthy/],
  ['timeout', /has exceeded the maximum execution time of (\d{1,6}) ?minutes|has timed out after (\d{1,6}) minutes/],
  ['memory', /^(?:##\[error\])?Process completed with exit code 137|JavaScript heap out of memory|\bOut of memory: Killed process\b|^Killed$|^\S{1,300}: line \d{1,6}: +\d{1,8} Killed\b/],
]

/** By which names of settings and variables a service is signed in with; what is not named here may have any. */
const NAMES: ReadonlyMap<string, RegExp> = new Map([
  ['Google Cloud', /google|gcp|gcloud|gcs|credentials/i], ['AWS', /aws|s3/i], ['Azure', /azure|arm/i], ['the container registry', /docker|ghcr|registry|cr_pat|token|password/i], ['GitHub', /git|gh_|token|pat/i], ['a repository', /git|gh_|token|pat|key/i],
  ['Weights & Biases', /wandb/i], ['Kaggle', /kaggle/i], ['Hugging Face', /hf|hugging/i], ['credentials_json', /credentials/i], ['username and password', /./], ['the key as it is stored', /(?!)/], ['the database', /pass|pw|db|postgres|mysql|dsn/i], ['the cluster', /kube/i], ['DagsHub', /dagshub|mlflow/i], ['the MLflow server', /mlflow|dagshub|databricks/i], ['the machine that SSH reaches', /ssh|key|password/i],
  ['a role of the account', /(?!)/], ['the run’s own identity', /(?!)/], ['the trust in this repository', /(?!)/],
])

/** What was refused or did not answer, by lines that no test printed and that do more than warn. `given` are the settings and the environment of the step by name. */
export function accessReasons(output: readonly string[], given: ReadonlyMap<string, string>): readonly ToldReason[] {
  return output.flatMap((line, end): readonly ToldReason[] => {
    if (ONLY_SAYS.test(line)) return []
    for (const [kind, pattern, about] of RULES) {
      const match = pattern.exec(line)
      if (match === null) continue
      const secret = kind === 'authentication' || (kind === 'missing-secret' && about !== undefined) ? emptySecret(given, NAMES.get(about ?? '')) : null
      return [toldReason(secret === null ? { kind, line, about: [match.slice(1).find((group) => group !== undefined) ?? about], end } : { kind: 'missing-secret', line, about: [secret], end })]
    }
    const address = addressIn(line)
    return address === null ? [] : [toldReason({ kind: 'no-answer', line, about: address === '' ? [] : [address], end })]
  })
}

/** What by its name is a secret and holds nothing: a `${{ secrets.NAME }}` that the repository does not have is given as an empty text. Of several, one whose name speaks of the service. */
export function emptySecret(given: ReadonlyMap<string, string>, names = /./): string | null {
  for (const [name, value] of given) {
    if (value.trim() === '' && /(?:^|[_-])(?:key|token|secret|secrets|password|passwd|credentials?|dsn|pat|json)(?:$|[_-])/i.test(name) && names.test(name)) return name
  }
  return null
}
