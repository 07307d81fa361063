import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { loadCourses } from '../../src/command-line/courses.ts'
import { tellProblems, type Configuration } from '../../src/operate/configuration.ts'
import { writeCredentialsFile } from '../../src/operate/credentials-file.ts'
import { withEnvironmentFile } from '../../src/operate/environment-file.ts'
import { readConfiguration } from '../../src/operate/read-configuration.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-configuration-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
let data = ''
beforeEach(() => { data = mkdtempSync(join(folder, 'data-')) })

const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const SECRET = 'a-secret-of-enough-characters'
const credentials = { appId: 7, privateKey: KEY, webhookSecret: SECRET, client: { id: 'Iv1.a', secret: 'c' } }
const APP = { APP_ID: '7', PRIVATE_KEY: KEY, WEBHOOK_SECRET: SECRET }

function configuration(environment: Readonly<Record<string, string>>): Configuration {
  const read = readConfiguration({ DATA_DIR: data, ...environment }, loadCourses)
  if (!read.ok) throw new Error(tellProblems(read.problems))
  return read.configuration
}

function problems(environment: Readonly<Record<string, string>>): readonly string[] {
  const read = readConfiguration({ DATA_DIR: data, ...environment }, loadCourses)
  return read.ok ? [] : tellProblems(read.problems).split('\n')
}

describe('without any setting', () => {
  it('the App listens on this machine alone, keeps all in one folder, and has no credentials', () => {
    expect(configuration({})).toEqual({
      host: '127.0.0.1', port: 3000, publicUrl: null, dataFolder: data, database: { kind: 'sqlite', file: join(data, 'capstone-coach.db') }, credentials: null,
      github: { apiUrl: 'https://api.github.com', webUrl: 'https://github.com' }, courses: null, courseRepositories: ['*'], coursesFromOrganizations: 'one', operators: [], proxies: 0, lessonsUrl: null, sweepMinutes: 30, workers: 2, leaseSeconds: 60, keepDays: 30, keepTextDays: 0, eraseAfterDays: 30, pace: { pointsAMinute: 900, contentAMinute: 80, contentAnHour: 500, checkRunsAreContent: true }, probeLoopback: false, logLevel: 'info',
    })
  })
})

