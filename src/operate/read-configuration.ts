import { join, resolve } from 'node:path'
import { apiUrlOf, webUrlOf } from '../flow/github-address.ts'
import type { Configuration, CourseLoader, FileProblem, SettingProblem } from './configuration.ts'
import { readCredentials } from './read-credentials.ts'
import { withSecretsOfFiles } from './secret-files.ts'
import { quoted, settingReader, type Environment, type SettingReader } from './setting-values.ts'
import { settingOf } from './settings.ts'

type Read = { readonly ok: true; readonly configuration: Configuration } | { readonly ok: false; readonly problems: readonly (SettingProblem | FileProblem)[] }

/** The file that the set-up page writes credentials to, within the data folder. */
export const CREDENTIALS_FILE = 'credentials.json'

/** Reads every setting of an environment, the files that hold secrets, the credentials of the data folder, and the files of courses with `loadCourses`; what is wrong comes back all together. */
export function readConfiguration(given: Environment, loadCourses: CourseLoader): Read {
  const { environment, problems: unread } = withSecretsOfFiles(given)
  const reader = settingReader(environment)
  const courses = coursesOf(reader, loadCourses)
  const dataFolder = resolve(reader.text('DATA_DIR'))
  const apiUrl = apiUrlIn(reader)
  const configuration: Configuration = {
    host: hostOf(reader),
    port: reader.number('PORT', 0, 65_535),
    publicUrl: reader.address('PUBLIC_URL'),
    proxies: proxiesIn(reader),
    dataFolder,
    database: databaseOf(reader, dataFolder),
    credentials: readCredentials(environment, join(dataFolder, CREDENTIALS_FILE), reader),
    github: { apiUrl, webUrl: webUrlOf(apiUrl) },
    courses: courses?.ok === true ? courses.courses : null,
    courseRepositories: courseRepositoriesOf(reader),
    coursesFromOrganizations: organizationsOf(reader),
    operators: operatorsOf(reader),
    lessonsUrl: reader.address('LESSONS_URL'),
    sweepMinutes: reader.number('SWEEP_MINUTES', 1, 10_080),
    workers: reader.number('WORKERS', 1, 32),
    leaseSeconds: reader.number('LEASE_SECONDS', 5, 600),
    pace: {
      pointsAMinute: limitOf(reader, 'PACE_POINTS_A_MINUTE', 60), contentAMinute: limitOf(reader, 'PACE_CONTENT_A_MINUTE', 1), contentAnHour: limitOf(reader, 'PACE_CONTENT_AN_HOUR', 1),
      checkRunsAreContent: reader.choice('PACE_CHECK_RUNS_AS_CONTENT', ['true', 'false']) === 'true',
    },
    keepDays: reader.number('KEEP_DAYS', 4, 3650),
    keepTextDays: reader.number('KEEP_TEXT_DAYS', 0, 36_500),
    eraseAfterDays: reader.number('ERASE_AFTER_DAYS', 0, 3650),
    probeLoopback: reader.choice('PROBE_LOOPBACK', ['false', 'true']) === 'true',
    logLevel: reader.choice('LOG_LEVEL', ['info', 'error', 'warn', 'debug']),
  }
  const problems = [...unread, ...reader.problems(), ...courses?.ok === false ? courses.problems.map((says) => ({ says })) : []]
  return problems.length === 0 ? { ok: true, configuration } : { ok: false, problems }
}

/** The App speaks no https itself: where people come by it, a proxy stands before it. */
function proxiesIn({ text, number }: SettingReader): number {
  if (text('TRUSTED_PROXIES') !== '') return number('TRUSTED_PROXIES', 0, 5)
  return text('PUBLIC_URL').startsWith('https:') ? 1 : 0
}

/** A limit, or 0 for none; one that is smaller than the smallest would let nothing through. */
function limitOf({ number, refuse }: SettingReader, name: string, smallest: number): number {
  const value = number(name, 0, 1_000_000)
  if (value > 0 && value < smallest) refuse({ name, found: String(value), expected: `0, or ${smallest} or more`, next: 'Set 0 where GitHub has no such limit.' })
  return value
}

function hostOf({ text, refuse }: SettingReader): string {
  const value = text('HOST')
  if (!/^[\w.:-]{1,253}$/.test(value)) refuse({ name: 'HOST', found: quoted(value), expected: 'an address or name of this machine', next: 'Set 127.0.0.1 for this machine alone, 0.0.0.0 for every interface.' })
  return value
}

