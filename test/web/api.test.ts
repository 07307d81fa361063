import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '../../src/flow/course-service/list.ts'
import { gradebookOf } from '../../src/flow/grades/gradebook.ts'
import { MAY, TOKEN_ROLES, type OperationId, type TokenRole } from '../../src/model/role.ts'
import { gradebookDocument } from '../../src/report/gradebook/gradebook-document.ts'
import { apiPages } from '../../src/web/api.ts'
import { PROBLEM_SCHEMA } from '../../src/web/api-problem.ts'
import { createSite } from '../../src/web/site.ts'
import { dispute, itemSubject } from '../support/decisions.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { keptLog, type KeptLog } from '../support/quiet-log.ts'
import { readCsv } from '../support/read-csv.ts'
import { aRejudging, DUE, serviceStage, valueOf, type ServiceStage, type StageOptions } from '../support/service-stage.ts'

const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true } })
const problem = ajv.compile(PROBLEM_SCHEMA)
const outputs = new Map(OPERATIONS.map(({ id, output }) => [id, ajv.compile(output)]))
const [FIRST = '', , , FOURTH = ''] = CHECKLISTS.checklist.items.map(({ id }) => id)
const REASON = 'Shown in the lab'

type Stage = ServiceStage & { readonly token: (role: TokenRole, days?: number) => Promise<string>; readonly ask: (path: string, token: string | null, init?: { readonly body?: object | string; readonly headers?: Readonly<Record<string, string>> }) => Promise<Response>; readonly log: KeptLog }

async function stage(options: StageOptions = {}): Promise<Stage> {
  const service = await serviceStage(options)
  const log = keptLog()
  const site = createSite({ receive: null, needs: [], metrics: () => Promise.resolve({ text: '', contentType: 'text/plain' }), home: '', pages: [apiPages({ ...service.parts, version: '1.0.0', log })], privacy: '', webUrl: 'https://github.com', publicUrl: null, proxies: 0, now: service.parts.now, log })
  return {
    ...service, log,
    token: async (role, days = 30) => (valueOf(await service.call('tokens.create', { name: 'sync', role, days })) as { readonly secret: string }).secret,
    ask: async (path, token, { body, headers = {} } = {}) => site.request(`https://coach.example${path.startsWith('/') ? path : `/api/v1/courses/mlops/${path}`}`, {
      ...body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }, headers: { ...token === null ? {} : { authorization: `Bearer ${token}` }, ...headers },
    }),
  }
}

const SET = { of: 's1', subject: FOURTH, outcome: 'verified', reason: REASON }

/** How each operation is asked over HTTP where it is carried out. */
const ASKED: Readonly<Partial<Record<OperationId, readonly [path: string, body?: object]>>> = {
  'course.read': ['course'], 'progress.read': ['progress?limit=1'], 'watch.read': ['watch'], 'roster.import': ['students', { csv: 'student id,github\ns1,ana\ns9,eva\n', preview: true }], 'student.export': ['students/ana%40uni.example/export'],
  'gradebook.read': ['gradebook?limit=2'], 'gradebook.file': ['files/wide?bom=true'], 'roster.read': ['students'], 'student.read': ['students/ana%40uni.example'], 'decisions.read': ['decisions?of=octo-org/capstone-ana&limit=5'], 'disputes.read': ['disputes?state=open'], 'audit.read': ['audit'], 'contributions.read': ['contributions?of=octo-org/capstone-ana'],
  'decisions.set': ['decisions/set', SET], 'decisions.clear': ['decisions/clear', { of: 's1', subject: FIRST, reason: REASON }], 'decisions.excuse': ['decisions/excuse', { of: 's1', subject: FOURTH, reason: REASON }],
  'decisions.extend': ['decisions/extend', { of: 's1', until: '2026-12-20', reason: REASON }], 'disputes.close': ['disputes/close', { of: 's1', subject: FIRST, reason: REASON }],
  'work.judge': ['judge', { of: 's1' }], 'work.pause': ['decisions/pause', { of: 's1', to: 'paused', reason: REASON }],
  'releases.read': ['releases'], 'grades.release': ['releases', { student: 's1', reason: REASON }],
  'rejudgings.read': ['rejudgings'], 'rejudgings.begin': ['rejudgings', { all: true, reason: REASON }], 'rejudgings.preview': ['rejudgings/ID'], 'rejudgings.apply': ['rejudgings/ID/apply', { reason: REASON, disputes: 'keep' }], 'rejudgings.undo': ['rejudgings/ID/undo', { reason: REASON }],
}