describe('settings', () => {
  it('are all told together, each with what was found, what is expected and what to do', () => {
    expect(problems({ PORT: 'eighty', WORKERS: '0', LOG_LEVEL: 'loud', PUBLIC_URL: 'http://coach.example.edu', DATABASE_URL: 'mysql://root:hunter2@db/x', COURSE_REPOSITORIES: 'octo-org/churn' })).toEqual([
      'PORT: found "eighty"; expected a whole number from 0 to 65535. Set it, or leave it out for 3000.',
      'PUBLIC_URL: found "http://coach.example.edu", which is not encrypted; expected an address such as https://coach.example.edu. Write scheme and host, without user, password, query or #.',
      'DATABASE_URL: found an address of the scheme "mysql:"; expected postgres://user:password@host:5432/name. Write characters such as @ or # of a password as %40 and %23; or leave it out for the embedded store.',
      'COURSE_REPOSITORIES: found "octo-org/churn"; expected up to 1000 names or patterns of repositories, without owner, such as capstone-*. Separate them by commas.',
      'WORKERS: found "0"; expected a whole number from 1 to 32. Set it, or leave it out for 2.',
      'LOG_LEVEL: found "loud"; expected one of info, error, warn, debug. Set it, or leave it out for info.',
    ])
  })

  it('lose blanks around them and slashes at the end of addresses', () => {
    expect(configuration({ PORT: ' 8080 ', PUBLIC_URL: 'https://coach.example.edu/' })).toMatchObject({ port: 8080, publicUrl: 'https://coach.example.edu' })
  })

  it.each([
    ['https://api.github.com', 'https://github.com'],
    ['https://github.example.edu/api/v3', 'https://github.example.edu'],
    ['https://api.octo.ghe.com/', 'https://octo.ghe.com'],
    ['http://127.0.0.1:4000/api/v3', 'http://127.0.0.1:4000'],
  ])('tell from the API %s that people see %s', (GITHUB_API_URL, webUrl) => { expect(configuration({ GITHUB_API_URL }).github.webUrl).toBe(webUrl) })

  it.each(['https://user:pass@coach.example.edu', 'https://coach.example.edu?x=1', 'ftp://coach.example.edu', 'coach.example.edu'])('refuse the address %s', (PUBLIC_URL) => {
    expect(problems({ PUBLIC_URL })).toHaveLength(1)
  })

  it.each([
    [{ GHE_HOST: 'git.example.edu' }, 'https://git.example.edu/api/v3', 'https://git.example.edu'],
    [{ GHE_HOST: 'Git.Example.edu:8443' }, 'https://git.example.edu:8443/api/v3', 'https://git.example.edu:8443'],
    [{ GHE_HOST: 'octo.ghe.com' }, 'https://api.octo.ghe.com', 'https://octo.ghe.com'],
    [{ GHE_HOST: 'git.example.edu', GITHUB_API_URL: 'https://git.example.edu/api/v3/' }, 'https://git.example.edu/api/v3', 'https://git.example.edu'],
  ])('know a GitHub Enterprise by its host: %o', (environment, apiUrl, webUrl) => { expect(configuration(environment).github).toEqual({ apiUrl, webUrl }) })

  it('refuse a host with more than its name, and one beside another address', () => {
    expect(problems({ GHE_HOST: 'https://git.example.edu' })).toEqual(['GHE_HOST: found "https://git.example.edu"; expected the name of a host, such as git.example.edu. Leave out https:// and what follows the name; GITHUB_API_URL takes a whole address.'])
    expect(problems({ GHE_HOST: 'git.example.edu', GITHUB_API_URL: 'https://api.github.com' })).toEqual([
      'GHE_HOST: found "git.example.edu" beside GITHUB_API_URL, which says "https://api.github.com"; expected one of the two, or the same place. Leave one out. The API of this host is https://git.example.edu/api/v3.',
    ])
  })

  it('move to PostgreSQL by DATABASE_URL', () => {
    expect(configuration({ DATABASE_URL: 'postgres://coach:pw@db:5432/coach' }).database).toEqual({ kind: 'postgres', url: 'postgres://coach:pw@db:5432/coach' })
  })

  it('come from a .env file too, after the environment', () => {
    const file = join(data, '.env')
    writeFileSync(file, 'PORT=4000\nWORKERS=5\n')
    expect(withEnvironmentFile({ PORT: '5000' }, file)).toMatchObject({ PORT: '5000', WORKERS: '5' })
  })

  it('need no .env file', () => { expect(withEnvironmentFile({ PORT: '5000' }, join(data, '.env'))).toEqual({ PORT: '5000' }) })
})

describe('secrets in files', () => {
  const file = (text: string): string => {
    const path = join(mkdtempSync(join(folder, 'secret-')), 'secret')
    writeFileSync(path, text)
    return path
  }
  const keys = { APP_ID: '7', PRIVATE_KEY: KEY }

  it('are read without the line break at their end', () => {
    const read = configuration({ ...keys, WEBHOOK_SECRET_FILE: file(`${SECRET}\n`), CLIENT_ID: 'Iv1.a', CLIENT_SECRET_FILE: file('c\n'), DATABASE_URL_FILE: file('postgres://coach:pw@db/coach\n') })
    expect(read.credentials).toMatchObject({ webhookSecret: SECRET, client: { id: 'Iv1.a', secret: 'c' } })
    expect(read.database).toEqual({ kind: 'postgres', url: 'postgres://coach:pw@db/coach' })
  })

  it('are told where a file is not there, is empty or too large, or the secret is set as well', () => {
    const [missing, empty, large, kept] = [join(folder, 'missing'), file('\n'), file('x'.repeat(20_000)), file(SECRET)]
    expect(problems({ WEBHOOK_SECRET_FILE: missing, CLIENT_SECRET_FILE: empty, DATABASE_URL_FILE: large }).slice(0, 3)).toEqual([
      `DATABASE_URL_FILE: found "${large}", which is larger than 10000 bytes; expected a file that holds DATABASE_URL. Correct the path, or let the user that runs the App read the file.`,
      `WEBHOOK_SECRET_FILE: found "${missing}", which cannot be read (ENOENT); expected a file that holds WEBHOOK_SECRET. Correct the path, or let the user that runs the App read the file.`,
      `CLIENT_SECRET_FILE: found "${empty}", which is empty; expected a file that holds CLIENT_SECRET. Correct the path, or let the user that runs the App read the file.`,
    ])
    expect(problems({ ...APP, WEBHOOK_SECRET_FILE: kept })).toEqual(['WEBHOOK_SECRET_FILE: found WEBHOOK_SECRET beside it; expected one of the two. Remove one.'])
  })
})

