import type { SlowedDown } from './pace-port.ts'

/** What the App proves itself with on GitHub. Secrets: never shown, never logged, kept readable by the owner alone. */
export type Credentials = {
  readonly appId: number
  /** The App's RSA key, PEM with line breaks. */
  readonly privateKey: string
  readonly webhookSecret: string
  /** For signing people in; null where the App was set up without it. */
  readonly client: { readonly id: string; readonly secret: string } | null
}

/** What GitHub gives for the code of a manifest: the credentials of the App that it registered, and where its page is (`https://github.com/apps/capstone-coach`). */
export type RegisteredApp = { readonly credentials: Credentials; readonly name: string; readonly url: string }

/** What a line of the log may carry besides its sentence: ids and numbers. No text of students, no secrets. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

/** The log as the parts see it; `cause` is kept with its stack, cut to size and without secrets. */
export type Log = {
  /** `debug` alone may hold what students wrote. */
  readonly debug: (says: string, fields?: LogFields) => void
  readonly info: (says: string, fields?: LogFields) => void
  readonly warn: (says: string, fields?: LogFields) => void
  readonly error: (says: string, fields?: LogFields, cause?: unknown) => void
  /** The same log with fields on every line: `log.with({ delivery: id })`. */
  readonly with: (fields: LogFields) => Log
}

/** What a delivery came to: when it arrived (first four) or when it was understood (last three). */
export type DeliveryResult = 'stored' | 'repeated' | 'refused' | 'failed' | 'used' | 'ignored' | 'set-aside'

export type EvaluationResult = 'published' | 'unchanged' | 'waiting' | 'limited' | 'dropped' | 'failed'

/** What is not kept for ever: bodies of deliveries, deliveries, facts that nobody uses, facts of earlier revisions, probes, texts of courses that are over. */
export type ForgottenKind = 'bodies' | 'deliveries' | 'unused-facts' | 'outdated-facts' | 'probes' | 'texts'

/** How one request to GitHub ended; what is unknown is null. `resetAt` is in milliseconds since 1970. */
export type RequestMade = {
  readonly installationId: number | null
  /** GitHub's name of the limit that it counts against (`core`, `graphql`); `clone` for what git fetches, which counts against none of them. */
  readonly resource: string
  /** 0 where no answer came. */
  readonly status: number
  readonly remaining: number | null
  readonly limit: number | null
  readonly resetAt: number | null
}

/** What the parts report for /metrics. Never throws. */
export type Meters = {
  readonly delivery: (event: string, result: DeliveryResult) => void
  readonly evaluation: (seconds: number, result: EvaluationResult) => void
  readonly request: (made: RequestMade) => void
  /** `locked`: somebody decided that nothing is written there: the conversation is locked, issues are turned off, or the issue was taken away. */
  readonly publication: (kind: 'check-run' | 'comment' | 'issue', result: 'created' | 'updated' | 'locked' | 'failed') => void
  readonly forgotten: (kind: ForgottenKind, count: number) => void
  /** Something waited for the pace, or was left out for it. */
  readonly slowed: (slowed: Pick<SlowedDown, 'reason' | 'how' | 'seconds'>) => void
  /** Whether an installation is slowed down just now, for this process. */
  readonly isSlow: (installationId: number, isSlow: boolean) => void
}

/** What `app.yml` asks of GitHub: permissions by name (`checks`) with their level (`read`, `write`), events by name. */
export type AppManifest = {
  readonly name: string
  readonly description: string
  readonly isPublic: boolean
  readonly permissions: Readonly<Record<string, string>>
  readonly events: readonly string[]
}