describe('the API', () => {
  it.each(OPERATIONS.filter(({ http }) => http !== null).flatMap(({ id }) => TOKEN_ROLES.map((role) => [id, role] as const)))('answers %s to a token of the role %s as the table says, in the form that it describes', async (id, role) => {
    const here = await stage()
    const { ask, token, store, call } = here
    await store.decisions.state({ ...dispute('d', itemSubject(FIRST), DUE), repositoryId: 42 })
    const again = id.startsWith('rejudgings.') ? await aRejudging(here) : ''
    if (id === 'rejudgings.undo') valueOf(await call('rejudgings.apply', { id: again, reason: REASON, disputes: 'keep' }))
    if (id === 'decisions.clear') await call('decisions.excuse', { of: 's1', subject: FIRST, reason: REASON })
    const [path, body] = ASKED[id] ?? ['']
    const answer = await ask(path.replace('ID', again), await token(role), { ...body === undefined ? {} : { body }, headers: { accept: 'application/json' } })
    const allowed = MAY[id][role] !== undefined
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual(allowed ? [200, 'application/json', 'no-store'] : [403, 'application/problem+json', 'no-store'])
    const validate = allowed ? outputs.get(id) : problem
    expect([validate?.(await answer.json()), validate?.errors]).toEqual([true, null])
  })

  it('refuses who has no token that is valid, and tells nobody else why', async () => {
    const { ask, token, call, clock } = await stage()
    const [good, ended] = [await token('reader', 30), await token('reader', 1)]
    const revoked = await token('reader')
    await call('tokens.revoke', { id: revoked.slice(4, 16) })
    clock.now += 2 * 86_400_000
    const refusals = await Promise.all([null, 'x', good.replace(/^cct_.{12}/, 'cct_000000000000'), `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`, ended, revoked].map(async (one) => {
      const answer = await ask('gradebook', one)
      const said: unknown = await answer.json()
      expect(problem(said)).toBe(true)
      return `${answer.status} ${String(answer.headers.get('www-authenticate'))} ${(said as { readonly detail: string }).detail}`
    }))
    expect(refusals).toEqual(['401 Bearer no token is given', '401 Bearer the token has not the form of one', '401 Bearer there is no such token', '401 Bearer there is no such token', '401 Bearer the token was valid until 2026-12-23T21:00:00.000Z', '401 Bearer the token was revoked'])
    expect((await ask('gradebook', good)).status).toBe(200)
  })

  it('describes itself to everybody, below a course, too', async () => {
    const { ask } = await stage()
    const [one, other] = [await ask('/api/v1/openapi.json', null), await ask('openapi.json', null)]
    expect([one.status, await one.json()]).toMatchObject([200, { openapi: '3.1.0' }])
    expect([other.status, await other.text()]).toEqual([200, await (await ask('/api/v1/openapi.json', null)).text()])
  })

  it('knows no course but that of the token', async () => {
    const { ask, token, store, course } = await stage()
    await store.courses.saveCourse({ ...course, id: 'other' }, 0)
    const reader = await token('reader')
    const [other, none] = [await ask('/api/v1/courses/other/gradebook', reader), await ask('/api/v1/courses/nowhere/gradebook', reader)]
    expect([other.status, await other.text()]).toEqual([404, await none.text()])
  })

  it('answers a token 600 times a minute, and a client whose tokens are none 120 times', async () => {
    const { ask, token, clock } = await stage()
    const [one, other] = [await token('reader'), await token('reader')]
    const statuses: number[] = []
    for (let at = 0; at < 601; at += 1) statuses.push((await ask('/api/v1/courses/nowhere/gradebook', one)).status)
    expect([statuses.filter((status) => status === 404).length, statuses.at(-1), (await ask('course', other)).status]).toEqual([600, 429, 200])
    for (let at = 0; at < 120; at += 1) expect((await ask('course', null)).status).toBe(401)
    const refused = await ask('course', null)
    expect([refused.status, ...['retry-after', 'content-type', 'www-authenticate'].map((name) => refused.headers.get(name))]).toEqual([429, expect.stringMatching(/^\d+$/), 'application/problem+json', null])
    // Who shares the address and has a token that is taken goes on.
    expect((await ask('course', other)).status).toBe(200)
    clock.now += 60_000
    expect((await ask('course', one)).status).toBe(200)
  })

  it('looks at ten wrong secrets of a token a minute, and leaves other tokens alone', async () => {
    const { ask, token, clock } = await stage()
    const [one, other] = [await token('reader'), await token('reader')]
    const wrong = one.replace(/.{64}$/, 'f'.repeat(64))
    const statuses: number[] = []
    for (let at = 0; at < 11; at += 1) statuses.push((await ask('gradebook', wrong)).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429])
    const refused = await ask('gradebook', wrong)
    expect([refused.status, refused.headers.get('retry-after'), (await ask('gradebook', other)).status]).toEqual([429, '60', 200])
    // Who knows the id of a token alone keeps its program out by nothing.
    expect((await ask('gradebook', one)).status).toBe(200)
    const nowhere = await ask('marks', wrong)
    expect([nowhere.status, nowhere.headers.get('retry-after'), nowhere.headers.get('www-authenticate')]).toEqual([429, '60', null])
    clock.now += 60_000
    expect((await ask('gradebook', one)).status).toBe(200)
  })

  it('decides once under one key, by the name of the token, and says so in the log without it', async () => {
    const { ask, token, store, log } = await stage()
    const assistant = await token('assistant')
    const decide = async (body: object): Promise<readonly [number, unknown]> => {
      const answer = await ask('decisions/set', assistant, { body, headers: { 'idempotency-key': 'lab-3' } })
      return [answer.status, await answer.json()]
    }
    expect([await decide(SET), await decide(SET)]).toMatchObject([[200, { isNew: true, decision: { by: { login: 'the token sync' } } }], [200, { isNew: false }]])
    expect(await decide({ ...SET, outcome: 'partial' })).toMatchObject([409, { where: '/key' }])
    expect(await store.decisions.decisionsOf('mlops', 42)).toHaveLength(1)
    expect(log.lines.map(({ says }) => says)).toEqual(['the API was asked to decide', 'the API was asked to decide', 'the API was asked to decide'])
    expect(JSON.stringify(log.lines)).not.toContain(assistant.slice(17))
  })

  it('takes an idempotency key with what knows of none, as clients send one with every POST', async () => {
    const { ask, token } = await stage()
    const answer = await ask('releases', await token('instructor'), { body: { student: 's1', reason: REASON }, headers: { 'idempotency-key': 'lab-3' } })
    expect(answer.status).toBe(200)
  })

  it.each<[string, string, { readonly body?: object | string } | undefined, number, string | null]>([
    ['an address that there is not', 'marks', undefined, 404, null], ['a method that there is not', 'gradebook', { body: {} }, 404, null], ['a number that is none', 'gradebook?limit=many', undefined, 400, '/limit'],
    ['a word that there is not', 'gradebook?page=2', undefined, 400, '/page'], ['a format that there is not', 'files/excel', undefined, 400, '/format'], ['a student who is not there', 'students/nobody', undefined, 404, '/of'],
    ['a body that is no JSON', 'decisions/set', { body: 'of=s1' }, 400, null], ['a body that is a list', 'decisions/set', { body: [] }, 400, null], ['a body that lacks something', 'decisions/set', { body: { of: 's1' } }, 400, ''],
    ['a prototype', 'decisions/set', { body: '{"__proto__":{"of":"s1"},"subject":"x","outcome":"present","reason":"r"}' }, 400, ''], ['a large body', 'decisions/set', { body: { ...SET, reason: 'x'.repeat(70_000) } }, 413, null],
  ])('says what is wrong with %s', async (_, path, init, status, where) => {
    const { ask, token, store } = await stage()
    const answer = await ask(path, await token('instructor'), init)
    const said: unknown = await answer.json()
    expect([answer.status, problem(said), (said as { readonly where: string | null }).where]).toEqual([status, true, where])
    expect(await store.decisions.decisionsOf('mlops', 42)).toEqual([])
  })

  it('takes a list of a large class, and says of one that is wrong at which lines', async () => {
    const { ask, token, store } = await stage()
    const instructor = await token('instructor')
    const csv = `github\n${Array.from({ length: 12_000 }, (_, at) => `student-${at}\n`).join('')}`
    expect(csv.length).toBeGreaterThan(64 * 1024)
    const imported = await ask('students', instructor, { body: { csv } })
    expect([imported.status, (await store.roster.of('mlops')).length]).toEqual([200, 12_000])
    const wrong = await ask('students', instructor, { body: { csv: 'github\nocto ana\n' } })
    const said: unknown = await wrong.json()
    expect([wrong.status, problem(said), said]).toMatchObject([400, true, { where: '/csv', lines: [{ line: 2, says: expect.stringContaining('octo ana') as string }] }])
    expect((await ask('students', instructor, { body: `{"csv":"${'x'.repeat(6_000_000)}"}` })).status).toBe(413)
    expect((await store.roster.of('mlops')).length).toBe(12_000)
  })

  it('reads nothing of a body before it knows who sends it', async () => {
    const { ask, token } = await stage()
    const body = 'x'.repeat(70_000)
    expect([(await ask('decisions/set', null, { body })).status, (await ask('decisions/set', await token('assistant'), { body })).status]).toEqual([401, 413])
  })

  it('says that a fault is ours, and nothing of it', async () => {
    const service = await serviceStage()
    const { secret } = valueOf(await service.call('tokens.create', { name: 'sync', role: 'reader' })) as { readonly secret: string }
    const broken = apiPages({ ...service.parts, roster: { ...service.parts.roster, of: () => Promise.reject(new Error('password of the database')) }, version: '1', log: keptLog() })
    const answer = await broken.request('https://coach.example/api/v1/courses/mlops/students', { headers: { authorization: `Bearer ${secret}` } })
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('password')])
  })

  it('gives a grade file as it is, by its name', async () => {
    const { ask, token } = await stage()
    const answer = await ask('files/canvas?title=Capstone', await token('reader'))
    expect([answer.headers.get('content-type'), answer.headers.get('content-disposition'), answer.headers.get('x-problems')]).toEqual(['text/csv; charset=utf-8', 'attachment; filename="mlops-canvas.csv"', expect.stringMatching(/^\d+$/)])
  })
})