describe('files of courses', () => {
  const file = (name: string, text: string): string => {
    writeFileSync(join(data, name), text)
    return join(data, name)
  }

  it('are read, each with what it says', () => {
    const [one, two] = [file('one.yml', 'title: One\nrepositories: { names: [a] }\n'), file('two.yml', 'title: Two\njoin_code: abcd-efgh\n')]
    expect(configuration({ COURSE_FILES: ` ${one}, ${two} ` }).courses?.map((course) => [course.file, course.course.id])).toEqual([[one, 'one'], [two, 'two']])
  })

  it('that are wrong stop the start, with every mistake by its line beside those of the settings', () => {
    const wrong = file('wrong.yml', 'title: One\ngate: maybe\nrepositories: { name: [a] }\n')
    expect(problems({ COURSE_FILES: `${wrong},${join(data, 'none.yml')}`, PORT: 'x' })).toEqual([
      expect.stringMatching(/^PORT: found "x"/),
      `${wrong}:2:7: gate: expected boolean; found "maybe"`,
      expect.stringMatching(/wrong\.yml:3:23: repositories\.name: "name" is no setting here; expected one of: names, patterns, topics, templates, practice$/),
      expect.stringMatching(/none\.yml: the course cannot be read \(ENOENT\)/),
    ])
  })

  it('are taken of organizations as the setting says', () => {
    for (const [value, heard] of [['', 'one'], ['all', 'all'], ['none', 'none'], ['Octo-Course, octo-college', ['octo-course', 'octo-college']]] as const) expect(configuration({ COURSES_FROM_ORGANIZATIONS: value }).coursesFromOrganizations).toEqual(heard)
    expect(problems({ COURSES_FROM_ORGANIZATIONS: 'octo course/x' })).toEqual([expect.stringContaining('COURSES_FROM_ORGANIZATIONS: found "octo course/x"; expected one, all, none, or logins')])
    for (const value of ['None', 'octo-course, ALL']) expect(problems({ COURSES_FROM_ORGANIZATIONS: value })).toEqual([expect.stringContaining('expected one, all, none, or logins')])
  })

  it('know who runs the App by login, each once, and refuse what is none', () => {
    expect(configuration({ OPERATORS: ' Ines, octo-admin  INES,max_uni ' }).operators).toEqual(['ines', 'octo-admin', 'max_uni'])
    expect(problems({ OPERATORS: 'ines, octo-org/staff' })).toEqual(['OPERATORS: found "octo-org/staff"; expected up to 50 logins of people. Separate logins by commas, such as ines, octo-admin.'])
    expect(problems({ OPERATORS: Array.from({ length: 51 }, (_, at) => `a${at}`).join() })).toEqual([expect.stringMatching(/^OPERATORS: found 51 logins; expected up to 50/)])
    expect(problems({ OPERATORS: 'a'.repeat(101) })).toHaveLength(1)
  })

  it('go without COURSE_REPOSITORIES, unless that is as .env.example sets it', () => {
    const COURSE_FILES = file('one.yml', 'title: One\njoin_code: abcd-efgh\n')
    expect(problems({ COURSE_FILES, COURSE_REPOSITORIES: 'capstone-*' })).toEqual(['COURSE_REPOSITORIES: found "capstone-*" beside COURSE_FILES; expected one of the two. Leave it out: a course\'s file says which repositories it takes in.'])
    expect(configuration({ COURSE_FILES, COURSE_REPOSITORIES: '*' }).courses).toHaveLength(1)
  })
})

