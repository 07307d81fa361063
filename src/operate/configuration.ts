import type { FiledCourse } from '../course/among-courses.ts'
import type { OrganizationsHeard } from '../flow/courses/course-accounts.ts'
import type { Credentials } from '../flow/ports/operation-ports.ts'
import type { PaceLimits } from '../flow/pace/rates.ts'

export type LogLevel = 'error' | 'warn' | 'info' | 'debug'

/** Everything that the environment decides, read once. Addresses end without a slash. */
export type Configuration = {
  readonly host: string
  readonly port: number
  /** Null where nobody outside reaches the App: pull mode. */
  readonly publicUrl: string | null
  /** How many proxies of the operator's own stand before the App. */
  readonly proxies: number
  readonly dataFolder: string
  readonly database: { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string }
  /** Null until the App is registered. */
  readonly credentials: Credentials | null
  readonly github: { readonly apiUrl: string; readonly webUrl: string }
  /** The courses of the operator's files; null where none is named. */
  readonly courses: readonly FiledCourse[] | null
  /** Patterns of the course that is made where no file is named. */
  readonly courseRepositories: readonly string[]
  /** Which organizations' `.github` repositories say which course they have. */
  readonly coursesFromOrganizations: OrganizationsHeard
  /** Logins of who runs the App, in small letters; none for the owner of its registration. */
  readonly operators: readonly string[]
  readonly lessonsUrl: string | null
  readonly sweepMinutes: number
  readonly workers: number
  readonly leaseSeconds: number
  /** How much is asked of GitHub at most. */
  readonly pace: PaceLimits
  /** For how long settled deliveries are kept. */
  readonly keepDays: number
  /** For how long texts of people in courses that are over are kept, and how long after an uninstall what is of there is: 0 for ever. */
  readonly keepTextDays: number
  readonly eraseAfterDays: number
  /** Whether probes may ask this machine itself. */
  readonly probeLoopback: boolean
  readonly logLevel: LogLevel
}

/** What is wrong with one setting. `found` never holds the value of a secret. */
export type SettingProblem = { readonly name: string; readonly found: string; readonly expected: string; readonly next: string }

/** What is wrong with a file that a setting names: `file:line:column: what was expected`. */
export type FileProblem = { readonly says: string }

/** Reads the courses of files; what is wrong comes back as lines. */
export type CourseLoader = (files: readonly string[]) => { readonly ok: true; readonly courses: readonly FiledCourse[] } | { readonly ok: false; readonly problems: readonly string[] }

/** One line for each problem: name, what was found, what is expected, what to do. */
export function tellProblems(problems: readonly (SettingProblem | FileProblem)[]): string {
  return problems.map((problem) => 'says' in problem ? problem.says : `${problem.name}: found ${problem.found}; expected ${problem.expected}. ${problem.next}`).join('\n')
}