/** The address goes before the host; two that name different places are refused, since one of them would count for nothing. */
function apiUrlIn({ address, text, refuse }: SettingReader): string {
  const [url, host] = [address('GITHUB_API_URL'), text('GHE_HOST')]
  if (host === '') return url ?? apiUrlOf('github.com')
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}(?::\d{1,5})?$/.test(host)) {
    refuse({ name: 'GHE_HOST', found: quoted(host), expected: 'the name of a host, such as git.example.edu', next: 'Leave out https:// and what follows the name; GITHUB_API_URL takes a whole address.' })
    return url ?? apiUrlOf('github.com')
  }
  if (url !== null && url !== apiUrlOf(host)) refuse({ name: 'GHE_HOST', found: `${quoted(host)} beside GITHUB_API_URL, which says ${quoted(url)}`, expected: 'one of the two, or the same place', next: `Leave one out. The API of this host is ${apiUrlOf(host)}.` })
  return url ?? apiUrlOf(host)
}

function databaseOf({ text, refuse }: SettingReader, dataFolder: string): Configuration['database'] {
  const value = text('DATABASE_URL')
  const embedded = { kind: 'sqlite', file: join(dataFolder, 'capstone-coach.db') } as const
  if (value === '') return embedded
  const protocol = URL.canParse(value) ? new URL(value).protocol : null
  if (protocol === 'postgres:' || protocol === 'postgresql:') return { kind: 'postgres', url: value }
  refuse({
    name: 'DATABASE_URL', found: protocol === null ? `${value.length} characters that are no address` : `an address of the scheme ${quoted(protocol)}`, expected: 'postgres://user:password@host:5432/name',
    next: 'Write characters such as @ or # of a password as %40 and %23; or leave it out for the embedded store.',
  })
  return embedded
}

function coursesOf({ text, refuse }: SettingReader, loadCourses: CourseLoader): ReturnType<CourseLoader> | null {
  const files = text('COURSE_FILES').split(',').map((file) => file.trim()).filter((file) => file !== '')
  if (files.length === 0) return null
  const patterns = text('COURSE_REPOSITORIES')
  // A copy of .env.example sets the default.
  if (patterns !== settingOf('COURSE_REPOSITORIES').default) refuse({ name: 'COURSE_REPOSITORIES', found: `${quoted(patterns)} beside COURSE_FILES`, expected: 'one of the two', next: 'Leave it out: a course\'s file says which repositories it takes in.' })
  return loadCourses(files)
}

function organizationsOf({ text, refuse }: SettingReader): Configuration['coursesFromOrganizations'] {
  const value = text('COURSES_FROM_ORGANIZATIONS')
  if (value === 'one' || value === 'all' || value === 'none') return value
  const logins = wordsIn(value)
  if (logins.length === 0 || logins.length > 1000 || logins.some((login) => !LOGIN.test(login) || /^(?:one|all|none)$/i.test(login))) {
    refuse({ name: 'COURSES_FROM_ORGANIZATIONS', found: quoted(value), expected: 'one, all, none, or logins of organizations', next: 'Separate logins by commas, such as octo-course, octo-college.' })
  }
  return logins.map((login) => login.toLowerCase())
}

/** As many as look after one App, and each is looked up on GitHub. */
const MOST_OPERATORS = 50

function operatorsOf({ text, refuse }: SettingReader): readonly string[] {
  const logins = [...new Set(wordsIn(text('OPERATORS')).map((login) => login.toLowerCase()))]
  const odd = logins.find((login) => !LOGIN.test(login))
  if (odd !== undefined || logins.length > MOST_OPERATORS) refuse({ name: 'OPERATORS', found: odd === undefined ? `${logins.length} logins` : quoted(odd), expected: `up to ${MOST_OPERATORS} logins of people`, next: 'Separate logins by commas, such as ines, octo-admin.' })
  return logins
}

const LOGIN = /^[A-Za-z0-9][\w-]{0,99}$/

function wordsIn(value: string): readonly string[] {
  return value.split(/[\s,]+/).filter((one) => one !== '')
}

function courseRepositoriesOf({ text, refuse }: SettingReader): readonly string[] {
  const patterns = wordsIn(text('COURSE_REPOSITORIES'))
  const [odd] = patterns.filter((pattern) => !/^[\w.*?[\]{}!-]{1,100}$/.test(pattern))
  if (odd !== undefined || patterns.length > 1000) {
    refuse({ name: 'COURSE_REPOSITORIES', found: odd === undefined ? `${patterns.length} patterns` : quoted(odd), expected: 'up to 1000 names or patterns of repositories, without owner, such as capstone-*', next: 'Separate them by commas.' })
  }
  return patterns
}