describe('credentials of the environment', () => {
  it('are read, the key also in one line', () => {
    expect(configuration({ ...APP, PRIVATE_KEY: KEY.replaceAll('\n', '\\n') }).credentials).toEqual({ appId: 7, privateKey: KEY, webhookSecret: SECRET, client: null })
  })

  it('have their key in a file where PRIVATE_KEY_PATH says so', () => {
    const file = join(data, 'app.pem')
    writeFileSync(file, KEY)
    expect(configuration({ APP_ID: '7', PRIVATE_KEY_PATH: file, WEBHOOK_SECRET: SECRET }).credentials?.privateKey).toBe(KEY)
  })

  it('without a webhook secret stop the start', () => {
    expect(problems({ APP_ID: '7', PRIVATE_KEY: KEY })).toEqual([expect.stringMatching(/^WEBHOOK_SECRET: found nothing; expected a secret of 16 characters or more; without one anybody could send webhooks\./)])
  })

  it.each([
    ['a short webhook secret', { ...APP, WEBHOOK_SECRET: 'development' }, /^WEBHOOK_SECRET: found 11 characters/],
    ['a webhook secret alone', { WEBHOOK_SECRET: SECRET }, /^APP_ID: found nothing/],
    ['an App by its name', { ...APP, APP_ID: 'coach' }, /^APP_ID: found "coach"/],
    ['a damaged key', { ...APP, PRIVATE_KEY: 'hunter2' }, /^PRIVATE_KEY: found 7 characters that are no RSA key/],
    ['two keys', { ...APP, PRIVATE_KEY_PATH: '/key.pem' }, /^PRIVATE_KEY: found PRIVATE_KEY_PATH beside it/],
    ['no key', { APP_ID: '7', WEBHOOK_SECRET: SECRET }, /^PRIVATE_KEY: found nothing/],
    ['a key file that is not there', { APP_ID: '7', WEBHOOK_SECRET: SECRET, PRIVATE_KEY_PATH: '/nowhere/key.pem' }, /^PRIVATE_KEY_PATH: found "\/nowhere\/key.pem", which cannot be read \(ENOENT\)/],
    ['a client id alone', { ...APP, CLIENT_ID: 'Iv1.a' }, /^CLIENT_SECRET: found nothing/],
  ])('stop the start with %s', (_, environment, says) => {
    expect(problems(environment).filter((line) => says.test(line))).toHaveLength(1)
  })

  it('appear in no message', () => {
    const told = problems({ APP_ID: '7', PRIVATE_KEY: 'hunter2', WEBHOOK_SECRET: 'short-secret', DATABASE_URL: 'https://u:hunter2@db/x', CLIENT_SECRET: 'hunter2' }).join('\n')
    expect(told).toContain('WEBHOOK_SECRET')
    expect(told).not.toMatch(/hunter2|short-secret/)
  })
})

describe('the credentials file', () => {
  it('is written for the owner alone and read back, with nothing left beside it', () => {
    const file = join(data, 'credentials.json')
    writeCredentialsFile(file, credentials)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(data)).toEqual(['credentials.json'])
    expect(configuration({}).credentials).toEqual(credentials)
  })

  it('makes its folder, for the owner alone', () => {
    writeCredentialsFile(join(data, 'new', 'credentials.json'), credentials)
    expect(statSync(join(data, 'new')).mode & 0o777).toBe(0o700)
  })

  it('stops the start where others may read it', () => {
    const file = join(data, 'credentials.json')
    writeCredentialsFile(file, credentials)
    chmodSync(file, 0o640)
    expect(problems({})).toEqual([expect.stringMatching(/credentials\.json: found a file that others may read \(mode 0640\); expected mode 0600\. Run `chmod 600`/)])
  })

  it.each(['', '{', '{"appId":7}', JSON.stringify({ ...credentials, privateKey: 'x' }), JSON.stringify({ ...credentials, webhookSecret: '' })])('stops the start where it is damaged: %s', (text) => {
    writeFileSync(join(data, 'credentials.json'), text, { mode: 0o600 })
    expect(problems({})).toEqual([expect.stringMatching(/credentials\.json: found a file that is damaged/)])
  })

  it('is left aside where the environment holds credentials', () => {
    writeFileSync(join(data, 'credentials.json'), '{', { mode: 0o600 })
    expect(configuration(APP).credentials?.appId).toBe(7)
  })
})