/** Decisions that somebody may make on some items of either repository. */
const decisions = fc.array(fc.record({
  of: fc.constantFrom('s1', 's2'), subject: fc.constantFrom(...CHECKLISTS.checklist.items.map(({ id }) => id)), outcome: fc.constantFrom('verified', 'present', 'partial', 'failing', 'missing', null), late: fc.boolean(),
}), { maxLength: 6 })

it('tells the same points as grades --format json and every file, whatever was judged and decided', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(15), fc.nat(15), fc.integer({ min: -60, max: 10 }), decisions, fc.constantFrom(20, 100, 137), async (ana, ben, hours, made, points) => {
    const { ask, token, call, course, parts } = await stage({ verified: [ana, ben], hours, grading: { points, late: { kind: 'deduct', pointsADay: 7, most: null } } })
    for (const { of, subject, outcome } of made) await call(outcome === null ? 'decisions.excuse' : 'decisions.set', { of, subject, reason: REASON, ...outcome === null ? {} : { outcome } })
    const reader = await token('assistant')
    const book = await (await ask('gradebook', reader)).json() as Book
    expect({ ...book, next: undefined }).toEqual({ ...JSON.parse(JSON.stringify(gradebookDocument(await gradebookOf(course, parts)))) as object, next: undefined })
    const wide = records(readCsv(await (await ask('files/wide', reader)).text()))
    const long = records(readCsv(await (await ask('files/long', reader)).text()))
    for (const row of book.rows) {
      const { key } = row.student
      const student = await (await ask(`students/${key}`, reader)).json() as { readonly repositories: readonly { readonly grade: Grade }[] }
      expect(student.repositories[0]?.grade ?? null).toEqual(row.grade)
      const [line] = wide.filter((one) => one['student'] === key)
      expect(line?.['points']).toBe(row.grade === null || row.grade.of === 0 ? '' : String(row.grade.points))
      const ofItems = long.filter((one) => one['student'] === key).reduce((sum, one) => sum + Math.round(Number(one['points']) * 100), 0)
      expect(ofItems).toBe(row.grade === null ? 0 : Math.round((row.grade.points + row.grade.deduction) * 100))
    }
  }), { numRuns: 12 })
}, 60_000)

function records(rows: readonly (readonly string[])[]): readonly Readonly<Record<string, string>>[] {
  const [names = [], ...others] = rows
  return others.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])))
}

type Grade = { readonly points: number; readonly of: number; readonly deduction: number } | null
type Book = { readonly rows: readonly { readonly student: { readonly key: string }; readonly grade: Grade }[] }
