import type { Credentials } from '../flow/operation-ports.ts'

export type LogLevel = 'error' | 'warn' | 'info' | 'debug'

/** Everything that the environment decides, read once. Addresses end without a slash. */
export type Configuration = {
  readonly host: string
  readonly port: number
  /** Null where nobody outside reaches the App: pull mode. */
  readonly publicUrl: string | null
  readonly dataFolder: string
  readonly database: { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string }
  /** Null until the App is registered. */
  readonly credentials: Credentials | null
  readonly github: { readonly apiUrl: string; readonly webUrl: string }
  readonly courseRepositories: readonly string[]
  readonly lessonsUrl: string | null
  readonly sweepMinutes: number
  readonly workers: number
  readonly leaseSeconds: number
  /** For how long settled deliveries are kept. */
  readonly keepDays: number
  readonly logLevel: LogLevel
}

/** What is wrong with one setting. `found` never holds the value of a secret. */
export type SettingProblem = { readonly name: string; readonly found: string; readonly expected: string; readonly next: string }

/** One line for each problem: name, what was found, what is expected, what to do. */
export function tellProblems(problems: readonly SettingProblem[]): string {
  return problems.map(({ name, found, expected, next }) => `${name}: found ${found}; expected ${expected}. ${next}`).join('\n')
}
